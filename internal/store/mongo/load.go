package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/complaint"
)

// Load implements complaint.FigureStore. The index holds all that is asked for,
// so that no document is read.
func (s *Figures) Load(ctx context.Context, q complaint.LoadQuery) ([]complaint.LoadCell, error) {
	match := bson.D{{Key: "matter.keys.open", Value: true}}
	if len(q.Communities) > 0 {
		match = append(match, bson.E{Key: "matter.communityId", Value: bson.D{{Key: "$in", Value: q.Communities}}})
	}
	if q.Department != "" {
		match = append(match, bson.E{Key: "matter.department", Value: q.Department})
	}
	found, err := s.matters.Aggregate(ctx, mongo.Pipeline{
		{{Key: "$match", Value: match}},
		{{Key: "$group", Value: bson.D{
			{Key: "_id", Value: bson.D{
				{Key: "department", Value: "$matter.department"}, {Key: "assignee", Value: "$matter.assignee.id"}, {Key: "waiting", Value: "$matter.keys.waiting"}, {Key: "watch", Value: "$matter.keys.watch"},
				{Key: "due", Value: stretch("$matter.keys.dueAt", q.Due)}, {Key: "received", Value: stretch("$matter.receivedAt", q.Received)},
			}},
			{Key: "n", Value: bson.D{{Key: "$sum", Value: int64(1)}}},
		}}},
	}, options.Aggregate().SetHint(byLoad))
	rows, err := list[struct {
		Of struct {
			Department string `bson:"department"`
			Assignee   string `bson:"assignee"`
			Waiting    string `bson:"waiting"`
			Watch      string `bson:"watch"`
			Due        int    `bson:"due"`
			Received   int    `bson:"received"`
		} `bson:"_id"`
		N int64 `bson:"n"`
	}](ctx, found, err)
	cells := make([]complaint.LoadCell, len(rows))
	for i, r := range rows {
		cells[i] = complaint.LoadCell{
			Department: r.Of.Department, AssigneeID: r.Of.Assignee, Waiting: r.Of.Waiting != "", Watch: r.Of.Watch, Due: r.Of.Due, Received: r.Of.Received, N: r.N,
		}
	}
	return cells, failed("count what is open", err)
}

// stretch is the index of the first bound that lies after the field.
func stretch(field string, bounds []time.Time) any {
	if len(bounds) == 0 {
		return bson.D{{Key: "$literal", Value: 0}}
	}
	branches := make(bson.A, len(bounds))
	for i, b := range bounds {
		branches[i] = bson.D{{Key: "case", Value: bson.D{{Key: "$lt", Value: bson.A{field, b}}}}, {Key: "then", Value: i}}
	}
	return bson.D{{Key: "$switch", Value: bson.D{{Key: "branches", Value: branches}, {Key: "default", Value: len(bounds)}}}}
}
