package demo

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

//go:embed matters.jsonl
var mattersJSONL []byte

//go:embed phrases.jsonl
var phrasesJSONL []byte

// planner lays out when and where each story plays. It draws the same lots at
// every start, so that the estate depends on the present alone.
type planner struct {
	*cast
	cal     *worktime.Calendar
	now     time.Time
	rand    *rand.Rand
	phrases map[string]phrase
	free    []string // houses without a story
	stories []*story
	err     error
}

func plan(c *cast, cal *worktime.Calendar, now time.Time) ([]*story, error) {
	matters, err := lines[matter](mattersJSONL)
	if err != nil {
		return nil, fault.Wrap("demo matters", err)
	}
	phrases, err := lines[phrase](phrasesJSONL)
	if err != nil {
		return nil, fault.Wrap("demo phrases", err)
	}
	p := &planner{cast: c, cal: cal, now: now, rand: rand.New(rand.NewPCG(2026, 11)), phrases: map[string]phrase{}}
	for _, x := range phrases {
		p.phrases[x.Category] = x
	}
	taken := append(neighbours(), house1, house2)
	for _, m := range matters {
		taken = append(taken, m.House)
	}
	p.free = slices.DeleteFunc(slices.Clone(c.labels), func(label string) bool { return slices.Contains(taken, label) })
	p.rand.Shuffle(len(p.free), func(i, j int) { p.free[i], p.free[j] = p.free[j], p.free[i] })
	// Three communities are the ones with most to do.
	slices.SortStableFunc(p.free, func(a, b string) int { return busy(a) - busy(b) })
	p.ownersStories()
	p.moneyStories()
	p.dangerStories()
	p.hardStories()
	p.deskStories()
	p.todaysStories()
	p.common(matters)
	p.majorStories()
	p.workStories()    // after the others, so that their lots stay as they are
	p.readingStories() // after those by lot: who comes before moves what they draw
	p.learningStories()
	p.ledgerStories()
	return p.stories, p.err
}

func busy(label string) int {
	for _, name := range []string{"香樟苑", "东篱家园", "翡翠里"} {
		if strings.HasPrefix(label, name) {
			return 0
		}
	}
	return 1
}

func lines[T any](text []byte) (out []T, err error) {
	for s := bufio.NewScanner(bytes.NewReader(text)); s.Scan(); {
		var x T
		if err := json.Unmarshal(s.Bytes(), &x); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// at sets a story to begin so many office days ago.
func (p *planner) at(ago, clock int, house, title string, run func(s *stage)) {
	p.from(workday(p.cal, p.now, ago, clock), house, title, run)
}

func (p *planner) from(begins time.Time, house, title string, run func(s *stage)) {
	if _, ok := p.homes[house]; !ok && p.err == nil {
		p.err = fault.Wrap(fmt.Sprintf("demo story %q plays at %q, which is no house", title, house), nil)
	}
	p.stories = append(p.stories, &story{title: title, house: house, begins: begins, seed: uint64(len(p.stories)) + 1, run: run})
}

// house is one where nothing was told yet; of a community, if one is named.
func (p *planner) house(community string) string {
	for i, label := range p.free {
		if strings.HasPrefix(label, community) {
			p.free = slices.Delete(p.free, i, i+1)
			return label
		}
	}
	if p.err == nil {
		p.err = fault.Wrap("demo: no house is left in "+community, nil)
	}
	return house1
}

// common spreads the everyday matters over the months, the order of their kinds by lot.
func (p *planner) common(matters []matter) {
	p.rand.Shuffle(len(matters), func(i, j int) { matters[i], matters[j] = matters[j], matters[i] })
	all := tracks()
	online := neighbours()
	for i, m := range matters {
		house := m.House
		switch {
		case house != "":
		case m.Channel == terms.Online:
			house = online[i%len(online)]
		case p.chance(60):
			house = p.house("")
		default:
			house = p.elsewhere()
		}
		run, late := all[m.Track], p.chance(15)
		if run == nil && p.err == nil {
			p.err = fault.Wrap("demo: no track "+m.Track, nil)
		}
		if m.Channel == terms.Patrol {
			m.place = strings.Fields(house)[0] + " 公共区域"
			m.reporter.Kind, m.reporter.Name = "passer_by", "巡逻队员 祁师傅"
		}
		if m.Channel == terms.Transfer {
			m.transfer = hotline(fmt.Sprintf("12345-%06d", 310000+i*37), nil)
		}
		p.from(p.moment(i, len(matters)), house, m.Title, func(s *stage) {
			s.late = late
			run(s, m, p.phrases[m.Category])
		})
	}
}

// elsewhere is a house outside the busiest communities.
func (p *planner) elsewhere() string {
	last := p.free[len(p.free)-1]
	p.free = p.free[:len(p.free)-1]
	return last
}

func (p *planner) chance(percent int) bool { return p.rand.IntN(100) < percent }

// moment is when the i-th of n matters came in: by day, mostly.
func (p *planner) moment(i, n int) time.Time {
	back := float64(n-i) - p.rand.Float64()
	days := 1 + int(back*float64(months*30)/float64(n))
	hour := 8 + p.rand.IntN(12)
	return daysFrom(p.cal, p.now, -days, hour*100+5+p.rand.IntN(50))
}
