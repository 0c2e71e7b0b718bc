package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
	"anju/internal/desk/attachments"
	"anju/internal/desk/service"
)

// story is what happened at one house, from the day on which it began.
type story struct {
	title  string
	house  string // where it plays; "" at no house
	begins time.Time
	seed   uint64
	number int64 // of its first matter on that day, given out before
	run    func(s *stage)
}

// now ends every story: what would lie in the future has not happened yet.
var errNow = errors.New("the story has come to the present")

// stage is where one story plays. Its clock only goes on; on the way the
// passing of time does its work on the story's matters, as it does on all in
// the running house. After an error the rest of the story is passed over, so
// that a story reads as what people did.
type stage struct {
	*story
	*cast
	ctx     context.Context
	rand    *rand.Rand
	matters *service.Service
	uploads *attachments.Service
	office  *worktime.Calendar

	clock, end time.Time
	clerk      string // at the desk
	lang       string
	late       bool                           // whoever handles it takes their time
	m          complaint.Complaint            // the matter that the story is about, as last seen
	all        map[string]complaint.Complaint // this one and others of the story, by id
	err        error
}

func newStage(ctx context.Context, d Deps, c *cast, st *story, now time.Time) *stage {
	s := &stage{
		story: st, cast: c, ctx: ctx, rand: rand.New(rand.NewPCG(st.seed, uint64(len(st.title)))), office: d.Matters.Rules().Calendar,
		clock: st.begins, end: now, lang: "zh", all: map[string]complaint.Complaint{},
	}
	s.clerk = []string{"desk1", "desk2"}[s.rand.IntN(2)]
	clock := func() time.Time { return s.clock }
	d.Attachments.Now = clock
	s.uploads = attachments.New(d.Attachments)
	d.Matters.Now, d.Matters.Attachments, d.Matters.CountLimits = clock, s.uploads, false
	d.Matters.Matters = ownMatters{d.Matters.Matters, s}
	s.matters = service.New(d.Matters)
	return s
}

// play tells the story and lets time run on to the present.
func (s *stage) play() error {
	s.run(s)
	s.to(s.end)
	if errors.Is(s.err, errNow) {
		return nil
	}
	return s.err
}

// ownMatters is the store as the story's services see it: timed work looks at
// the story's matters alone, since every story has a time of its own, and the
// first matter bears the number that was kept for it.
type ownMatters struct {
	complaint.Store
	s *stage
}

func (o ownMatters) NextNumber(ctx context.Context, day string) (int64, error) {
	if len(o.s.all) == 0 && o.s.number > 0 {
		return o.s.number, nil
	}
	return o.Store.NextNumber(ctx, day)
}

func (o ownMatters) Waking(_ context.Context, now time.Time, _ int) (ids []string, err error) {
	for id, m := range o.s.all {
		if !m.Keys.WakeAt.After(now) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// to lets time run on to a moment.
func (s *stage) to(at time.Time) {
	if s.err != nil && !errors.Is(s.err, errNow) {
		return
	}
	at = at.UTC().Truncate(time.Millisecond)
	late := at.After(s.end)
	if late {
		at = s.end
	}
	for wake := s.wakes(); !wake.After(at) && s.wake(wake); wake = s.wakes() {
	}
	if at.After(s.clock) {
		s.clock = at
	}
	if late && s.err == nil {
		s.err = errNow
	}
}

// wakes is when time has something to do on a matter of the story next.
func (s *stage) wakes() time.Time {
	next := complaint.Far
	for _, m := range s.all {
		if m.Keys.WakeAt.Before(next) {
			next = m.Keys.WakeAt
		}
	}
	return next
}

// wake does it; false ends a run that would not come further.
func (s *stage) wake(at time.Time) bool {
	if at.After(s.clock) {
		s.clock = at
	}
	woken, err := s.matters.Wake(s.ctx)
	if err == nil {
		err = s.look()
	}
	if err != nil {
		s.err = err
		return false
	}
	return woken > 0
}

// look reads the story's matters again.
func (s *stage) look() error {
	for id := range s.all {
		v, err := s.matters.Get(s.ctx, s.by("lead1"), id)
		if err != nil {
			return err
		}
		s.all[id] = v.Complaint
	}
	s.m = s.all[s.m.ID]
	return nil
}

// told reports whether the story goes on.
func (s *stage) told() bool { return s.err == nil }

// register takes a matter in; it becomes the one that the story is about.
func (s *stage) register(who string, in service.Submission) {
	if s.err != nil {
		return
	}
	v, err := s.matters.Register(s.ctx, s.by(who), in)
	if err != nil {
		s.err = fmt.Errorf("%s registers: %w", who, err)
		return
	}
	s.m, s.all[v.ID] = v.Complaint, v.Complaint
}

// act gives a command on the matter, and goes on a little: typing takes time.
func (s *stage) act(who string, cmd complaint.Command) {
	if s.err != nil {
		return
	}
	v, err := s.matters.Act(s.ctx, s.by(who), s.m.ID, cmd, 0)
	if err != nil {
		s.err = fmt.Errorf("%s gives %s at %s: %w", who, cmd.Word(), s.clock.Format(time.RFC3339), err)
		return
	}
	s.m, s.all[v.ID] = v.Complaint, v.Complaint
	if cmd.Word() == complaint.Merge {
		if err := s.look(); err != nil {
			s.err = err
		}
	}
	least, most := 20*time.Second, 90*time.Second
	if s.m.Severity == terms.Critical {
		least, most = 4*time.Second, 12*time.Second
	}
	if s.clock = s.clock.Add(s.between(least, most)); s.clock.After(s.end) {
		s.clock = s.end
	}
}

// about makes another matter of the story the one that it is about.
func (s *stage) about(m complaint.Complaint) {
	if s.err == nil {
		s.m = s.all[m.ID]
	}
}

func (s *stage) between(least, most time.Duration) time.Duration {
	if s.late {
		least, most = least*3/2, most*3
	}
	return (least + time.Duration(s.rand.Int64N(int64(most-least)+1))).Truncate(time.Second)
}

// chance is true in so many of a hundred stories.
func (s *stage) chance(percent int) bool { return s.rand.IntN(100) < percent }

// pass lets wall-clock time pass.
func (s *stage) pass(least, most time.Duration) { s.to(s.clock.Add(s.between(least, most))) }

// worked lets office hours pass.
func (s *stage) worked(least, most time.Duration) {
	s.to(s.office.Add(worktime.Office, s.clock, s.between(least, most)))
}

// served lets hours of the service desk pass.
func (s *stage) served(least, most time.Duration) {
	s.to(s.office.Add(worktime.Service, s.clock, s.between(least, most)))
}

// workday is a time of the day so many office days ago.
func (s *stage) workday(ago, clock int) { s.to(workday(s.office, s.end, ago, clock)) }

// day is a time of the day so many days ago.
func (s *stage) day(ago, clock int) { s.to(daysFrom(s.office, s.end, -ago, clock)) }

// ahead is a time of the day so many days after the story's present.
func (s *stage) ahead(days, clock int) time.Time {
	return daysFrom(s.office, s.clock, days, clock)
}

// daysFrom is a time of the day so many days from a moment; 1020 is 10:20.
func daysFrom(cal *worktime.Calendar, from time.Time, days, clock int) time.Time {
	local := from.In(cal.Location())
	return time.Date(local.Year(), local.Month(), local.Day()+days, clock/100, clock%100, 0, 0, cal.Location()).UTC()
}

// workday counts office days back from a day, which counts as none itself.
func workday(cal *worktime.Calendar, from time.Time, ago, clock int) time.Time {
	days := 0
	for ago > 0 {
		days--
		if cal.Open(worktime.Office, daysFrom(cal, from, days, 1000)) {
			ago--
		}
	}
	return daysFrom(cal, from, days, clock)
}
