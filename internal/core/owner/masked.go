package owner

import (
	"slices"

	"anju/internal/core/access"
)

// Seen is the owner as a reader may see them: sealed and indexed things always
// gone, personal data masked unless in clear. Free text can hold anything, so
// masked it is gone too.
func (o Owner) Seen(clear bool) Owner {
	o.IDNumberSealed, o.IDNumberHash = nil, ""
	o.Words, o.PhoneKeys, o.NameKey = nil, nil, ""
	if clear {
		return o
	}
	o.Name, o.Phone, o.Email = access.MaskName(o.Name), access.MaskPhone(o.Phone), access.MaskEmail(o.Email)
	o.OtherPhones = slices.Clone(o.OtherPhones)
	for i, phone := range o.OtherPhones {
		o.OtherPhones[i] = access.MaskPhone(phone)
	}
	if c := o.EmergencyContact; c != nil {
		o.EmergencyContact = &EmergencyContact{Name: access.MaskName(c.Name), Relation: c.Relation, Phone: access.MaskPhone(c.Phone)}
	}
	o.NeedsHelp, o.Notes = "", ""
	return o
}
