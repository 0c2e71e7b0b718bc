package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/access"
	"anju/internal/core/owner"
)

// Owners is the owner.Store.
type Owners struct {
	client                        *mongo.Client
	owners, contacts, corrections *mongo.Collection
	imports, staged, stagedOwners *mongo.Collection
	communities, houses           *mongo.Collection
}

// Owners returns the store of the owner archive.
func (c *Client) Owners() *Owners {
	return &Owners{c.client, c.db.Collection(owners), c.db.Collection(contacts), c.db.Collection(corrections),
		c.db.Collection(imports), c.db.Collection(staged), c.db.Collection(stagedOwners), c.db.Collection(communities), c.db.Collection(houses)}
}

// CreateOwner implements owner.Store.
func (s *Owners) CreateOwner(ctx context.Context, o owner.Owner) error {
	return failed("create an owner", there(insert(ctx, s.owners, o.ID, o), "id"))
}

// Owner implements owner.Store.
func (s *Owners) Owner(ctx context.Context, id string) (owner.Owner, error) {
	o, err := get[owner.Owner](ctx, s.owners, byID(id))
	return o, failed("read an owner", err)
}

// UpdateOwners implements owner.Store.
func (s *Owners) UpdateOwners(ctx context.Context, next ...owner.Owner) error {
	if len(next) == 1 {
		return failed("update an owner", replace(ctx, s.owners, next[0].ID, next[0].Version, next[0]))
	}
	return failed("update owners", transaction(ctx, s.client, func(ctx context.Context) error {
		for _, o := range next {
			if err := replace(ctx, s.owners, o.ID, o.Version, o); err != nil {
				return err
			}
		}
		return nil
	}))
}

// ForgetOwner implements owner.Store.
func (s *Owners) ForgetOwner(ctx context.Context, next owner.Owner) error {
	return failed("forget an owner", transaction(ctx, s.client, func(ctx context.Context) error {
		for _, records := range []*mongo.Collection{s.contacts, s.corrections} {
			if _, err := records.DeleteMany(ctx, bson.D{{Key: "ownerId", Value: next.ID}}); err != nil {
				return err
			}
		}
		return replace(ctx, s.owners, next.ID, next.Version, next)
	}))
}

// notMerged leaves out persons who turned out to be another one.
var notMerged = bson.E{Key: "mergedInto", Value: bson.D{{Key: "$exists", Value: false}}}

// search is the condition of a query and the index that carries it; every
// index ends with the id, which is the order.
func search(within access.Scope, q owner.Query) (bson.A, string) {
	all, index := bson.A{bson.D{notMerged}}, byKey
	add := func(carrier string, c bson.D) {
		all = append(all, c)
		index = carrier
	}
	if len(within.Communities()) > 0 {
		add(ownersByCommunity, bson.D{{Key: "communityIds", Value: bson.D{{Key: "$in", Value: within.Communities()}}}})
	}
	if q.CommunityID != "" {
		add(ownersByCommunity, bson.D{{Key: "communityIds", Value: q.CommunityID}})
	}
	for _, t := range q.Terms {
		add(ownersByWord, bson.D{{Key: "words", Value: token(t)}})
	}
	if q.HouseID != "" {
		add(ownersByHouse, bson.D{{Key: "houseIds", Value: q.HouseID}})
	}
	if q.PhoneKey != "" {
		add(ownersByPhone, bson.D{{Key: "phoneKeys", Value: q.PhoneKey}})
	}
	return all, index
}

// SearchOwners implements owner.Store.
func (s *Owners) SearchOwners(ctx context.Context, within access.Scope, q owner.Query) ([]owner.Owner, error) {
	all, index := search(within, q)
	if q.Before != "" {
		all = append(all, before(q.Before))
	}
	found, err := s.owners.Find(ctx, bson.D{{Key: "$and", Value: all}}, newest(q.Limit).SetHint(index))
	out, err := list[owner.Owner](ctx, found, err)
	return out, failed("search owners", err)
}

// CountOwners implements owner.Store.
func (s *Owners) CountOwners(ctx context.Context, within access.Scope, q owner.Query, atMost int) (int, error) {
	all, index := search(within, q)
	n, err := count(ctx, s.owners, bson.D{{Key: "$and", Value: all}}, index, atMost)
	return n, failed("count owners", err)
}

// FindOwners implements owner.Store.
func (s *Owners) FindOwners(ctx context.Context, idNumberHashes, phoneKeys []string) ([]owner.Owner, error) {
	any := bson.A{}
	if len(idNumberHashes) > 0 {
		any = append(any, bson.D{{Key: "idNumberHash", Value: bson.D{{Key: "$in", Value: idNumberHashes}}}})
	}
	if len(phoneKeys) > 0 {
		any = append(any, bson.D{{Key: "phoneKeys", Value: bson.D{{Key: "$in", Value: phoneKeys}}}})
	}
	if len(any) == 0 {
		return nil, nil
	}
	found, err := s.owners.Find(ctx, bson.D{notMerged, {Key: "$or", Value: any}})
	out, err := list[owner.Owner](ctx, found, err)
	return out, failed("find owners", err)
}

// newest is a page in the order of ids downwards.
func newest(limit int) *options.FindOptionsBuilder {
	return options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit))
}

func before(id string) bson.D {
	return bson.D{{Key: "_id", Value: bson.D{{Key: "$lt", Value: id}}}}
}

// AddContact implements owner.Store.
func (s *Owners) AddContact(ctx context.Context, c owner.Contact) error {
	return failed("log a contact", insert(ctx, s.contacts, c.ID, c))
}

// Contacts implements owner.Store.
func (s *Owners) Contacts(ctx context.Context, ownerID, beforeID string, limit int) ([]owner.Contact, error) {
	f := bson.D{{Key: "ownerId", Value: ownerID}}
	if beforeID != "" {
		f = append(f, before(beforeID)...)
	}
	found, err := s.contacts.Find(ctx, f, newest(limit).SetHint(byOwnerID))
	out, err := list[owner.Contact](ctx, found, err)
	return out, failed("list contacts", err)
}

// AddCorrection implements owner.Store.
func (s *Owners) AddCorrection(ctx context.Context, c owner.Correction) error {
	return failed("keep a correction", insert(ctx, s.corrections, c.ID, c))
}

// Corrections implements owner.Store.
func (s *Owners) Corrections(ctx context.Context, within access.Scope, ownerID, beforeID string, limit int) ([]owner.Correction, error) {
	f, index := bson.D{}, byKey
	if len(within.Communities()) > 0 {
		f, index = append(f, bson.E{Key: "communityId", Value: bson.D{{Key: "$in", Value: within.Communities()}}}), correctionsByCommunity
	}
	if ownerID != "" {
		f, index = append(f, bson.E{Key: "ownerId", Value: ownerID}), byOwnerID
	}
	if beforeID != "" {
		f = append(f, before(beforeID)...)
	}
	found, err := s.corrections.Find(ctx, f, newest(limit).SetHint(index))
	out, err := list[owner.Correction](ctx, found, err)
	return out, failed("list corrections", err)
}
