package rest

import (
	"cmp"
	"slices"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// text is nil for what is not there, as the contract says null.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// list is never null.
func list(in []string) []string {
	if in == nil {
		return []string{}
	}
	return in
}

func each[A, B any](in []A, show func(A) B) []B {
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = show(a)
	}
	return out
}

func date(day string) *openapi_types.Date {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil
	}
	return &openapi_types.Date{Time: t}
}

// day is a date as it is kept; "" where none is given.
func day(d *openapi_types.Date) string {
	if d == nil {
		return ""
	}
	return d.Format(time.DateOnly)
}

func presentPerson(p complaint.Person) contract.Person {
	return contract.Person{Id: p.ID, Name: p.Name, Department: text(p.Department), ForId: text(p.ForID)}
}

// presentAuthor is who entered something, an owner perhaps.
func presentAuthor(p complaint.Person, eyes complaint.Eyes) contract.Person {
	x := presentPerson(p)
	if p.Owner && !eyes.Personal {
		x.Id, x.Name = "", eyes.OwnerName(p.Name)
	}
	return x
}

func presentPersonOf(p *complaint.Person) *contract.Person {
	if p == nil {
		return nil
	}
	x := presentPerson(*p)
	return &x
}

func presentRef(r complaint.Ref) contract.MatterRef {
	return contract.MatterRef{Id: r.ID, Number: r.Number}
}

// ownerClocks are the time limits of which an owner is told.
var ownerClocks = map[terms.ClockKind]bool{
	terms.FirstResponse: true, terms.FindingTold: true, terms.PlanDue: true, terms.OnSite: true, terms.Update: true,
	terms.Execution: true, terms.Payment: true, terms.Callback: true,
}

func presentClocks(clocks []complaint.Clock, eyes complaint.Eyes, at time.Time, cal *worktime.Calendar) []contract.Clock {
	out := []contract.Clock{}
	for _, c := range clocks {
		if !eyes.Inside && !ownerClocks[c.Kind] {
			continue
		}
		x := contract.Clock{
			Kind: contract.ClockKind(c.Kind), Step: text(c.Step), StartedAt: c.StartedAt, DueAt: c.DueAt, MetAt: c.MetAt(),
			DoneAt: c.EndedAt, PausedSeconds: c.PausedSeconds, State: contract.ClockState(c.State(at)),
		}
		if c.AwaitsReceipt() { // callers know the clock of payment, which has ended
			x.Kind, x.Step = contract.ClockKindReceipt, nil
		}
		if x.EndedAt = c.EndedAt; x.EndedAt == nil {
			x.EndedAt = c.VoidAt
		}
		if by := cal.ActBy(c.DueAt); by.Before(c.DueAt) && by.After(c.StartedAt) {
			x.ActBy = &by
		}
		out = append(out, x)
	}
	return out
}

// promiseOf is what comes next. What a person promised in their own words is for
// the one they promised it to: a neighbour reads that word will come, and when.
func promiseOf(m *complaint.Complaint, eyes complaint.Eyes) *contract.Promise {
	p := m.Promised
	if p == nil {
		return nil
	}
	x := &contract.Promise{What: p.What, By: p.By, At: p.At}
	if eyes.Apart && !slices.Contains(terms.ClockKinds, terms.ClockKind(p.What)) { // nor is a neighbour told whom the lead meets
		x.What = string(terms.Update)
	}
	return x
}

func presentReporter(r complaint.Reporter, eyes complaint.Eyes) contract.Reporter {
	x := contract.Reporter{Kind: contract.ReporterKind(r.Kind)}
	switch {
	case eyes.Apart, !eyes.Room && !eyes.Personal:
	case eyes.Personal:
		x.Name, x.Phone, x.Email = text(r.Name), text(r.Phone), text(r.Email)
	default:
		x.Name, x.Phone, x.Email = text(access.MaskName(r.Name)), text(access.MaskPhone(r.Phone)), text(access.MaskEmail(r.Email))
	}
	return x
}

func presentDemand(d *complaint.Demand, eyes complaint.Eyes) *contract.DemandMade {
	if d == nil || eyes.Apart {
		return nil
	}
	x := &contract.DemandMade{By: d.By, Text: text(d.Text)}
	if d.AmountFen > 0 {
		x.AmountFen = &d.AmountFen
	}
	if d.Kind != "" {
		kind := contract.DemandKind(d.Kind)
		x.Kind = &kind
	}
	return x
}

func presentSuggestion(m *complaint.Complaint, eyes complaint.Eyes) *contract.Suggestion {
	if eyes.Apart {
		return nil
	}
	x := suggestionOf(m.Suggestion)
	return &x
}

func presentDispute(eyes complaint.Eyes) func(complaint.DisputeStep) contract.DisputeStep {
	return func(d complaint.DisputeStep) contract.DisputeStep {
		x := contract.DisputeStep{
			Step: contract.DisputeKind(d.Step), At: d.At, ReviewAt: d.ReviewAt, Body: text(d.Body), CaseNumber: text(d.CaseNumber), HeardAt: d.HeardAt, AttachmentIds: []string{},
		}
		if eyes.Inside {
			x.Note, x.AttachmentIds = d.Note, list(d.AttachmentIDs)
		}
		return x
	}
}

// hiddenPerson stands for who was spoken to, where the reader may know nothing of them.
const hiddenPerson = "*"

func presentOnBehalf(o *complaint.OnBehalf, eyes complaint.Eyes) *contract.OnBehalf {
	if o == nil {
		return nil
	}
	return &contract.OnBehalf{How: o.How, Person: cmp.Or(eyes.OwnerName(o.Person), hiddenPerson), At: o.At}
}

func presentOffer(o *complaint.Offer, eyes complaint.Eyes) *contract.Offer {
	if o == nil {
		return nil
	}
	return &contract.Offer{
		State: contract.OfferState(o.State), Option: o.Option, CounterDemand: text(o.CounterDemand), Reason: text(o.Reason), At: o.At, OnBehalf: presentOnBehalf(o.OnBehalf, eyes),
	}
}

func presentConfirmation(c *complaint.Confirmation, eyes complaint.Eyes) *contract.Confirmation {
	if c == nil {
		return nil
	}
	x := &contract.Confirmation{Comment: text(c.Comment), By: contract.ConfirmationBy(c.By), Automatic: c.Automatic, At: c.At, OnBehalf: presentOnBehalf(c.OnBehalf, eyes)}
	if c.Rating > 0 {
		x.Rating = &c.Rating
	}
	if a := c.Answers; a != nil {
		rating := func(n int) *int {
			if n == 0 {
				return nil
			}
			return &n
		}
		x.Answers = &contract.CallbackAnswers{OnTime: a.OnTime, Attitude: rating(a.Attitude), Quality: rating(a.Quality), Speed: rating(a.Speed)}
	}
	return x
}

// presentLetter shows an owner the letters to and from them, and nobody a name
// that they may not know.
func presentLetters(m *complaint.Complaint, eyes complaint.Eyes) []contract.FiledLetter {
	out := []contract.FiledLetter{}
	for _, l := range m.Letters {
		if eyes.Apart || !eyes.Inside && !(l.Owner && l.Direction == complaint.LetterSent) {
			continue
		}
		party := l.Party
		if l.Owner {
			party = eyes.OwnerName(party)
		}
		x := contract.FiledLetter{
			Id: l.ID, Direction: contract.FiledLetterDirection(l.Direction), Number: l.Number, Party: text(party), Owner: l.Owner, Subject: l.Subject,
			Text: text(l.Text), ReplyBy: l.ReplyBy, DocumentNumber: text(l.DocumentNumber), ReceivedOn: date(l.ReceivedOn), Answers: text(l.Answers),
			AttachmentIds: list(l.AttachmentIDs), At: l.At, AnsweredAt: m.AnsweredAt(l.ID),
		}
		if l.Kind != "" {
			kind := contract.LetterKind(l.Kind)
			x.Kind = &kind
		}
		if a := l.Transfer; a != nil {
			x.TransferAnswer = &contract.TransferAnswer{
				ContactedAt: a.ContactedAt, ContactHow: text(a.ContactHow), Verified: a.Verified, Measures: a.Measures, Result: a.Result,
				Opinion: text(a.Opinion), Unresolved: text(a.Unresolved),
			}
		}
		if eyes.Inside {
			by := presentPerson(l.By)
			x.By = &by
		}
		out = append(out, x)
	}
	return out
}
