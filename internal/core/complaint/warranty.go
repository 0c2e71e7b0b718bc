package complaint

import (
	"slices"
	"time"

	"anju/internal/core/policy"
)

// Warranted is one part of a home, or of what its building shares, and until
// when the builder answers for it (保修).
type Warranted struct {
	Part   string
	Common bool   // of the building or the community, not of the home
	Until  string // YYYY-MM-DD, the last day
	Source string // contract, building, or policy: reckoned from the handing over
}

// Runs reports whether the warranty covers a day.
func (w Warranted) Runs(day string) bool { return day <= w.Until }

// Warranties are what is known of the parts that the category is about: what
// the contract says, else what the policy reckons from the handing over, and
// what the building has. handedOverOn may be empty.
func Warranties(c policy.Category, contract, common []Warranted, handedOverOn string, years []policy.WarrantyYears) []Warranted {
	var out []Warranted
	from, err := time.Parse(time.DateOnly, handedOverOn)
	for _, part := range c.Parts {
		if i := slices.IndexFunc(contract, func(w Warranted) bool { return w.Part == part }); i >= 0 {
			out = append(out, contract[i])
		} else if i := slices.IndexFunc(years, func(y policy.WarrantyYears) bool { return y.Part == part }); i >= 0 && err == nil {
			until := from.AddDate(years[i].Years, 0, -1).Format(time.DateOnly)
			out = append(out, Warranted{Part: part, Until: until, Source: "policy"})
		}
		for _, w := range common {
			if w.Part == part {
				out = append(out, w)
			}
		}
	}
	return out
}

// LikelyPayer is who would pay by the warranties that are known: the builder
// while one of them runs, then the owner for the home and the maintenance fund
// for what is shared. "" where nothing is known; a person decides.
func LikelyPayer(known []Warranted, day string) string {
	switch {
	case len(known) == 0:
		return ""
	case slices.ContainsFunc(known, func(w Warranted) bool { return w.Runs(day) }):
		return "warranty"
	case slices.ContainsFunc(known, func(w Warranted) bool { return !w.Common }):
		return "owner"
	}
	return "maintenance_fund"
}
