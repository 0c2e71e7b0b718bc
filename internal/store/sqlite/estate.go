package sqlite

import (
	"context"
	"database/sql"

	"anju/internal/core/estate"
)

// places is the estate.Store.
type places struct{ *engine }

// unique refuses a value that another row has.
func unique(tx *tx, table, column, value, id, field string) error {
	n, err := number(context.Background(), tx, "SELECT 1 FROM "+table+" WHERE "+column+" = ? AND id <> ?", value, id)
	if err == nil && n == 1 {
		err = estate.Exists(field)
	}
	return err
}

func createCommunity(tx *tx, c estate.Community) error {
	if err := unique(tx, "communities", "key", c.Key, c.ID, "name"); err != nil {
		return err
	}
	raw, err := encoded(c)
	if err != nil {
		return err
	}
	return tx.exec("INSERT INTO communities (id, key, version, doc) VALUES (?, ?, ?, ?)", c.ID, c.Key, c.Version, raw)
}

func createHouse(tx *tx, h estate.House) error {
	if err := unique(tx, "houses", "sort", h.Sort, h.ID, "room"); err != nil {
		return err
	}
	raw, err := encoded(h)
	if err != nil {
		return err
	}
	if err := tx.exec("INSERT INTO houses (id, sort, community_id, label, place, version, doc) VALUES (?, ?, ?, ?, ?, ?, ?)",
		h.ID, h.Sort, h.CommunityID, h.Label, h.Place, h.Version, raw); err != nil {
		return err
	}
	return tx.exec("INSERT INTO households (community_id, n) VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1", h.CommunityID)
}

// CreateCommunity implements estate.Store.
func (s *places) CreateCommunity(ctx context.Context, c estate.Community) error {
	return s.do(ctx, func(tx *tx) error { return createCommunity(tx, c) })
}

// UpdateCommunity implements estate.Store.
func (s *places) UpdateCommunity(ctx context.Context, c estate.Community) error {
	return s.do(ctx, func(tx *tx) error {
		if err := follows(tx, "communities", c.ID, c.Version); err != nil {
			return err
		}
		if err := unique(tx, "communities", "key", c.Key, c.ID, "name"); err != nil {
			return err
		}
		raw, err := encoded(c)
		if err != nil {
			return err
		}
		return tx.exec("UPDATE communities SET key = ?, version = ?, doc = ? WHERE id = ?", c.Key, c.Version, raw, c.ID)
	})
}

// Community implements estate.Store.
func (s *places) Community(ctx context.Context, id string) (estate.Community, error) {
	return doc[estate.Community](ctx, s.reader, "SELECT doc FROM communities WHERE id = ?", id)
}

// CommunityByKey implements estate.Store.
func (s *places) CommunityByKey(ctx context.Context, key string) (estate.Community, error) {
	return doc[estate.Community](ctx, s.reader, "SELECT doc FROM communities WHERE key = ?", key)
}

func someCommunities(q estate.CommunityQuery) *conditions {
	c := &conditions{}
	if len(q.IDs) > 0 {
		c.add("id IN (SELECT value FROM json_each(?))", list(q.IDs))
	}
	return c
}

// Communities implements estate.Store.
func (s *places) Communities(ctx context.Context, q estate.CommunityQuery) ([]estate.Community, error) {
	c := someCommunities(q)
	c.add("key > ?", q.After)
	return docs[estate.Community](ctx, s.reader, "SELECT doc FROM communities"+c.where()+" ORDER BY key LIMIT ?", append(c.args, q.Limit)...)
}

// CountCommunities implements estate.Store.
func (s *places) CountCommunities(ctx context.Context, q estate.CommunityQuery, atMost int) (int, error) {
	c := someCommunities(q)
	n, err := number(ctx, s.reader, "SELECT count(*) FROM (SELECT 1 FROM communities"+c.where()+" LIMIT ?)", append(c.args, atMost)...)
	return int(n), err
}

// CreateHouse implements estate.Store.
func (s *places) CreateHouse(ctx context.Context, h estate.House) error {
	return s.do(ctx, func(tx *tx) error { return createHouse(tx, h) })
}

// House implements estate.Store.
func (s *places) House(ctx context.Context, id string) (estate.House, error) {
	return doc[estate.House](ctx, s.reader, "SELECT doc FROM houses WHERE id = ?", id)
}

// HousesBySort implements estate.Store.
func (s *places) HousesBySort(ctx context.Context, sorts []string) ([]estate.House, error) {
	return docs[estate.House](ctx, s.reader, "SELECT doc FROM houses WHERE sort IN (SELECT value FROM json_each(?))", list(sorts))
}

func someHouses(q estate.HouseQuery) *conditions {
	c := &conditions{}
	if len(q.CommunityIDs) > 0 {
		c.add("community_id IN (SELECT value FROM json_each(?))", list(q.CommunityIDs))
	}
	begins := func(column, prefix string) {
		if prefix != "" {
			c.add(column+" >= ? AND "+column+" < ?", prefix, prefix+"\U0010FFFF")
		}
	}
	begins("label", q.LabelPrefix)
	begins("place", q.PlacePrefix)
	return c
}

// Houses implements estate.Store.
func (s *places) Houses(ctx context.Context, q estate.HouseQuery) ([]estate.House, error) {
	c := someHouses(q)
	c.add("sort > ?", q.After)
	return docs[estate.House](ctx, s.reader, "SELECT doc FROM houses"+c.where()+" ORDER BY sort LIMIT ?", append(c.args, q.Limit)...)
}

// CountHouses implements estate.Store.
func (s *places) CountHouses(ctx context.Context, q estate.HouseQuery, atMost int) (int, error) {
	c := someHouses(q)
	n, err := number(ctx, s.reader, "SELECT count(*) FROM (SELECT 1 FROM houses"+c.where()+" LIMIT ?)", append(c.args, atMost)...)
	return int(n), err
}

// Households implements estate.Store.
func (s *places) Households(ctx context.Context, communityIDs []string) (map[string]int64, error) {
	c := &conditions{}
	if len(communityIDs) > 0 {
		c.add("community_id IN (SELECT value FROM json_each(?))", list(communityIDs))
	}
	counts := map[string]int64{}
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id string
		var n int64
		err := rows.Scan(&id, &n)
		counts[id] = n
		return err
	}, "SELECT community_id, n FROM households"+c.where(), c.args...)
	return counts, err
}
