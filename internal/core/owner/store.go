package owner

import (
	"context"

	"anju/internal/core/access"
	"anju/internal/core/words"
)

// Store keeps the owner archive. What is absent is fault.NotThere(); an update
// of anything but the version before is fault.StaleVersion.
type Store interface {
	CreateOwner(ctx context.Context, o Owner) error
	Owner(ctx context.Context, id string) (Owner, error)
	// UpdateOwners stores each if its stored version is Version-1: all or none.
	// One is the rule; two are a merge.
	UpdateOwners(ctx context.Context, next ...Owner) error
	// ForgetOwner stores the next version of one owner and takes the owner's
	// contact log and corrections away: all or none.
	ForgetOwner(ctx context.Context, next Owner) error
	// SearchOwners is a page, newest (highest id) first, of owners that were not
	// merged away. Of the scope its Communities bound the answer: an owner is in
	// sight with one house there (CommunityIDs); the audience says nothing here.
	SearchOwners(ctx context.Context, within access.Scope, q Query) ([]Owner, error)
	// CountOwners counts what SearchOwners would page through (Before and Limit do
	// not matter), and stops at atMost.
	CountOwners(ctx context.Context, within access.Scope, q Query, atMost int) (int, error)
	// FindOwners gives those owners, not merged away, that have one of these
	// identity hashes or phone keys, in any order; at most 500 keys at once.
	FindOwners(ctx context.Context, idNumberHashes, phoneKeys []string) ([]Owner, error)

	AddContact(ctx context.Context, c Contact) error
	// Contacts is a page of the owner's log, newest (highest id) first.
	Contacts(ctx context.Context, ownerID, before string, limit int) ([]Contact, error)

	AddCorrection(ctx context.Context, c Correction) error
	// Corrections is a page, newest (highest id) first; ownerID empty: of all
	// whose CommunityID is within the scope's communities.
	Corrections(ctx context.Context, within access.Scope, ownerID, before string, limit int) ([]Correction, error)

	CreateImport(ctx context.Context, i Import) error
	// UpdateImport stores i if the stored version is i.Version-1.
	UpdateImport(ctx context.Context, i Import) error
	Import(ctx context.Context, id string) (Import, error)
	// CommitImport stores all that c holds, or nothing: the import's next version,
	// new communities, houses and owners, and owners' next versions, each guarded
	// as if it were stored alone.
	CommitImport(ctx context.Context, c Commit) error
}

// Query asks for a page of owners. Every condition that is set must hold.
type Query struct {
	Terms       []words.Term // each must match one of the owner's Words
	PhoneKey    string       // one of PhoneKeys, exactly
	CommunityID string
	HouseID     string
	Before      string // id of the last one of the page before; empty: from the newest
	Limit       int
}
