package policy

import (
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// Trial answers an admin's "received then, due when, and why".
type Trial struct {
	DueAt    time.Time
	Calendar worktime.Kind
	Minutes  int64
	Because  []TrialStep
}

// TrialStep is open time that was counted, or a day passed over with its name.
type TrialStep struct {
	worktime.Step
	Holiday fault.Text // of a holiday that was passed over
}

// Try reckons a clock for a matter received at a moment. A clock that somebody's
// date decides has no limit of its own: fault.Invalid says so.
func (p Policy) Try(calendar *worktime.Calendar, days WorkCalendar, clock terms.ClockKind, ask Ask, received time.Time) (Trial, error) {
	limit := p.Limit(clock, ask)
	if limit.None {
		var wrong fault.Fields
		wrong.Add("clock", "no_limit", "这个时限没有固定时长，由约定的日期决定（如预约时段、方案日期、来文单位的期限）。", "It has no limit of its own; a date that somebody sets decides, such as an appointment, the plan's date or the sender's limit.")
		return Trial{}, wrong.Err()
	}
	t := Trial{DueAt: calendar.Add(limit.Calendar, received, limit.Duration), Calendar: limit.Calendar, Minutes: int64(limit.Duration / time.Minute)}
	for _, s := range calendar.Because(limit.Calendar, received, limit.Duration) {
		step := TrialStep{Step: s}
		if s.Why == worktime.Holiday {
			h, _ := days.HolidayOn(s.Day)
			step.Holiday = fault.Text{ZH: h.NameZH, EN: h.NameEN}
		}
		t.Because = append(t.Because, step)
	}
	return t, nil
}
