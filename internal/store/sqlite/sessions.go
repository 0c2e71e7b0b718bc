package sqlite

import (
	"context"
	"time"

	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// CreateSession implements account.Store.
func (s *accounts) CreateSession(ctx context.Context, v account.Session) error {
	raw, err := encoded(v)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO sessions (id, account_id, refresh_hash, revoked, expires_at, doc) VALUES (?, ?, ?, ?, ?, ?)",
			v.ID, v.AccountID, v.RefreshHash, flag(!v.RevokedAt.IsZero()), ms(v.ExpiresAt), raw)
	})
}

// Session implements account.Store.
func (s *accounts) Session(ctx context.Context, id string) (account.Session, error) {
	return doc[account.Session](ctx, s.reader, "SELECT doc FROM sessions WHERE id = ?", id)
}

// RotateSession implements account.Store.
func (s *accounts) RotateSession(ctx context.Context, next account.Session, fromHash string) error {
	raw, err := encoded(next)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		n, err := tx.change("UPDATE sessions SET refresh_hash = ?, revoked = ?, expires_at = ?, doc = ? WHERE id = ? AND refresh_hash = ? AND revoked = 0",
			next.RefreshHash, flag(!next.RevokedAt.IsZero()), ms(next.ExpiresAt), raw, next.ID, fromHash)
		if err == nil && n == 0 {
			err = fault.StaleVersion(0)
		}
		return err
	})
}

// RevokeSession implements account.Store.
func (s *accounts) RevokeSession(ctx context.Context, id string, at time.Time) error {
	return s.revoke(ctx, at, "id = ?", id)
}

// RevokeSessionsOf implements account.Store.
func (s *accounts) RevokeSessionsOf(ctx context.Context, accountID, exceptID string, at time.Time) error {
	return s.revoke(ctx, at, "account_id = ? AND id <> ?", accountID, exceptID)
}

func (s *accounts) revoke(ctx context.Context, at time.Time, which string, args ...any) error {
	return s.do(ctx, func(tx *tx) error {
		live, err := docs[account.Session](ctx, tx, "SELECT doc FROM sessions WHERE revoked = 0 AND "+which, args...)
		if err != nil {
			return err
		}
		for _, v := range live {
			v.RevokedAt = at
			raw, err := encoded(v)
			if err != nil {
				return err
			}
			if err := tx.exec("UPDATE sessions SET revoked = 1, doc = ? WHERE id = ?", raw, v.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// CreateCode implements account.Store.
func (s *accounts) CreateCode(ctx context.Context, c account.Code) error {
	raw, err := encoded(c)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO codes (hash, purpose, subject, expires_at, doc) VALUES (?, ?, ?, ?, ?)",
			c.Hash, string(c.Purpose), c.OwnerID+c.AccountID, ms(c.ExpiresAt), raw) // one of the two is set
	})
}

// Code implements account.Store.
func (s *accounts) Code(ctx context.Context, hash string) (account.Code, error) {
	return doc[account.Code](ctx, s.reader, "SELECT doc FROM codes WHERE hash = ?", hash)
}

// ConsumeCode implements account.Store.
func (s *accounts) ConsumeCode(ctx context.Context, hash string, purpose account.Purpose, at time.Time) (c account.Code, err error) {
	err = s.do(ctx, func(tx *tx) error {
		if c, err = doc[account.Code](ctx, tx, "SELECT doc FROM codes WHERE hash = ?", hash); err != nil {
			return err
		}
		if !c.Usable(purpose, at) {
			return fault.NotThere()
		}
		c.UsedAt = at
		return use(tx, c)
	})
	if err != nil {
		return account.Code{}, err
	}
	return c, nil
}

func use(tx *tx, c account.Code) error {
	raw, err := encoded(c)
	if err != nil {
		return err
	}
	return tx.exec("UPDATE codes SET doc = ? WHERE hash = ?", raw, c.Hash)
}

// RevokeCodesOf implements account.Store.
func (s *accounts) RevokeCodesOf(ctx context.Context, purpose account.Purpose, subjectID string, at time.Time) error {
	return s.do(ctx, func(tx *tx) error {
		all, err := docs[account.Code](ctx, tx, "SELECT doc FROM codes WHERE subject = ? AND purpose = ?", subjectID, string(purpose))
		if err != nil {
			return err
		}
		for _, c := range all {
			if !c.UsedAt.IsZero() {
				continue
			}
			c.UsedAt = at
			if err := use(tx, c); err != nil {
				return err
			}
		}
		return nil
	})
}
