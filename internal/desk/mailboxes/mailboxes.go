// Package mailboxes holds the use cases of an administrator with the company's
// mailboxes. They are read anew each time they are needed, so that a change acts
// at once on every instance.
package mailboxes

import (
	"context"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/mailbox"
	"anju/internal/core/settings"
)

// Sealer encrypts the passwords, so that the store alone does not betray them.
type Sealer interface {
	Seal(plain string) (sealed []byte, hash string, err error)
}

// Prober tries the servers of a mailbox. The words say what is wrong; nil when
// nothing is.
type Prober interface {
	TrySMTP(ctx context.Context, m mailbox.Mailbox) (*fault.Text, error)
	TryIMAP(ctx context.Context, m mailbox.Mailbox) (*fault.Text, error)
}

// Communities tells whether a community exists.
type Communities interface {
	Community(ctx context.Context, id string) (estate.Community, error)
}

// Deps is what the use cases stand on.
type Deps struct {
	Settings    settings.Store
	Communities Communities
	Audit       audit.Store
	Sealer      Sealer
	Prober      Prober
	Now         func() time.Time
	NewID       func() string
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// All are the mailboxes as they are now, for the program itself.
func (s *Service) All(ctx context.Context) (mailbox.Mailboxes, error) {
	all, _, err := s.stored(ctx)
	return all, err
}

func (s *Service) stored(ctx context.Context) (mailbox.Mailboxes, int64, error) {
	return settings.Items[mailbox.Mailbox](ctx, s.Settings, mailbox.Document)
}

// Get shows an administrator the mailboxes, and the version they are of.
func (s *Service) Get(ctx context.Context, by access.Actor) (mailbox.Mailboxes, int64, error) {
	if err := adminOnly(by); err != nil {
		return nil, 0, err
	}
	return s.stored(ctx)
}

// Put replaces the mailboxes. A password that is left out is that of the mailbox
// of this name until now, as long as login and server stay. expect is the
// version that the caller saw, 0 for any.
func (s *Service) Put(ctx context.Context, by access.Actor, items mailbox.Mailboxes, expect int64) (mailbox.Mailboxes, int64, error) {
	if err := adminOnly(by); err != nil {
		return nil, 0, err
	}
	before, version, err := s.stored(ctx)
	if err != nil {
		return nil, 0, err
	}
	for i := range items {
		was, _ := before.Named(items[i].Name)
		if err := s.seal(items[i].IMAP, was.IMAP); err != nil {
			return nil, 0, err
		}
		if err := s.seal(items[i].SMTP, was.SMTP); err != nil {
			return nil, 0, err
		}
	}
	if err := s.check(ctx, items); err != nil {
		return nil, 0, err
	}
	if expect != 0 && expect != version {
		return nil, 0, fault.StaleVersion(version)
	}
	raw, err := settings.ItemsDoc(items)
	if err != nil {
		return nil, 0, err
	}
	at := s.Now().UTC().Truncate(time.Millisecond)
	if err := s.Audit.Append(ctx, audit.New(ctx, s.NewID(), at, by, "mailboxes.changed", "settings:"+mailbox.Document, "")); err != nil {
		return nil, 0, err
	}
	next := settings.Setting{Name: mailbox.Document, Version: version + 1, Doc: raw, UpdatedAt: at}
	return items, next.Version, s.Settings.Put(ctx, next)
}

// seal encrypts what was typed, or keeps what was sealed. A password is not
// handed to another server or login than the one it was given for.
func (s *Service) seal(now, was *mailbox.Server) error {
	switch {
	case now == nil:
		return nil
	case now.Password != "":
		sealed, _, err := s.Sealer.Seal(now.Password)
		now.Sealed = sealed
		return err
	case now.Login != "" && was != nil && was.Login == now.Login && was.Host == now.Host:
		now.Sealed = was.Sealed
	}
	return nil
}

func (s *Service) check(ctx context.Context, items mailbox.Mailboxes) error {
	var f fault.Fields
	if e, ok := fault.As(items.Check()); ok {
		f = e.Fields
	}
	for i, m := range items {
		if m.CommunityID == "" {
			continue
		}
		if _, err := s.Communities.Community(ctx, m.CommunityID); fault.Is(err, fault.NotFound) {
			f.Add(mailbox.Path(i, "communityId"), "unknown", "没有这个小区。", "There is no such community.")
		} else if err != nil {
			return err
		}
	}
	return f.Err()
}

// Test tries to reach the servers of a mailbox and to sign in; the words say
// what works and what is wrong.
func (s *Service) Test(ctx context.Context, by access.Actor, name string) (bool, fault.Text, error) {
	if err := adminOnly(by); err != nil {
		return false, fault.Text{}, err
	}
	all, err := s.All(ctx)
	if err != nil {
		return false, fault.Text{}, err
	}
	m, ok := all.Named(name)
	if !ok {
		return false, fault.Text{}, fault.NotThere()
	}
	works, zh, en := true, []string{}, []string{}
	for _, half := range []struct {
		server *mailbox.Server
		name   fault.Text
		try    func(context.Context, mailbox.Mailbox) (*fault.Text, error)
	}{
		{m.SMTP, fault.Text{ZH: "发信（SMTP）", EN: "Sending (SMTP)"}, s.Prober.TrySMTP},
		{m.IMAP, fault.Text{ZH: "收信（IMAP）", EN: "Receiving (IMAP)"}, s.Prober.TryIMAP},
	} {
		if half.server == nil {
			continue
		}
		wrong, err := half.try(ctx, m)
		if err != nil {
			return false, fault.Text{}, err
		}
		if wrong == nil {
			wrong = &fault.Text{ZH: "连接与登录正常。", EN: "connecting and signing in work."}
		} else {
			works = false
		}
		zh, en = append(zh, half.name.ZH+"："+wrong.ZH), append(en, half.name.EN+": "+wrong.EN)
	}
	return works, fault.Text{ZH: strings.Join(zh, "\n"), EN: strings.Join(en, "\n")}, nil
}

func adminOnly(by access.Actor) error {
	if by.Is(access.Admin) {
		return nil
	}
	return fault.Deny("只有管理员可以管理邮箱。", "Only an admin manages mailboxes.")
}
