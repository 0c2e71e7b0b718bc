package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"

	"anju/internal/core/complaint"
)

// figures is the complaint.FigureStore; commits keep the sums.
type figures struct{ *engine }

// summed walks from one day or month that is there to the next, and in each
// seeks what is asked for.
const summed = `WITH RECURSIVE asked (first, last) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(?4)), spans (span) AS (
	SELECT (SELECT span FROM figures WHERE span >= ?1 AND span <= ?2 ORDER BY span LIMIT 1)
	UNION ALL SELECT (SELECT f.span FROM figures f WHERE f.span > spans.span AND f.span <= ?2 ORDER BY f.span LIMIT 1) FROM spans WHERE spans.span IS NOT NULL)
	SELECT iif(?3, s.span, ''), f.measure, sum(f.n) FROM spans s CROSS JOIN asked a
	CROSS JOIN figures f ON f.span = s.span AND f.measure BETWEEN a.first AND a.last`

// Sum implements complaint.FigureStore.
func (s *figures) Sum(ctx context.Context, communities []string, from, to string, measures []string, byDay bool) ([]complaint.Sum, error) {
	query, args := summed, []any{flag(byDay), bounds(measures)}
	if len(communities) > 0 {
		query += " WHERE f.community_id IN (SELECT value FROM json_each(?5))"
		args = append(args, list(communities))
	}
	query += " GROUP BY 1, 2 ORDER BY 1, 2"
	spans := []complaint.Span{{From: from, To: to}}
	if !byDay {
		spans = complaint.Spans(from, to)
	}
	type key struct{ day, measure string }
	sums := map[key]int64{}
	for _, span := range spans {
		err := each(ctx, s.reader, func(rows *sql.Rows) error {
			var k key
			var n int64
			if err := rows.Scan(&k.day, &k.measure, &n); err != nil {
				return err
			}
			if span.Minus {
				n = -n
			}
			sums[k] += n
			return nil
		}, query, append([]any{span.From, span.To}, args...)...)
		if err != nil {
			return nil, err
		}
	}
	out := make([]complaint.Sum, 0, len(sums))
	for k, n := range sums {
		if n != 0 {
			out = append(out, complaint.Sum{Day: k.day, Measure: k.measure, N: n})
		}
	}
	slices.SortFunc(out, func(a, b complaint.Sum) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Measure, b.Measure))
	})
	return out, nil
}

// bounds are the first and the last that each measure asked for means.
func bounds(measures []string) string {
	exact, below := complaint.Asked(measures)
	var out [][2]string
	for _, m := range exact {
		out = append(out, [2]string{m, m})
	}
	for _, m := range below {
		out = append(out, [2]string{m, m + "\U0010FFFF"})
	}
	return list(out)
}

// cell is one sum that is kept.
type cell struct{ span, measure, community string }

// addUp notes the difference between what a matter added before and what it
// adds now; writeSums writes it for all matters of the transaction together.
func (t *tx) addUp(communityBefore, tallyBefore, community string, now complaint.Tally) error {
	if tallyBefore != "" {
		var before complaint.Tally
		if err := json.Unmarshal([]byte(tallyBefore), &before); err != nil {
			return err
		}
		t.add(communityBefore, before, -1)
	}
	t.add(community, now, 1)
	return nil
}

func (t *tx) add(community string, tally complaint.Tally, sign int64) {
	for day, of := range tally {
		month := complaint.MonthOf(day)
		for measure, n := range of {
			t.sums[cell{day, measure, community}] += sign * n
			t.sums[cell{month, measure, community}] += sign * n
		}
	}
}

// writeSums writes in the order of the table.
func (t *tx) writeSums() error {
	cells := slices.SortedFunc(maps.Keys(t.sums), func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.span, b.span), cmp.Compare(a.measure, b.measure), cmp.Compare(a.community, b.community))
	})
	for _, c := range cells {
		n := t.sums[c]
		if n == 0 {
			continue
		}
		if err := t.exec("INSERT INTO figures (span, measure, community_id, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
			c.span, c.measure, c.community, n); err != nil {
			return err
		}
	}
	clear(t.sums)
	return nil
}

// recounted are the sums as the tallies of all matters have them.
const recounted = `WITH cells AS (SELECT d.key AS day, m.key AS measure, c.community_id, m.value AS n
	FROM complaints c JOIN complaint_docs t ON t.n = c.n, json_each(t.tally) d, json_each(d.value) m)
	SELECT span, measure, community_id, sum(n) AS n FROM (SELECT day AS span, measure, community_id, n FROM cells
	UNION ALL SELECT 'm' || substr(day, 1, 7), measure, community_id, n FROM cells) GROUP BY 1, 2, 3 HAVING sum(n) <> 0`

// Recount implements complaint.FigureStore.
func (s *figures) Recount(ctx context.Context) (wrong int, err error) {
	err = s.do(ctx, func(tx *tx) error {
		if err := tx.writeSums(); err != nil { // of the writes before this one in the transaction
			return err
		}
		n, err := number(ctx, tx, `WITH right AS (`+recounted+`), kept AS (SELECT span, measure, community_id, n FROM figures WHERE n <> 0)
			SELECT count(*) FROM (SELECT span, measure, community_id FROM (SELECT * FROM right EXCEPT SELECT * FROM kept)
			UNION SELECT span, measure, community_id FROM (SELECT * FROM kept EXCEPT SELECT * FROM right))`)
		if err != nil {
			return err
		}
		wrong = int(n)
		if err := tx.exec("DELETE FROM figures"); err != nil {
			return err
		}
		return tx.exec("INSERT INTO figures (span, measure, community_id, n) " + recounted)
	})
	return wrong, err
}
