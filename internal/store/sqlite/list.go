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
	"anju/internal/core/words"
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
var matterSort = map[complaint.Sort]string{complaint.ByUpdated: "updated_at", complaint.ByDue: "due_at"}

// List implements complaint.Store.
func (s *complaints) List(ctx context.Context, scope access.Scope, q complaint.Query) (complaint.Page, error) {
	if q.Sort == "" {
		q.Sort = complaint.ByReceived
	}
	if len(q.Words) > 0 {
		q.Sort, q.Ascending = complaint.ByReceived, false
	}
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

// page is the query of one page. Which matters stand in it is found first, from
// the narrow tables; then their documents are read.
func (p *plan) page(ascending bool, limit int) (string, []any) {
	direction := " DESC"
	if ascending {
		direction = ""
	}
	sort, order := "0", p.n+direction
	if p.sort != "" {
		sort, order = p.sort, p.sort+direction+", "+order
	}
	return "WITH page (at, n) AS MATERIALIZED (SELECT " + sort + ", " + p.n + " FROM " + p.from + p.where() + " ORDER BY " + order + " LIMIT ?)" +
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

// few says that a query is about one owner, house or person, or about what
// waits in inboxes: so few matters that their own index carries it best.
func few(q complaint.Query) bool {
	return q.OwnerID != "" || q.HouseID != "" || q.AssigneeID != "" || len(q.Waiting) > 0
}

// planFor chooses what the list is walked along and adds what it must hold.
func planFor(scope access.Scope, q complaint.Query) *plan {
	p := &plan{from: "complaints c", n: "c.n"}
	column := matterSort[q.Sort]
	if column != "" {
		p.sort = "c." + column
	}
	audience := scope.Audience()
	switch {
	case len(q.Words) > 0:
		p.from, p.n = "complaint_words CROSS JOIN complaints c ON c.n = complaint_words.rowid", "complaint_words.rowid"
		p.add("complaint_words MATCH ?", match(q.Words))
		p.seenBy(audience)
	case len(audience) == 1 && !few(q):
		p.from, p.n = "complaint_audience a CROSS JOIN complaints c ON c.n = a.n", "a.n"
		if column != "" {
			p.sort = "a." + column
		}
		p.add("a.key = ?", audience[0])
	case len(audience) > 0 && !few(q):
		p.add("c.n IN (SELECT n FROM complaint_audience WHERE key IN (SELECT value FROM json_each(?)))", list(audience))
	default:
		p.seenBy(audience)
	}
	if communities := scope.Communities(); len(communities) == 1 {
		p.add("c.community_id = ?", communities[0])
	} else if len(communities) > 1 {
		// Most of what is walked lies in them; an index would break the order.
		p.add("+c.community_id IN (SELECT value FROM json_each(?))", list(communities))
	}
	if person := scope.Person(); person != "" {
		p.add("NOT EXISTS (SELECT 1 FROM complaint_recused r WHERE r.person = ? AND r.n = c.n)", person)
	}
	p.filter(q)
	return p
}

func (p *plan) seenBy(audience []string) {
	if len(audience) > 0 {
		p.add("EXISTS (SELECT 1 FROM complaint_audience e WHERE e.key IN (SELECT value FROM json_each(?)) AND e.n = c.n)", list(audience))
	}
}

func (p *plan) filter(q complaint.Query) {
	open := q.Open
	if len(q.Statuses) == 1 {
		p.add("c.status = ?", string(q.Statuses[0]))
	} else if len(q.Statuses) > 1 {
		p.add("+c.status IN (SELECT value FROM json_each(?))", list(q.Statuses))
		if yes := true; open == nil && !slices.ContainsFunc(q.Statuses, func(s complaint.Status) bool { return !s.Open() }) {
			open = &yes // narrows to an index that is in the order of the list
		}
	}
	if q.DueBefore != nil {
		p.add("c.open = 1 AND c.due_at < ?", ms(*q.DueBefore))
	}
	if open != nil {
		p.add("c.open = ?", flag(*open))
	}
	p.is("c.department", q.Department)
	p.is("c.category", q.Category)
	p.is("c.severity", string(q.Severity))
	p.is("c.nature", string(q.Nature))
	p.is("c.channel", string(q.Channel))
	p.is("c.community_id", q.CommunityID)
	for _, f := range [][2]string{{"c.owner_id", q.OwnerID}, {"c.house_id", q.HouseID}, {"c.assignee_id", q.AssigneeID}} {
		if f[1] != "" {
			p.add(f[0]+" = ? AND "+f[0]+" <> ''", f[1]) // the index leaves '' out
		}
	}
	if len(q.Waiting) > 0 {
		p.add("c.waiting IN (SELECT value FROM json_each(?)) AND c.waiting <> ''", list(q.Waiting))
	}
	if q.From != nil {
		p.add(p.n+" >= ?", place(*q.From))
	}
	if q.To != nil {
		p.add(p.n+" < ?", place(*q.To))
	}
}

// match is a search as FTS5 reads it. Tokens hold letters and digits alone.
func match(terms []words.Term) string {
	text := ""
	for i, t := range terms {
		if i > 0 {
			text += " AND "
		}
		text += `"` + t.Token + `"`
		if t.Prefix {
			text += " *"
		}
	}
	return text
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
		return c, fault.New(fault.Malformed, "bad_cursor",
			"cursor 无效，请使用上一页返回的 nextCursor，且保持排序不变。", "The cursor is not valid: use the nextCursor of the page before, with the same order.")
	}
	return c, nil
}
