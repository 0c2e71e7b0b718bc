package owners

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/words"
)

// Search says which owners a list holds.
type Search struct {
	Q           string // name, phone, house, contract
	CommunityID string
	HouseID     string
	Paging
}

// SearchOwners lists owners for the staff, newest first, masked as need be.
func (s *Service) SearchOwners(ctx context.Context, by access.Actor, ask Search) (Page[View], error) {
	if !by.Staff() && by.Role != access.System {
		return Page[View]{}, fault.Deny("只有工作人员可以查找业主。", "Only staff may search for owners.")
	}
	limit, before, err := ask.read()
	if err != nil {
		return Page[View]{}, err
	}
	var wrong fault.Fields
	wrong.Length("q", ask.Q, 0, 200)
	if err := wrong.Err(); err != nil {
		return Page[View]{}, err
	}
	q := owner.Query{CommunityID: ask.CommunityID, HouseID: ask.HouseID, Before: before, Limit: limit + 1}
	q.Terms, q.PhoneKey = looksFor(by, ask.Q)
	if ask.Q != "" && len(q.Terms) == 0 && q.PhoneKey == "" { // nothing in it to search for: no answer, not all of them
		return Page[View]{Total: -1}, nil
	}
	within := access.SightOf(by)
	found, err := s.Owners.SearchOwners(ctx, within, q)
	if err != nil {
		return Page[View]{}, err
	}
	p, err := page(found, limit, func(o owner.Owner) string { return o.ID }, ask.Paging, func(atMost int) (int, error) {
		return s.Owners.CountOwners(ctx, within, q, atMost)
	})
	if err != nil {
		return Page[View]{}, err
	}
	return turn(p, func(o owner.Owner) (View, error) { return s.seen(ctx, by, o) })
}

// looksFor is what a search must match. Who sees numbers masked finds an owner
// by the whole number alone: by its digits one after the other the mask could be
// guessed away.
func looksFor(by access.Actor, text string) (terms []words.Term, phoneKey string) {
	terms = owner.Search(text)
	if access.SeesPersonal(by, false, false) {
		for i := range terms {
			terms[i].Aside = true
		}
		return terms, ""
	}
	if phone, odd := owner.Phone(text); phone != "" && odd == owner.PhoneFine {
		return nil, owner.PhoneKey(phone)
	}
	return terms, ""
}

// GetOwner is one owner, masked as need be.
func (s *Service) GetOwner(ctx context.Context, by access.Actor, id string) (View, error) {
	o, err := s.find(ctx, by, id)
	if err != nil {
		return View{}, err
	}
	return s.seen(ctx, by, o)
}

// Archive is everything that is kept of an owner, for that owner.
type Archive struct {
	Owner       owner.Owner
	Contacts    []owner.Contact
	Corrections []owner.Correction
}

// ownLimit bounds each list of an owner's own archive.
const ownLimit = 200

// MyArchive is the caller's own archive.
func (s *Service) MyArchive(ctx context.Context, by access.Actor) (Archive, error) {
	o, err := s.self(ctx, by)
	if err != nil {
		return Archive{}, err
	}
	a := Archive{Owner: o.Seen(true)}
	if a.Contacts, err = s.Owners.Contacts(ctx, o.ID, "", ownLimit); err != nil {
		return Archive{}, err
	}
	a.Corrections, err = s.Owners.Corrections(ctx, access.Everything("one's own archive"), o.ID, "", ownLimit)
	return a, err
}

func (s *Service) self(ctx context.Context, by access.Actor) (owner.Owner, error) {
	if by.Role != access.Owner || by.OwnerID == "" {
		return owner.Owner{}, fault.Deny("只有业主有自己的档案。", "Only owners have an archive of their own.")
	}
	return s.find(ctx, by, by.OwnerID)
}

// AskCorrection notes what the caller wants put right in their archive.
func (s *Service) AskCorrection(ctx context.Context, by access.Actor, field, text string) (owner.Correction, error) {
	o, err := s.self(ctx, by)
	if err != nil {
		return owner.Correction{}, err
	}
	var wrong fault.Fields
	wrong.Length("field", field, 1, 60)
	wrong.Length("text", text, 1, 1000)
	if err := wrong.Err(); err != nil {
		return owner.Correction{}, err
	}
	c := owner.Correction{ID: s.NewID(), OwnerID: o.ID, Field: field, Text: text, At: s.Now(), CommunityID: o.FirstCommunity()}
	return c, s.Owners.AddCorrection(ctx, c)
}
