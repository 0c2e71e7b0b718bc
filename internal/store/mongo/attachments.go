package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

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
