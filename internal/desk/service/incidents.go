package service

import (
	"context"
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// IncidentBoard is what leaders read in two minutes.
type IncidentBoard struct {
	ListPage                       // open major incidents, the newest matter first
	Maybe    []complaint.Complaint // what looks like one and was not declared
}

// maybes bounds the list of what looks like an incident.
const maybes = 10

// Incidents lists the open major incidents within sight. What merely looks like
// one is shown to the desk and leaders, on the first page.
func (s *Service) Incidents(ctx context.Context, actor access.Actor, cursor string, limit int) (IncidentBoard, error) {
	b := IncidentBoard{}
	b.At = s.now()
	var err error
	b.Page, err = s.Matters.List(ctx, access.IncidentsOf(actor), complaint.Query{Sort: complaint.ByReceived, Cursor: cursor, Limit: limit})
	if err != nil || cursor != "" || !(actor.OnDesk() || actor.Is(access.Leader)) {
		return b, err
	}
	page, err := s.Matters.List(ctx, access.MaybeIncidentsOf(actor), complaint.Query{Sort: complaint.ByReceived, Limit: maybes})
	b.Maybe = page.Items
	return b, err
}

// Concern is an incident or group matter that a caller may ring about.
type Concern struct {
	Matter   complaint.Complaint
	Incident bool // open major incident; else a group matter
	Joined   bool // the house is in it
	MayJoin  bool // the house lies within the group and is not in it yet
	HouseID  string
}

// concerned bounds how many open group matters of a community are looked through.
const concerned = 50

// Concerns lists what concerns a caller: for the desk the open incidents and the
// group matters of a community or of one house, and while neither is known the
// incidents alone; for an owner the group matters of their own houses.
func (s *Service) Concerns(ctx context.Context, actor access.Actor, communityID, houseID string) ([]Concern, error) {
	if actor.Is(access.Owner) {
		return s.ownConcerns(ctx, actor)
	}
	building := ""
	if houseID != "" {
		h, err := s.Estate.House(ctx, houseID)
		if fault.Is(err, fault.NotFound) {
			var w fault.Fields
			w.Add("houseId", "unknown", "没有这套房屋。", "There is no such house.")
			return nil, w.Err()
		}
		if err != nil {
			return nil, err
		}
		communityID, building = h.CommunityID, h.Building
	}
	var out []Concern
	incidents, err := s.Matters.List(ctx, access.IncidentsOf(actor), complaint.Query{CommunityID: communityID, Sort: complaint.ByReceived, Limit: concerned})
	if err != nil {
		return nil, err
	}
	for _, m := range incidents.Items {
		c := concern(m, communityID, building, houseID, "")
		c.Incident = true
		out = append(out, c)
	}
	if communityID == "" {
		return out, nil
	}
	groups, err := s.Matters.List(ctx, access.GroupsIn(actor, communityID), complaint.Query{CommunityID: communityID, Sort: complaint.ByReceived, Limit: concerned})
	if err != nil {
		return nil, err
	}
	for _, m := range groups.Items {
		if slices.ContainsFunc(out, func(c Concern) bool { return c.Matter.ID == m.ID }) {
			continue
		}
		if houseID == "" || m.Grouped.Concerns(communityID, building) {
			out = append(out, concern(m, communityID, building, houseID, ""))
		}
	}
	return out, nil
}

func (s *Service) ownConcerns(ctx context.Context, actor access.Actor) ([]Concern, error) {
	var out []Concern
	for _, id := range actor.HouseIDs {
		h, err := s.Estate.House(ctx, id)
		if err != nil {
			return nil, err
		}
		groups, err := s.Matters.List(ctx, access.GroupsIn(actor, h.CommunityID), complaint.Query{CommunityID: h.CommunityID, Sort: complaint.ByReceived, Limit: concerned})
		if err != nil {
			return nil, err
		}
		for _, m := range groups.Items {
			known := slices.ContainsFunc(out, func(c Concern) bool { return c.Matter.ID == m.ID })
			if known || m.OwnerID == actor.OwnerID || !m.Grouped.Concerns(h.CommunityID, h.Building) {
				continue
			}
			out = append(out, concern(m, h.CommunityID, h.Building, h.ID, actor.OwnerID))
		}
	}
	return out, nil
}

func concern(m complaint.Complaint, communityID, building, houseID, ownerID string) Concern {
	c := Concern{Matter: m, HouseID: houseID}
	c.Joined = houseID != "" && (m.HouseID == houseID || slices.ContainsFunc(m.Households, func(h complaint.Household) bool {
		return h.HouseID == houseID || ownerID != "" && h.OwnerID == ownerID
	}))
	c.MayJoin = houseID != "" && !c.Joined && m.Status.Open() && m.Grouped.Concerns(communityID, building)
	return c
}

// Followed is how the matter stands into which one was merged, as the owner of
// the merged one may know it: nobody's words, but the bulletins written for all.
type Followed struct {
	Into complaint.Complaint
	Told []complaint.Event
}

// Follow reads it; nil where the matter was not merged.
func (s *Service) Follow(ctx context.Context, m complaint.Complaint) (*Followed, error) {
	if m.MergedInto == nil {
		return nil, nil
	}
	into, err := s.Matters.Get(ctx, access.Everything("a merged matter shows how the other one stands"), m.MergedInto.ID)
	if err != nil {
		return nil, err
	}
	f := &Followed{Into: into}
	for after := int64(0); ; {
		page, err := s.Matters.Timeline(ctx, into.ID, after, 200)
		if err != nil {
			return nil, err
		}
		for _, e := range page {
			after = e.Seq
			if complaint.Neighbourly.Shows(e) {
				f.Told = append(f.Told, e)
			}
		}
		if len(page) < 200 {
			return f, nil
		}
	}
}

// Statements are the approved wordings of linked matters within the reader's sight.
func (s *Service) Statements(ctx context.Context, actor access.Actor, m complaint.Complaint) (map[string]string, error) {
	out := map[string]string{}
	for _, l := range m.Links {
		x, err := s.Matters.Get(ctx, access.SightOf(actor), l.ID)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if text := x.Statement(); text != "" {
			out[l.ID] = text
		}
	}
	return out, nil
}
