// Package messages tells people what happens to the matters that concern them:
// it hears committed events, finds the people, and keeps what each was told.
package messages

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/outbox"
)

// stale is how old an event may be when it is heard and still be told: after a
// long standstill nobody wants to hear of last week all at once.
const stale = 24 * time.Hour

// keep is how long messages are kept.
const keep = 180 * 24 * time.Hour

// Deps is what the use cases stand on.
type Deps struct {
	Messages  message.Store
	Accounts  account.Store
	Templates *message.Templates
	Now       func() time.Time
	NewID     func() string
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// Page is one keyset page of what somebody was told, newest first.
type Page struct {
	Items  []message.Message
	Next   string // "" on the last page
	Unread int    // at most message.CountCap
}

// List reads one's own messages.
func (s *Service) List(ctx context.Context, actor access.Actor, before string, unreadOnly bool, limit int) (Page, error) {
	found, err := s.Messages.List(ctx, actor.ID, before, unreadOnly, limit+1)
	if err != nil {
		return Page{}, err
	}
	page := Page{Items: found}
	if len(found) > limit {
		page.Items, page.Next = found[:limit], found[limit-1].ID
	}
	page.Unread, err = s.Messages.Unread(ctx, actor.ID)
	return page, err
}

// Read marks one's own messages as read: those of a matter, or all up to and
// with one of them.
func (s *Service) Read(ctx context.Context, actor access.Actor, complaintID, upTo string) error {
	if complaintID != "" {
		return s.Messages.ReadMatter(ctx, actor.ID, complaintID, s.now())
	}
	return s.Messages.Read(ctx, actor.ID, upTo, s.now())
}

// Sweep drops what was told long ago.
func (s *Service) Sweep(ctx context.Context) error { return s.Messages.Sweep(ctx, s.now().Add(-keep)) }

// Hear implements the relay's subscriber. Each person hears once of an event,
// as owner or as staff.
func (s *Service) Hear(ctx context.Context, p outbox.Pending) error {
	at := s.now()
	if at.Sub(p.Event.At) > stale {
		return nil
	}
	to := message.Listeners(p.Event, p.Matter)
	var out []message.Message
	tell := func(a account.Account, reader string) error {
		if !a.Active || a.ID == p.Event.Actor.ID || slices.Contains(p.Matter.Recused, a.ID) {
			return nil
		}
		m, ok, err := s.Templates.Make(s.NewID(), a.ID, reader, reader == message.ForStaff && to.Approval, p.Event, p.Matter, to.Detail, at)
		if ok {
			out = append(out, m)
		}
		return err
	}
	for _, id := range to.OwnerIDs {
		a, err := s.Accounts.ByOwner(ctx, id)
		if fault.Is(err, fault.NotFound) {
			continue // has not opened an account
		}
		if err == nil {
			err = tell(a, message.ForOwner)
		}
		if err != nil {
			return err
		}
	}
	staff, err := s.staff(ctx, to, p.Matter.CommunityID)
	if err == nil {
		staff, err = s.withDeputies(ctx, staff, p.Matter.Recused, at)
	}
	if err != nil {
		return err
	}
	for _, a := range staff {
		if err := tell(a, message.ForStaff); err != nil {
			return err
		}
	}
	return s.Messages.Add(ctx, out...)
}

// staff finds the colleagues, each once.
func (s *Service) staff(ctx context.Context, to message.To, communityID string) ([]account.Account, error) {
	var out []account.Account
	add := func(a account.Account) {
		if !slices.ContainsFunc(out, func(x account.Account) bool { return x.ID == a.ID }) {
			out = append(out, a)
		}
	}
	for _, id := range to.AccountIDs {
		a, err := s.Accounts.Get(ctx, id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if a.Role != access.Owner {
			add(a)
		}
	}
	for _, post := range to.Posts {
		found, err := s.Accounts.Staff(ctx, account.StaffQuery{Role: post.Role, Department: post.Department})
		if err != nil {
			return nil, err
		}
		for _, a := range account.Holders(found, communityID) {
			add(a)
		}
	}
	return out, nil
}
