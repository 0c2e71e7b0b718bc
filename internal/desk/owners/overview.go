package owners

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/terms"
)

// Overview is what a clerk sees when an owner calls.
type Overview struct {
	Owner       View
	Open        []complaint.Complaint // the owner's open matters, newest first
	OfHouses    []complaint.Complaint // open matters of the owner's houses that others brought
	LastYear    Year
	Contacts    []owner.Contact    // newest first
	Corrections []owner.Correction // asked for by the owner, newest first
}

// Year counts an owner's matters of the last twelve months, and how many of them
// came again: after one of the same house and category.
type Year struct {
	Matters, Repeat, Rework int
	More                    bool // than were counted
}

// yearCounted bounds what is counted of each record of the owner.
const yearCounted = 100

// overviewHouses bounds of how many houses the open matters are looked up.
const overviewHouses = 10

// Overview gathers it, as far as the caller's sight reaches.
func (s *Service) Overview(ctx context.Context, by access.Actor, id string) (Overview, error) {
	o, err := s.find(ctx, by, id)
	if err != nil {
		return Overview{}, err
	}
	if !by.Staff() {
		return Overview{}, fault.Deny("只有工作人员可以查看。", "Only staff may see this.")
	}
	clear, err := s.seesClear(ctx, by, o)
	if err != nil {
		return Overview{}, err
	}
	view := Overview{Owner: View{o.Seen(clear), !clear}}
	seen := map[string]bool{}
	add := func(to *[]complaint.Complaint, q complaint.Query) error {
		open, err := s.open(ctx, by, q)
		for _, m := range open {
			// Outside the desk a confidential matter must not be tied to its owner.
			if !seen[m.ID] && (by.OnDesk() || !m.Confidential) {
				seen[m.ID] = true
				*to = append(*to, m)
			}
		}
		return err
	}
	for _, ownerID := range append([]string{o.ID}, o.MergedFrom...) {
		if err := add(&view.Open, complaint.Query{OwnerID: ownerID}); err != nil {
			return Overview{}, err
		}
	}
	for _, houseID := range o.HouseIDs[:min(len(o.HouseIDs), overviewHouses)] {
		if err := add(&view.OfHouses, complaint.Query{HouseID: houseID}); err != nil {
			return Overview{}, err
		}
	}
	if view.LastYear, err = s.year(ctx, by, o); err != nil {
		return Overview{}, err
	}
	if !clear {
		return view, nil
	}
	if view.Contacts, err = s.Owners.Contacts(ctx, o.ID, "", 10); err != nil {
		return Overview{}, err
	}
	view.Corrections, err = s.Owners.Corrections(ctx, access.SightOf(by), o.ID, "", 10)
	return view, err
}

// year counts, as far as the caller's sight reaches.
func (s *Service) year(ctx context.Context, by access.Actor, o owner.Owner) (Year, error) {
	var y Year
	from := s.Now().UTC().AddDate(-1, 0, 0)
	for _, id := range append([]string{o.ID}, o.MergedFrom...) {
		page, err := s.Matters.List(ctx, access.SightOf(by), complaint.Query{OwnerID: id, From: &from, Limit: yearCounted})
		if err != nil {
			return y, err
		}
		y.More = y.More || page.NextCursor != ""
		for _, m := range page.Items {
			if m.Confidential && !by.OnDesk() {
				continue
			}
			y.Matters++
			switch {
			case m.Repeats(m.EyesOf(by)) == 0:
			case m.Nature == terms.Repair:
				y.Rework++
			default:
				y.Repeat++
			}
		}
	}
	return y, nil
}
