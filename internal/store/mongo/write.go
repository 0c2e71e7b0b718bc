package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/fault"
)

// insert stores a new document under its id.
func insert(ctx context.Context, into *mongo.Collection, id string, v any) error {
	doc, err := document(id, v)
	if err != nil {
		return err
	}
	_, err = into.InsertOne(ctx, doc)
	return err
}

// replace stores the next version of a document if the stored one is the
// version before; else NotThere or StaleVersion.
func replace(ctx context.Context, in *mongo.Collection, id string, version int64, v any) error {
	doc, err := document(id, v)
	if err != nil {
		return err
	}
	result, err := in.ReplaceOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "version", Value: version - 1}}, doc)
	if err != nil || result.MatchedCount == 1 {
		return err
	}
	var stored struct {
		Version int64 `bson:"version"`
	}
	if err := in.FindOne(ctx, bson.D{{Key: "_id", Value: id}}, options.FindOne().SetProjection(bson.D{{Key: "version", Value: 1}})).Decode(&stored); err != nil {
		return err
	}
	return fault.StaleVersion(stored.Version)
}

// get reads the one document that the filter names.
func get[T any](ctx context.Context, from *mongo.Collection, filter bson.D) (T, error) {
	var v T
	err := from.FindOne(ctx, filter).Decode(&v)
	return v, err
}

// list reads all that the cursor holds; what it finds nothing of is empty, not nil.
func list[T any](ctx context.Context, found *mongo.Cursor, err error) ([]T, error) {
	if err != nil {
		return nil, err
	}
	out := []T{}
	return out, found.All(ctx, &out)
}

func byID(id string) bson.D { return bson.D{{Key: "_id", Value: id}} }

// insertAll stores new documents in one go.
func insertAll[T any](ctx context.Context, into *mongo.Collection, all []T, id func(T) string) error {
	if len(all) == 0 {
		return nil
	}
	docs := make([]any, len(all))
	for i, v := range all {
		doc, err := document(id(v), v)
		if err != nil {
			return err
		}
		docs[i] = doc
	}
	_, err := into.InsertMany(ctx, docs)
	return err
}
