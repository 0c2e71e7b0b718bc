package sqlite

import (
	"context"

	"anju/internal/core/owner"
)

// CreateImport implements owner.Store.
func (s *owners) CreateImport(ctx context.Context, i owner.Import) error {
	raw, err := encoded(i)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO imports (id, version, doc) VALUES (?, ?, ?)", i.ID, i.Version, raw)
	})
}

// UpdateImport implements owner.Store.
func (s *owners) UpdateImport(ctx context.Context, i owner.Import) error {
	return s.do(ctx, func(tx *tx) error { return updateImport(tx, i) })
}

func updateImport(tx *tx, i owner.Import) error {
	if err := follows(tx, "imports", i.ID, i.Version); err != nil {
		return err
	}
	raw, err := encoded(i)
	if err != nil {
		return err
	}
	return tx.exec("UPDATE imports SET version = ?, doc = ? WHERE id = ?", i.Version, raw, i.ID)
}

// Import implements owner.Store.
func (s *owners) Import(ctx context.Context, id string) (owner.Import, error) {
	return doc[owner.Import](ctx, s.reader, "SELECT doc FROM imports WHERE id = ?", id)
}

// CommitImport implements owner.Store.
func (s *owners) CommitImport(ctx context.Context, c owner.Commit) error {
	return s.do(ctx, func(tx *tx) error {
		if err := updateImport(tx, c.Import); err != nil {
			return err
		}
		for _, in := range c.Communities {
			if err := createCommunity(tx, in); err != nil {
				return err
			}
		}
		for _, h := range c.Houses {
			if err := createHouse(tx, h); err != nil {
				return err
			}
		}
		for _, o := range c.Created {
			if err := createOwner(tx, o); err != nil {
				return err
			}
		}
		for _, o := range c.Updated {
			if err := updateOwner(tx, o); err != nil {
				return err
			}
		}
		return nil
	})
}
