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
	"anju/internal/core/outbox"
)

// Outbox is the outbox.Store. What is pending stands in the matter's document,
// and a lease is of a whole matter, so its events go out in their order.
type Outbox struct {
	complaints *Complaints
	figures    *Figures
}

// Outbox returns the store of pending events.
func (c *Client) Outbox() *Outbox { return &Outbox{c.Complaints(), c.Figures()} }

// pending is an event that was not delivered, by its place in the timeline.
type pending struct {
	Seq int64     `bson:"seq"`
	At  time.Time `bson:"at"`
}

// Claim implements outbox.Store. The relay asks all the time, so this is also
// where figures are brought up to date that nobody has asked for.
func (s *Outbox) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]outbox.Pending, error) {
	if err := s.figures.CatchUp(ctx); err != nil {
		return nil, err
	}
	waiting, err := s.waiting(ctx, now, limit)
	if err != nil || len(waiting) == 0 {
		return nil, failed("look for pending events", err)
	}
	mine := rand.Text()
	var ids []string
	var claims []mongo.WriteModel
	for _, m := range waiting {
		some := m.Pending[:min(limit, len(m.Pending))]
		limit -= len(some)
		ids = append(ids, m.ID)
		claims = append(claims, mongo.NewUpdateOneModel().
			// Another relay may have claimed, delivered and ended its lease meanwhile.
			SetFilter(bson.D{{Key: "_id", Value: m.ID}, {Key: "leaseUntil", Value: m.LeaseUntil}, {Key: "pending.0.seq", Value: some[0].Seq}}).
			SetUpdate(bson.D{{Key: "$set", Value: bson.D{
				{Key: "lease", Value: mine}, {Key: "leaseUntil", Value: now.Add(lease)}, {Key: "claimed", Value: some[len(some)-1].Seq},
			}}}))
	}
	if _, err := s.complaints.matters.BulkWrite(ctx, claims, options.BulkWrite().SetOrdered(false)); err != nil {
		return nil, failed("claim pending events", err)
	}
	out, err := s.claimed(ctx, ids, mine)
	return out, failed("read pending events", err)
}

// waiting are the matters to claim: as many as hold limit events together.
func (s *Outbox) waiting(ctx context.Context, now time.Time, limit int) ([]matter, error) {
	found, err := s.complaints.matters.Find(ctx, bson.D{
		{Key: "since", Value: bson.D{{Key: "$lt", Value: complaint.Far}}}, {Key: "leaseUntil", Value: bson.D{{Key: "$lte", Value: now}}},
	}, options.Find().SetHint(byPending).SetSort(bson.D{{Key: "since", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(int64(limit)).
		SetProjection(bson.D{{Key: "pending", Value: bson.D{{Key: "$slice", Value: limit}}}, {Key: "leaseUntil", Value: 1}, {Key: "since", Value: 1}}))
	rows, err := list[matter](ctx, found, err)
	if err != nil {
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
func (s *Outbox) claimed(ctx context.Context, ids []string, lease string) ([]outbox.Pending, error) {
	since := bson.D{{Key: "$filter", Value: bson.D{
		{Key: "input", Value: "$timeline"}, {Key: "as", Value: "e"},
		{Key: "cond", Value: bson.D{{Key: "$gte", Value: bson.A{"$$e.seq", bson.D{{Key: "$first", Value: "$pending.seq"}}}}}},
	}}}
	found, err := s.complaints.matters.Find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, {Key: "lease", Value: lease}},
		options.Find().SetProjection(bson.D{{Key: "matter", Value: 1}, {Key: "pending", Value: 1}, {Key: "claimed", Value: 1}, {Key: "timeline", Value: since}}))
	rows, err := list[matter](ctx, found, err)
	if err != nil {
		return nil, err
	}
	mine := map[string]matter{}
	for _, m := range rows {
		mine[m.ID] = m
	}
	var out []outbox.Pending
	for _, id := range ids {
		events, err := s.events(ctx, mine[id])
		if err != nil {
			return nil, err
		}
		for _, e := range events {
			out = append(out, outbox.Pending{Event: e, Matter: mine[id].Matter})
		}
	}
	return out, nil
}

// events are the claimed ones of a matter; the oldest may have been spilled.
func (s *Outbox) events(ctx context.Context, m matter) ([]complaint.Event, error) {
	bySeq := map[int64]complaint.Event{}
	for _, e := range m.Timeline {
		bySeq[e.Seq] = e
	}
	var out []complaint.Event
	for _, p := range m.Pending {
		if p.Seq > m.Claimed {
			break
		}
		if e, here := bySeq[p.Seq]; here {
			out = append(out, e)
			continue
		}
		spilled, err := s.complaints.older(ctx, m.ID, p.Seq-1, p.Seq+1, 1)
		if err != nil {
			return nil, err
		}
		out = append(out, spilled...)
	}
	return out, nil
}

// Done implements outbox.Store.
func (s *Outbox) Done(ctx context.Context, ids ...string) error {
	done := map[string][]int64{}
	for _, id := range ids {
		at := strings.LastIndexByte(id, '-')
		seq, err := strconv.ParseInt(id[at+1:], 10, 64)
		if at > 0 && err == nil {
			done[id[:at]] = append(done[id[:at]], seq)
		}
	}
	var updates []mongo.WriteModel
	for id, seqs := range done {
		updates = append(updates, mongo.NewUpdateOneModel().SetFilter(byID(id)).SetUpdate(delivered(seqs)))
	}
	if len(updates) == 0 {
		return nil
	}
	_, err := s.complaints.matters.BulkWrite(ctx, updates, options.BulkWrite().SetOrdered(false))
	return failed("note what was delivered", err)
}

// delivered takes events out of what is pending. The lease ends with the last
// of those claimed.
func delivered(seqs []int64) mongo.Pipeline {
	left := bson.D{{Key: "$filter", Value: bson.D{
		{Key: "input", Value: "$pending"}, {Key: "as", Value: "p"},
		{Key: "cond", Value: bson.D{{Key: "$not", Value: bson.A{bson.D{{Key: "$in", Value: bson.A{"$$p.seq", seqs}}}}}}},
	}}}
	first := func(field string, otherwise any) bson.D {
		return bson.D{{Key: "$ifNull", Value: bson.A{bson.D{{Key: "$first", Value: "$pending." + field}}, otherwise}}}
	}
	claimedLeft := bson.D{{Key: "$lte", Value: bson.A{first("seq", int64(math.MaxInt64)), "$claimed"}}}
	return mongo.Pipeline{
		{{Key: "$set", Value: bson.D{{Key: "pending", Value: left}}}},
		{{Key: "$set", Value: bson.D{
			{Key: "since", Value: first("at", complaint.Far)},
			{Key: "leaseUntil", Value: bson.D{{Key: "$cond", Value: bson.A{claimedLeft, "$leaseUntil", never}}}},
		}}},
	}
}
