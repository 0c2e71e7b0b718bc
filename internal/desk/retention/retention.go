// Package retention holds the use cases of keeping and forgetting: what will be
// anonymised and why, and the timed work that does it when the years are over.
package retention

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/attachment"
	"anju/internal/core/audit"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/keyregister"
	"anju/internal/core/owner"
	"anju/internal/core/rules"
	"anju/internal/desk/round"
)

// Deps is what the use cases stand on.
type Deps struct {
	Matters     complaint.Store
	Owners      owner.Store
	Accounts    account.Store
	Keys        keyregister.Store
	Attachments attachment.Store
	Blobs       attachment.Blobs
	Audit       audit.Store
	Rules       rules.Source
	Now         func() time.Time
	NewID       func() string
	Salt        func() [16]byte
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	clock := d.Now
	d.Now = func() time.Time { return clock().UTC().Truncate(time.Millisecond) }
	return &Service{d}
}

// Item is one matter whose retention ends, without what is in it.
type Item struct {
	complaint.Complaint
	complaint.Retention
}

// Page is one page of such matters, the next to end first.
type Page struct {
	Items      []Item
	NextCursor string
	Before     time.Time
}

// ahead is how many days a preview looks ahead unless asked otherwise.
const ahead = 90

// Ending lists what will be anonymised until a day, in the communities of the
// caller. It shows numbers, dates and reasons alone, so an admin may read it.
func (s *Service) Ending(ctx context.Context, by access.Actor, until *time.Time, cursor string, limit int) (Page, error) {
	if !by.Is(access.Admin, access.DeskLead, access.Auditor) {
		return Page{}, fault.Deny("只有管理员、客服主管和审计可以查看保存期限。", "Only admins, desk leads and auditors see what will be anonymised.")
	}
	end := s.Now().AddDate(0, 0, ahead)
	if until != nil {
		end = until.UTC()
	}
	within := access.SightOf(access.Actor{ID: by.ID, Role: access.Auditor, CommunityIDs: by.CommunityIDs})
	found, err := s.Matters.List(ctx, within, complaint.Query{RetainedTo: &end, Sort: complaint.ByRetention, Ascending: true, Cursor: cursor, Limit: limit})
	if err != nil {
		return Page{}, err
	}
	p := s.Rules().Policy
	page := Page{NextCursor: found.NextCursor, Before: end, Items: []Item{}}
	for _, m := range found.Items {
		page.Items = append(page.Items, Item{m, m.Retention(p)})
	}
	return page, nil
}

// batch bounds one round of the timed work.
const batch = 50

// Retire anonymises matters whose retention has ended. Each is guarded by its
// version, and each of its steps can be done again, so any number of instances
// and a crash between two steps do no harm.
func (s *Service) Retire(ctx context.Context) (done int, err error) {
	now := s.Now()
	due, err := s.Matters.List(ctx, access.Everything("the end of the retention"),
		complaint.Query{RetainedTo: &now, Sort: complaint.ByRetention, Ascending: true, Limit: batch})
	if err != nil {
		return 0, err
	}
	return round.Each(due.Items, func(m complaint.Complaint) (bool, error) {
		err := s.retire(ctx, m, now)
		if fault.Is(err, fault.Stale) {
			return false, nil // somebody was faster; the next round looks again
		}
		return err == nil, err
	})
}

func (s *Service) retire(ctx context.Context, m complaint.Complaint, now time.Time) error {
	r := s.Rules()
	env := complaint.Env{At: now, Calendar: r.Calendar, Policy: r.Policy, Salt: s.Salt, NewID: s.NewID}
	if m.AnonymisedAt == nil {
		if ref := m.MergedInto; ref != nil {
			into, err := s.Matters.Get(ctx, access.Everything("kept as long as what it was merged into"), ref.ID)
			if err != nil {
				return err
			}
			env.Facts.MergedInto = &into
		}
		change, err := complaint.Retire(m, env)
		if err != nil {
			return err
		}
		if change.Erase {
			reason := strings.Join(m.Retention(r.Policy).Because, " ")
			if err := s.note(ctx, "complaint.anonymised", "complaint:"+m.Number, reason); err != nil {
				return err
			}
		}
		if err := s.Matters.Commit(ctx, change); err != nil || !change.Erase {
			return err
		}
		m = change.Next
	}
	attachments, owners := m.Leftovers()
	if err := s.remove(ctx, m.ID, attachments); err != nil {
		return err
	}
	for _, id := range owners {
		if err := s.forgetOwner(ctx, id); err != nil {
			return err
		}
	}
	return s.Matters.Commit(ctx, complaint.Forget(m, env))
}

// remove takes the attachments off the matter; bytes that nothing names any
// more go with them.
func (s *Service) remove(ctx context.Context, complaintID string, ids []string) error {
	removed, err := s.Attachments.Unlink(ctx, ids, complaintID)
	if err != nil {
		return err
	}
	for _, a := range removed {
		for _, sha := range []string{a.SHA256, a.ThumbnailSHA256} {
			if sha == "" {
				continue
			}
			named, err := s.Attachments.Named(ctx, sha)
			if err != nil {
				return err
			}
			if named {
				continue
			}
			if err := s.Blobs.Delete(ctx, sha); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetOwner anonymises a person who has no house any more and of whom no
// matter and no entrusted key is left, with the records that were merged with theirs and the account.
func (s *Service) forgetOwner(ctx context.Context, id string) error {
	o, err := s.Owners.Owner(ctx, id)
	for err == nil && o.MergedInto != "" {
		o, err = s.Owners.Owner(ctx, o.MergedInto)
	}
	if fault.Is(err, fault.NotFound) || err == nil && (o.AnonymisedAt != nil || len(o.Houses) > 0) {
		return nil
	}
	if err != nil {
		return err
	}
	same := append([]string{o.ID}, o.MergedFrom...)
	for _, id := range same {
		left, err := s.Matters.List(ctx, access.Own(access.Actor{OwnerID: id}), complaint.Query{Limit: batch})
		if err != nil || slices.ContainsFunc(left.Items, func(m complaint.Complaint) bool { return m.AnonymisedAt == nil }) {
			return err
		}
		kept, err := s.Keys.List(ctx, keyregister.Query{Lists: []string{keyregister.OfOwner(id)}, Limit: 1})
		if err != nil || len(kept) > 0 && kept[0].State() != keyregister.Ended { // what has ended stands last
			return err
		}
	}
	slices.Reverse(same) // the one that the others point to comes last, so that a crash leaves it to be found
	for _, id := range same {
		if err := s.forgetRecord(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) forgetRecord(ctx context.Context, id string) error {
	o, err := s.Owners.Owner(ctx, id)
	if err != nil || o.AnonymisedAt != nil {
		return err
	}
	a, err := s.Accounts.ByOwner(ctx, id)
	switch {
	case err == nil:
		if err := s.Accounts.RevokeSessionsOf(ctx, a.ID, "", s.Now()); err != nil {
			return err
		}
		if err := s.Accounts.Update(ctx, a.Anonymous(s.Now())); err != nil {
			return err
		}
	case !fault.Is(err, fault.NotFound):
		return err
	}
	if err := s.note(ctx, "owner.anonymised", "owner:"+id, ""); err != nil {
		return err
	}
	if err := s.forgetKeys(ctx, id); err != nil {
		return err
	}
	return s.Owners.ForgetOwner(ctx, o.Anonymous(s.Now()))
}

// forgetKeys takes the person out of the records of the keys that they entrusted.
func (s *Service) forgetKeys(ctx context.Context, ownerID string) error {
	q := keyregister.Query{Lists: []string{keyregister.OfOwner(ownerID)}, Limit: batch}
	for {
		found, err := s.Keys.List(ctx, q)
		if err != nil || len(found) == 0 {
			return err
		}
		for _, k := range found {
			if k.OwnerName == "" {
				continue // a crash came between this and the owner
			}
			if err := s.Keys.Update(ctx, k.Anonymous()); err != nil {
				return err
			}
		}
		last := found[len(found)-1]
		q.After = &keyregister.Place{At: last.Place, ID: last.ID}
	}
}

func (s *Service) note(ctx context.Context, action, target, reason string) error {
	return s.Audit.Append(ctx, audit.New(ctx, s.NewID(), s.Now(), access.Anju(), action, target, reason))
}
