package reporting

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/report"
	"anju/internal/core/rules"
)

const (
	usualWindows  = 5  // earlier ones of the same length, that say what is usual at a place
	mostSpots     = 10 // on the page of figures
	mostSpotsList = 50 // on the page of hot spots
	mostNamed     = 20 // matters behind a hot spot
	mostWords     = 5  // that the matters of a spot share
)

// Spots are the hot spots (热点) of the window that ends today.
type Spots struct {
	From, To string // YYYY-MM-DD
	Days     int
	Items    []report.Hotspot
}

// Hotspots finds where like matters gather, the largest first. A head and a
// handler see those of their own department.
func (s *Service) Hotspots(ctx context.Context, actor access.Actor, communityID, department string) (Spots, error) {
	communities, err := s.communities(actor, communityID)
	if err != nil {
		return Spots{}, err
	}
	if actor.Is(access.DeptHead, access.Handler) {
		department = actor.Department
	}
	within := ""
	if department != "" {
		within = "in/" + department + "/"
	}
	r := s.Rules()
	to := r.Calendar.Day(s.Now())
	end, err := r.Calendar.DayStart(to)
	if err != nil {
		return Spots{}, fault.Wrap("hot spot window", err)
	}
	out := Spots{From: r.Calendar.Day(end.AddDate(0, 0, 1-r.Policy.Windows.HotspotDays)), To: to, Days: r.Policy.Windows.HotspotDays}
	if out.Items, err = s.hotspots(ctx, r, actor, within, communities, to, mostSpotsList); err != nil {
		return out, err
	}
	for i := range out.Items {
		if err := s.shared(ctx, actor, &out.Items[i]); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (s *Service) hotspots(ctx context.Context, r *rules.Rules, actor access.Actor, within string, communities []string, to string, most int) ([]report.Hotspot, error) {
	days := r.Policy.Windows.HotspotDays
	end, err := r.Calendar.DayStart(to)
	if err != nil {
		return nil, fault.Wrap("hot spot window", err)
	}
	day := func(back int) string { return r.Calendar.Day(end.AddDate(0, 0, -back)) }
	window, err := s.Figures.Sum(ctx, communities, day(days-1), to, []string{within + report.SpotPrefix}, false)
	if err != nil {
		return nil, err
	}
	spots := report.Hotspots(window, within, int64(r.Policy.Windows.HotspotCount), most)
	if len(spots) == 0 {
		return spots, nil
	}
	var measures []string
	for _, h := range spots {
		measures = append(measures, h.Measure)
	}
	before, err := s.Figures.Sum(ctx, communities, day(days*(usualWindows+1)-1), day(days), measures, false)
	if err != nil {
		return nil, err
	}
	report.SetUsual(spots, before, usualWindows)
	places := map[string]string{} // names of communities; many spots lie in one
	for _, h := range spots {
		places[h.CommunityID] = ""
	}
	for id := range places {
		c, err := s.Estate.Community(ctx, id)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		places[id] = c.Name
	}
	from, until := end.AddDate(0, 0, 1-days), end.AddDate(0, 0, 1)
	naming, ctx := errgroup.WithContext(ctx)
	naming.SetLimit(8)
	for i := range spots {
		h := &spots[i]
		h.Place = strings.TrimSpace(places[h.CommunityID] + " " + h.Building)
		naming.Go(func() (err error) {
			h.ComplaintIDs, err = s.Matters.IDs(ctx, access.SightOf(actor), complaint.Query{Spot: h.Spot(), From: &from, To: &until, Limit: min(mostNamed, int(h.Count))})
			return err
		})
	}
	return spots, naming.Wait()
}

// shared finds the words by which the newest matters of a spot were classed and
// that most of them have in common.
func (s *Service) shared(ctx context.Context, actor access.Actor, h *report.Hotspot) error {
	page, err := s.Matters.List(ctx, access.SightOf(actor), complaint.Query{Spot: h.Spot(), Sort: complaint.ByReceived, Limit: min(mostNamed, int(h.Count))})
	if err != nil {
		return err
	}
	times := map[string]int{}
	for _, m := range page.Items {
		for _, w := range m.Suggestion.Because {
			times[w]++
		}
	}
	for w, n := range times {
		if n > 1 {
			h.Words = append(h.Words, w)
		}
	}
	slices.SortFunc(h.Words, func(a, b string) int {
		if times[a] != times[b] {
			return times[b] - times[a]
		}
		return strings.Compare(a, b)
	})
	h.Words = h.Words[:min(len(h.Words), mostWords)]
	return nil
}
