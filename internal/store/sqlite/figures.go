package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"anju/internal/core/complaint"
)

// figures is the complaint.FigureStore; commits keep the sums.
type figures struct{ *engine }

// Sum implements complaint.FigureStore. Days are walked where they are bounded,
// else measures.
func (s *figures) Sum(ctx context.Context, communities []string, from, to string, prefixes []string, byDay bool) ([]complaint.Sum, error) {
	index, day := "", "''"
	if from != "" {
		index = " INDEXED BY figures_day"
	}
	if byDay {
		day = "day"
	}
	out := []complaint.Sum{}
	for _, prefix := range shortest(prefixes) {
		var c conditions
		c.add("day >= ? AND day <= ? AND measure >= ? AND measure < ?", from, to, prefix, prefix+"\U0010FFFF")
		if len(communities) > 0 {
			c.add("community_id IN (SELECT value FROM json_each(?))", list(communities))
		}
		err := each(ctx, s.reader, func(rows *sql.Rows) error {
			var sum complaint.Sum
			defer func() { out = append(out, sum) }()
			return rows.Scan(&sum.Day, &sum.Measure, &sum.N)
		}, "SELECT "+day+", measure, sum(n) FROM figures"+index+c.where()+" GROUP BY 1, 2 HAVING sum(n) <> 0", c.args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// shortest leaves out prefixes that begin with another one; none ask for all.
func shortest(prefixes []string) []string {
	if len(prefixes) == 0 {
		return []string{""}
	}
	var out []string
	for _, p := range slices.Compact(slices.Sorted(slices.Values(prefixes))) {
		if len(out) == 0 || !strings.HasPrefix(p, out[len(out)-1]) {
			out = append(out, p)
		}
	}
	return out
}

// recounted are the sums as the tallies of all matters have them.
const recounted = `SELECT m.key AS measure, d.key AS day, c.community_id, sum(m.value) AS n
	FROM complaints c JOIN complaint_docs t ON t.n = c.n, json_each(t.tally) d, json_each(d.value) m GROUP BY 1, 2, 3 HAVING sum(m.value) <> 0`

// Recount implements complaint.FigureStore.
func (s *figures) Recount(ctx context.Context) (wrong int, err error) {
	err = s.do(ctx, func(tx *tx) error {
		n, err := number(ctx, tx, `WITH right AS (`+recounted+`), kept AS (SELECT measure, day, community_id, n FROM figures WHERE n <> 0)
			SELECT count(*) FROM (SELECT measure, day, community_id FROM (SELECT * FROM right EXCEPT SELECT * FROM kept)
			UNION SELECT measure, day, community_id FROM (SELECT * FROM kept EXCEPT SELECT * FROM right))`)
		if err != nil {
			return err
		}
		wrong = int(n)
		if err := tx.exec("DELETE FROM figures"); err != nil {
			return err
		}
		return tx.exec("INSERT INTO figures (measure, day, community_id, n) " + recounted)
	})
	return wrong, err
}
