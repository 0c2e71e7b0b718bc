// Package owners holds the use cases of the owner archive and of the estate:
// who may read and change what of it, the import of spreadsheets, and the
// unmasking of personal data, each written down before it is shown.
package owners

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
)

// Matters is what the archive asks of the matters; complaint.Store serves.
type Matters interface {
	List(ctx context.Context, scope access.Scope, q complaint.Query) (complaint.Page, error)
}

// Invitations makes codes that work once; accounts.Service serves.
type Invitations interface {
	Invite(ctx context.Context, by access.Actor, ownerID string) (code string, expiresAt time.Time, err error)
}

// Deps is what the use cases stand on.
type Deps struct {
	Owners      owner.Store
	Estate      estate.Store
	Matters     Matters
	Invitations Invitations
	Audit       audit.Store
	Sealer      owner.Sealer
	Now         func() time.Time
	NewID       func() string
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	clock := d.Now
	d.Now = func() time.Time { return clock().UTC().Truncate(time.Millisecond) }
	return &Service{d}
}

// mergeDepth bounds merges of merges; a circle must not hang us.
const mergeDepth = 8

// find is the owner within the caller's sight, or whom the owner was found to
// be when records were merged.
func (s *Service) find(ctx context.Context, by access.Actor, id string) (owner.Owner, error) {
	for range mergeDepth {
		o, err := s.Owners.Owner(ctx, id)
		if err != nil {
			return owner.Owner{}, err
		}
		if o.MergedInto == "" {
			if !inSight(by, o) {
				return owner.Owner{}, fault.NotThere()
			}
			return o, nil
		}
		id = o.MergedInto
	}
	return owner.Owner{}, fault.NotThere()
}

// inSight: an owner sees themselves; staff limited to communities see who has a
// house there.
func inSight(by access.Actor, o owner.Owner) bool {
	if by.Role == access.Owner {
		return by.OwnerID != "" && (by.OwnerID == o.ID || slices.Contains(o.MergedFrom, by.OwnerID))
	}
	return len(by.CommunityIDs) == 0 || slices.ContainsFunc(o.CommunityIDs, func(id string) bool { return serves(by, id) })
}

func serves(by access.Actor, communityID string) bool {
	return len(by.CommunityIDs) == 0 || slices.Contains(by.CommunityIDs, communityID)
}

// keepsArchive are those who write the archive.
func keepsArchive(by access.Actor) error {
	if by.OnDesk() || by.Is(access.Admin, access.System) {
		return nil
	}
	return fault.Deny("只有客服和管理员可以维护业主档案。", "Only the service desk and admins keep the owner archive.")
}

func onlyAdmin(by access.Actor) error {
	if by.Is(access.Admin, access.System) {
		return nil
	}
	return fault.Deny("只有管理员可以维护小区和房屋。", "Only admins keep communities and houses.")
}

// View is an owner as the caller may see them.
type View struct {
	owner.Owner
	Masked bool // name and ways of contact are not in clear
}

// seen masks the owner as far as the caller may not see them in clear.
func (s *Service) seen(ctx context.Context, by access.Actor, o owner.Owner) (View, error) {
	clear, err := s.seesClear(ctx, by, o)
	return View{o.Seen(clear), !clear}, err
}

func (s *Service) seesClear(ctx context.Context, by access.Actor, o owner.Owner) (bool, error) {
	if access.SeesPersonal(by, by.Role == access.Owner && inSight(by, o), false) {
		return true, nil
	}
	if !access.SeesPersonal(by, false, true) {
		return false, nil
	}
	open, err := s.open(ctx, by, complaint.Query{OwnerID: o.ID, Limit: openLimit})
	// A confidential matter keeps the name with the desk.
	return slices.ContainsFunc(open, func(m complaint.Complaint) bool { return !m.Confidential }), err
}

// openLimit bounds how many open matters of one person or house are looked at.
const openLimit = 20

func (s *Service) open(ctx context.Context, by access.Actor, q complaint.Query) ([]complaint.Complaint, error) {
	yes := true
	q.Open, q.Limit = &yes, openLimit
	page, err := s.Matters.List(ctx, access.SightOf(by), q)
	return page.Items, err
}

func (s *Service) note(ctx context.Context, by access.Actor, action, target, reason string) error {
	return s.Audit.Append(ctx, audit.New(ctx, s.NewID(), s.Now(), by, action, target, reason))
}
