package rest

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/triage"
	"anju/internal/desk/service"
)

// RegisterComplaint takes a matter in.
func (s *Server) RegisterComplaint(ctx context.Context, r contract.RegisterComplaintRequestObject) (contract.RegisterComplaintResponseObject, error) {
	in, err := s.submission(*r.Body)
	if err != nil {
		return nil, err
	}
	v, err := s.Matters.Register(ctx, actorOf(ctx), in)
	if err != nil {
		return nil, err
	}
	m, err := s.matter(ctx, v)
	return contract.RegisterComplaint201JSONResponse(m), err
}

// submission reads the form out of the body.
func (s *Server) submission(b contract.NewComplaint) (service.Submission, error) {
	f := complaint.Form{
		Title: b.Title, Text: b.Text, CategoryHint: value(b.CategoryHint), Place: value(b.Place), CommunityID: value(b.CommunityId),
		HouseID: value(b.HouseId), OwnerID: value(b.OwnerId), ReceivedReason: value(b.ReceivedReason),
		Confidential: value(b.Confidential), AttachmentIDs: value(b.AttachmentIds),
		Channel: terms.Channel(value(b.Channel)), Nature: terms.Nature(value(b.Nature)),
	}
	if b.Demand != nil {
		d, err := s.demand(*b.Demand)
		if err != nil {
			return service.Submission{}, err
		}
		f.Demand = d
	}
	if x := b.Subject; x != nil {
		f.Subject = &complaint.Subject{Kind: string(value(x.Kind)), Name: value(x.Name)}
	}
	if x := b.Reporter; x != nil {
		f.Reporter = complaint.Reporter{Kind: string(value(x.Kind)), Name: x.Name, Phone: value(x.Phone), Email: value(x.Email)}
	}
	if x := b.Letter; x != nil {
		f.Letter = &complaint.Letter{DocumentNumber: value(x.DocumentNumber), RegisterNumber: value(x.RegisterNumber), Sender: value(x.Sender), ReplyBy: moment(x.ReplyBy)}
		if x.ReceivedOn != nil {
			f.Letter.ReceivedOn = x.ReceivedOn.Format(time.DateOnly)
		}
	}
	if x := b.Transfer; x != nil {
		f.Transfer = &complaint.Transfer{Sender: x.Sender, ExternalNumber: value(x.ExternalNumber), ReplyBy: moment(x.ReplyBy), ReplyFormat: value(x.ReplyFormat)}
	}
	if x := b.Visit; x != nil {
		f.Visit = &complaint.VisitForm{Desk: value(x.Desk), Present: value(x.Present)}
	}
	if x := b.Promise; x != nil {
		f.Promise = &complaint.Promise{What: value(x.What), By: *moment(&x.By), At: s.Now().UTC().Truncate(time.Millisecond)}
	}
	return service.Submission{Form: f, ReceivedAt: moment(b.ReceivedAt)}, nil
}

// demand is an object, or the words alone.
func (s *Server) demand(d contract.NewComplaint_Demand) (*complaint.Demand, error) {
	raw, err := d.MarshalJSON()
	if err != nil {
		return nil, fault.Wrap("read demand", err)
	}
	var words string
	if json.Unmarshal(raw, &words) == nil {
		return &complaint.Demand{Text: words}, nil
	}
	x, err := d.AsDemand()
	if err != nil {
		return nil, fault.New(fault.Malformed, "malformed", "诉求要求无法读取。", "The demand cannot be read.").Because(err)
	}
	out := &complaint.Demand{Kind: string(value(x.Kind)), AmountFen: value(x.AmountFen), Text: value(x.Text)}
	if x.By == nil {
		return out, nil
	}
	by, err := s.dayOrMoment(*x.By)
	if err != nil {
		var w fault.Fields
		w.Add("demand.by", "format", "须为日期或时间。", "Must be a date or a time.")
		return nil, w.Err()
	}
	out.By = &by
	return out, nil
}

// dayOrMoment reads a date as the end of that day.
func (s *Server) dayOrMoment(text string) (time.Time, error) {
	if day, err := time.ParseInLocation(time.DateOnly, text, s.Location); err == nil {
		return day.AddDate(0, 0, 1).Add(-time.Millisecond).UTC(), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	return at.UTC().Truncate(time.Millisecond), err
}

// value is what is there, else nothing of its type.
func value[T any](p *T) (zero T) {
	if p == nil {
		return zero
	}
	return *p
}

// moment cuts a time to what is kept: UTC, whole milliseconds.
func moment(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	cut := t.UTC().Truncate(time.Millisecond)
	return &cut
}

// matter shows a matter with the descriptions of its attachments.
func (s *Server) matter(ctx context.Context, v service.View) (contract.Matter, error) {
	actor := actorOf(ctx)
	in := s.Rules()
	x := presentMatter(&v.Complaint, v.Allowed, actor, v.At, in.Calendar, in.Policy)
	if err := s.beyond(ctx, &x, v.Complaint); err != nil {
		return x, err
	}
	if c, _ := in.Policy.Category(value(x.Category)); c.Recheck && v.Status == complaint.Executing && actor.Staff() {
		by := v.At.AddDate(0, 0, in.Policy.Windows.RecheckDays)
		x.RecheckBy = &by
	}
	x.AttachmentIds = []string{}
	for _, id := range v.Attachments {
		a, err := s.Attachments.Get(ctx, actor, id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return x, err
		}
		x.AttachmentIds = append(x.AttachmentIds, id)
		x.Attachments = append(x.Attachments, contract.Attachment{
			Id: a.ID, Name: a.Name, Type: a.Type, Size: a.Size, Sha256: a.SHA256, Thumbnail: a.ThumbnailSHA256 != "",
		})
	}
	return x, nil
}

// GetComplaint shows one matter.
func (s *Server) GetComplaint(ctx context.Context, r contract.GetComplaintRequestObject) (contract.GetComplaintResponseObject, error) {
	v, err := s.Matters.Get(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	m, err := s.matter(ctx, v)
	return contract.GetComplaint200JSONResponse{TheMatterJSONResponse: contract.TheMatterJSONResponse(m)}, err
}

// ListComplaints shows one page of matters.
func (s *Server) ListComplaints(ctx context.Context, r contract.ListComplaintsRequestObject) (contract.ListComplaintsResponseObject, error) {
	p := r.Params
	q := complaint.Query{
		Open: p.Open, Department: value(p.Department), Category: value(p.Category), Severity: terms.Severity(value(p.Severity)),
		Nature: terms.Nature(value(p.Nature)), Channel: terms.Channel(value(p.Channel)), CommunityID: value(p.CommunityId),
		OwnerID: value(p.OwnerId), HouseID: value(p.HouseId), AssigneeID: value(p.AssigneeId), Spot: value(p.Spot), Outcome: complaint.Outcome(value(p.Outcome)),
		Sort: complaint.Sort(value(p.Sort)), Ascending: value(p.Order) == "asc", Cursor: value(p.Cursor), Limit: value(p.Limit), Count: value(p.Count),
	}
	for _, st := range value(p.Status) {
		q.Statuses = append(q.Statuses, complaint.Status(st))
	}
	if p.From != nil {
		from := s.dayStart(p.From.Time)
		q.From = &from
	}
	if p.To != nil {
		to := s.dayStart(p.To.Time.AddDate(0, 0, 1))
		q.To = &to
	}
	q.DueFrom, q.DueBefore = p.DueFrom, p.DueBefore
	if p.Mark != nil {
		mark, err := markOf(*p.Mark, actorOf(ctx))
		if err != nil {
			return nil, err
		}
		q.Mark = mark
	}
	page, err := s.Matters.List(ctx, actorOf(ctx), q, value(p.Q), value(p.Overdue))
	if err != nil {
		return nil, err
	}
	return contract.ListComplaints200JSONResponse(s.matterPage(ctx, page.Page, page.At, q.Count)), nil
}

// markOf is the mark that the caller asks for; those of questions are their own
// department's. Marks are inside: an owner's list would tell what passes there,
// save of the money whose receipt they have not confirmed.
func markOf(asked contract.Mark, by access.Actor) (string, error) {
	if by.Is(access.Owner) && asked == contract.MarkUnsigned {
		return complaint.MarkReceiptOf(by.OwnerID), nil
	}
	if by.Is(access.Owner) {
		return "", fault.Deny("业主不能按内部标记查找。", "Owners do not search by marks.")
	}
	switch asked {
	case contract.MarkAsked:
		return complaint.MarkAsked(by.Department), nil
	case contract.MarkAsking:
		return complaint.MarkAsking(by.Department), nil
	}
	return string(asked), nil
}

// dayStart is the first moment of a day of the installation's time zone.
func (s *Server) dayStart(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, s.Location).UTC()
}

func (s *Server) matterPage(ctx context.Context, page complaint.Page, at time.Time, counted bool) contract.MatterPage {
	actor := actorOf(ctx)
	x := contract.MatterPage{Items: make([]contract.MatterItem, len(page.Items)), NextCursor: text(page.NextCursor)}
	for i := range page.Items {
		x.Items[i] = presentItem(&page.Items[i], actor, at, s.Rules().Calendar)
	}
	if counted {
		x.Total = &page.Total
		x.TotalIsMore = &page.TotalIsMore
	}
	return x
}

// GetTimeline shows a page of a matter's entries.
func (s *Server) GetTimeline(ctx context.Context, r contract.GetTimelineRequestObject) (contract.GetTimelineResponseObject, error) {
	limit := limitOf(r.Params.Limit)
	after := int64(0)
	if c := value(r.Params.Cursor); c != "" {
		n, err := strconv.ParseInt(c, 10, 64)
		if err != nil || n < 0 {
			return nil, fault.BadCursor()
		}
		after = n
	}
	events, _, more, err := s.Matters.Timeline(ctx, actorOf(ctx), r.Id, after, limit)
	if err != nil {
		return nil, err
	}
	page := contract.GetTimeline200JSONResponse{Items: each(events, presentEntry)}
	if more {
		page.NextCursor = text(strconv.FormatInt(events[len(events)-1].Seq, 10))
	}
	return page, nil
}

func presentEntry(e complaint.Event) contract.TimelineEntry {
	x := contract.TimelineEntry{
		Seq: e.Seq, At: e.At, Kind: string(e.Kind), Note: text(e.Note), VisibleToOwner: e.VisibleToOwner,
		PayloadDigest: e.PayloadDigest, PrevHash: e.PrevHash, Hash: e.Hash,
	}
	if e.Salt == "" {
		yes := true
		x.Erased = &yes
	}
	x.Actor.Id, x.Actor.Name, x.Actor.Role = text(e.Actor.ID), e.Actor.Name, e.Actor.Role
	x.Actor.ForId = text(e.Actor.ForID)
	if len(e.Data) > 0 {
		var data map[string]any
		if json.Unmarshal(e.Data, &data) == nil {
			x.Data = &data
		}
	}
	return x
}

// ListSimilar shows matters of the same place or class.
func (s *Server) ListSimilar(ctx context.Context, r contract.ListSimilarRequestObject) (contract.ListSimilarResponseObject, error) {
	found, err := s.Matters.Similar(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	out := contract.ListSimilar200JSONResponse{Items: []contract.MatterItem{}, Mergeable: []contract.MergeHint{}}
	for i := range found {
		x := &found[i]
		out.Items = append(out.Items, presentItem(&x.Complaint, actorOf(ctx), s.Now().UTC(), s.Rules().Calendar))
		if len(x.Same) > 0 {
			out.Mergeable = append(out.Mergeable, contract.MergeHint{Id: x.ID, Because: each(x.Same, func(w string) contract.MergeHintBecause { return contract.MergeHintBecause(w) })})
		}
	}
	return out, nil
}

// Classify suggests what a text is about; nothing is stored.
func (s *Server) Classify(ctx context.Context, r contract.ClassifyRequestObject) (contract.ClassifyResponseObject, error) {
	return contract.Classify200JSONResponse(suggestionOf(s.Matters.Suggest(value(r.Body.Title), r.Body.Text))), nil
}

func suggestionOf(g triage.Suggestion) contract.Suggestion {
	x := contract.Suggestion{
		Category: g.Category, Department: g.Department, Nature: contract.Nature(g.Nature), Severity: contract.Severity(g.Severity),
		Confidence: g.Confidence, Sure: g.Sure, Because: list(g.Because),
	}
	x.Candidates = make([]struct {
		Category   string  `json:"category"`
		Confidence float64 `json:"confidence"`
	}, len(g.Candidates))
	for i, c := range g.Candidates {
		x.Candidates[i].Category, x.Candidates[i].Confidence = c.Category, c.Confidence
	}
	return x
}
