package sqlite

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"time"

	"anju/internal/core/complaint"
)

// Load implements complaint.FigureStore.
func (s *figures) Load(ctx context.Context, q complaint.LoadQuery) ([]complaint.LoadCell, error) {
	query, args := loadOf(q)
	cells := []complaint.LoadCell{}
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var c complaint.LoadCell
		defer func() { cells = append(cells, c) }()
		return rows.Scan(&c.Department, &c.AssigneeID, &c.Waiting, &c.Watch, &c.Due, &c.Received, &c.N)
	}, query, args...)
	return cells, err
}

func loadOf(q complaint.LoadQuery) (string, []any) {
	c := &conditions{}
	due := c.stretch("due_at", q.Due, ms)
	received := c.stretch("n", q.Received, place)
	c.add("open = 1")
	if len(q.Communities) > 0 {
		c.add("community_id IN (SELECT value FROM json_each(?))", list(q.Communities))
	}
	c.is("department", q.Department)
	return "SELECT department, assignee_id, waiting <> '', watch, " + due + ", " + received + ", count(*) FROM complaints INDEXED BY complaints_load" + c.where() + " GROUP BY 1, 2, 3, 4, 5, 6", c.args
}

// stretch is the index of the first bound that lies after the column.
func (c *conditions) stretch(column string, bounds []time.Time, as func(time.Time) int64) string {
	if len(bounds) == 0 {
		return "0"
	}
	var b strings.Builder
	b.WriteString("CASE")
	for i, t := range bounds {
		b.WriteString(" WHEN " + column + " < ? THEN " + strconv.Itoa(i))
		c.args = append(c.args, as(t))
	}
	b.WriteString(" ELSE " + strconv.Itoa(len(bounds)) + " END")
	return b.String()
}
