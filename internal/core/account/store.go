package account

import (
	"context"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// Query selects accounts, ordered by login ascending. Empty fields do not select.
type Query struct {
	Role       access.Role
	Department string
	Active     *bool
	After      string // the last login of the page before
	Limit      int
}

// StaffQuery selects active employees. Empty fields do not select.
type StaffQuery struct {
	Role       access.Role
	Department string
}

// StaffLimit is the most that Store.Staff returns.
const StaffLimit = 1000

// Store keeps accounts, sessions, codes and attempts. What is not there is
// fault.NotThere.
type Store interface {
	// Create stores a new account; a login, phone or ownerId that another
	// account holds is refused by Taken("login"), Taken("phone"), Taken("ownerId").
	Create(ctx context.Context, a Account) error
	// Update replaces the account whose stored version is a.Version-1; another
	// stored version is fault.StaleVersion, a taken name as with Create.
	Update(ctx context.Context, a Account) error
	Get(ctx context.Context, id string) (Account, error)
	ByLogin(ctx context.Context, login string) (Account, error)
	ByPhone(ctx context.Context, phone string) (Account, error)
	ByOwner(ctx context.Context, ownerID string) (Account, error)
	// List returns at most q.Limit accounts.
	List(ctx context.Context, q Query) ([]Account, error)
	// Count counts what List would go through (After and Limit do not matter),
	// and stops at atMost.
	Count(ctx context.Context, q Query, atMost int) (int, error)
	// NamedDeputy returns the accounts that name this one as their deputy, of
	// whatever time, by id.
	NamedDeputy(ctx context.Context, accountID string) ([]Account, error)
	// Staff returns active accounts of every role but owner, by name, then id.
	Staff(ctx context.Context, q StaffQuery) ([]Account, error)

	CreateSession(ctx context.Context, s Session) error
	Session(ctx context.Context, id string) (Session, error)
	// RotateSession replaces the session if it is not revoked and its stored
	// RefreshHash is still fromHash; else fault.StaleVersion(0): read it again.
	RotateSession(ctx context.Context, next Session, fromHash string) error
	// RevokeSession is idempotent; the first time stays.
	RevokeSession(ctx context.Context, id string, at time.Time) error
	// RevokeSessionsOf revokes every session of the account but exceptID ("" for none).
	RevokeSessionsOf(ctx context.Context, accountID, exceptID string, at time.Time) error

	CreateCode(ctx context.Context, c Code) error
	Code(ctx context.Context, hash string) (Code, error)
	// ConsumeCode marks a code used if it is Usable, atomically: of two at once
	// one gets the code, the other fault.NotThere.
	ConsumeCode(ctx context.Context, hash string, purpose Purpose, at time.Time) (Code, error)
	// RevokeCodesOf marks every unused code of the purpose that belongs to the
	// subject (ownerId for activations, accountId for resets) as used.
	RevokeCodesOf(ctx context.Context, purpose Purpose, subjectID string, at time.Time) error

	// Attempts of a key; a key never seen has none: Attempts{Key: key}.
	Attempts(ctx context.Context, key string) (Attempts, error)
	// AmendAttempts applies change to the stored attempts (or Attempts{Key: key})
	// atomically and returns the result. change is pure and may be called again
	// when another writer was faster.
	AmendAttempts(ctx context.Context, key string, change func(Attempts) Attempts) (Attempts, error)

	// Sweep drops sessions, codes and attempts that expired before the time.
	Sweep(ctx context.Context, before time.Time) error
}

// Taken is the refusal of a login, phone or owner that another account holds.
func Taken(field string) error {
	var f fault.Fields
	f.Add(field, "taken", "已被其他账号使用。", "Another account holds it already.")
	return f.Err()
}
