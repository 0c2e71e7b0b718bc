package duty

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/handover"
	"anju/internal/core/terms"
)

// most lines of one section: what does not fit on a page is no page.
const most = 40

// keepShifts is how long handed over shifts are kept; far shorter than matters,
// whose titles they hold.
const keepShifts = 2 * 366 * 24 * time.Hour

// gathering reads the sections of a page, each from the index of its mark.
type gathering struct {
	*Service
	ctx         context.Context
	actor       access.Actor
	scope       access.Scope
	communityID string
	at          time.Time
	more        []string
	err         error
}

func (s *Service) gathering(ctx context.Context, actor access.Actor, communityID string) *gathering {
	return &gathering{Service: s, ctx: ctx, actor: actor, scope: access.SightOf(actor), communityID: communityID, at: s.now()}
}

// marked are the matters with a mark, and what line makes of each: nil leaves it out.
func (g *gathering) marked(section, mark string, line func(m complaint.Complaint) []handover.Line) []handover.Line {
	out := []handover.Line{}
	q := complaint.Query{Mark: mark, CommunityID: g.communityID, Limit: 100}
	for g.err == nil {
		page, err := g.Matters.List(g.ctx, g.scope, q)
		if err != nil {
			g.err = err
			break
		}
		for _, m := range page.Items {
			out = append(out, line(m)...)
		}
		if q.Cursor = page.NextCursor; q.Cursor == "" || len(out) > most {
			break
		}
	}
	slices.SortStableFunc(out, func(a, b handover.Line) int { return due(a).Compare(due(b)) })
	return g.cut(section, out)
}

func (g *gathering) cut(section string, all []handover.Line) []handover.Line {
	if len(all) > most {
		g.more = append(g.more, section)
		all = all[:most]
	}
	return all
}

func due(l handover.Line) time.Time {
	if l.At == nil {
		return complaint.Far
	}
	return *l.At
}

// days of the estate that a span touches.
func (g *gathering) days(until time.Time) []string {
	day := g.Rules().Calendar.Day
	out := []string{day(g.at)}
	for at := g.at; day(at) != day(until); {
		at = at.Add(24 * time.Hour)
		if at.After(until) {
			at = until
		}
		out = append(out, day(at))
	}
	return out
}

func one(l handover.Line) []handover.Line { return []handover.Line{l} }

// urgent are the open critical and high matters, critical ones first.
func (g *gathering) urgent() []handover.Line {
	all := g.marked("urgent", complaint.MarkUrgent, func(m complaint.Complaint) []handover.Line {
		l := handover.Of(m)
		if c := m.NextDue(); c != nil {
			l = l.Due(string(c.Kind), c.DueAt)
		}
		return one(l)
	})
	slices.SortStableFunc(all, func(a, b handover.Line) int { return rank(b) - rank(a) })
	return all
}

func rank(l handover.Line) int { return terms.Severity(l.Severity).Rank() }

// urgentFrom is the rank from which a matter is urgent.
var urgentFrom = terms.High.Rank()

// visits that begin before a time and have no outcome.
func (g *gathering) visits(until time.Time) []handover.Line {
	var out []handover.Line
	for _, day := range g.days(until) {
		out = append(out, g.marked("visits", complaint.MarkVisit(day), func(m complaint.Complaint) (lines []handover.Line) {
			for _, v := range m.Visits {
				if v.Outcome == "" && g.Rules().Calendar.Day(v.From) == day && v.From.Before(until) && v.To.After(g.at) {
					l := handover.Of(m).Due(v.Who, v.From)
					l.Until, l.Keys = &v.To, v.Entry == complaint.EntryKey
					lines = append(lines, l)
				}
			}
			return lines
		})...)
	}
	return out
}

// transfers that an authority waits for, due before a time or late.
func (g *gathering) transfers(until time.Time) []handover.Line {
	return g.marked("transfers", complaint.MarkTransferred, func(m complaint.Complaint) []handover.Line {
		for _, c := range m.Clocks {
			if c.Kind == terms.TransferReply && c.EndedAt == nil && c.VoidAt == nil && c.DueAt.Before(until) {
				return one(handover.Of(m).Due(m.Transfer.Sender, c.DueAt))
			}
		}
		return nil
	})
}

// Draft gathers the page of a community, or of all in sight, as it is now.
func (s *Service) Draft(ctx context.Context, actor access.Actor, communityID string) (handover.Content, error) {
	if _, err := s.communities(ctx, actor, communityID); err != nil {
		return handover.Content{}, err
	}
	g := s.gathering(ctx, actor, communityID)
	w := s.Rules().Policy.Windows
	until := g.at.Add(time.Duration(w.ShiftHours) * time.Hour)
	c := handover.Content{
		From: g.at, Until: until, Urgent: g.urgent(), Visits: g.visits(until), Promises: []handover.Line{},
		Transfers: g.transfers(g.at.Add(time.Duration(w.TransferAhead) * time.Hour)),
		Callbacks: g.marked("callbacks", complaint.MarkCallback, func(m complaint.Complaint) []handover.Line {
			for _, x := range m.Clocks {
				if x.Kind == terms.Callback && x.EndedAt == nil && x.VoidAt == nil && x.DueAt.Before(until) {
					return one(handover.Of(m).Due("", x.DueAt))
				}
			}
			return nil
		}),
	}
	for _, day := range g.days(until) {
		c.Promises = append(c.Promises, g.marked("promises", complaint.MarkPromise(day), func(m complaint.Complaint) []handover.Line {
			if p := m.Promised; p != nil && p.By.Before(until) && !p.By.Before(g.at) {
				return one(handover.Of(m).Due(p.What, p.By))
			}
			return nil
		})...)
	}
	c.KeysOut = g.keysOut(false)
	c.More = g.more
	return c, g.err
}

// HandOver signs as who goes: the page stays as it is at this moment.
// Who serves some communities hands over one of them, so that those who serve it
// can take it.
func (s *Service) HandOver(ctx context.Context, actor access.Actor, f handover.Form) (handover.Handover, error) {
	if f.CommunityID == "" && len(actor.CommunityIDs) > 0 {
		if len(actor.CommunityIDs) > 1 {
			var w fault.Fields
			w.Add("communityId", "required", "请选择交接的小区。", "Choose the community that is handed over.")
			return handover.Handover{}, w.Err()
		}
		f.CommunityID = actor.CommunityIDs[0]
	}
	c, err := s.Draft(ctx, actor, f.CommunityID)
	if err != nil {
		return handover.Handover{}, inBody("communityId", err)
	}
	var to *complaint.Person
	if f.ToID != "" {
		a, err := s.Accounts.Get(ctx, f.ToID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return handover.Handover{}, err
		}
		if err == nil && a.Active && a.Actor(nil).OnDesk() {
			to = &complaint.Person{ID: a.ID, Name: a.Name}
		}
	}
	h, err := handover.Sign(s.NewID(), f, c, actor, to, s.now())
	if err != nil {
		return handover.Handover{}, err
	}
	return h, s.Handovers.Add(ctx, h)
}

// TakeOver signs as who comes.
func (s *Service) TakeOver(ctx context.Context, actor access.Actor, id, note string) (handover.Handover, error) {
	h, err := s.Handover(ctx, actor, id)
	if err != nil {
		return h, err
	}
	kept, err := s.Handovers.Get(ctx, id)
	if err != nil {
		return h, err
	}
	next, err := kept.Take(actor, note, s.now())
	if err != nil {
		return h, err
	}
	if err := s.Handovers.Update(ctx, next); err != nil {
		return h, err
	}
	return s.Handover(ctx, actor, id)
}

// Handover reads one, as far as the reader may see it.
func (s *Service) Handover(ctx context.Context, actor access.Actor, id string) (handover.Handover, error) {
	h, err := s.Handovers.Get(ctx, id)
	if err != nil {
		return h, err
	}
	if len(actor.CommunityIDs) > 0 && !slices.Contains(actor.CommunityIDs, h.CommunityID) {
		return handover.Handover{}, fault.NotThere()
	}
	h.Content = h.Content.For(actor)
	return h, nil
}

// HandoverPage is one page of what was handed over, the last first.
type HandoverPage struct {
	Items []handover.Handover
	Next  string
}

// ListHandovers lists those of a community, or all. Who is limited to communities
// asks for one of them.
func (s *Service) ListHandovers(ctx context.Context, actor access.Actor, communityID, cursor string, limit int) (HandoverPage, error) {
	found, err := s.communities(ctx, actor, communityID)
	if err != nil {
		return HandoverPage{}, err
	}
	q := handover.Query{Key: handover.AllLists, Limit: limit + 1}
	if communityID == "" && len(actor.CommunityIDs) > 0 && len(found) > 0 {
		communityID = found[0].ID
	}
	if communityID != "" {
		q.Key = handover.ListOf(communityID)
	}
	if cursor != "" {
		after, err := placeIn(cursor)
		if err != nil {
			return HandoverPage{}, err
		}
		q.BeforeAt, q.BeforeID = time.UnixMilli(after.At).UTC(), after.ID
	}
	all, err := s.Handovers.List(ctx, q)
	if err != nil {
		return HandoverPage{}, err
	}
	page := HandoverPage{Items: all}
	if len(all) > limit {
		page.Items = all[:limit]
		page.Next = cursorAfter(all[limit-1])
	}
	for i := range page.Items {
		page.Items[i].Content = page.Items[i].Content.For(actor)
	}
	return page, nil
}

// SweepShifts drops what was handed over long ago.
func (s *Service) SweepShifts(ctx context.Context) error {
	return s.Handovers.Sweep(ctx, s.now().Add(-keepShifts))
}

// place is where a page ended.
type place struct {
	At int64  `json:"t"` // milliseconds
	ID string `json:"i"`
}

func cursorAfter(h handover.Handover) string {
	raw, _ := json.Marshal(place{h.Gone.At.UnixMilli(), h.ID}) // numbers and strings always encode
	return base64.RawURLEncoding.EncodeToString(raw)
}

func placeIn(cursor string) (p place, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(raw, &p)
	}
	if err != nil || p.ID == "" {
		return p, fault.BadCursor()
	}
	return p, nil
}
