package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/handover"
	"anju/internal/core/morning"
	"anju/internal/core/roster"
)

// DraftHandover is what the shift that comes must know, as it is now.
func (s *Server) DraftHandover(ctx context.Context, r contract.DraftHandoverRequestObject) (contract.DraftHandoverResponseObject, error) {
	c, err := s.Duty.Draft(ctx, actorOf(ctx), value(r.Params.CommunityId))
	if err != nil {
		return nil, err
	}
	return contract.DraftHandover200JSONResponse(presentShift(c)), nil
}

// CreateHandover signs as who goes.
func (s *Server) CreateHandover(ctx context.Context, r contract.CreateHandoverRequestObject) (contract.CreateHandoverResponseObject, error) {
	b := r.Body
	h, err := s.Duty.HandOver(ctx, actorOf(ctx), handover.Form{
		CommunityID: value(b.CommunityId), Notes: value(b.Notes), KeyNotes: value(b.KeyNotes), ToID: value(b.ToId),
	})
	if err != nil {
		return nil, err
	}
	return contract.CreateHandover201JSONResponse(presentHandover(actorOf(ctx))(h)), nil
}

// GetHandover shows one.
func (s *Server) GetHandover(ctx context.Context, r contract.GetHandoverRequestObject) (contract.GetHandoverResponseObject, error) {
	h, err := s.Duty.Handover(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	return contract.GetHandover200JSONResponse(presentHandover(actorOf(ctx))(h)), nil
}

// TakeHandover signs as who comes.
func (s *Server) TakeHandover(ctx context.Context, r contract.TakeHandoverRequestObject) (contract.TakeHandoverResponseObject, error) {
	h, err := s.Duty.TakeOver(ctx, actorOf(ctx), r.Id, value(r.Body.Note))
	if err != nil {
		return nil, err
	}
	return contract.TakeHandover200JSONResponse(presentHandover(actorOf(ctx))(h)), nil
}

// ListHandovers is a page of what was handed over.
func (s *Server) ListHandovers(ctx context.Context, r contract.ListHandoversRequestObject) (contract.ListHandoversResponseObject, error) {
	page, err := s.Duty.ListHandovers(ctx, actorOf(ctx), value(r.Params.CommunityId), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return contract.ListHandovers200JSONResponse{Items: each(page.Items, presentHandover(actorOf(ctx))), NextCursor: text(page.Next)}, nil
}

func presentHandover(by access.Actor) func(handover.Handover) contract.Handover {
	return func(h handover.Handover) contract.Handover {
		x := contract.Handover{
			Id: h.ID, Version: h.Version, CommunityId: text(h.CommunityID), Notes: text(h.Notes), KeyNotes: text(h.KeyNotes), Gone: presentSignature(h.Gone),
			ToId: text(h.ToID), ToName: text(h.ToName), MayTake: h.MayTake(by) == nil, Page: presentShift(h.Content),
		}
		if h.Come != nil {
			come := presentSignature(*h.Come)
			x.Come = &come
		}
		return x
	}
}

func presentSignature(g handover.Signature) contract.ShiftSignature {
	return contract.ShiftSignature{Id: g.ID, Name: g.Name, At: g.At, Note: text(g.Note)}
}

func presentShift(c handover.Content) contract.ShiftPage {
	return contract.ShiftPage{
		From: c.From, Until: c.Until, Urgent: each(c.Urgent, presentShiftLine), Promises: each(c.Promises, presentShiftLine), Visits: each(c.Visits, presentShiftLine),
		Transfers: each(c.Transfers, presentShiftLine), Callbacks: each(c.Callbacks, presentShiftLine), Keys: each(c.KeysOut, presentShiftKey), More: list(c.More),
	}
}

func presentShiftLine(l handover.Line) contract.ShiftLine {
	x := contract.ShiftLine{
		ComplaintId: l.ComplaintID, Number: l.Number, Title: text(l.Title), Place: text(l.Place), CommunityId: l.CommunityID, Severity: contract.Severity(l.Severity),
		Status: contract.Status(l.Status), Category: text(l.Category), Department: text(l.Department), Confidential: l.Confidential, What: text(l.What), At: l.At, Until: l.Until,
	}
	if l.Keys {
		x.Keys = &l.Keys
	}
	return x
}

func presentShiftKey(k handover.KeyLine) contract.ShiftKey {
	return contract.ShiftKey{
		KeyId: k.KeyID, CommunityId: k.CommunityID, Tag: k.Tag, House: k.House, Holder: k.Holder, Department: text(k.Department), Number: text(k.Number), DueAt: k.DueAt, Overdue: k.Overdue,
	}
}

// GetMorning is the morning's list.
func (s *Server) GetMorning(ctx context.Context, r contract.GetMorningRequestObject) (contract.GetMorningResponseObject, error) {
	l, err := s.Duty.Morning(ctx, actorOf(ctx), value(r.Params.CommunityId))
	if err != nil {
		return nil, err
	}
	lines := func(all []handover.Line) []contract.ShiftLine { return each(all, presentShiftLine) }
	return contract.GetMorning200JSONResponse{
		Day: *date(l.Day), Yesterday: *date(l.Yesterday), Received: l.Received, Closed: l.Closed, Open: l.Open, NightFrom: l.NightFrom, NightTo: l.NightTo, NightReceived: l.NightReceived,
		NightDuty: each(l.NightDuty, func(w morning.Watch) contract.NightWatch {
			return contract.NightWatch{Community: text(w.Community), Post: contract.DutyPost(w.Post), Names: list(w.Names)}
		}),
		Load: each(l.Load, func(x morning.Load) contract.MorningLoad {
			return contract.MorningLoad{Department: x.Department, Open: x.Open, Overdue: x.Overdue, DueToday: x.DueToday}
		}),
		Night: lines(l.Night), Visits: lines(l.Visits), Transfers: lines(l.Transfers), Orders: lines(l.Orders), Unhappy: lines(l.Unhappy), Keys: each(l.Keys, presentShiftKey), More: list(l.More),
		Text: l.Text(s.morningWords(visitOf(ctx).lang)),
	}, nil
}

// morningWords are the words of the text, in one language.
func (s *Server) morningWords(lang string) morning.Words {
	say := func(zh, en string) string { return fault.Text{ZH: zh, EN: en}.In(lang) }
	policy := s.Rules().Policy
	return morning.Words{
		Title: say("晨会清单", "Morning list"), Numbers: say("昨日新收 %d 件，办结 %d 件；目前在办 %d 件。", "Yesterday %d in, %d closed; %d open now."),
		Night: say("夜间值班", "Night duty"), NobodyOnDuty: say("未排", "nobody"), NightReceived: say("夜间新收 %d 件", "%d came in at night"), And: say("、", ", "),
		Load: say("各部门", "Departments"), LoadLine: say("%s：超时 %d，今日到期 %d，在办 %d", "%s: %d late, %d due today, %d open"),
		Visits: say("今日上门", "Visits today"), Transfers: say("转办", "Transfers"), Orders: say("督办", "Supervision orders"), Unhappy: say("回访不满意", "Unhappy call-backs"),
		Keys: say("逾期未还的钥匙", "Keys not back"), KeyLine: say("%s：%s，应还 %s", "%s: %s, due back %s"), OtherFirm: say("外单位", "outside firm"),
		None: say("无", "none"), Confidential: say("保密事项", "confidential"),
		Category: func(code string) string {
			c, _ := policy.Category(code)
			return fault.Text{ZH: c.NameZH, EN: c.NameEN}.In(lang)
		},
		Department: func(code string) string {
			d, _ := policy.Department(code)
			return fault.Text{ZH: d.NameZH, EN: d.NameEN}.In(lang)
		},
		Severity: func(code string) string { return nameOf(severities, code, lang) },
		Post:     func(code string) string { return postNames[roster.Post(code)].In(lang) },
		Clock:    s.local,
	}
}
