package sqlite

import (
	"context"
	"strings"

	"anju/internal/core/access"
	"anju/internal/core/owner"
)

// owners is the owner.Store.
type owners struct{ *engine }

// Kinds of owner_keys.
const (
	byPhone     = "phone"
	byIDNumber  = "idnumber"
	byCommunity = "community"
	byHouse     = "house"
)

func createOwner(tx *tx, o owner.Owner) error {
	raw, err := encoded(o)
	if err != nil {
		return err
	}
	if err := tx.exec("INSERT INTO owners (id, version, merged, doc) VALUES (?, ?, ?, ?)", o.ID, o.Version, flag(o.MergedInto != ""), raw); err != nil {
		return err
	}
	return indexOwner(tx, o)
}

func updateOwner(tx *tx, o owner.Owner) error {
	if err := follows(tx, "owners", o.ID, o.Version); err != nil {
		return err
	}
	raw, err := encoded(o)
	if err != nil {
		return err
	}
	if err := tx.exec("UPDATE owners SET version = ?, merged = ?, doc = ? WHERE id = ?", o.Version, flag(o.MergedInto != ""), raw, o.ID); err != nil {
		return err
	}
	if err := tx.exec("DELETE FROM owner_keys WHERE owner_id = ?", o.ID); err != nil {
		return err
	}
	if err := tx.exec("DELETE FROM owner_words WHERE rowid = (SELECT n FROM owners WHERE id = ?)", o.ID); err != nil {
		return err
	}
	return indexOwner(tx, o)
}

// indexOwner writes what an owner is found by; one who was merged away is not.
func indexOwner(tx *tx, o owner.Owner) error {
	if o.MergedInto != "" {
		return nil
	}
	idNumbers := []string{}
	if o.IDNumberHash != "" {
		idNumbers = []string{o.IDNumberHash}
	}
	for kind, keys := range map[string][]string{byPhone: o.PhoneKeys, byIDNumber: idNumbers, byCommunity: o.CommunityIDs, byHouse: o.HouseIDs} {
		for _, key := range keys {
			if err := tx.exec("INSERT OR IGNORE INTO owner_keys (kind, key, owner_id) VALUES (?, ?, ?)", kind, key, o.ID); err != nil {
				return err
			}
		}
	}
	return tx.exec("INSERT INTO owner_words (rowid, words) SELECT n, ? FROM owners WHERE id = ?", indexed(o.Words), o.ID)
}

// CreateOwner implements owner.Store.
func (s *owners) CreateOwner(ctx context.Context, o owner.Owner) error {
	return s.do(ctx, func(tx *tx) error { return createOwner(tx, o) })
}

// Owner implements owner.Store.
func (s *owners) Owner(ctx context.Context, id string) (owner.Owner, error) {
	return doc[owner.Owner](ctx, s.reader, "SELECT doc FROM owners WHERE id = ?", id)
}

// UpdateOwners implements owner.Store.
func (s *owners) UpdateOwners(ctx context.Context, next ...owner.Owner) error {
	return s.do(ctx, func(tx *tx) error {
		for _, o := range next {
			if err := updateOwner(tx, o); err != nil {
				return err
			}
		}
		return nil
	})
}

// ForgetOwner implements owner.Store.
func (s *owners) ForgetOwner(ctx context.Context, next owner.Owner) error {
	return s.do(ctx, func(tx *tx) error {
		for _, query := range []string{"DELETE FROM contacts WHERE owner_id = ?", "DELETE FROM corrections WHERE owner_id = ?"} {
			if err := tx.exec(query, next.ID); err != nil {
				return err
			}
		}
		return updateOwner(tx, next)
	})
}

// searchPlan is what owners are found among, and under which conditions.
func searchPlan(within access.Scope, q owner.Query) (from string, c *conditions) {
	from, c = "owners o", &conditions{}
	if len(q.Terms) > 0 {
		from = "owner_words CROSS JOIN owners o ON o.n = owner_words.rowid"
		c.add("owner_words MATCH ?", match(q.Terms))
	}
	for _, k := range [][2]string{{byHouse, q.HouseID}, {byPhone, q.PhoneKey}, {byCommunity, q.CommunityID}} {
		switch {
		case k[1] == "":
		case from == "owners o":
			from = "owner_keys k CROSS JOIN owners o ON o.id = k.owner_id"
			c.add("k.kind = ? AND k.key = ?", k[0], k[1])
		default:
			c.add("EXISTS (SELECT 1 FROM owner_keys e WHERE e.kind = ? AND e.key = ? AND e.owner_id = o.id)", k[0], k[1])
		}
	}
	if communities := within.Communities(); len(communities) > 0 {
		c.add("EXISTS (SELECT 1 FROM owner_keys e WHERE e.kind = ? AND e.key IN (SELECT value FROM json_each(?)) AND e.owner_id = o.id)", byCommunity, list(communities))
	}
	c.add("o.merged = 0")
	return from, c
}

// SearchOwners implements owner.Store.
func (s *owners) SearchOwners(ctx context.Context, within access.Scope, q owner.Query) ([]owner.Owner, error) {
	from, c := searchPlan(within, q)
	id := "o.id"
	if strings.HasPrefix(from, "owner_keys") {
		id = "k.owner_id"
	}
	if q.Before != "" {
		c.add(id+" < ?", q.Before)
	}
	return docs[owner.Owner](ctx, s.reader, "SELECT o.doc FROM "+from+c.where()+" ORDER BY "+id+" DESC LIMIT ?", append(c.args, q.Limit)...)
}

// CountOwners implements owner.Store.
func (s *owners) CountOwners(ctx context.Context, within access.Scope, q owner.Query, atMost int) (int, error) {
	from, c := searchPlan(within, q)
	n, err := number(ctx, s.reader, "SELECT count(*) FROM (SELECT 1 FROM "+from+c.where()+" LIMIT ?)", append(c.args, atMost)...)
	return int(n), err
}

// FindOwners implements owner.Store.
func (s *owners) FindOwners(ctx context.Context, idNumberHashes, phoneKeys []string) ([]owner.Owner, error) {
	return docs[owner.Owner](ctx, s.reader, `SELECT doc FROM owners WHERE id IN (
		SELECT owner_id FROM owner_keys WHERE kind = ? AND key IN (SELECT value FROM json_each(?))
		UNION SELECT owner_id FROM owner_keys WHERE kind = ? AND key IN (SELECT value FROM json_each(?)))`,
		byIDNumber, list(idNumberHashes), byPhone, list(phoneKeys))
}

// AddContact implements owner.Store.
func (s *owners) AddContact(ctx context.Context, c owner.Contact) error {
	raw, err := encoded(c)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO contacts (id, owner_id, doc) VALUES (?, ?, ?)", c.ID, c.OwnerID, raw)
	})
}

// Contacts implements owner.Store.
func (s *owners) Contacts(ctx context.Context, ownerID, before string, limit int) ([]owner.Contact, error) {
	c := &conditions{}
	c.add("owner_id = ?", ownerID)
	return newest[owner.Contact](ctx, s.reader, "contacts", c, before, limit)
}

// AddCorrection implements owner.Store.
func (s *owners) AddCorrection(ctx context.Context, c owner.Correction) error {
	raw, err := encoded(c)
	if err != nil {
		return err
	}
	return s.do(ctx, func(tx *tx) error {
		return tx.exec("INSERT INTO corrections (id, owner_id, community_id, doc) VALUES (?, ?, ?, ?)", c.ID, c.OwnerID, c.CommunityID, raw)
	})
}

// Corrections implements owner.Store.
func (s *owners) Corrections(ctx context.Context, within access.Scope, ownerID, before string, limit int) ([]owner.Correction, error) {
	c := &conditions{}
	c.is("owner_id", ownerID)
	if communities := within.Communities(); ownerID == "" && len(communities) > 0 {
		c.add("community_id IN (SELECT value FROM json_each(?))", list(communities))
	}
	return newest[owner.Correction](ctx, s.reader, "corrections", c, before, limit)
}

// newest is a page of a table in the order of its ids, the highest first.
func newest[T any](ctx context.Context, from asker, table string, c *conditions, before string, limit int) ([]T, error) {
	if before != "" {
		c.add("id < ?", before)
	}
	return docs[T](ctx, from, "SELECT doc FROM "+table+c.where()+" ORDER BY id DESC LIMIT ?", append(c.args, limit)...)
}
