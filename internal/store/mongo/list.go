package mongo

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/words"
)

// orders are the fields that lists of matters are ordered by.
var orders = map[complaint.Sort]string{
	complaint.ByReceived: "matter.receivedAt",
	complaint.ByUpdated:  "matter.updatedAt",
	complaint.ByDue:      "matter.keys.dueAt",

	complaint.ByRetention: "matter.keys.retainTo",
}

// manyKeys is how many keys an index is walked for side by side in the order
// of the list; MongoDB sorts in memory instead when there are far more.
const manyKeys = 50

// List implements complaint.Store.
func (s *Complaints) List(ctx context.Context, scope access.Scope, q complaint.Query) (complaint.Page, error) {
	q = ordered(q)
	field := orders[q.Sort]
	index := carrier(scope, q)
	filter := conditions(scope, q)

	page := complaint.Page{Items: []complaint.Complaint{}}
	if q.Count {
		n, err := s.matters.CountDocuments(ctx, filter, options.Count().SetLimit(complaint.CountCap+1).SetHint(index))
		if err != nil {
			return page, failed("count matters", err)
		}
		page.Total, page.TotalIsMore = min(n, complaint.CountCap), n > complaint.CountCap
	}

	direction, beyond := -1, "$lt"
	if q.Ascending {
		direction, beyond = 1, "$gt"
	}
	if q.Cursor != "" {
		at, id, err := readCursor(q)
		if err != nil {
			return page, err
		}
		filter = append(filter, bson.D{
			{Key: field, Value: bson.D{{Key: beyond + "e", Value: at}}}, // bounds the walk of the index
			{Key: "$or", Value: bson.A{
				bson.D{{Key: field, Value: bson.D{{Key: beyond, Value: at}}}},
				bson.D{{Key: "_id", Value: bson.D{{Key: beyond, Value: id}}}},
			}},
		}...)
		filter = bson.D{{Key: "$and", Value: each(filter)}}
	}
	found, err := s.matters.Find(ctx, filter, options.Find().SetProjection(stateAlone).SetHint(index).
		SetSort(bson.D{{Key: field, Value: direction}, {Key: "_id", Value: direction}}).SetLimit(int64(q.Limit)+1))
	if err != nil {
		return page, failed("list matters", err)
	}
	var rows []matter
	if err := found.All(ctx, &rows); err != nil {
		return page, failed("list matters", err)
	}
	if len(rows) > q.Limit {
		rows = rows[:q.Limit]
		page.NextCursor = cursorAfter(q, rows[q.Limit-1].Matter)
	}
	for _, r := range rows {
		page.Items = append(page.Items, r.Matter)
	}
	return page, nil
}

// IDs implements complaint.Store.
func (s *Complaints) IDs(ctx context.Context, scope access.Scope, q complaint.Query) ([]string, error) {
	q = ordered(q)
	direction := -1
	if q.Ascending {
		direction = 1
	}
	found, err := s.matters.Find(ctx, conditions(scope, q), options.Find().SetProjection(bson.D{{Key: "_id", Value: 1}}).SetHint(carrier(scope, q)).
		SetSort(bson.D{{Key: orders[q.Sort], Value: direction}, {Key: "_id", Value: direction}}).SetLimit(int64(q.Limit)))
	rows, err := list[struct {
		ID string `bson:"_id"`
	}](ctx, found, err)
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, failed("list ids of matters", err)
}

// ordered says the order of a query that leaves it open, or may not choose it.
func ordered(q complaint.Query) complaint.Query {
	if q.Sort == "" {
		q.Sort = complaint.ByReceived
	}
	if len(q.Words) > 0 {
		q.Sort, q.Ascending = complaint.ByReceived, false
	}
	return q
}

// each is the conditions one by one, so that a field may stand in several.
func each(filter bson.D) bson.A {
	all := bson.A{}
	for _, c := range filter {
		all = append(all, bson.D{c})
	}
	return all
}

// carrier names the index that carries a list: one for which the order of the
// list is the order of the index, chosen by the condition that leaves least.
// Only orders other than by receipt within one owner's, house's or person's
// few matters, and a word that is still being typed, are sorted in memory.
func carrier(scope access.Scope, q complaint.Query) string {
	few := func(keys []string) bool { return len(keys) > 0 && len(keys) <= manyKeys }
	switch {
	case len(q.Words) > 0:
		return byWord
	case q.Sort == complaint.ByRetention:
		return byRetention
	case q.OwnerID != "":
		return byOwner
	case q.HouseID != "":
		return byHouse
	case q.Spot != "":
		return bySpot
	case len(q.Waiting) > 0:
		return byWaiting
	case q.Mark != "":
		return byMark
	case q.AssigneeID != "" && q.AssigneeID != complaint.Nobody:
		return byAssignee
	case q.Sort == complaint.ByDue && few(scope.Audience()):
		return byAudienceDue
	case q.Sort == complaint.ByDue && q.Department != "" && (q.Open != nil || q.DueFrom != nil || q.DueBefore != nil):
		return byDepartmentDue
	case q.Sort == complaint.ByDue:
		return byDue
	case q.Sort == complaint.ByUpdated:
		return byUpdated
	case few(scope.Audience()):
		return byAudience
	case q.Department != "":
		return byDepartment
	case q.Outcome != "":
		return byOutcome
	case len(q.Statuses) > 0:
		return byStatus
	case q.Open != nil || q.DueFrom != nil || q.DueBefore != nil:
		return byOpen
	case q.Category != "":
		return byCategory
	case q.CommunityID != "" || few(scope.Communities()):
		return byCommunity
	}
	return byReceived
}

func conditions(scope access.Scope, q complaint.Query) bson.D {
	f := bson.D{}
	add := func(field string, value any) { f = append(f, bson.E{Key: "matter." + field, Value: value}) }
	is := func(field, value string) {
		if value != "" {
			add(field, value)
		}
	}
	isOrNobody := func(field, value string) {
		if value == complaint.Nobody {
			add(field, nil) // what is empty is not written
		} else {
			is(field, value)
		}
	}
	anyOf := func(field string, values []string) {
		if len(values) == 1 {
			add(field, values[0])
		} else if len(values) > 1 {
			add(field, bson.D{{Key: "$in", Value: values}})
		}
	}
	anyOf("keys.audience", scope.Audience())
	if p := scope.Person(); p != "" {
		add("recused", bson.D{{Key: "$ne", Value: p}})
	}
	anyOf("communityId", within(scope.Communities(), q.CommunityID))
	statuses := make([]string, len(q.Statuses))
	for i, s := range q.Statuses {
		statuses[i] = string(s)
	}
	anyOf("status", statuses)
	isOrNobody("department", q.Department)
	is("category", q.Category)
	is("severity", string(q.Severity))
	is("outcome", string(q.Outcome))
	is("nature", string(q.Nature))
	is("channel", string(q.Channel))
	is("ownerId", q.OwnerID)
	is("houseId", q.HouseID)
	isOrNobody("assignee.id", q.AssigneeID)
	is("keys.spot", q.Spot)
	is("keys.marks", q.Mark)
	anyOf("keys.waiting", q.Waiting)
	if q.RetainedTo != nil {
		add("keys.retainTo", bson.D{{Key: "$lte", Value: *q.RetainedTo}})
	}
	open := q.Open
	if due := span(q.DueFrom, q.DueBefore); due != nil {
		yes := true
		if open == nil {
			open = &yes
		} else if !*open {
			add("keys.open", true) // closed and overdue: nothing
		}
		add("keys.dueAt", due)
	}
	if open != nil {
		add("keys.open", *open)
	}
	if received := span(q.From, q.To); received != nil {
		add("receivedAt", received)
	}
	for _, t := range rarestFirst(q.Words) {
		add("keys.words", token(t))
	}
	if q.NotConfidential {
		add("confidential", bson.D{{Key: "$ne", Value: true}})
	}
	if len(f) > 1 {
		return bson.D{{Key: "$and", Value: each(f)}}
	}
	return f
}

// nowhere is the community that no matter has.
const nowhere = "\x00"

// within narrows the communities in sight (none: all) to the one asked for.
func within(sight []string, asked string) []string {
	switch {
	case asked == "":
		return sight
	case len(sight) > 0 && !slices.Contains(sight, asked):
		return []string{nowhere}
	}
	return []string{asked}
}

func span(from, to *time.Time) bson.D {
	var d bson.D
	if from != nil {
		d = append(d, bson.E{Key: "$gte", Value: *from})
	}
	if to != nil {
		d = append(d, bson.E{Key: "$lt", Value: *to})
	}
	return d
}

// tokens are whole words, and beginnings as anchored expressions, which walk
// only their part of the index. The longest come first: they are the rarest.
func rarestFirst(terms []words.Term) []words.Term {
	terms = slices.Clone(terms)
	slices.SortStableFunc(terms, func(a, b words.Term) int {
		if a.Prefix != b.Prefix {
			if a.Prefix {
				return 1
			}
			return -1
		}
		return len(b.Token) - len(a.Token)
	})
	return terms
}

func token(t words.Term) any {
	if t.Aside {
		also := words.Term{Token: words.Aside(t.Token), Prefix: t.Prefix}
		t.Aside = false
		return bson.D{{Key: "$in", Value: bson.A{token(t), token(also)}}}
	}
	if t.Prefix {
		return beginning(t.Token)
	}
	return t.Token
}

func beginning(text string) bson.Regex { return bson.Regex{Pattern: "^" + regexp.QuoteMeta(text)} }

// cursor is where a page ended. It belongs to the order it was made for.
type cursor struct {
	Sort      complaint.Sort `json:"s"`
	Ascending bool           `json:"a,omitempty"`
	At        int64          `json:"t"` // milliseconds
	ID        string         `json:"i"`
}

func cursorAfter(q complaint.Query, last complaint.Complaint) string {
	at := map[complaint.Sort]time.Time{
		complaint.ByReceived: last.ReceivedAt, complaint.ByUpdated: last.UpdatedAt, complaint.ByDue: last.Keys.DueAt,
		complaint.ByRetention: last.Keys.RetainTo,
	}[q.Sort]
	raw, _ := json.Marshal(cursor{q.Sort, q.Ascending, at.UnixMilli(), last.ID}) // strings and numbers always encode
	return base64.RawURLEncoding.EncodeToString(raw)
}

func readCursor(q complaint.Query) (time.Time, string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(q.Cursor)
	var c cursor
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil || c.Sort != q.Sort || c.Ascending != q.Ascending || c.ID == "" {
		return time.Time{}, "", fault.BadCursor()
	}
	return time.UnixMilli(c.At).UTC(), c.ID, nil
}
