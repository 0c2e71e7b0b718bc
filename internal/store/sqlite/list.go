package sqlite

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// plan is how a list is walked: from which tables, under which conditions and
// along which columns. Each index is in the order of the list and ends with n,
// so a page is read where it begins and no further than it goes.
type plan struct {
	conditions
	from string
	sort string // "" when the order is that of n alone
	n    string
}

// matterSort are the columns behind the sorts; receipt is n itself.
var matterSort = map[complaint.Sort]string{complaint.ByUpdated: "updated_at", complaint.ByDue: "due_at", complaint.ByRetention: "retain_to"}

// List implements complaint.Store.
func (s *complaints) List(ctx context.Context, scope access.Scope, q complaint.Query) (complaint.Page, error) {
	q = ordered(q)
	page := complaint.Page{Items: []complaint.Complaint{}}
	p := planFor(scope, q)
	if q.Count {
		total, err := number(ctx, s.reader, "SELECT count(*) FROM (SELECT 1 FROM "+p.from+p.where()+" LIMIT ?)", append(p.args, complaint.CountCap+1)...)
		if err != nil {
			return page, err
		}
		page.Total, page.TotalIsMore = min(total, complaint.CountCap), total > complaint.CountCap
	}
	if q.Cursor != "" {
		c, err := readCursor(q)
		if err != nil {
			return page, err
		}
		p.beyond(c, q.Ascending)
	}
	query, args := p.page(q.Ascending, q.Limit+1)
	var last cursor
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		if len(page.Items) == q.Limit {
			page.NextCursor = last.text()
			return nil
		}
		var raw sql.RawBytes
		last = cursor{Sort: q.Sort, Ascending: q.Ascending}
		if err := rows.Scan(&last.At, &last.N, &raw); err != nil {
			return err
		}
		var m complaint.Complaint
		if err := json.Unmarshal(raw, &m); err != nil {
			return err
		}
		page.Items = append(page.Items, m)
		return nil
	}, query, args...)
	return page, err
}

// IDs implements complaint.Store.
func (s *complaints) IDs(ctx context.Context, scope access.Scope, q complaint.Query) ([]string, error) {
	q = ordered(q)
	p := planFor(scope, q)
	return texts(ctx, s.reader, "SELECT c.id FROM "+p.from+p.where()+" ORDER BY "+p.order(q.Ascending)+" LIMIT ?", append(p.args, q.Limit)...)
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

// order is what the list is ordered by.
func (p *plan) order(ascending bool) string {
	direction := " DESC"
	if ascending {
		direction = ""
	}
	if p.sort == "" {
		return p.n + direction
	}
	return p.sort + direction + ", " + p.n + direction
}

// page is the query of one page. Which matters stand in it is found first, from
// the narrow tables; then their documents are read.
func (p *plan) page(ascending bool, limit int) (string, []any) {
	direction := " DESC"
	if ascending {
		direction = ""
	}
	sort := "0"
	if p.sort != "" {
		sort = p.sort
	}
	return "WITH page (at, n) AS MATERIALIZED (SELECT " + sort + ", " + p.n + " FROM " + p.from + p.where() + " ORDER BY " + p.order(ascending) + " LIMIT ?)" +
		" SELECT page.at, page.n, d.doc FROM page CROSS JOIN complaint_docs d ON d.n = page.n ORDER BY page.at" + direction + ", page.n" + direction, append(slices.Clip(p.args), limit)
}

func (p *plan) beyond(c cursor, ascending bool) {
	than := " < "
	if ascending {
		than = " > "
	}
	if p.sort == "" {
		p.add(p.n+than+"?", c.N)
		return
	}
	p.add("("+p.sort+", "+p.n+")"+than+"(?, ?)", c.At, c.N)
}

// planFor chooses what the list is walked along and adds what it must hold.
// Other conditions are written +column, so that the engine, which knows nothing
// of how many matters each leaves, does not choose an index that is out of order.
func planFor(scope access.Scope, q complaint.Query) *plan {
	if yes := true; q.Open == nil && (q.DueFrom != nil || q.DueBefore != nil || len(q.Statuses) > 0 && !slices.ContainsFunc(q.Statuses, ended)) {
		q.Open = &yes // follows, and narrows
	}
	p := &plan{from: "complaints c", n: "c.n"}
	column := matterSort[q.Sort]
	if column != "" {
		p.sort = "c." + column
	}
	audience, communities := scope.Audience(), scope.Communities()
	along := carriers(scope, q)
	switch {
	case len(q.Words) > 0:
		p.from, p.n = "complaint_words CROSS JOIN complaints c ON c.n = complaint_words.rowid", "complaint_words.rowid"
		p.add("complaint_words MATCH ?", match(q.Words))
		p.seenBy(audience)
	case along["mark"]:
		p.from, p.n = "complaint_marks k CROSS JOIN complaints c ON c.n = k.n", "k.n"
		p.add("k.mark = ?", q.Mark)
		p.seenBy(audience)
	case along["audience"] && len(audience) == 1:
		p.from, p.n = "complaint_audience a CROSS JOIN complaints c ON c.n = a.n", "a.n"
		if column != "" {
			p.sort = "a." + column
		}
		p.add("a.key = ?", audience[0])
		if q.Open != nil {
			p.add("a.open = ?", flag(*q.Open))
		}
	case along["audience"]:
		p.add("c.n IN (SELECT n FROM complaint_audience WHERE key IN (SELECT value FROM json_each(?)))", list(audience))
	default:
		p.seenBy(audience)
	}
	if person := scope.Person(); person != "" {
		p.add("NOT EXISTS (SELECT 1 FROM complaint_recused r WHERE r.person = ? AND r.n = c.n)", person)
	}
	p.filter(q, communities, along)
	return p
}

func ended(s complaint.Status) bool { return !s.Open() }

// carriers names the columns of the index that the list is walked along: of the
// conditions that hold one value, the one that leaves least.
func carriers(scope access.Scope, q complaint.Query) map[string]bool {
	along := func(columns ...string) map[string]bool {
		set := map[string]bool{}
		for _, c := range columns {
			set[c] = true
		}
		return set
	}
	open := func(column string) map[string]bool {
		if q.Open == nil {
			return along(column)
		}
		return along(column, "open")
	}
	switch {
	case len(q.Words) > 0, q.Sort == complaint.ByRetention:
		return along()
	case q.OwnerID != "":
		return along("owner_id")
	case q.HouseID != "":
		return along("house_id")
	case q.Spot != "":
		return along("spot")
	case q.AssigneeID != "" && q.AssigneeID != complaint.Nobody:
		return along("assignee_id")
	case len(q.Waiting) > 0:
		return along("waiting")
	case q.Mark != "":
		return along("mark")
	case len(scope.Audience()) > 0:
		return along("audience")
	case len(q.Statuses) == 1 && q.Statuses[0] != complaint.Closed:
		return along("status")
	case q.Department != "":
		return open("department")
	case q.CommunityID != "" || len(scope.Communities()) == 1:
		return open("community_id")
	case q.Open != nil && *q.Open:
		return along("open")
	case q.Sort != complaint.ByReceived:
		return open("status") // what is left is dense: the walk along the order itself is short
	case q.Outcome != "":
		return along("outcome")
	case q.Category != "":
		return along("category")
	case q.Channel != "":
		return along("channel")
	case q.Nature != "":
		return along("nature")
	case q.Severity != "":
		return along("severity")
	}
	return open("status")
}

func (p *plan) seenBy(audience []string) {
	if len(audience) > 0 {
		p.add("EXISTS (SELECT 1 FROM complaint_audience e WHERE e.key IN (SELECT value FROM json_each(?)) AND e.n = c.n)", list(audience))
	}
}

func (p *plan) filter(q complaint.Query, communities []string, along map[string]bool) {
	name := func(column string) string {
		if along[column] {
			return "c." + column
		}
		return "+c." + column
	}
	is := func(column, value string) {
		if value != "" {
			p.add(name(column)+" = ?", value)
		}
	}
	anyOf := func(column string, values []string) {
		if len(values) > 1 {
			p.add("+c."+column+" IN (SELECT value FROM json_each(?))", list(values))
		} else if len(values) == 1 {
			is(column, values[0])
		}
	}
	var statuses []string
	for _, s := range q.Statuses {
		statuses = append(statuses, string(s))
	}
	anyOf("status", statuses)
	if q.Open != nil {
		p.add(name("open")+" = ?", flag(*q.Open))
	}
	if q.RetainedTo != nil {
		p.add("c.retain_to <= ?", ms(*q.RetainedTo))
	}
	if q.DueFrom != nil || q.DueBefore != nil {
		p.add("+c.open = 1")
	}
	if q.DueFrom != nil {
		p.add("+c.due_at >= ?", ms(*q.DueFrom))
	}
	if q.DueBefore != nil {
		p.add("+c.due_at < ?", ms(*q.DueBefore))
	}
	if q.CommunityID != "" && len(communities) == 1 && communities[0] != q.CommunityID {
		p.add("false") // out of sight
	}
	if q.CommunityID != "" {
		is("community_id", q.CommunityID)
	}
	if q.CommunityID == "" || len(communities) > 1 {
		anyOf("community_id", communities)
	}
	if q.Department == complaint.Nobody {
		p.add(name("department") + " = ''")
	} else {
		is("department", q.Department)
	}
	is("category", q.Category)
	is("severity", string(q.Severity))
	is("nature", string(q.Nature))
	is("channel", string(q.Channel))
	for _, f := range [][2]string{{"owner_id", q.OwnerID}, {"house_id", q.HouseID}, {"spot", q.Spot}, {"outcome", string(q.Outcome)}} {
		if f[1] != "" {
			p.add(name(f[0])+" = ? AND c."+f[0]+" <> ''", f[1]) // their indexes leave '' out
		}
	}
	if q.AssigneeID == complaint.Nobody {
		p.add("+c.assignee_id = ''")
	} else if q.AssigneeID != "" {
		p.add(name("assignee_id")+" = ? AND c.assignee_id <> ''", q.AssigneeID)
	}
	if len(q.Waiting) > 0 {
		p.add(name("waiting")+" IN (SELECT value FROM json_each(?)) AND c.waiting <> ''", list(q.Waiting))
	}
	if q.Mark != "" && !along["mark"] {
		p.add("EXISTS (SELECT 1 FROM complaint_marks k WHERE k.mark = ? AND k.n = c.n)", q.Mark)
	}
	if q.NotConfidential {
		p.add("NOT EXISTS (SELECT 1 FROM complaint_docs x WHERE x.n = c.n AND x.doc ->> '$.confidential')")
	}
	n := p.n
	if p.sort != "" {
		n = "+" + n
	}
	if q.From != nil {
		p.add(n+" >= ?", place(*q.From))
	}
	if q.To != nil {
		p.add(n+" < ?", place(*q.To))
	}
}

// cursor is where a page ended. It belongs to the order it was made for.
type cursor struct {
	Sort      complaint.Sort `json:"s"`
	Ascending bool           `json:"a,omitempty"`
	At        int64          `json:"t"`
	N         int64          `json:"n"`
}

func (c cursor) text() string {
	raw, _ := json.Marshal(c) // strings and numbers always encode
	return base64.RawURLEncoding.EncodeToString(raw)
}

func readCursor(q complaint.Query) (c cursor, err error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(q.Cursor)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil || c.Sort != q.Sort || c.Ascending != q.Ascending || c.N <= 0 || c.text() != q.Cursor {
		return c, fault.BadCursor()
	}
	return c, nil
}
