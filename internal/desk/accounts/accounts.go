// Package accounts holds the use cases of signing in and of the people who may:
// sessions, invitations, passwords, and the admin's care of users.
package accounts

import (
	"context"
	"slices"
	"time"

	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
)

// Owners is what signing in needs to know of the owner archive.
type Owners interface {
	Owner(ctx context.Context, id string) (owner.Owner, error)
}

// Communities tells whether a community exists.
type Communities interface {
	Community(ctx context.Context, id string) (estate.Community, error)
}

// Courier brings a reset code to the person, by whatever way is set up. Where
// there is none an owner gets a new invitation, a colleague a new password by the
// admin. The zero account is nobody's: it makes the same work and reaches nobody.
type Courier interface {
	DeliverResetCode(ctx context.Context, to account.Account, code string, expiresAt time.Time) error
}

// Deps is what the use cases stand on.
type Deps struct {
	Accounts    account.Store
	Audit       audit.Store
	Owners      Owners
	Communities Communities
	Departments func() []string // codes of the departments that exist
	Hasher      *auth.Hasher
	Tokens      *auth.Tokens
	Courier     Courier
	Now         func() time.Time
	NewID       func() string
}

// Service offers the use cases.
type Service struct {
	Deps
	standing standings
	absent   absences
}

// New makes the service.
func New(d Deps) *Service {
	clock := d.Now
	d.Now = func() time.Time { return clock().UTC().Truncate(time.Millisecond) }
	return &Service{Deps: d, standing: standings{until: map[string]time.Time{}}}
}

// Home is a house of the person who is signed in.
type Home struct {
	HouseID     string
	Label       string
	CommunityID string
}

// Me is the person who is signed in, as they see themselves.
type Me struct {
	ID           string
	Login        string
	Name         string
	Role         access.Role
	Department   string
	CommunityIDs []string
	OwnerID      string
	Phone        string
	Houses       []Home
	merged       []string // records of the same owner that were merged into theirs
	MustChange   bool     // the password should be replaced by one of their own
	Deputy       *account.Deputy
	StandsInFor  []Absence // people away now in whose place they may act
}

// Me is read fresh: houses and rights may have changed since the token was signed.
func (s *Service) Me(ctx context.Context, actor access.Actor) (Me, error) {
	a, err := s.Accounts.Get(ctx, actor.ID)
	if err != nil {
		return Me{}, err
	}
	return s.meOf(ctx, a)
}

func (s *Service) meOf(ctx context.Context, a account.Account) (Me, error) {
	me := Me{
		ID: a.ID, Login: a.Login, Name: a.Name, Role: a.Role, Department: a.Department,
		CommunityIDs: a.CommunityIDs, OwnerID: a.OwnerID, Phone: a.Phone, MustChange: a.MustChange, Deputy: a.Deputy,
	}
	if me.OwnerID == "" {
		var err error
		if me.StandsInFor, err = s.StandsInFor(ctx, a.ID); err != nil {
			return Me{}, err
		}
	}
	if a.OwnerID == "" {
		return me, nil
	}
	o, err := s.person(ctx, a.OwnerID)
	if err != nil {
		return Me{}, err
	}
	me.OwnerID, me.merged = o.ID, o.MergedFrom
	for _, h := range o.Houses {
		me.Houses = append(me.Houses, Home{HouseID: h.HouseID, Label: h.Label, CommunityID: h.CommunityID})
	}
	return me, nil
}

// person is the owner, or whom the owner was found to be when records were merged.
func (s *Service) person(ctx context.Context, ownerID string) (owner.Owner, error) {
	for range 8 { // merges of merges; a circle must not hang us
		o, err := s.Owners.Owner(ctx, ownerID)
		if err != nil || o.MergedInto == "" {
			return o, err
		}
		ownerID = o.MergedInto
	}
	return owner.Owner{}, fault.NotThere()
}

// actor is who the tokens of this person speak for.
func (m Me) actor() access.Actor {
	a := access.Actor{
		ID: m.ID, Login: m.Login, Name: m.Name, Role: m.Role, Department: m.Department,
		CommunityIDs: m.CommunityIDs, OwnerID: m.OwnerID, MergedOwnerIDs: m.merged,
	}
	for _, h := range m.Houses { // the group matters of an owner are those of their houses' communities
		a.HouseIDs = append(a.HouseIDs, h.HouseID)
		if !slices.Contains(a.CommunityIDs, h.CommunityID) {
			a.CommunityIDs = append(a.CommunityIDs, h.CommunityID)
		}
	}
	return a
}

func (s *Service) note(ctx context.Context, by access.Actor, action, target, reason string) error {
	return s.Audit.Append(ctx, audit.New(ctx, s.NewID(), s.Now(), by, action, target, reason))
}

func target(accountID string) string { return "account:" + accountID }

// amend changes an account as it is now; somebody who was faster only costs another try.
func (s *Service) amend(ctx context.Context, id string, change func(*account.Account)) (account.Account, error) {
	for {
		a, err := s.Accounts.Get(ctx, id)
		if err != nil {
			return account.Account{}, err
		}
		change(&a)
		a.Version++
		a.UpdatedAt = s.Now()
		err = s.Accounts.Update(ctx, a)
		if !fault.Is(err, fault.Stale) {
			return a, err
		}
		if ctx.Err() != nil {
			return account.Account{}, fault.Wrap("change account", ctx.Err())
		}
	}
}

// Sweep drops what expired: sessions, codes and forgotten failures.
func (s *Service) Sweep(ctx context.Context) error { return s.Accounts.Sweep(ctx, s.Now()) }
