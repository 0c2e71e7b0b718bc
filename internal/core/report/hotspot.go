package report

import (
	"sort"
	"strings"

	"anju/internal/core/complaint"
)

// SpotPrefix is the measure under which matters are counted by place and class.
const SpotPrefix = "spot/"

// Hotspots finds places where at least so many like matters came in within the
// window, the largest first, at most `most`. within is "" or "in/<department>/".
func Hotspots(window []complaint.Sum, within string, least int64, most int) []Hotspot {
	out := []Hotspot{}
	for _, x := range window {
		parts := strings.Split(strings.TrimPrefix(x.Measure, within), "/")
		if x.N < least || len(parts) != 4 {
			continue
		}
		out = append(out, Hotspot{Measure: x.Measure, CommunityID: parts[1], Building: parts[2], Category: parts[3], Count: x.N})
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Count != b.Count {
			return a.Count > b.Count
		}
		return a.Measure < b.Measure
	})
	return out[:min(len(out), most)]
}

// Spot is the key that the matters of the place are found by.
func (h Hotspot) Spot() string { return h.CommunityID + "/" + h.Building + "/" + h.Category }

// SetUsual says what is usual at the places, from the sums of so many windows of
// the same length before.
func SetUsual(spots []Hotspot, before []complaint.Sum, windows int) {
	n := map[string]int64{}
	for _, x := range before {
		n[x.Measure] += x.N
	}
	for i := range spots {
		spots[i].Usual = float64(n[spots[i].Measure]) / float64(max(windows, 1))
	}
}
