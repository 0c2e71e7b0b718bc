package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/attachment"
)

// Attachments is the attachment.Store; their bytes lie in GridFS.
type Attachments struct{ attachments *mongo.Collection }

// Attachments returns the store of the descriptions.
func (c *Client) Attachments() *Attachments { return &Attachments{c.db.Collection(attachments)} }

// Create implements attachment.Store.
func (s *Attachments) Create(ctx context.Context, a attachment.Attachment) error {
	return failed("keep an attachment", insert(ctx, s.attachments, a.ID, a))
}

// Get implements attachment.Store.
func (s *Attachments) Get(ctx context.Context, id string) (attachment.Attachment, error) {
	a, err := get[attachment.Attachment](ctx, s.attachments, byID(id))
	return a, failed("read an attachment", err)
}

// Link implements attachment.Store.
func (s *Attachments) Link(ctx context.Context, ids []string, link attachment.Link) error {
	if len(ids) == 0 {
		return nil
	}
	named := bson.E{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}
	_, err := s.attachments.UpdateMany(ctx,
		bson.D{named, {Key: "links.complaintId", Value: bson.D{{Key: "$ne", Value: link.ComplaintID}}}},
		bson.D{{Key: "$push", Value: bson.D{{Key: "links", Value: link}}}})
	if err == nil && link.VisibleToOwner {
		_, err = s.attachments.UpdateMany(ctx, bson.D{named, {Key: "links.complaintId", Value: link.ComplaintID}},
			bson.D{{Key: "$set", Value: bson.D{{Key: "links.$.visibleToOwner", Value: true}}}})
	}
	return failed("link attachments", err)
}

// Unlink implements attachment.Store.
func (s *Attachments) Unlink(ctx context.Context, ids []string, complaintID string) ([]attachment.Attachment, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	named := bson.E{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}
	_, err := s.attachments.UpdateMany(ctx, bson.D{named, {Key: "links.complaintId", Value: complaintID}},
		bson.D{{Key: "$pull", Value: bson.D{{Key: "links", Value: bson.D{{Key: "complaintId", Value: complaintID}}}}}})
	if err != nil {
		return nil, failed("unlink attachments", err)
	}
	var removed []attachment.Attachment
	for _, id := range ids {
		var a attachment.Attachment
		err := s.attachments.FindOneAndDelete(ctx, bson.D{{Key: "_id", Value: id}, {Key: "links.0", Value: bson.D{{Key: "$exists", Value: false}}}}).Decode(&a)
		if err == mongo.ErrNoDocuments {
			continue
		}
		if err != nil {
			return removed, failed("remove an attachment", err)
		}
		removed = append(removed, a)
	}
	return removed, nil
}

// Named implements attachment.Store.
func (s *Attachments) Named(ctx context.Context, sha string) (bool, error) {
	n, err := s.attachments.CountDocuments(ctx, bson.D{{Key: "$or", Value: bson.A{
		bson.D{{Key: "sha256", Value: sha}}, bson.D{{Key: "thumbnailSha256", Value: sha}},
	}}}, options.Count().SetLimit(1))
	return n > 0, failed("look for bytes", err)
}
