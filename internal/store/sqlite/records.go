package sqlite

import (
	"context"
	"slices"

	"anju/internal/core/attachment"
	"anju/internal/core/audit"
)

// auditLog is the audit.Store.
type auditLog struct{ *engine }

// Append implements audit.Store.
func (s *auditLog) Append(ctx context.Context, entries ...audit.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	return s.do(ctx, func(tx *tx) error {
		for _, e := range entries {
			raw, err := encoded(e)
			if err != nil {
				return err
			}
			if err := tx.exec("INSERT INTO audit (at, id, actor_id, action, target, doc) VALUES (?, ?, ?, ?, ?, ?)", ms(e.At), e.ID, e.ActorID, e.Action, e.Target, raw); err != nil {
				return err
			}
		}
		return nil
	})
}

// List implements audit.Store.
func (s *auditLog) List(ctx context.Context, q audit.Query) ([]audit.Entry, error) {
	c := &conditions{}
	c.is("actor_id", q.ActorID)
	c.is("action", q.Action)
	c.is("target", q.Target)
	if !q.BeforeAt.IsZero() {
		c.add("(at, id) < (?, ?)", ms(q.BeforeAt), q.BeforeID)
	}
	return docs[audit.Entry](ctx, s.reader, "SELECT doc FROM audit"+c.where()+" ORDER BY at DESC, id DESC LIMIT ?", append(c.args, q.Limit)...)
}

// attachments is the attachment.Store; the bytes lie in files.
type attachments struct{ *engine }

// Create implements attachment.Store.
func (s *attachments) Create(ctx context.Context, a attachment.Attachment) error {
	raw, err := encoded(a)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO attachments (id, doc) VALUES (?, ?)", a.ID, raw)
	})
}

// Get implements attachment.Store.
func (s *attachments) Get(ctx context.Context, id string) (attachment.Attachment, error) {
	return doc[attachment.Attachment](ctx, s.reader, "SELECT doc FROM attachments WHERE id = ?", id)
}

// Link implements attachment.Store.
func (s *attachments) Link(ctx context.Context, ids []string, link attachment.Link) error {
	if len(ids) == 0 {
		return nil
	}
	return s.do(ctx, func(tx *tx) error {
		named, err := docs[attachment.Attachment](ctx, tx, "SELECT doc FROM attachments WHERE id IN (SELECT value FROM json_each(?))", list(ids))
		if err != nil {
			return err
		}
		for _, a := range named {
			raw, err := encoded(linked(a, link))
			if err != nil {
				return err
			}
			if err := tx.exec("UPDATE attachments SET doc = ? WHERE id = ?", raw, a.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// Unlink implements attachment.Store.
func (s *attachments) Unlink(ctx context.Context, ids []string, complaintID string) (removed []attachment.Attachment, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.do(ctx, func(tx *tx) error {
		removed = nil
		named, err := docs[attachment.Attachment](ctx, tx, "SELECT doc FROM attachments WHERE id IN (SELECT value FROM json_each(?))", list(ids))
		if err != nil {
			return err
		}
		for _, a := range named {
			a.Links = slices.DeleteFunc(a.Links, func(l attachment.Link) bool { return l.ComplaintID == complaintID })
			if len(a.Links) == 0 {
				removed = append(removed, a)
				if err := tx.exec("DELETE FROM attachments WHERE id = ?", a.ID); err != nil {
					return err
				}
				continue
			}
			raw, err := encoded(a)
			if err != nil {
				return err
			}
			if err := tx.exec("UPDATE attachments SET doc = ? WHERE id = ?", raw, a.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return removed, err
}

// Named implements attachment.Store.
func (s *attachments) Named(ctx context.Context, sha string) (bool, error) {
	n, err := number(ctx, s.reader, `SELECT EXISTS (SELECT 1 FROM attachments WHERE doc ->> '$.sha256' = ?1
		UNION ALL SELECT 1 FROM attachments WHERE doc ->> '$.thumbnailSha256' = ?1)`, sha)
	return n == 1, err
}

func linked(a attachment.Attachment, link attachment.Link) attachment.Attachment {
	for i, l := range a.Links {
		if l.ComplaintID == link.ComplaintID {
			a.Links[i].VisibleToOwner = l.VisibleToOwner || link.VisibleToOwner
			return a
		}
	}
	a.Links = append(a.Links, link)
	return a
}
