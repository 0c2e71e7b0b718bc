package sqlite

import (
	"context"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/mail"
)

// mails is the mail.Store.
type mails struct{ *engine }

// Add implements mail.Store.
func (s *mails) Add(ctx context.Context, m mail.Mail) error {
	return s.do(ctx, func(tx *tx) error {
		known, err := number(ctx, tx, "SELECT EXISTS (SELECT 1 FROM mail_keys WHERE key IN (SELECT value FROM json_each(?)))", list(m.Keys))
		if err != nil || known == 1 {
			return err
		}
		open, err := docs[mail.Mail](ctx, tx, "SELECT doc FROM mails WHERE pending = 1 AND fold = ? AND attempts = 0 AND lease_until <= ? AND json_array_length(doc, '$.items') < ? ORDER BY id LIMIT 1", m.Fold(), ms(m.CreatedAt), mail.MostItems)
		if err != nil {
			return err
		}
		id := m.ID
		if len(open) == 1 {
			id = open[0].ID
			err = settleMail(tx, open[0].With(m))
		} else {
			err = insertMail(tx, m)
		}
		if err != nil {
			return err
		}
		return tx.exec("INSERT INTO mail_keys (key, mail_id) SELECT value, ? FROM json_each(?)", id, list(m.Keys))
	})
}

func insertMail(tx *tx, m mail.Mail) error {
	columns, err := mailColumns(m)
	if err != nil {
		return err
	}
	return tx.exec(`INSERT INTO mails (fold, complaint_id, address, state, pending, attempts, created_at, next_at, lease_until, settled_at, doc, id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(columns, m.ID)...)
}

func settleMail(tx *tx, m mail.Mail) error {
	columns, err := mailColumns(m)
	if err != nil {
		return err
	}
	n, err := tx.change(`UPDATE mails SET fold = ?, complaint_id = ?, address = ?, state = ?, pending = ?, attempts = ?, created_at = ?, next_at = ?,
		lease_until = ?, settled_at = ?, doc = ? WHERE id = ?`, append(columns, m.ID)...)
	if err == nil && n == 0 {
		err = fault.NotThere()
	}
	return err
}

func mailColumns(m mail.Mail) ([]any, error) {
	raw, err := encoded(m)
	var settled any
	if m.SettledAt != nil {
		settled = ms(*m.SettledAt)
	}
	return []any{
		m.Fold(), m.ComplaintID, m.To, string(m.State), flag(m.State == mail.Pending), m.Attempts, ms(m.CreatedAt), ms(m.NextAt), ms(m.LeaseUntil), settled, raw,
	}, err
}

// Claim implements mail.Store.
func (s *mails) Claim(ctx context.Context, now time.Time, lease time.Duration) (mail.Mail, bool, error) {
	const due = "FROM mails WHERE pending = 1 AND next_at <= ?1 AND lease_until <= ?1"
	some, err := number(ctx, s.reader, "SELECT EXISTS (SELECT 1 "+due+")", ms(now))
	if err != nil || some == 0 {
		return mail.Mail{}, false, err
	}
	var out []mail.Mail
	err = s.do(ctx, func(tx *tx) error {
		var err error
		if out, err = docs[mail.Mail](ctx, tx, "SELECT doc "+due+" ORDER BY next_at LIMIT 1", ms(now)); err != nil || len(out) == 0 {
			return err
		}
		out[0].LeaseUntil = now.Add(lease)
		return settleMail(tx, out[0])
	})
	if err != nil || len(out) == 0 {
		return mail.Mail{}, false, err
	}
	return out[0], true, nil
}

// Settle implements mail.Store.
func (s *mails) Settle(ctx context.Context, m mail.Mail) error {
	return s.do(ctx, func(tx *tx) error { return settleMail(tx, m) })
}

// Remove implements mail.Store.
func (s *mails) Remove(ctx context.Context, id string) error {
	return s.do(ctx, func(tx *tx) error {
		if err := tx.exec("DELETE FROM mail_keys WHERE mail_id = ?", id); err != nil {
			return err
		}
		return tx.exec("DELETE FROM mails WHERE id = ?", id)
	})
}

// Get implements mail.Store.
func (s *mails) Get(ctx context.Context, id string) (mail.Mail, error) {
	return doc[mail.Mail](ctx, s.reader, "SELECT doc FROM mails WHERE id = ?", id)
}

// List implements mail.Store.
func (s *mails) List(ctx context.Context, q mail.Query) ([]mail.Mail, error) {
	c := &conditions{}
	c.is("complaint_id", q.ComplaintID)
	c.is("state", string(q.State))
	return newest[mail.Mail](ctx, s.reader, "mails", c, q.Before, q.Limit)
}

// LastTo implements mail.Store.
func (s *mails) LastTo(ctx context.Context, address string) (mail.Mail, error) {
	return doc[mail.Mail](ctx, s.reader, "SELECT doc FROM mails WHERE address = ? AND settled_at IS NOT NULL ORDER BY settled_at DESC LIMIT 1", address)
}

// Sweep implements mail.Store.
func (s *mails) Sweep(ctx context.Context, before time.Time) error {
	return s.do(ctx, func(tx *tx) error {
		const old = "FROM mails WHERE pending = 0 AND created_at < ?"
		if err := tx.exec("DELETE FROM mail_keys WHERE mail_id IN (SELECT id "+old+")", ms(before)); err != nil {
			return err
		}
		return tx.exec("DELETE "+old, ms(before))
	})
}
