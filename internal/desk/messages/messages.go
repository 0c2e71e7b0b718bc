// Package messages tells people what happens to the matters that concern them:
// it hears committed events, finds the people, keeps what each was told, and
// puts it into an e-mail for those who want one.
package messages

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/mail"
	"anju/internal/core/mailbox"
	"anju/internal/core/message"
	"anju/internal/core/outbox"
	"anju/internal/core/owner"
	"anju/internal/core/rules"
)

// stale is how old an event may be when it is heard and still be told: after a
// long standstill nobody wants to hear of last week all at once.
const stale = 24 * time.Hour

// keep is how long messages are kept.
const keep = 180 * 24 * time.Hour

// Deps is what the use cases stand on.
type Deps struct {
	Messages  message.Store
	Mails     mail.Store
	Accounts  account.Store
	Owners    Owners
	Matters   Matters
	Audit     audit.Store
	Mailboxes func(context.Context) (mailbox.Mailboxes, error)
	Words     *Wordings
	Sealer    Sealer
	Rules     rules.Source
	Now       func() time.Time
	NewID     func() string
}

// Owners is what telling needs to know of the owner archive.
type Owners interface {
	Owner(ctx context.Context, id string) (owner.Owner, error)
}

// Matters is what telling needs to know of other matters.
type Matters interface {
	Get(ctx context.Context, scope access.Scope, ref string) (complaint.Complaint, error)
}

// Sealer encrypts what a mail must not betray while it waits.
type Sealer interface {
	Seal(plain string) (sealed []byte, hash string, err error)
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
	if err := s.tell(ctx, p, to, at); err != nil {
		return err
	}
	return s.tellFollowers(ctx, p, to, at)
}

// Notify tells people something that is no event of one matter.
func (s *Service) Notify(ctx context.Context, n message.Notice) error {
	at := s.now()
	return s.tell(ctx, outbox.Pending{Event: n.Event(at), Matter: n.Matter()}, n.To, at)
}

// tell writes to each who is named what happened, in the words of its template.
func (s *Service) tell(ctx context.Context, p outbox.Pending, to message.To, at time.Time) error {
	people, err := s.people(ctx, to, p, at)
	if err != nil || len(people) == 0 {
		return err
	}
	words, err := s.Words.InForce(ctx)
	if err != nil {
		return err
	}
	boxes, err := s.Mailboxes(ctx)
	if err != nil {
		return err
	}
	var told []message.Message
	var mails []mail.Mail
	for _, r := range people {
		event := message.TemplateOf(p.Event, r.as == message.ForStaff && to.Approval)
		said, ok, err := words.Say(r.as, event, p.Event, p.Matter, to.Detail)
		if err != nil {
			return err
		}
		if !ok {
			continue // nobody is told of what has no words
		}
		if r.account.ID != "" {
			told = append(told, message.New(s.NewID(), r.account.ID, said, p.Event, p.Matter, to.Detail.Link, at))
		}
		if m, ok := s.post(r, boxes, event, said, p, at); ok && !oldNews(to.Detail, p, at) {
			m.Link = to.Detail.Link
			mails = append(mails, m)
		}
	}
	if err := s.Messages.Add(ctx, told...); err != nil {
		return err
	}
	for _, m := range mails {
		if err := s.Mails.Add(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// oldNews is a time limit that ran out while nobody looked, a standstill ago: it
// stands on the portal and in the lists, and sends no mail beside all the others.
func oldNews(d message.Detail, p outbox.Pending, at time.Time) bool {
	return !d.PassedAt.IsZero() && at.Sub(d.PassedAt) > stale && !message.Danger(p.Matter)
}

// people finds who is told: not those who did it, whom the matter is about, or
// who have left.
func (s *Service) people(ctx context.Context, to message.To, p outbox.Pending, at time.Time) ([]reader, error) {
	var out []reader
	hears := func(a account.Account) bool {
		return a.Active && a.ID != p.Event.Actor.ID && !slices.Contains(p.Matter.Recused, a.ID)
	}
	for _, id := range to.OwnerIDs {
		o, err := s.owner(ctx, id)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		a, err := s.Accounts.ByOwner(ctx, id)
		switch {
		case fault.Is(err, fault.NotFound): // has opened no account: mail alone
			out = append(out, reader{owner: o, as: message.ForOwner})
		case err != nil:
			return nil, err
		case hears(a):
			out = append(out, reader{account: a, owner: o, as: message.ForOwner})
		}
	}
	if who := p.Matter.Reporter; to.Reporter {
		out = append(out, reader{owner: owner.Owner{Name: who.Name, Email: who.Email}, as: message.ForOwner})
	}
	staff, err := s.staff(ctx, to, p.Matter.CommunityID)
	if err == nil {
		staff, err = s.withDeputies(ctx, staff, p.Matter.Recused, at)
	}
	for _, a := range staff {
		if hears(a) {
			out = append(out, reader{account: a, as: message.ForStaff})
		}
	}
	return out, err
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
