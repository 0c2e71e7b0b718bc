// Package ledger holds the use cases of the compensation ledger (赔付台账): find
// entries, put them right, note what came back, sum them up, and keep the
// ledger in step with the matters that it follows from.
package ledger

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/ledger"
	"anju/internal/core/settings"
	"anju/internal/core/terms"
	"anju/internal/core/words"
	"anju/internal/desk/service"
)

// Deps is what the use cases stand on.
type Deps struct {
	Ledger   ledger.Store
	Matters  *service.Service
	Figures  complaint.FigureStore
	Settings settings.Store
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// Asked is what a reader asks of the ledger.
type Asked struct {
	ledger.Query
	FromDay, ToDay string // YYYY-MM-DD, inclusive; "" does not bound
	Search         string
}

// List reads one page, newest first.
func (s *Service) List(ctx context.Context, actor access.Actor, asked Asked) (ledger.Page, error) {
	q, err := s.query(actor, asked)
	if err != nil {
		return ledger.Page{}, err
	}
	if asked.Search != "" && len(q.Words) == 0 {
		return ledger.Page{Items: []ledger.Entry{}}, nil
	}
	page, err := s.Ledger.List(ctx, access.Books(actor), q)
	for i, e := range page.Items {
		page.Items[i] = e.Blur(actor)
	}
	return page, err
}

func (s *Service) query(actor access.Actor, asked Asked) (ledger.Query, error) {
	q := asked.Query
	if err := opens(actor); err != nil {
		return q, err
	}
	from, to, err := s.days(asked.FromDay, asked.ToDay)
	if err != nil {
		return q, err
	}
	q.From, q.To, q.Whole = from, to, actor.OnDesk()
	if asked.Search != "" {
		q.Words = words.Query(asked.Search)
	}
	return q, nil
}

// opens bars those whom the ledger is not open to.
func opens(actor access.Actor) error {
	if access.OpensBooks(actor, terms.Finance) {
		return nil
	}
	return fault.Deny("赔付台账由财务、客服、领导和审计查看。", "The ledger is open to finance, the desk, leaders and auditors.")
}

// days are the moments between which a payment lies.
func (s *Service) days(fromDay, toDay string) (from, to *time.Time, err error) {
	var w fault.Fields
	start := func(field, day string, later int) *time.Time {
		if day == "" {
			return nil
		}
		at, err := s.Matters.Rules().Calendar.DayStart(day)
		if err != nil {
			w.Add(field, "date", "须为日期，如 2026-11-01。", "Must be a date such as 2026-11-01.")
			return nil
		}
		at = at.AddDate(0, 0, later)
		return &at
	}
	from, to = start("from", fromDay, 0), start("to", toDay, 1)
	if from != nil && to != nil && !to.After(*from) {
		w.Add("to", "after", "结束日期不能早于开始日期。", "It cannot lie before the first day.")
	}
	return from, to, w.Err()
}

// Sees reports whether an entry lies within the actor's sight.
func (s *Service) Sees(ctx context.Context, actor access.Actor, id string) error {
	if err := opens(actor); err != nil {
		return err
	}
	_, err := s.Ledger.Get(ctx, access.Books(actor), id)
	return err
}

// Correction is what puts an entry right.
type Correction struct {
	AmountFen       int64
	Reason, Receipt string
}

// Correct adds an entry that puts another right.
func (s *Service) Correct(ctx context.Context, actor access.Actor, id string, c Correction, expect int64) (ledger.Entry, error) {
	return s.act(ctx, actor, id, expect, func(of ledger.Entry) complaint.Command {
		return complaint.CorrectCommand{PaymentID: of.ID, AmountFen: c.AmountFen, Reason: c.Reason, Receipt: c.Receipt}
	})
}

// Recover adds an entry of what came back for a payment.
func (s *Service) Recover(ctx context.Context, actor access.Actor, id string, r complaint.RecoverCommand, expect int64) (ledger.Entry, error) {
	return s.act(ctx, actor, id, expect, func(of ledger.Entry) complaint.Command {
		r.PaymentID = of.ID
		return r
	})
}

// act carries the command out on the matter, which is the truth, and gives the
// entry that came of it; the ledger follows.
func (s *Service) act(ctx context.Context, actor access.Actor, id string, expect int64, command func(of ledger.Entry) complaint.Command) (ledger.Entry, error) {
	if err := opens(actor); err != nil {
		return ledger.Entry{}, err
	}
	of, err := s.Ledger.Get(ctx, access.Books(actor), id)
	if err != nil {
		return ledger.Entry{}, err
	}
	if of.Type == ledger.Correction || of.CorrectionOf != "" {
		return ledger.Entry{}, fault.New(fault.Refused, "transition_refused", "更正分录不能再更正，请更正它所更正的那一笔。", "A correction is not corrected itself; correct the entry that it puts right.")
	}
	before, err := s.Matters.Get(ctx, actor, of.ComplaintID)
	if err != nil {
		return ledger.Entry{}, err
	}
	v, err := s.Matters.Act(ctx, actor, of.ComplaintID, command(of), expect)
	if err != nil {
		return ledger.Entry{}, err
	}
	known := ledger.Of(before.Complaint)
	for _, e := range ledger.Of(v.Complaint) {
		if !slices.ContainsFunc(known, func(k ledger.Entry) bool { return k.ID == e.ID }) {
			return e.Blur(actor), nil
		}
	}
	return ledger.Entry{}, fault.Wrap("find the new entry", fault.NotThere())
}
