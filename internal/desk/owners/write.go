package owners

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/terms"
)

// CreateOwner adds a person to the archive. idNumber may be empty.
func (s *Service) CreateOwner(ctx context.Context, by access.Actor, d owner.Draft, idNumber string) (View, error) {
	if err := keepsArchive(by); err != nil {
		return View{}, err
	}
	houses, err := s.housesFor(ctx, by, d.Houses, owner.Owner{})
	if err != nil {
		return View{}, err
	}
	o, err := owner.New(s.NewID(), d, houses, s.Now())
	if o, err = s.withIDNumber(o, &idNumber, err); err != nil {
		return View{}, err
	}
	if err := staysInSight(by, o); err != nil {
		return View{}, err
	}
	if err := s.Owners.CreateOwner(ctx, o); err != nil {
		return View{}, err
	}
	return s.seen(ctx, by, o)
}

// Patch changes what is set.
type Patch struct {
	Name, Phone, Email, IDNumber, NeedsHelp, Notes *string
	OtherPhones                                    *[]string
	Houses                                         *[]owner.HoldingDraft
	EmergencyContact                               *owner.EmergencyContact
	Preferred                                      *owner.Preferred
}

// UpdateOwner changes a person's archive; ifMatch is the version that the
// caller read, 0: whichever.
func (s *Service) UpdateOwner(ctx context.Context, by access.Actor, id string, p Patch, ifMatch int64) (View, error) {
	before, err := s.find(ctx, by, id)
	if err != nil {
		return View{}, err
	}
	if err := keepsArchive(by); err != nil {
		return View{}, err
	}
	d := p.onto(before.Draft())
	houses, err := s.housesFor(ctx, by, d.Houses, before)
	if err != nil {
		return View{}, err
	}
	next, err := before.With(d, houses, s.Now())
	if next, err = s.withIDNumber(next, p.IDNumber, err); err != nil {
		return View{}, err
	}
	if err := staysInSight(by, next); err != nil {
		return View{}, err
	}
	if ifMatch != 0 && ifMatch != before.Version {
		return View{}, fault.StaleVersion(before.Version)
	}
	if err := s.Owners.UpdateOwners(ctx, next); err != nil {
		return View{}, err
	}
	return s.seen(ctx, by, next)
}

func (p Patch) onto(d owner.Draft) owner.Draft {
	for _, f := range []struct{ to, from *string }{
		{&d.Name, p.Name}, {&d.Phone, p.Phone}, {&d.Email, p.Email}, {&d.NeedsHelp, p.NeedsHelp}, {&d.Notes, p.Notes},
	} {
		if f.from != nil {
			*f.to = *f.from
		}
	}
	if p.OtherPhones != nil {
		d.OtherPhones = *p.OtherPhones
	}
	if p.Houses != nil {
		d.Houses = *p.Houses
	}
	if p.EmergencyContact != nil {
		d.EmergencyContact = p.EmergencyContact
	}
	if p.Preferred != nil {
		d.Preferred = p.Preferred
	}
	return d
}

// housesFor are the named houses that the caller may give to an owner: those
// in sight, and those that the owner holds already.
func (s *Service) housesFor(ctx context.Context, by access.Actor, drafts []owner.HoldingDraft, held owner.Owner) (map[string]estate.House, error) {
	out := map[string]estate.House{}
	if len(drafts) > owner.MaxHouses {
		return out, nil // refused by the rules, before any is looked up
	}
	for _, d := range drafts {
		house, err := s.Estate.House(ctx, d.HouseID)
		switch {
		case fault.Is(err, fault.NotFound):
		case err != nil:
			return nil, err
		case serves(by, house.CommunityID) || held.Holds(house.ID):
			out[house.ID] = house
		}
	}
	return out, nil
}

// staysInSight keeps a clerk of some communities from making an owner whom the
// clerk could not see.
func staysInSight(by access.Actor, o owner.Owner) error {
	if inSight(by, o) {
		return nil
	}
	var wrong fault.Fields
	wrong.Add("houses", "required", "须有一套您负责小区内的房屋。", "One house in a community that you work for is needed.")
	return wrong.Err()
}

// withIDNumber seals a given identity number on the owner and joins what is
// wrong with it to what is wrong with the rest. nil leaves it, empty clears it.
func (s *Service) withIDNumber(o owner.Owner, idNumber *string, soFar error) (owner.Owner, error) {
	if idNumber == nil {
		return o, soFar
	}
	number, odd := owner.IDNumber(*idNumber)
	if len([]rune(number)) > 30 || odd == owner.IDNumberUnreadable && !strings.ContainsFunc(number, func(r rune) bool { return r >= '0' && r <= '9' }) {
		var wrong fault.Fields
		if e, ok := fault.As(soFar); ok {
			wrong = e.Fields
		}
		wrong.Add("idNumber", "id_number", "不是有效的证件号码。", "Not the number of an identity paper.")
		return o, wrong.Err()
	}
	if soFar != nil || number == "" {
		return o.SetIDNumber(nil, "", ""), soFar
	}
	sealed, hash, err := s.Sealer.Seal(number)
	if err != nil {
		return o, err
	}
	return o.SetIDNumber(sealed, hash, access.MaskID(number)), nil
}

// AddContact writes into the contact log; at nil: now.
func (s *Service) AddContact(ctx context.Context, by access.Actor, ownerID, channel, text string, at *time.Time) (owner.Contact, error) {
	o, err := s.find(ctx, by, ownerID)
	if err != nil {
		return owner.Contact{}, err
	}
	if !by.OnDesk() && !by.Is(access.System) {
		return owner.Contact{}, fault.Deny("只有客服可以登记联系记录。", "Only the service desk writes the contact log.")
	}
	c := owner.Contact{ID: s.NewID(), OwnerID: o.ID, Channel: channel, Note: strings.TrimSpace(text), At: s.Now(), ByID: by.ID, ByName: by.Name}
	var wrong fault.Fields
	var channels []string
	for _, known := range terms.Channels {
		channels = append(channels, string(known))
	}
	wrong.OneOf("channel", channel, channels...)
	wrong.Length("note", c.Note, 1, 2000)
	if at != nil {
		if c.At = at.UTC().Truncate(time.Millisecond); c.At.After(s.Now()) || c.At.Year() < 2000 {
			wrong.Add("at", "past", "须是过去的时间。", "Must be a time in the past.")
		}
	}
	if err := wrong.Err(); err != nil {
		return owner.Contact{}, err
	}
	return c, s.Owners.AddContact(ctx, c)
}

// Contacts is a page of the contact log, newest first, for the desk.
func (s *Service) Contacts(ctx context.Context, by access.Actor, ownerID string, ask Paging) (Page[owner.Contact], error) {
	o, err := s.find(ctx, by, ownerID)
	if err != nil {
		return Page[owner.Contact]{}, err
	}
	if !by.OnDesk() && !by.Is(access.Auditor) {
		return Page[owner.Contact]{}, fault.Deny("只有客服可以查看联系记录。", "Only the service desk reads the contact log.")
	}
	ask.Count = false
	limit, before, err := ask.read()
	if err != nil {
		return Page[owner.Contact]{}, err
	}
	found, err := s.Owners.Contacts(ctx, o.ID, before, limit+1)
	if err != nil {
		return Page[owner.Contact]{}, err
	}
	return page(found, limit, func(c owner.Contact) string { return c.ID }, ask, nil)
}

// Unmask shows one field in clear, after the reason was written into the audit log.
func (s *Service) Unmask(ctx context.Context, by access.Actor, id, field, reason string) (string, error) {
	o, err := s.find(ctx, by, id)
	if err != nil {
		return "", err
	}
	if !by.OnDesk() && !by.Is(access.Admin) {
		return "", fault.Deny("只有客服和管理员可以查看完整信息。", "Only the service desk and admins may unmask.")
	}
	fields := map[string]string{"name": o.Name, "phone": o.Phone, "email": o.Email, "idNumber": ""}
	reason = strings.TrimSpace(reason)
	var wrong fault.Fields
	wrong.OneOf("field", field, "name", "phone", "email", "idNumber")
	wrong.Length("reason", reason, 2, 500)
	if err := wrong.Err(); err != nil {
		return "", err
	}
	if err := s.note(ctx, by, "owner.unmasked", "owner:"+o.ID+"/"+field, reason); err != nil {
		return "", err
	}
	if field == "idNumber" && len(o.IDNumberSealed) > 0 {
		return s.Sealer.Open(o.IDNumberSealed)
	}
	return fields[field], nil
}

// Invite makes an invitation code (邀请码) for the owner; it works once. A house,
// if one is named, must be the owner's.
func (s *Service) Invite(ctx context.Context, by access.Actor, id, houseID string) (code string, expiresAt time.Time, err error) {
	o, err := s.find(ctx, by, id)
	if err != nil {
		return "", time.Time{}, err
	}
	if err := keepsArchive(by); err != nil {
		return "", time.Time{}, err
	}
	if houseID != "" && !o.Holds(houseID) {
		var wrong fault.Fields
		wrong.Add("houseId", "unknown", "不是这位业主的房屋。", "Not a house of this owner.")
		return "", time.Time{}, wrong.Err()
	}
	return s.Invitations.Invite(ctx, by, o.ID)
}

// Merge folds a duplicate into another record of the same person and answers with that one.
func (s *Service) Merge(ctx context.Context, by access.Actor, id, into string, ifMatch int64) (View, error) {
	duplicate, err := s.find(ctx, by, id)
	if err != nil {
		return View{}, err
	}
	if err := keepsArchive(by); err != nil {
		return View{}, err
	}
	person, err := s.find(ctx, by, into)
	var wrong fault.Fields
	switch {
	case fault.Is(err, fault.NotFound):
		wrong.Add("into", "unknown", "没有这位业主。", "There is no such owner.")
	case err != nil:
		return View{}, err
	case person.ID == duplicate.ID:
		wrong.Add("into", "other_person", "不能与自己合并。", "Cannot be merged with itself.")
	case slices.Contains(person.MergedFrom, id):
		wrong.Add("into", "merged", "已经合并。", "They are merged already.")
	}
	if err := wrong.Err(); err != nil {
		return View{}, err
	}
	if ifMatch != 0 && ifMatch != duplicate.Version {
		return View{}, fault.StaleVersion(duplicate.Version)
	}
	kept, folded := owner.Merge(person, duplicate, s.Now())
	if err := s.note(ctx, by, "owner.merged", "owner:"+folded.ID, "into owner:"+kept.ID); err != nil {
		return View{}, err
	}
	if err := s.Owners.UpdateOwners(ctx, kept, folded); err != nil {
		return View{}, err
	}
	return s.seen(ctx, by, kept)
}

// Unmerge undoes a merge and answers with the person that the duplicate was
// taken out of.
func (s *Service) Unmerge(ctx context.Context, by access.Actor, id, duplicateID, reason string) (View, error) {
	person, err := s.find(ctx, by, id)
	if err != nil {
		return View{}, err
	}
	if err := keepsArchive(by); err != nil {
		return View{}, err
	}
	reason = strings.TrimSpace(reason)
	duplicate, err := s.Owners.Owner(ctx, duplicateID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return View{}, err
	}
	var wrong fault.Fields
	if err != nil || duplicate.MergedInto != person.ID {
		wrong.Add("duplicateId", "unknown", "这条记录没有并入这位业主。", "This record was not merged into this owner.")
	}
	wrong.Length("reason", reason, 2, 500)
	if err := wrong.Err(); err != nil {
		return View{}, err
	}
	kept, freed := owner.Unmerge(person, duplicate, s.Now())
	if err := s.note(ctx, by, "owner.unmerged", "owner:"+freed.ID, reason); err != nil {
		return View{}, err
	}
	if err := s.Owners.UpdateOwners(ctx, kept, freed); err != nil {
		return View{}, err
	}
	return s.seen(ctx, by, kept)
}

// Merged lists the records that were merged into an owner, masked as need be.
func (s *Service) Merged(ctx context.Context, by access.Actor, id string) ([]View, error) {
	o, err := s.find(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if err := keepsArchive(by); err != nil {
		return nil, err
	}
	out := []View{}
	for _, id := range o.MergedFrom {
		from, err := s.Owners.Owner(ctx, id)
		if err != nil {
			return nil, err
		}
		if from.MergedInto != o.ID {
			continue // merged into one that was merged into this one: undone there first
		}
		v, err := s.seen(ctx, by, from)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
