// Package report turns kept sums into the figures that leaders read. The sums
// are counted with every commit (complaint.Tally); here they are only read, so
// that a page never counts and every figure has one definition.
package report

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"anju/internal/core/complaint"
)

// Rate is a numerator over its denominator; Rate is nil where that is 0.
type Rate struct {
	Numerator   int64
	Denominator int64
	Rate        *float64
}

// Spread is a median and a ninetieth percentile in hours; nil without cases.
type Spread struct{ Median, P90 *float64 }

// Figures of one period, in the words of the contract.
type Figures struct {
	Received, Closed, Open, Overdue int64
	ByChannel, ByNature, ByCategory, ByDepartment,
	BySeverity, ByCommunity, ByOutcome map[string]int64
	ByDay                              []Day
	Rates                              map[string]Rate
	Founded, Repeat                    Rate
	PerThousandHouseholds              *float64
	HoursToFirstResponse, HoursToClose Spread
	CompensationCount, CompensationFen int64
	CompensationByDepartmentFen        map[string]int64
	Departments                        []Department
	Hotspots                           []Hotspot
	Excluded                           []Excluded
}

// Day is what came in and what was closed on one day.
type Day struct {
	Date             string
	Received, Closed int64
}

// Department is one line of the table of departments.
type Department struct {
	Department                string
	Received, Closed, Overdue int64
	Response                  Rate
	MedianHoursToClose        *float64
}

// Hotspot is a place where like matters gather (热点).
type Hotspot struct {
	Measure                         string // under which it is counted
	CommunityID, Building, Category string
	Place                           string
	Count                           int64
	Usual                           float64  // in a window of the same length before
	ComplaintIDs                    []string // the newest, as many as a page shows
	Words                           []string // that its matters share, the most frequent first
}

// Excluded is a matter left out of the rates.
type Excluded struct{ Number, By, Reason string }

// RateNames are the rates of the contract.
var RateNames = []string{"response", "resolution", "reached", "satisfaction", "callbackSatisfaction", "promiseKept", "compensationTimely", "compensationAccurate"}

// period are the measures of which a period's figures are made.
var period = []string{
	"received", "received/channel/", "received/nature/", "received/category/", "received/department/", "received/severity/", "received/community/",
	"received/outcome/", "closed", "founded/", "repeat", "hoursToFirstResponse/", "hoursToClose/", "response/", "resolution/", "reached/", "satisfaction/",
	"callbackSatisfaction/", "promiseKept/", "compensationTimely/", "compensation/",
}

// Measures names what to ask the sums for: within is "" or "in/<department>/",
// departments are the lines of the table. The period's are summed over its days,
// standing ones from the beginning to its last day, daily ones day by day.
func Measures(within string, departments []string) (overPeriod, standing, daily []string) {
	under := func(prefix string, measures ...string) (out []string) {
		for _, m := range measures {
			out = append(out, prefix+m)
		}
		return out
	}
	overPeriod, standing, daily = under(within, period...), under(within, "received", "ended", "overdue"), under(within, "received", "closed")
	for _, d := range departments {
		overPeriod = append(overPeriod, under("in/"+d+"/", "received", "closed", "response/", "hoursToClose/")...)
		standing = append(standing, "in/"+d+"/overdue")
	}
	return overPeriod, standing, daily
}

// Compose makes figures out of the sums of Measures.
func Compose(period, standing, byDay []complaint.Sum, within string) Figures {
	s := index(period, within)
	upTo := index(standing, within)
	f := Figures{
		Received: s["received"], Closed: s["closed"],
		Open:      upTo["received"] - upTo["ended"],
		Overdue:   upTo["overdue"],
		ByChannel: group(s, "received/channel/"), ByNature: group(s, "received/nature/"), ByCategory: group(s, "received/category/"),
		ByDepartment: group(s, "received/department/"), BySeverity: group(s, "received/severity/"),
		ByCommunity: group(s, "received/community/"), ByOutcome: group(s, "received/outcome/"),
		Rates:                map[string]Rate{},
		Founded:              rate(s["founded/true"], s["founded/true"]+s["founded/false"]),
		Repeat:               rate(s["repeat"], s["received"]),
		HoursToFirstResponse: spread(group(s, "hoursToFirstResponse/")), HoursToClose: spread(group(s, "hoursToClose/")),
		CompensationCount: s["compensation/count"], CompensationFen: s["compensation/fen"],
		CompensationByDepartmentFen: group(s, "compensation/department/"),
	}
	for _, name := range RateNames {
		f.Rates[name] = rate(s[name+"/met"], s[name+"/of"])
	}
	// Corrections come as entries of their own; until one is made every payment stands.
	f.Rates["compensationAccurate"] = rate(s["compensation/count"]-s["compensation/corrections"], s["compensation/count"])
	days := map[string]*Day{}
	for _, x := range byDay {
		measure, ok := strings.CutPrefix(x.Measure, within)
		if !ok || (measure != "received" && measure != "closed") {
			continue
		}
		d := days[x.Day]
		if d == nil {
			d = &Day{Date: x.Day}
			days[x.Day] = d
		}
		if measure == "received" {
			d.Received += x.N
		} else {
			d.Closed += x.N
		}
	}
	for _, d := range days {
		f.ByDay = append(f.ByDay, *d)
	}
	sort.Slice(f.ByDay, func(i, j int) bool { return f.ByDay[i].Date < f.ByDay[j].Date })
	return f
}

// ByDepartment makes the table of departments out of the sums under "in/".
func ByDepartment(period, standing []complaint.Sum) []Department {
	names := map[string]bool{}
	for _, x := range append(append([]complaint.Sum{}, period...), standing...) {
		if rest, ok := strings.CutPrefix(x.Measure, "in/"); ok {
			name, _, _ := strings.Cut(rest, "/")
			names[name] = true
		}
	}
	var out []Department
	for name := range names {
		s, upTo := index(period, "in/"+name+"/"), index(standing, "in/"+name+"/")
		out = append(out, Department{
			Department: name, Received: s["received"], Closed: s["closed"], Overdue: upTo["overdue"],
			Response: rate(s["response/met"], s["response/of"]), MedianHoursToClose: spread(group(s, "hoursToClose/")).Median,
		})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Department < out[j].Department })
	return out
}

func index(sums []complaint.Sum, within string) map[string]int64 {
	out := map[string]int64{}
	for _, x := range sums {
		if rest, ok := strings.CutPrefix(x.Measure, within); ok && (within != "" || !strings.HasPrefix(x.Measure, "in/")) {
			out[rest] += x.N
		}
	}
	return out
}

// group takes the sums under a prefix, without those that came to nothing.
func group(s map[string]int64, prefix string) map[string]int64 {
	out := map[string]int64{}
	for measure, n := range s {
		if rest, ok := strings.CutPrefix(measure, prefix); ok && n != 0 {
			out[rest] = n
		}
	}
	return out
}

func rate(n, of int64) Rate {
	r := Rate{Numerator: n, Denominator: of}
	if of > 0 {
		v := float64(n) / float64(of)
		r.Rate = &v
	}
	return r
}

// spread reads median and ninetieth percentile (nearest rank) off counted values.
func spread(counts map[string]int64) Spread {
	type value struct {
		hours float64
		n     int64
	}
	var values []value
	var total int64
	for text, n := range counts {
		h, err := strconv.ParseFloat(text, 64)
		if err != nil || n <= 0 {
			continue
		}
		values = append(values, value{h, n})
		total += n
	}
	if total == 0 {
		return Spread{}
	}
	sort.Slice(values, func(i, j int) bool { return values[i].hours < values[j].hours })
	at := func(q float64) *float64 {
		rank := int64(math.Ceil(q * float64(total)))
		var seen int64
		for _, v := range values {
			if seen += v.n; seen >= rank {
				h := v.hours
				return &h
			}
		}
		return nil
	}
	return Spread{Median: at(0.5), P90: at(0.9)}
}
