package report

import (
	"sort"
	"strings"

	"anju/internal/core/complaint"
)

// SpotPrefix is the measure under which matters are counted by place and class.
const SpotPrefix = "spot/"

// Hotspots finds places where at least so many like matters came in within the
// window; before holds the sums of `windows` windows of the same length earlier.
// within is "" or "in/<department>/".
func Hotspots(window, before []complaint.Sum, within string, least int64, windows int) []Hotspot {
	usual := map[string]int64{}
	for _, x := range before {
		usual[x.Measure] += x.N
	}
	now := map[string]int64{}
	for _, x := range window {
		now[x.Measure] += x.N
	}
	out := []Hotspot{}
	for measure, n := range now {
		parts := strings.Split(strings.TrimPrefix(measure, within), "/")
		if n < least || len(parts) != 4 {
			continue
		}
		out = append(out, Hotspot{
			CommunityID: parts[1], Building: parts[2], Category: parts[3], Count: n,
			Usual: float64(usual[measure]) / float64(max(windows, 1)),
		})
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Count != b.Count {
			return a.Count > b.Count
		}
		return a.CommunityID+a.Building+a.Category < b.CommunityID+b.Building+b.Category
	})
	return out
}
