package mongo

import (
	"context"
	"slices"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/estate"
)

// Estate is the estate.Store.
type Estate struct {
	communities, houses *mongo.Collection
	counted             *households
}

// Estate returns the store of communities and houses.
func (c *Client) Estate() *Estate {
	return &Estate{c.db.Collection(communities), c.db.Collection(houses), &households{}}
}

// there says that something of the name exists already: the field, or the one
// that the unique index is of.
func there(err error, field string) error {
	index, is := duplicate(err)
	if !is {
		return err
	}
	if field == "" {
		field = map[string]string{uniqueKey: "name", uniqueSort: "room"}[index]
	}
	return estate.Exists(field)
}

// CreateCommunity implements estate.Store.
func (s *Estate) CreateCommunity(ctx context.Context, c estate.Community) error {
	return failed("create a community", there(insert(ctx, s.communities, c.ID, c), "name"))
}

// UpdateCommunity implements estate.Store.
func (s *Estate) UpdateCommunity(ctx context.Context, c estate.Community) error {
	return failed("update a community", there(replace(ctx, s.communities, c.ID, c.Version, c), "name"))
}

// Community implements estate.Store.
func (s *Estate) Community(ctx context.Context, id string) (estate.Community, error) {
	c, err := get[estate.Community](ctx, s.communities, byID(id))
	return c, failed("read a community", err)
}

// CommunityByKey implements estate.Store.
func (s *Estate) CommunityByKey(ctx context.Context, key string) (estate.Community, error) {
	c, err := get[estate.Community](ctx, s.communities, bson.D{{Key: "key", Value: key}})
	return c, failed("read a community", err)
}

func (s *Estate) someCommunities(q estate.CommunityQuery) bson.D {
	if len(q.IDs) == 0 {
		return bson.D{}
	}
	return bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: q.IDs}}}}
}

// Communities implements estate.Store.
func (s *Estate) Communities(ctx context.Context, q estate.CommunityQuery) ([]estate.Community, error) {
	f := s.someCommunities(q)
	if q.After != "" {
		f = append(f, bson.E{Key: "key", Value: bson.D{{Key: "$gt", Value: q.After}}})
	}
	found, err := s.communities.Find(ctx, f, options.Find().SetHint(uniqueKey).SetSort(bson.D{{Key: "key", Value: 1}}).SetLimit(int64(q.Limit)))
	out, err := list[estate.Community](ctx, found, err)
	return out, failed("list communities", err)
}

// CountCommunities implements estate.Store.
func (s *Estate) CountCommunities(ctx context.Context, q estate.CommunityQuery, atMost int) (int, error) {
	n, err := count(ctx, s.communities, s.someCommunities(q), byKey, atMost)
	return n, failed("count communities", err)
}

// CreateHouse implements estate.Store.
func (s *Estate) CreateHouse(ctx context.Context, h estate.House) error {
	return failed("create a house", there(insert(ctx, s.houses, h.ID, h), "room"))
}

// House implements estate.Store.
func (s *Estate) House(ctx context.Context, id string) (estate.House, error) {
	h, err := get[estate.House](ctx, s.houses, byID(id))
	return h, failed("read a house", err)
}

// HousesBySort implements estate.Store.
func (s *Estate) HousesBySort(ctx context.Context, sorts []string) ([]estate.House, error) {
	if len(sorts) == 0 {
		return nil, nil
	}
	found, err := s.houses.Find(ctx, bson.D{{Key: "sort", Value: bson.D{{Key: "$in", Value: sorts}}}}, options.Find().SetHint(uniqueSort))
	out, err := list[estate.House](ctx, found, err)
	return out, failed("find houses", err)
}

// someHouses is the condition of a query and the index that carries it. The few
// houses that a beginning leaves are sorted in memory.
func someHouses(q estate.HouseQuery) (bson.D, string) {
	f, index := bson.D{}, uniqueSort
	if len(q.CommunityIDs) > 0 {
		f = append(f, bson.E{Key: "communityId", Value: bson.D{{Key: "$in", Value: q.CommunityIDs}}})
		if len(q.CommunityIDs) <= manyKeys {
			index = housesByCommunity
		}
	}
	if q.LabelPrefix != "" {
		f, index = append(f, bson.E{Key: "label", Value: beginning(q.LabelPrefix)}), housesByLabel
	}
	if q.PlacePrefix != "" {
		f, index = append(f, bson.E{Key: "place", Value: beginning(q.PlacePrefix)}), housesByPlace
	}
	return f, index
}

// Houses implements estate.Store.
func (s *Estate) Houses(ctx context.Context, q estate.HouseQuery) ([]estate.House, error) {
	f, index := someHouses(q)
	if q.After != "" {
		f = append(f, bson.E{Key: "sort", Value: bson.D{{Key: "$gt", Value: q.After}}})
	}
	found, err := s.houses.Find(ctx, f, options.Find().SetHint(index).SetSort(bson.D{{Key: "sort", Value: 1}}).SetLimit(int64(q.Limit)))
	out, err := list[estate.House](ctx, found, err)
	return out, failed("list houses", err)
}

// CountHouses implements estate.Store.
func (s *Estate) CountHouses(ctx context.Context, q estate.HouseQuery, atMost int) (int, error) {
	f, index := someHouses(q)
	n, err := count(ctx, s.houses, f, index, atMost)
	return n, failed("count houses", err)
}

// Households implements estate.Store: one walk of an index that holds all it needs.
func (s *Estate) Households(ctx context.Context, communityIDs []string) (map[string]int64, error) {
	all, err := s.counted.of(ctx, s.houses)
	if err != nil {
		return nil, failed("count households", err)
	}
	counts := map[string]int64{}
	for id, n := range all {
		if len(communityIDs) == 0 || slices.Contains(communityIDs, id) {
			counts[id] = n
		}
	}
	return counts, nil
}

// households are the houses of each community as last counted. Houses only ever
// come to be: as long as there are as many as then, and MongoDB knows that
// without counting, each community has as many.
type households struct {
	mu    sync.Mutex
	n     int64
	count map[string]int64 // nil: never counted
}

func (h *households) of(ctx context.Context, houses *mongo.Collection) (map[string]int64, error) {
	n, err := houses.EstimatedDocumentCount(ctx)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.count != nil && h.n == n {
		return h.count, nil
	}
	found, err := houses.Aggregate(ctx, mongo.Pipeline{
		{{Key: "$match", Value: bson.D{{Key: "communityId", Value: bson.D{{Key: "$gte", Value: ""}}}}}},
		{{Key: "$group", Value: bson.D{{Key: "_id", Value: "$communityId"}, {Key: "n", Value: bson.D{{Key: "$sum", Value: 1}}}}}},
	}, options.Aggregate().SetHint(housesByCommunity))
	type row struct {
		ID string `bson:"_id"`
		N  int64  `bson:"n"`
	}
	rows, err := list[row](ctx, found, err)
	if err != nil {
		return nil, err
	}
	h.n, h.count = n, map[string]int64{}
	for _, r := range rows {
		h.count[r.ID] = r.N
	}
	return h.count, nil
}
