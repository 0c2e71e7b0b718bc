package mongo

import (
	"context"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Complaints is the complaint.Store.
type Complaints struct {
	client   *mongo.Client
	matters  *mongo.Collection
	spilled  *mongo.Collection // older parts of long timelines
	numbers  *mongo.Collection // number → matter: nobody gets a number twice
	counters *mongo.Collection
}

// Complaints returns the store of matters.
func (c *Client) Complaints() *Complaints {
	return &Complaints{
		client: c.client, matters: c.db.Collection(matters), spilled: c.db.Collection(timelines), numbers: c.db.Collection(numbers),
		// One hot document: waiting for the majority here would halve the creates.
		// A commit that used a number carries the count with it, as the log is one
		// sequence; numbers are the guard should a failover lose counts.
		counters: c.db.Collection(counters, options.Collection().SetWriteConcern(writeconcern.W1())),
	}
}

// matter is the document. What the relay and the figures have still to do
// stands in it, so that the commit is one update.
type matter struct {
	ID         string              `bson:"_id"`
	Matter     complaint.Complaint `bson:"matter"`
	Timeline   []complaint.Event   `bson:"timeline"` // the latest entries; older ones are spilled
	Pending    []pending           `bson:"pending"`
	Since      time.Time           `bson:"since"`           // of the first that is pending, Far when none is
	Lease      string              `bson:"lease,omitempty"` // of the relay that delivers
	LeaseUntil time.Time           `bson:"leaseUntil"`
	Claimed    int64               `bson:"claimed"` // last seq that the lease covers
	Tally      []tallyRow          `bson:"tally"`   // what the matter adds now
	TallyDue   bool                `bson:"tallyDue,omitempty"`
}

// inDocument is how many entries a matter's document holds before the older
// ones are spilled; kept is how many stay then.
const (
	inDocument = 500
	kept       = 100
)

// roomLeft is a condition on the document: its 500th entry is not there yet.
var roomLeft = bson.E{Key: "timeline.499", Value: bson.D{{Key: "$exists", Value: false}}}

// NextNumber implements complaint.Store.
func (s *Complaints) NextNumber(ctx context.Context, day string) (int64, error) {
	var counter struct {
		N int64 `bson:"n"`
	}
	err := s.counters.FindOneAndUpdate(ctx, bson.D{{Key: "_id", Value: day}}, bson.D{{Key: "$inc", Value: bson.D{{Key: "n", Value: int64(1)}}}},
		options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.After)).Decode(&counter)
	return counter.N, failed("count up", err)
}

// Commit implements complaint.Store.
func (s *Complaints) Commit(ctx context.Context, changes ...complaint.Change) error {
	if len(changes) == 0 {
		return nil
	}
	err := s.spilling(ctx, len(changes), func() error {
		if len(changes) == 1 && !changes[0].Erase {
			return s.commit(ctx, changes[0])
		}
		return transaction(ctx, s.client, func(ctx context.Context) error {
			for _, c := range changes {
				if err := s.commit(ctx, c); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if mongo.IsDuplicateKeyError(err) {
		return s.taken(ctx, changes)
	}
	return failed("commit", err)
}

// errFull says that a matter's document has no room for further entries.
type errFull struct{ id string }

func (errFull) Error() string { return "the timeline in the document is full" }

// spilling makes room and tries again when a document is full.
func (s *Complaints) spilling(ctx context.Context, matters int, try func() error) error {
	for range 1 + matters {
		err := try()
		full, is := err.(errFull)
		if !is {
			return err
		}
		if err := s.spill(ctx, full.id); err != nil {
			return err
		}
	}
	return fault.New(fault.TooLarge, "matter_too_large", "这一事项的内容已达到上限。", "This matter holds as much as it can.")
}

func (s *Complaints) commit(ctx context.Context, c complaint.Change) error {
	switch {
	case c.ReadAt == 0:
		return s.create(ctx, c)
	case c.Erase:
		if err := s.erase(ctx, c); err != nil {
			return err
		}
	}
	set := bson.D{{Key: "matter", Value: c.Next}, {Key: "tally", Value: tallyRows(c.Tally)}, {Key: "tallyDue", Value: true}}
	result, err := s.matters.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: c.Next.ID}, {Key: "matter.version", Value: c.ReadAt}, roomLeft},
		bson.D{{Key: "$set", Value: set}, {Key: "$push", Value: bson.D{
			{Key: "timeline", Value: bson.D{{Key: "$each", Value: events(c)}}},
			{Key: "pending", Value: bson.D{{Key: "$each", Value: pendingOf(c)}}},
		}}, {Key: "$min", Value: bson.D{{Key: "since", Value: since(c)}}}})
	switch {
	case tooLarge(err):
		return errFull{c.Next.ID}
	case err != nil:
		return err
	case result.MatchedCount == 1:
		return nil
	}
	current, err := s.version(ctx, c.Next.ID)
	switch {
	case err != nil:
		return err
	case current == c.ReadAt:
		return errFull{c.Next.ID}
	}
	return fault.StaleVersion(current)
}

func (s *Complaints) create(ctx context.Context, c complaint.Change) error {
	// Matches what this very matter reserved before; another matter's is a duplicate key.
	_, err := s.numbers.UpdateOne(ctx, bson.D{{Key: "_id", Value: c.Next.Number}, {Key: "matter", Value: c.Next.ID}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "matter", Value: c.Next.ID}}}}, options.UpdateOne().SetUpsert(true))
	if err != nil {
		return err
	}
	_, err = s.matters.InsertOne(ctx, matter{
		ID: c.Next.ID, Matter: c.Next, Timeline: events(c), Pending: pendingOf(c), Since: since(c), Tally: tallyRows(c.Tally), TallyDue: true,
	})
	return err
}

// taken says which creation found its id or its number taken.
func (s *Complaints) taken(ctx context.Context, changes []complaint.Change) error {
	for _, c := range changes {
		if c.ReadAt != 0 {
			continue
		}
		current, err := s.version(ctx, c.Next.ID)
		if err == nil {
			return fault.StaleVersion(current)
		}
		if err != mongo.ErrNoDocuments {
			return failed("commit", err)
		}
	}
	return fault.StaleVersion(0)
}

func (s *Complaints) version(ctx context.Context, id string) (int64, error) {
	var found struct {
		Matter struct {
			Version int64 `bson:"version"`
		} `bson:"matter"`
	}
	err := s.matters.FindOne(ctx, bson.D{{Key: "_id", Value: id}},
		options.FindOne().SetProjection(bson.D{{Key: "matter.version", Value: 1}})).Decode(&found)
	return found.Matter.Version, err
}

// events are never null: an array takes pushes.
func events(c complaint.Change) []complaint.Event { return append([]complaint.Event{}, c.Events...) }

func pendingOf(c complaint.Change) []pending {
	out := make([]pending, len(c.Events))
	for i, e := range c.Events {
		out[i] = pending{e.Seq, e.At}
	}
	return out
}

func since(c complaint.Change) time.Time {
	if len(c.Events) == 0 {
		return complaint.Far
	}
	return c.Events[0].At
}

// stateAlone leaves the timeline in the store, and the search words, which
// every change derives anew.
var stateAlone = bson.D{{Key: "timeline", Value: 0}, {Key: "pending", Value: 0}, {Key: "tally", Value: 0}, {Key: "matter.keys.words", Value: 0}}

// Get implements complaint.Store.
func (s *Complaints) Get(ctx context.Context, scope access.Scope, ref string) (complaint.Complaint, error) {
	var found matter
	err := s.matters.FindOne(ctx, bson.D{{Key: "$or", Value: bson.A{
		bson.D{{Key: "_id", Value: ref}}, bson.D{{Key: "matter.number", Value: ref}},
	}}}, options.FindOne().SetProjection(stateAlone)).Decode(&found)
	if err != nil {
		return complaint.Complaint{}, failed("read a matter", err)
	}
	m := found.Matter
	if !scope.Sees(m.Keys.Audience, m.CommunityID, m.Recused) {
		return complaint.Complaint{}, fault.NotThere()
	}
	return m, nil
}

// Waking implements complaint.Store.
func (s *Complaints) Waking(ctx context.Context, now time.Time, limit int) ([]string, error) {
	found, err := s.matters.Find(ctx, bson.D{{Key: "matter.keys.wakeAt", Value: bson.D{{Key: "$lte", Value: now}}}},
		options.Find().SetSort(bson.D{{Key: "matter.keys.wakeAt", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(int64(limit)).
			SetProjection(bson.D{{Key: "_id", Value: 1}}).SetHint(byWake))
	if err != nil {
		return nil, failed("look for waking matters", err)
	}
	var rows []struct {
		ID string `bson:"_id"`
	}
	if err := found.All(ctx, &rows); err != nil {
		return nil, failed("look for waking matters", err)
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, nil
}

// Promised implements complaint.Store.
func (s *Complaints) Promised(ctx context.Context, houseID, category string, since time.Time, except string) (int64, error) {
	found, err := s.matters.Find(ctx, bson.D{
		{Key: "matter.houseId", Value: houseID}, {Key: "matter.category", Value: category},
		{Key: "matter.receivedAt", Value: bson.D{{Key: "$gte", Value: since}}},
		{Key: "_id", Value: bson.D{{Key: "$ne", Value: except}}},
	}, options.Find().SetProjection(bson.D{{Key: "matter.plan.ceilingFen", Value: 1}}).SetHint(byHouse))
	if err != nil {
		return 0, failed("sum what was promised", err)
	}
	var rows []matter
	if err := found.All(ctx, &rows); err != nil {
		return 0, failed("sum what was promised", err)
	}
	var sum int64
	for _, r := range rows {
		if r.Matter.Plan != nil {
			sum += r.Matter.Plan.CeilingFen
		}
	}
	return sum, nil
}

// tallyRow is one line of a tally, in an array because its measures hold dots,
// which have a meaning in field names.
type tallyRow struct {
	Day     string `bson:"d"`
	Measure string `bson:"m"`
	N       int64  `bson:"n"`
}

func tallyRows(ty complaint.Tally) []tallyRow {
	rows := []tallyRow{}
	for day, measures := range ty {
		for measure, n := range measures {
			rows = append(rows, tallyRow{day, measure, n})
		}
	}
	slices.SortFunc(rows, func(a, b tallyRow) int { return strings.Compare(a.Day+" "+a.Measure, b.Day+" "+b.Measure) })
	return rows
}
