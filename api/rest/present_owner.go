package rest

import (
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"anju/api/contract"
	"anju/internal/core/owner"
	"anju/internal/desk/owners"
)

// presentOwner shows a person as the use case lets them be seen.
func presentOwner(v owners.View) contract.Owner {
	x := contract.Owner{
		Id: v.ID, Version: v.Version, Name: v.Name, Phone: text(v.Phone), OtherPhones: list(v.OtherPhones), Email: text(v.Email),
		IdNumberMasked: text(v.IDNumberMasked), Houses: each(v.Houses, presentHolding), NeedsHelp: text(v.NeedsHelp), Notes: text(v.Notes),
		Masked: v.Masked, CreatedAt: v.CreatedAt, UpdatedAt: v.UpdatedAt,
	}
	if e := v.EmergencyContact; e != nil {
		x.EmergencyContact = &contract.EmergencyContact{Name: text(e.Name), Relation: text(e.Relation), Phone: text(e.Phone)}
	}
	if p := v.Preferred; p != nil {
		x.Preferred = &contract.Preferred{Channel: text(p.Channel), Hours: text(p.Hours), Language: text(p.Language)}
	}
	return x
}

func presentHolding(h owner.Holding) contract.Holding {
	x := contract.Holding{
		HouseId: h.HouseID, Label: h.Label, CommunityId: h.CommunityID, ContractNumber: text(h.ContractNumber),
		SignedOn: date(h.SignedOn), HandedOverOn: date(h.HandedOverOn),
	}
	if h.AreaM2 > 0 {
		x.AreaM2 = &h.AreaM2
	}
	x.Warranty = each(h.Warranty, func(w owner.PartWarranty) contract.PartWarranty {
		until, _ := time.Parse(time.DateOnly, w.Until) // read when it was taken in
		return contract.PartWarranty{Part: w.Part, Until: openapi_types.Date{Time: until}}
	})
	return x
}

func presentContact(c owner.Contact) contract.Contact {
	return contract.Contact{Id: c.ID, Channel: c.Channel, Note: c.Note, At: c.At, By: c.ByName}
}

func presentCorrection(c owner.Correction) contract.Correction {
	return contract.Correction{Id: c.ID, Field: c.Field, Text: c.Text, At: c.At}
}
