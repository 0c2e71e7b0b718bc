package mongo

import (
	"context"
	"crypto/rand"
	"math"
	"strconv"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/complaint"
)

// Outbox hands committed events to the relay. A lease is of a whole matter, so
// its events go out in their order; matters never leased come first, then
// those served longest ago.
type Outbox struct {
	complaints *Complaints
	figures    *Figures
}

// Outbox returns the store of pending events.
func (c *Client) Outbox() *Outbox { return &Outbox{c.Complaints(), c.Figures()} }

var somePending = bson.E{Key: "pending.0", Value: bson.D{{Key: "$exists", Value: true}}}

// Claim implements outbox.Store. It also brings figures up to date that a
// process left behind when it died.
func (s *Outbox) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]complaint.Event, error) {
	if err := s.figures.CatchUp(ctx); err != nil {
		return nil, err
	}
	waiting, err := s.waiting(ctx, now, limit)
	if err != nil || len(waiting) == 0 {
		return nil, failed("look for pending events", err)
	}
	mine := rand.Text()
	ids := make([]string, 0, len(waiting))
	var claims []mongo.WriteModel
	for _, m := range waiting {
		seqs := m.Pending[:min(limit, len(m.Pending))]
		limit -= len(seqs)
		ids = append(ids, m.ID)
		claims = append(claims, mongo.NewUpdateOneModel().
			SetFilter(bson.D{{Key: "_id", Value: m.ID}, somePending, {Key: "leaseUntil", Value: m.LeaseUntil}}).
			SetUpdate(bson.D{{Key: "$set", Value: bson.D{
				{Key: "lease", Value: mine}, {Key: "leasedAt", Value: now}, {Key: "leaseUntil", Value: now.Add(lease)}, {Key: "claimed", Value: seqs[len(seqs)-1]},
			}}}))
	}
	if _, err := s.complaints.matters.BulkWrite(ctx, claims, options.BulkWrite().SetOrdered(false)); err != nil {
		return nil, failed("claim pending events", err)
	}
	events, err := s.claimed(ctx, ids, mine)
	return events, failed("read pending events", err)
}

// waiting are the matters to claim: as many as hold limit events together.
func (s *Outbox) waiting(ctx context.Context, now time.Time, limit int) ([]matter, error) {
	found, err := s.complaints.matters.Find(ctx, bson.D{somePending, {Key: "leaseUntil", Value: bson.D{{Key: "$lte", Value: now}}}},
		options.Find().SetSort(bson.D{{Key: "leaseUntil", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(int64(limit)).SetHint(byPending).
			SetProjection(bson.D{{Key: "pending", Value: 1}, {Key: "leaseUntil", Value: 1}}))
	if err != nil {
		return nil, err
	}
	var rows []matter
	if err := found.All(ctx, &rows); err != nil {
		return nil, err
	}
	events := 0
	for i, r := range rows {
		if events += len(r.Pending); events >= limit {
			return rows[:i+1], nil
		}
	}
	return rows, nil
}

// claimed reads the events of the matters whose lease is this one: another
// relay may have been faster for some.
func (s *Outbox) claimed(ctx context.Context, ids []string, lease string) ([]complaint.Event, error) {
	found, err := s.complaints.matters.Find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, {Key: "lease", Value: lease}},
		options.Find().SetProjection(bson.D{{Key: "pending", Value: 1}, {Key: "claimed", Value: 1}, {Key: "timeline", Value: 1}}))
	if err != nil {
		return nil, err
	}
	var rows []matter
	if err := found.All(ctx, &rows); err != nil {
		return nil, err
	}
	var out []complaint.Event
	for _, m := range rows {
		bySeq := map[int64]complaint.Event{}
		for _, e := range m.Timeline {
			bySeq[e.Seq] = e
		}
		for _, seq := range m.Pending {
			if seq > m.Claimed {
				break
			}
			e, here := bySeq[seq]
			if !here {
				spilled, err := s.complaints.older(ctx, m.ID, seq-1, seq+1, 1)
				if err != nil {
					return nil, err
				}
				if len(spilled) == 0 {
					continue
				}
				e = spilled[0]
			}
			out = append(out, e)
		}
	}
	return out, nil
}

// Done implements outbox.Store. When all that was claimed of a matter is done
// its lease is over, and what was committed since can be claimed at once.
func (s *Outbox) Done(ctx context.Context, ids []string) error {
	done := map[string][]int64{}
	for _, id := range ids {
		at := strings.LastIndexByte(id, '-')
		seq, err := strconv.ParseInt(id[at+1:], 10, 64)
		if at < 0 || err != nil {
			continue // none of ours
		}
		done[id[:at]] = append(done[id[:at]], seq)
	}
	var updates []mongo.WriteModel
	for id, seqs := range done {
		left := bson.D{{Key: "$filter", Value: bson.D{
			{Key: "input", Value: "$pending"}, {Key: "as", Value: "seq"},
			{Key: "cond", Value: bson.D{{Key: "$not", Value: bson.A{bson.D{{Key: "$in", Value: bson.A{"$$seq", seqs}}}}}}},
		}}}
		more := bson.D{{Key: "$lte", Value: bson.A{bson.D{{Key: "$ifNull", Value: bson.A{bson.D{{Key: "$first", Value: "$pending"}}, math.MaxInt64}}}, "$claimed"}}}
		updates = append(updates, mongo.NewUpdateOneModel().SetFilter(bson.D{{Key: "_id", Value: id}}).SetUpdate(mongo.Pipeline{
			{{Key: "$set", Value: bson.D{{Key: "pending", Value: left}}}},
			{{Key: "$set", Value: bson.D{{Key: "leaseUntil", Value: bson.D{{Key: "$cond", Value: bson.A{more, "$leaseUntil", "$leasedAt"}}}}}}},
		}))
	}
	if len(updates) == 0 {
		return nil
	}
	_, err := s.complaints.matters.BulkWrite(ctx, updates, options.BulkWrite().SetOrdered(false))
	return failed("note what was delivered", err)
}
