package rest

import (
	"context"
	"time"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/terms"
	"anju/internal/desk/service"
)

// ListIncidents is the leaders' board of open major incidents.
func (s *Server) ListIncidents(ctx context.Context, r contract.ListIncidentsRequestObject) (contract.ListIncidentsResponseObject, error) {
	actor := actorOf(ctx)
	b, err := s.Matters.Incidents(ctx, actor, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	out := contract.ListIncidents200JSONResponse{Items: []contract.IncidentLine{}, Suggested: []contract.MaybeIncident{}, NextCursor: text(b.NextCursor)}
	for i := range b.Items {
		m := &b.Items[i]
		line := contract.IncidentLine{
			Matter: presentItem(m, actor, b.At, s.Rules().Calendar), Incident: incidentOf(m.Incident), Briefings: len(m.Briefings),
			Households: m.Affected(), Wording: wordingOf(m.Wording),
		}
		if n := len(m.Briefings); n > 0 {
			last := briefingOf(m.Briefings[n-1])
			line.LastBriefing = &last
		}
		for _, c := range m.Clocks {
			if c.Kind == terms.Briefing && c.EndedAt == nil && c.VoidAt == nil {
				due := c.DueAt
				line.NextBriefingBy = &due
			}
		}
		out.Items = append(out.Items, line)
	}
	for i := range b.Maybe {
		m := &b.Maybe[i]
		out.Suggested = append(out.Suggested, contract.MaybeIncident{Matter: presentItem(m, actor, b.At, s.Rules().Calendar), Because: s.majorBecause(m)})
	}
	return out, nil
}

func (s *Server) majorBecause(m *complaint.Complaint) []contract.MajorReason {
	return each(m.MajorBecause(s.Rules().Policy), func(w string) contract.MajorReason { return contract.MajorReason(w) })
}

// GetConcerns tells what a caller may be ringing about, with the sentence to say.
func (s *Server) GetConcerns(ctx context.Context, r contract.GetConcernsRequestObject) (contract.GetConcernsResponseObject, error) {
	actor := actorOf(ctx)
	found, err := s.Matters.Concerns(ctx, actor, value(r.Params.CommunityId), value(r.Params.HouseId))
	if err != nil {
		return nil, err
	}
	return contract.GetConcerns200JSONResponse{Items: each(found, func(c service.Concern) contract.Concern { return concernOf(c, actor) })}, nil
}

// concernOf: the approved wording is for the desk to say; owners read the bulletin.
func concernOf(c service.Concern, actor access.Actor) contract.Concern {
	m := &c.Matter
	x := contract.Concern{
		Id: m.ID, Number: m.Number, Title: m.Title, Kind: contract.ConcernKind("group"), Status: contract.Status(m.Status), Category: m.Category,
		Households: m.Affected(), Joined: c.Joined, MayJoin: c.MayJoin, HouseId: text(c.HouseID),
	}
	if c.Incident {
		x.Kind = "incident"
	}
	if x.Category == "" {
		x.Category = m.Suggestion.Category
	}
	x.Promised = promiseOf(m, m.EyesOf(actor))
	if g := m.Grouped; g != nil {
		x.Building, x.Sentence, x.Told = text(g.Building), text(g.Bulletin), g.BulletinAt
	}
	if said := m.Statement(); said != "" && actor.Staff() {
		x.Sentence, x.Approved, x.Told = &said, true, m.Wording.ApprovedAt
	}
	return x
}

// beyond adds what stands in other matters: how the one stands into which this
// was merged, and what may be said of those it is linked with.
func (s *Server) beyond(ctx context.Context, x *contract.Matter, m complaint.Complaint) error {
	actor := actorOf(ctx)
	eyes := m.EyesOf(actor)
	if actor.OnDesk() || actor.Is(access.Leader) {
		if m.Incident == nil && m.Status.Open() {
			x.MajorBecause = s.majorBecause(&m)
		}
	}
	if eyes.Inside && len(m.Links) > 0 {
		said, err := s.Matters.Statements(ctx, actor, m)
		if err != nil {
			return err
		}
		for _, l := range m.Links {
			if l.Confidential && !eyes.Desk {
				continue
			}
			x.Linked = append(x.Linked, contract.LinkedMatter{Id: l.ID, Number: l.Number, Why: text(l.Why), By: presentPerson(l.By), At: l.At, Statement: text(said[l.ID])})
		}
	}
	if eyes.Apart {
		return nil
	}
	f, err := s.Matters.Follow(ctx, m)
	if err != nil || f == nil {
		return err
	}
	x.Follows = followedOf(m, f)
	return nil
}

func followedOf(m complaint.Complaint, f *service.Followed) *contract.Followed {
	x := &contract.Followed{Number: f.Into.Number, Status: contract.Status(f.Into.Status), Department: text(f.Into.Department), Assignee: presentPersonOf(f.Into.Assignee), Promised: promiseOf(&f.Into, complaint.Neighbourly)}
	x.FinallyAnswered = f.Into.FinalReply != nil
	if m.OwnerID != "" && f.Into.OwnerID == m.OwnerID {
		x.OwnId = &f.Into.ID
	}
	x.Told = none(x.Told)
	for _, e := range f.Told {
		told := struct {
			At   time.Time `json:"at"`
			Kind string    `json:"kind"`
			Note *string   `json:"note"`
		}{At: e.At, Kind: string(e.Kind)}
		if e.Kind == "bulletin_issued" {
			told.Note = text(e.Note)
		}
		x.Told = append(x.Told, told)
	}
	return x
}
