package mongo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
)

// CreateImport implements owner.Store.
func (s *Owners) CreateImport(ctx context.Context, i owner.Import) error {
	return failed("keep an import", insert(ctx, s.imports, i.ID, i))
}

// UpdateImport implements owner.Store.
func (s *Owners) UpdateImport(ctx context.Context, i owner.Import) error {
	return failed("update an import", replace(ctx, s.imports, i.ID, i.Version, i))
}

// Import implements owner.Store. Whoever looks at a committed import after a
// crash finds its owners all there.
func (s *Owners) Import(ctx context.Context, id string) (owner.Import, error) {
	i, err := get[owner.Import](ctx, s.imports, byID(id))
	if err == nil && i.State == owner.Committed {
		err = s.resume(ctx, bson.D{{Key: "import", Value: id}})
	}
	return i, failed("read an import", err)
}

// staging is a commit's new owners between being written down and being moved
// among the others. 20,000 owners with their words do not fit into one
// transaction; but nobody can be in their way, since their ids are new. So they
// are staged first; a transaction over all that may be refused is the point of
// no return; then they are moved, which can be done again after a crash.
type staging struct {
	ID        string    `bson:"_id"`
	Import    string    `bson:"import"`
	Committed bool      `bson:"committed"`
	At        time.Time `bson:"at"` // by the clock of the server
}

// stagedPart is a run of staged owners.
type stagedPart struct {
	ID      string     `bson:"_id"`
	Staging string     `bson:"staging"`
	Owners  []bson.Raw `bson:"owners"`
}

const (
	ownersInPart  = 200
	stagingEndsIn = 24 * time.Hour // one that was never committed belongs to nobody
)

// CommitImport implements owner.Store.
func (s *Owners) CommitImport(ctx context.Context, c owner.Commit) error {
	id, err := s.stage(ctx, c)
	if err != nil {
		return failed("stage an import", err)
	}
	err = there(transaction(ctx, s.client, func(ctx context.Context) error {
		if err := replace(ctx, s.imports, c.Import.ID, c.Import.Version, c.Import); err != nil {
			return err
		}
		if err := insertAll(ctx, s.communities, c.Communities, func(v estate.Community) string { return v.ID }); err != nil {
			return err
		}
		if err := insertAll(ctx, s.houses, c.Houses, func(v estate.House) string { return v.ID }); err != nil {
			return err
		}
		if err := s.replaceAll(ctx, c.Updated); err != nil {
			return err
		}
		_, err := s.staged.UpdateOne(ctx, byID(id), bson.D{{Key: "$set", Value: bson.D{{Key: "committed", Value: true}}}})
		return err
	}), "")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), longTimeout)
	defer cancel()
	if err == nil {
		err = s.move(ctx, id)
	} else if _, refused := fault.As(err); refused || errors.Is(err, mongo.ErrNoDocuments) {
		_ = s.discard(ctx, id) // else it may have been committed after all; resume knows
	}
	return failed("commit an import", err)
}

// stage writes the new owners down.
func (s *Owners) stage(ctx context.Context, c owner.Commit) (string, error) {
	id := rand.Text()
	_, err := s.staged.UpdateOne(ctx, byID(id), bson.D{
		{Key: "$set", Value: bson.D{{Key: "import", Value: c.Import.ID}, {Key: "committed", Value: false}}},
		{Key: "$currentDate", Value: bson.D{{Key: "at", Value: true}}},
	}, options.UpdateOne().SetUpsert(true))
	if err != nil {
		return "", err
	}
	for from := 0; from < len(c.Created); from += ownersInPart {
		part := stagedPart{ID: fmt.Sprintf("%s-%06d", id, from), Staging: id}
		for _, o := range c.Created[from:min(from+ownersInPart, len(c.Created))] {
			doc, err := document(o.ID, o)
			if err != nil {
				return "", err
			}
			part.Owners = append(part.Owners, doc)
		}
		if _, err := s.stagedOwners.InsertOne(ctx, part); err != nil {
			return "", err
		}
	}
	return id, nil
}

// move puts committed owners among the others, each once.
func (s *Owners) move(ctx context.Context, id string) error {
	parts, err := s.stagedOwners.Find(ctx, bson.D{{Key: "staging", Value: id}}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetBatchSize(5))
	if err != nil {
		return err
	}
	defer parts.Close(ctx)
	for parts.Next(ctx) {
		var part stagedPart
		if err := parts.Decode(&part); err != nil {
			return err
		}
		_, err := s.owners.InsertMany(ctx, part.Owners, options.InsertMany().SetOrdered(false))
		if err != nil && !thereAlready(err) {
			return err
		}
		if _, err := s.stagedOwners.DeleteOne(ctx, byID(part.ID)); err != nil {
			return err
		}
	}
	if err := parts.Err(); err != nil {
		return err
	}
	_, err = s.staged.DeleteOne(ctx, byID(id))
	return err
}

func (s *Owners) discard(ctx context.Context, id string) error {
	if _, err := s.stagedOwners.DeleteMany(ctx, bson.D{{Key: "staging", Value: id}}); err != nil {
		return err
	}
	_, err := s.staged.DeleteOne(ctx, byID(id))
	return err
}

// resume finishes what a process left behind that died. Two that do it at once
// do no harm.
func (s *Owners) resume(ctx context.Context, which bson.D) error {
	found, err := s.staged.Find(ctx, which, options.Find().SetHint(byKey))
	all, err := list[staging](ctx, found, err)
	for _, left := range all {
		switch {
		case err != nil:
		case left.Committed:
			err = s.move(ctx, left.ID)
		case time.Since(left.At) > stagingEndsIn:
			err = s.discard(ctx, left.ID)
		}
	}
	return err
}

// replaceAll replaces in one go, and looks for the one that was stale only if one was.
func (s *Owners) replaceAll(ctx context.Context, next []owner.Owner) error {
	if len(next) == 0 {
		return nil
	}
	models := make([]mongo.WriteModel, len(next))
	for i, o := range next {
		doc, err := document(o.ID, o)
		if err != nil {
			return err
		}
		models[i] = mongo.NewReplaceOneModel().SetFilter(bson.D{{Key: "_id", Value: o.ID}, {Key: "version", Value: o.Version - 1}}).SetReplacement(doc)
	}
	result, err := s.owners.BulkWrite(ctx, models)
	if err != nil || result.MatchedCount == int64(len(next)) {
		return err
	}
	for _, o := range next {
		stored, err := get[owner.Owner](ctx, s.owners, byID(o.ID))
		if err != nil {
			return err
		}
		if stored.Version != o.Version {
			return fault.StaleVersion(stored.Version)
		}
	}
	return nil
}
