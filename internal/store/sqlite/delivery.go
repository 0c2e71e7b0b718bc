package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/outbox"
)

// pending is the outbox.Store.
type pending struct{ *engine }

// Claim implements outbox.Store. Rows stand in the order of the commits, so
// those that have waited longest come first; a matter with a lease that runs is
// passed over.
func (s *pending) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]outbox.Pending, error) {
	some, err := number(ctx, s.reader, "SELECT EXISTS (SELECT 1 FROM outbox WHERE lease_until <= ?)", ms(now))
	if err != nil || some == 0 {
		return nil, err
	}
	type claimed struct {
		id  string
		seq int64
	}
	var events []claimed
	err = s.do(ctx, func(tx *tx) error {
		events = nil
		err := each(ctx, tx, func(rows *sql.Rows) error {
			var c claimed
			defer func() { events = append(events, c) }()
			return rows.Scan(&c.id, &c.seq)
		}, `SELECT o.complaint_id, o.seq FROM outbox o WHERE o.lease_until <= ?1
			AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.complaint_id = o.complaint_id AND e.lease_until > ?1)
			ORDER BY o.place LIMIT ?2`, ms(now), limit)
		if err != nil {
			return err
		}
		for _, c := range events {
			if err := tx.exec("UPDATE outbox SET lease_until = ? WHERE complaint_id = ? AND seq = ?", ms(now.Add(lease)), c.id, c.seq); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]outbox.Pending, len(events))
	matters := map[string]complaint.Complaint{}
	for i, c := range events {
		m, known := matters[c.id]
		if !known {
			if m, err = doc[complaint.Complaint](ctx, s.reader, "SELECT d.doc FROM complaints c JOIN complaint_docs d ON d.n = c.n WHERE c.id = ?", c.id); err != nil {
				return nil, err
			}
			matters[c.id] = m
		}
		e, err := doc[complaint.Event](ctx, s.reader, "SELECT doc FROM timeline WHERE complaint_id = ? AND seq = ?", c.id, c.seq)
		if err != nil {
			return nil, err
		}
		out[i] = outbox.Pending{Event: e, Matter: m}
	}
	return out, nil
}

// Done implements outbox.Store.
func (s *pending) Done(ctx context.Context, ids ...string) error {
	if len(ids) == 0 {
		return nil
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("DELETE FROM outbox WHERE event_id IN (SELECT value FROM json_each(?))", list(ids))
	})
}

// held is the complaint.HeldStore.
type held struct{ *engine }

// Hold implements complaint.HeldStore.
func (s *held) Hold(ctx context.Context, h complaint.Held) error {
	h.LeaseUntil = time.Time{}
	raw, err := encoded(h)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO held (id, complaint_id, due_at, lease_until, doc) VALUES (?, ?, ?, 0, ?)", h.ID, h.ComplaintID, ms(h.DueAt), raw)
	})
}

// TakeBack implements complaint.HeldStore. A command that was claimed has gone out.
func (s *held) TakeBack(ctx context.Context, complaintID, heldID, actorID string) error {
	return s.do(ctx, func(tx *tx) error {
		n, err := tx.change("DELETE FROM held WHERE id = ? AND complaint_id = ? AND lease_until = 0 AND doc ->> '$.actor.ID' = ?", heldID, complaintID, actorID)
		if err == nil && n == 0 {
			err = fault.NotThere()
		}
		return err
	})
}

// Claim implements complaint.HeldStore.
func (s *held) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]complaint.Held, error) {
	some, err := number(ctx, s.reader, "SELECT EXISTS (SELECT 1 FROM held WHERE due_at <= ?1 AND lease_until <= ?1)", ms(now))
	if err != nil || some == 0 {
		return nil, err
	}
	var out []complaint.Held
	err = s.do(ctx, func(tx *tx) error {
		out = nil
		err := each(ctx, tx, func(rows *sql.Rows) error {
			var raw sql.RawBytes
			if err := rows.Scan(&raw); err != nil {
				return err
			}
			h := complaint.Held{}
			err := json.Unmarshal(raw, &h)
			h.LeaseUntil = now.Add(lease)
			out = append(out, h)
			return err
		}, "SELECT doc FROM held WHERE due_at <= ?1 AND lease_until <= ?1 ORDER BY due_at, id LIMIT ?2", ms(now), limit)
		if err != nil {
			return err
		}
		for _, h := range out {
			if err := tx.exec("UPDATE held SET lease_until = ? WHERE id = ?", ms(h.LeaseUntil), h.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Release implements complaint.HeldStore.
func (s *held) Release(ctx context.Context, heldID string) error {
	return s.do(ctx, func(tx *tx) error { return tx.exec("DELETE FROM held WHERE id = ?", heldID) })
}
