package ledger

import (
	"context"
	"slices"
	"strings"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// Totals are what was paid, waived, corrected and got back in some days. They
// are read from the sums that are kept with every commit (complaint.Tally), the
// same that the dashboard reads, so the two cannot differ.
type Totals struct {
	From, To     string // "" is unbounded
	Count        int64  // payments
	PaidFen      int64  // with their corrections, without what was waived
	CorrectedFen int64  // the part of it that corrections make
	Corrected    int64  // payments that were corrected
	WaivedFen    int64
	RecoveredFen int64
	ByDepartment map[string]int64 // each sums to PaidFen; "none" is nobody of ours
	ByKind       map[string]int64
	ByBasis      map[string]int64
	Months       []Month
}

// Month is one month's part.
type Month struct {
	Month                            string // YYYY-MM
	PaidFen, WaivedFen, RecoveredFen int64
	ByDepartment                     map[string]int64
}

// Totals sums up the days [from, to].
func (s *Service) Totals(ctx context.Context, actor access.Actor, communityID, from, to string) (Totals, error) {
	if err := opens(actor); err != nil {
		return Totals{}, err
	}
	if _, _, err := s.days(from, to); err != nil {
		return Totals{}, err
	}
	communities := actor.CommunityIDs
	if communityID != "" {
		if len(communities) > 0 && !slices.Contains(communities, communityID) {
			return Totals{}, fault.NotThere()
		}
		communities = []string{communityID}
	}
	until := to
	if until == "" {
		until = "9999-12-31"
	}
	sums, err := s.Figures.Sum(ctx, communities, from, until, []string{"compensation/"}, true)
	if err != nil {
		return Totals{}, err
	}
	out := Totals{From: from, To: to, ByDepartment: map[string]int64{}, ByKind: map[string]int64{}, ByBasis: map[string]int64{}, Months: []Month{}}
	for _, x := range sums { // by day, so months come in order
		month := x.Day[:len("2026-11")]
		if n := len(out.Months); n == 0 || out.Months[n-1].Month != month {
			out.Months = append(out.Months, Month{Month: month, ByDepartment: map[string]int64{}})
		}
		out.add(&out.Months[len(out.Months)-1], strings.TrimPrefix(x.Measure, "compensation/"), x.N)
	}
	return out, nil
}

func (t *Totals) add(m *Month, measure string, n int64) {
	of, name, _ := strings.Cut(measure, "/")
	switch of {
	case "count":
		t.Count += n
	case "corrections":
		t.Corrected += n
	case "corrected":
		t.CorrectedFen += n
	case "fen":
		t.PaidFen += n
		m.PaidFen += n
	case "waived":
		t.WaivedFen += n
		m.WaivedFen += n
	case "recovered":
		t.RecoveredFen += n
		m.RecoveredFen += n
	case "department":
		t.ByDepartment[name] += n
		m.ByDepartment[name] += n
	case "kind":
		t.ByKind[name] += n
	case "basis":
		t.ByBasis[name] += n
	}
}
