package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// Accounts is the account.Store.
type Accounts struct{ accounts, sessions, codes, attempts *mongo.Collection }

// Accounts returns the store of accounts, sessions, codes and attempts.
func (c *Client) Accounts() *Accounts {
	return &Accounts{c.db.Collection(accounts), c.db.Collection(sessions), c.db.Collection(codes), c.db.Collection(attempts)}
}

// taken translates the unique indexes of accounts, which bear the field's name.
func taken(err error) error {
	switch index, is := duplicate(err); {
	case !is:
		return err
	case index == byKey:
		return fault.StaleVersion(0)
	default:
		return account.Taken(index)
	}
}

// Create implements account.Store.
func (s *Accounts) Create(ctx context.Context, a account.Account) error {
	return failed("create an account", taken(insert(ctx, s.accounts, a.ID, a)))
}

// Update implements account.Store.
func (s *Accounts) Update(ctx context.Context, a account.Account) error {
	return failed("update an account", taken(replace(ctx, s.accounts, a.ID, a.Version, a)))
}

func (s *Accounts) one(ctx context.Context, field, value string) (account.Account, error) {
	a, err := get[account.Account](ctx, s.accounts, bson.D{{Key: field, Value: value}})
	return a, failed("read an account", err)
}

// Get implements account.Store.
func (s *Accounts) Get(ctx context.Context, id string) (account.Account, error) {
	return s.one(ctx, "_id", id)
}

// ByLogin implements account.Store.
func (s *Accounts) ByLogin(ctx context.Context, login string) (account.Account, error) {
	return s.one(ctx, "login", login)
}

// ByPhone implements account.Store.
func (s *Accounts) ByPhone(ctx context.Context, phone string) (account.Account, error) {
	return s.one(ctx, "phone", phone)
}

// ByOwner implements account.Store.
func (s *Accounts) ByOwner(ctx context.Context, ownerID string) (account.Account, error) {
	return s.one(ctx, "ownerId", ownerID)
}

// carrierOfAccounts names the index of a list of accounts; all end with the login.
func carrierOfAccounts(q account.Query) (bson.D, string) {
	f, index := bson.D{}, uniqueLogin
	if q.Role != "" {
		f, index = append(f, bson.E{Key: "role", Value: q.Role}), accountsByRole
	}
	if q.Department != "" {
		f, index = append(f, bson.E{Key: "department", Value: q.Department}), accountsByDepartment
	}
	if q.Active != nil {
		f = append(f, bson.E{Key: "active", Value: *q.Active})
	}
	return f, index
}

// List implements account.Store.
func (s *Accounts) List(ctx context.Context, q account.Query) ([]account.Account, error) {
	f, index := carrierOfAccounts(q)
	if q.After != "" {
		f = append(f, bson.E{Key: "login", Value: bson.D{{Key: "$gt", Value: q.After}}})
	}
	found, err := s.accounts.Find(ctx, f, options.Find().SetHint(index).SetSort(bson.D{{Key: "login", Value: 1}}).SetLimit(int64(q.Limit)))
	out, err := list[account.Account](ctx, found, err)
	return out, failed("list accounts", err)
}

// Count implements account.Store.
func (s *Accounts) Count(ctx context.Context, q account.Query, atMost int) (int, error) {
	f, index := carrierOfAccounts(q)
	n, err := count(ctx, s.accounts, f, index, atMost)
	return n, failed("count accounts", err)
}

// Staff implements account.Store.
func (s *Accounts) Staff(ctx context.Context, q account.StaffQuery) ([]account.Account, error) {
	f := bson.D{{Key: "active", Value: true}}
	if q.Role != "" {
		f = append(f, bson.E{Key: "role", Value: q.Role})
	}
	if q.Department != "" {
		f = append(f, bson.E{Key: "department", Value: q.Department})
	}
	f = bson.D{{Key: "$and", Value: append(each(f), bson.D{{Key: "role", Value: bson.D{{Key: "$ne", Value: access.Owner}}}})}}
	found, err := s.accounts.Find(ctx, f, options.Find().SetHint(accountsByName).
		SetSort(bson.D{{Key: "name", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(account.StaffLimit))
	out, err := list[account.Account](ctx, found, err)
	return out, failed("list staff", err)
}

// NamedDeputy implements account.Store.
func (s *Accounts) NamedDeputy(ctx context.Context, accountID string) ([]account.Account, error) {
	found, err := s.accounts.Find(ctx, bson.D{{Key: "deputy.accountId", Value: accountID}},
		options.Find().SetHint(accountsByDeputy).SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(account.StaffLimit))
	out, err := list[account.Account](ctx, found, err)
	return out, failed("find those who named a deputy", err)
}

// Attempts implements account.Store.
func (s *Accounts) Attempts(ctx context.Context, key string) (account.Attempts, error) {
	a, err := get[account.Attempts](ctx, s.attempts, byID(key))
	if err == mongo.ErrNoDocuments {
		return account.Attempts{Key: key}, nil
	}
	return a, failed("read attempts", err)
}

// AmendAttempts implements account.Store: read, change, and write if what was
// read still stands, until nobody was faster.
func (s *Accounts) AmendAttempts(ctx context.Context, key string, change func(account.Attempts) account.Attempts) (account.Attempts, error) {
	ctx, cancel := context.WithTimeout(ctx, operationTimeout)
	defer cancel()
	for {
		before, err := s.Attempts(ctx, key)
		if err != nil {
			return account.Attempts{}, err
		}
		next := change(before)
		written, err := s.amend(ctx, before, next)
		if err != nil {
			return account.Attempts{}, failed("amend attempts", err)
		}
		if written {
			return next, nil
		}
	}
}

func (s *Accounts) amend(ctx context.Context, before, next account.Attempts) (bool, error) {
	doc, err := document(before.Key, next)
	if err != nil {
		return false, err
	}
	result, err := s.attempts.ReplaceOne(ctx, bson.D{
		{Key: "_id", Value: before.Key}, {Key: "failed", Value: before.Failed}, {Key: "lastAt", Value: before.LastAt},
		{Key: "lockedUntil", Value: before.LockedUntil}, {Key: "expiresAt", Value: before.ExpiresAt},
	}, doc)
	if err != nil || result.MatchedCount == 1 {
		return err == nil, err
	}
	_, err = s.attempts.InsertOne(ctx, doc)
	if mongo.IsDuplicateKeyError(err) {
		return false, nil
	}
	return err == nil, err
}

// Sweep implements account.Store.
func (s *Accounts) Sweep(ctx context.Context, before time.Time) error {
	for _, c := range []*mongo.Collection{s.sessions, s.codes, s.attempts} {
		if err := sweep(ctx, c, before); err != nil {
			return failed("sweep", err)
		}
	}
	return nil
}
