package sqlite

import (
	"context"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// accounts is the account.Store.
type accounts struct{ *engine }

// optional is NULL for an empty text: many may be without, no two have the same.
func optional(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// taken refuses a login, phone or owner that another account holds.
func taken(tx *tx, a account.Account) error {
	for _, f := range [][3]string{{"login", "login", a.Login}, {"phone", "phone", a.Phone}, {"ownerId", "owner_id", a.OwnerID}} {
		n, err := number(context.Background(), tx, "SELECT 1 FROM accounts WHERE "+f[1]+" = ? AND id <> ?", f[2], a.ID)
		if err != nil {
			return err
		}
		if n == 1 {
			return account.Taken(f[0])
		}
	}
	return nil
}

// Create implements account.Store.
func (s *accounts) Create(ctx context.Context, a account.Account) error {
	return s.write(ctx, a, `INSERT INTO accounts (version, login, phone, owner_id, name, role, department, active, doc, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, false)
}

// Update implements account.Store.
func (s *accounts) Update(ctx context.Context, a account.Account) error {
	return s.write(ctx, a, `UPDATE accounts SET version = ?, login = ?, phone = ?, owner_id = ?, name = ?, role = ?, department = ?, active = ?, doc = ? WHERE id = ?`, true)
}

func (s *accounts) write(ctx context.Context, a account.Account, query string, guarded bool) error {
	raw, err := encoded(a)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		if guarded {
			if err := follows(tx, "accounts", a.ID, a.Version); err != nil {
				return err
			}
		}
		if err := taken(tx, a); err != nil {
			return err
		}
		return tx.exec(query, a.Version, a.Login, optional(a.Phone), optional(a.OwnerID), a.Name, string(a.Role), a.Department, flag(a.Active), raw, a.ID)
	})
}

// follows says whether the row's version is the one before.
func follows(tx *tx, table, id string, version int64) error {
	var current int64
	found, err := row(context.Background(), tx, []any{&current}, "SELECT version FROM "+table+" WHERE id = ?", id)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.NotThere()
	case current != version-1:
		return fault.StaleVersion(current)
	}
	return nil
}

// Get implements account.Store.
func (s *accounts) Get(ctx context.Context, id string) (account.Account, error) {
	return doc[account.Account](ctx, s.reader, "SELECT doc FROM accounts WHERE id = ?", id)
}

// ByLogin implements account.Store.
func (s *accounts) ByLogin(ctx context.Context, login string) (account.Account, error) {
	return doc[account.Account](ctx, s.reader, "SELECT doc FROM accounts WHERE login = ?", login)
}

// ByPhone implements account.Store.
func (s *accounts) ByPhone(ctx context.Context, phone string) (account.Account, error) {
	return doc[account.Account](ctx, s.reader, "SELECT doc FROM accounts WHERE phone = ?", phone)
}

// ByOwner implements account.Store.
func (s *accounts) ByOwner(ctx context.Context, ownerID string) (account.Account, error) {
	return doc[account.Account](ctx, s.reader, "SELECT doc FROM accounts WHERE owner_id = ?", ownerID)
}

func selected(q account.Query) *conditions {
	c := &conditions{}
	c.is("role", string(q.Role))
	c.is("department", q.Department)
	if q.Active != nil {
		c.add("active = ?", flag(*q.Active))
	}
	return c
}

// List implements account.Store.
func (s *accounts) List(ctx context.Context, q account.Query) ([]account.Account, error) {
	c := selected(q)
	c.add("login > ?", q.After)
	return docs[account.Account](ctx, s.reader, "SELECT doc FROM accounts"+c.where()+" ORDER BY login LIMIT ?", append(c.args, q.Limit)...)
}

// Count implements account.Store.
func (s *accounts) Count(ctx context.Context, q account.Query, atMost int) (int, error) {
	c := selected(q)
	n, err := number(ctx, s.reader, "SELECT count(*) FROM (SELECT 1 FROM accounts"+c.where()+" LIMIT ?)", append(c.args, atMost)...)
	return int(n), err
}

// Staff implements account.Store.
func (s *accounts) Staff(ctx context.Context, q account.StaffQuery) ([]account.Account, error) {
	c := &conditions{}
	c.add("active = 1 AND role <> '" + string(access.Owner) + "'")
	c.is("role", string(q.Role))
	c.is("department", q.Department)
	return docs[account.Account](ctx, s.reader, "SELECT doc FROM accounts"+c.where()+" ORDER BY name, id LIMIT ?", append(c.args, account.StaffLimit)...)
}

const namedDeputy = "SELECT doc FROM accounts WHERE doc ->> '$.deputy.accountId' = ? ORDER BY id LIMIT ?"

// NamedDeputy implements account.Store.
func (s *accounts) NamedDeputy(ctx context.Context, accountID string) ([]account.Account, error) {
	return docs[account.Account](ctx, s.reader, namedDeputy, accountID, account.StaffLimit)
}

// Attempts implements account.Store.
func (s *accounts) Attempts(ctx context.Context, key string) (account.Attempts, error) {
	return attempts(ctx, s.reader, key)
}

func attempts(ctx context.Context, from asker, key string) (account.Attempts, error) {
	a, err := doc[account.Attempts](ctx, from, "SELECT doc FROM attempts WHERE key = ?", key)
	if fault.Is(err, fault.NotFound) {
		return account.Attempts{Key: key}, nil
	}
	return a, err
}

// AmendAttempts implements account.Store.
func (s *accounts) AmendAttempts(ctx context.Context, key string, change func(account.Attempts) account.Attempts) (a account.Attempts, err error) {
	err = s.do(ctx, func(tx *tx) error {
		before, err := attempts(ctx, tx, key)
		if err != nil {
			return err
		}
		a = change(before)
		raw, err := encoded(a)
		if err != nil {
			return err
		}
		return tx.exec("INSERT INTO attempts (key, expires_at, doc) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET expires_at = excluded.expires_at, doc = excluded.doc",
			key, ms(a.ExpiresAt), raw)
	})
	return a, err
}

// Sweep implements account.Store.
func (s *accounts) Sweep(ctx context.Context, before time.Time) error {
	return s.do(ctx, func(tx *tx) error {
		for _, table := range []string{"sessions", "codes", "attempts"} {
			if err := tx.exec("DELETE FROM "+table+" WHERE expires_at < ?", ms(before)); err != nil {
				return err
			}
		}
		return nil
	})
}
