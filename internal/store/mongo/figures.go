package mongo

import (
	"cmp"
	"context"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"golang.org/x/sync/errgroup"

	"anju/internal/core/complaint"
)

// Figures is the complaint.FigureStore. A commit leaves its tally in the
// matter's document with a flag; CatchUp moves the difference to what the
// matter added before into the sums. Reading the sums catches up first, so they
// hold every commit that was answered; a process that dies in between leaves
// the flag, and the next one to look carries on.
type Figures struct {
	client  *mongo.Client
	matters *mongo.Collection
	applied *mongo.Collection // per matter: the tally that is in the sums
	sums    *mongo.Collection
	batches *mongo.Collection
	rounds  *rounds
}

// Figures returns the store of sums.
func (c *Client) Figures() *Figures {
	return &Figures{client: c.client, matters: c.db.Collection(matters), applied: c.db.Collection(tallies), sums: c.db.Collection(figures), batches: c.db.Collection(figureBatches), rounds: c.catchingUp}
}

// appliedTally is what a matter has in the sums, as of a version.
type appliedTally struct {
	ID        string     `bson:"_id"`
	Version   int64      `bson:"version"`
	Community string     `bson:"community"`
	Rows      []tallyRow `bson:"rows"`
}

// cell is one sum: a measure of a day, or of a month, in a community.
type cell struct{ Community, Span, Measure string }

func (c cell) id() string { return c.Community + "|" + c.Span + "|" + c.Measure }

// differences are by what sums change.
type differences map[cell]int64

// note adds what a matter adds to a day to that day's and to its month's sums.
func (d differences) note(community string, r tallyRow, sign int64) {
	d[cell{community, r.Day, r.Measure}] += sign * r.N
	d[cell{community, complaint.MonthOf(r.Day), r.Measure}] += sign * r.N
}

// atOnce is how many matters one batch moves into the sums.
const atOnce = 200

// CatchUp brings the sums up to all commits made before the call. A page asks for
// several sums at once, which wait for one round together.
func (s *Figures) CatchUp(ctx context.Context) error {
	return failed("bring figures up to date", s.rounds.wait(ctx, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), longTimeout)
		defer cancel()
		return s.catchUp(ctx)
	}))
}

// catchUp begins one batch after the other, and finishes those of others, until
// it has moved all that is due. Where nothing is due, the sums are whole: a flag
// goes only after them.
func (s *Figures) catchUp(ctx context.Context) error {
	for {
		due, err := s.due(ctx)
		if err != nil || len(due) == 0 {
			return err
		}
		last, err := s.finish(ctx)
		if err != nil {
			return err
		}
		next, err := s.batchOf(ctx, due)
		if err != nil {
			return err
		}
		next.Repairs = last.Repairs
		mine, err := s.begin(ctx, last, next)
		if err != nil || mine && len(due) < atOnce {
			return err
		}
	}
}

func (s *Figures) due(ctx context.Context) ([]appliedTally, error) {
	found, err := s.matters.Find(ctx, bson.D{{Key: "tallyDue", Value: true}}, options.Find().SetHint(byTallyDue).SetLimit(atOnce).
		SetProjection(bson.D{{Key: "version", Value: "$matter.version"}, {Key: "community", Value: "$matter.communityId"}, {Key: "rows", Value: "$tally"}}))
	if err != nil {
		return nil, err
	}
	var due []appliedTally
	return due, found.All(ctx, &due)
}

// batchOf says what the sums change by, with each matter and version counted once.
func (s *Figures) batchOf(ctx context.Context, due []appliedTally) (batch, error) {
	before, err := s.appliedOf(ctx, due)
	if err != nil {
		return batch{}, err
	}
	changed := differences{}
	for _, next := range due {
		last := before[next.ID]
		if last.Version >= next.Version {
			continue
		}
		for _, r := range last.Rows {
			changed.note(last.Community, r, -1)
		}
		for _, r := range next.Rows {
			changed.note(next.Community, r, 1)
		}
	}
	return batch{Tallies: due, Sums: changed.changes()}, nil
}

func (s *Figures) appliedOf(ctx context.Context, due []appliedTally) (map[string]appliedTally, error) {
	ids := make([]string, len(due))
	for i, d := range due {
		ids[i] = d.ID
	}
	found, err := s.applied.Find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}})
	if err != nil {
		return nil, err
	}
	var rows []appliedTally
	if err := found.All(ctx, &rows); err != nil {
		return nil, err
	}
	byID := map[string]appliedTally{}
	for _, r := range rows {
		byID[r.ID] = r
	}
	return byID, nil
}

// Sum implements complaint.FigureStore.
func (s *Figures) Sum(ctx context.Context, communities []string, from, to string, measures []string, byDay bool) ([]complaint.Sum, error) {
	if err := s.CatchUp(ctx); err != nil {
		return nil, err
	}
	spans := []complaint.Span{{From: from, To: to}}
	if !byDay {
		spans = complaint.Spans(from, to)
	}
	rows := make([][]summed, len(spans))
	asking, ctx := errgroup.WithContext(ctx)
	for i, span := range spans {
		asking.Go(func() (err error) {
			rows[i], err = s.sum(ctx, communities, span, measures, byDay)
			return err
		})
	}
	if err := asking.Wait(); err != nil {
		return nil, failed("sum figures", err)
	}
	totals := map[complaint.Sum]int64{} // N left open
	for i, span := range spans {
		for _, r := range rows[i] {
			n := r.N
			if span.Minus {
				n = -n
			}
			totals[complaint.Sum{Day: r.Day, Measure: r.Measure}] += n
		}
	}
	sums := make([]complaint.Sum, 0, len(totals))
	for k, n := range totals {
		if k.N = n; n != 0 {
			sums = append(sums, k)
		}
	}
	slices.SortFunc(sums, func(a, b complaint.Sum) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Measure, b.Measure))
	})
	return sums, nil
}

// summed is the sum of one measure, of one day when days are told apart.
type summed struct {
	Day, Measure string
	N            int64
}

// manySums lets the sums of three years by day come in one batch.
const manySums = 10_000

// sum adds up one run of days or months. Few spans are walked one after the
// other, for all that is asked of each; where days are told apart they are many
// and the measures few, and each measure is walked through its days.
func (s *Figures) sum(ctx context.Context, communities []string, span complaint.Span, measures []string, byDay bool) ([]summed, error) {
	exact, below := complaint.Asked(measures)
	asked := bson.A{}
	for _, m := range exact {
		asked = append(asked, m)
	}
	for _, m := range below {
		asked = append(asked, beginning(m))
	}
	match := bson.D{{Key: "m", Value: bson.D{{Key: "$in", Value: asked}}}, {Key: "d", Value: bson.D{{Key: "$gte", Value: span.From}, {Key: "$lte", Value: span.To}}}}
	if len(communities) > 0 {
		match = append(match, bson.E{Key: "c", Value: bson.D{{Key: "$in", Value: communities}}})
	}
	group, index := bson.D{{Key: "m", Value: "$m"}}, bySpan
	if byDay {
		group, index = append(group, bson.E{Key: "d", Value: "$d"}), byMeasure
	}
	found, err := s.sums.Aggregate(ctx, mongo.Pipeline{
		{{Key: "$match", Value: match}},
		{{Key: "$group", Value: bson.D{{Key: "_id", Value: group}, {Key: "n", Value: bson.D{{Key: "$sum", Value: "$n"}}}}}},
	}, options.Aggregate().SetHint(index).SetBatchSize(manySums))
	if err != nil {
		return nil, err
	}
	defer found.Close(ctx)
	var out []summed
	for found.Next(ctx) {
		// Read by hand: of years by day there are thousands, and decoding by reflection takes longer than summing.
		of := found.Current.Lookup("_id").Document()
		r := summed{Measure: of.Lookup("m").StringValue(), N: found.Current.Lookup("n").AsInt64()}
		if byDay {
			r.Day = of.Lookup("d").StringValue()
		}
		out = append(out, r)
	}
	return out, found.Err()
}
