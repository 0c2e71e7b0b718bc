package policy

import (
	"fmt"
	"strings"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/worktime"
)

// WorkCalendar is what an admin decides about office and service hours and
// about holidays; worktime reckons by it.
type WorkCalendar struct {
	Weekdays   []int             `json:"weekdays" validate:"min=1,max=7,unique,dive,gte=1,lte=7"` // office days, Monday = 1
	Office     []worktime.Period `json:"office" validate:"min=1,max=12"`
	Service    []worktime.Period `json:"service" validate:"min=1,max=12"`
	Holidays   []Holiday         `json:"holidays" validate:"max=500,dive"`
	MakeUpDays []string          `json:"makeUpDays" validate:"max=500,unique,dive,datetime=2006-01-02"` // 调休上班
}

// Holiday is one stretch of days off. A provisional one was not yet announced
// by the State Council and may move.
type Holiday struct {
	NameZH      string `json:"nameZh" validate:"required,max=60"`
	NameEN      string `json:"nameEn" validate:"required,max=60"`
	From        string `json:"from" validate:"required,datetime=2006-01-02"`
	To          string `json:"to" validate:"required,datetime=2006-01-02"`
	Provisional bool   `json:"provisional,omitempty"`
}

const (
	dayLayout      = "2006-01-02"
	longestHoliday = 60
)

// Validate tells everything that is wrong with a calendar at once.
func (w WorkCalendar) Validate() error {
	wrong := checkTags(w)
	for i, h := range w.Holidays {
		if days, ok := h.days(); ok && (len(days) == 0 || len(days) > longestHoliday) {
			wrong.Add(fmt.Sprintf("holidays[%d].to", i), "range",
				fmt.Sprintf("须不早于开始日，且不超过 %d 天。", longestHoliday),
				fmt.Sprintf("Must not lie before the first day, nor make more than %d days.", longestHoliday))
		}
	}
	checkPeriods(&wrong, "office", w.Office)
	checkPeriods(&wrong, "service", w.Service)
	for i, day := range w.MakeUpDays {
		if h, off := w.HolidayOn(day); off {
			wrong.Add(fmt.Sprintf("makeUpDays[%d]", i), "holiday_too", fmt.Sprintf("%s 已列为「%s」放假，不能同时上班。", day, h.NameZH),
				fmt.Sprintf("%s is a day off of %s; it cannot be worked too.", day, h.NameEN))
		}
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	if _, err := w.Calendar(time.UTC); err != nil {
		wrong.Add("calendar", "calendar", "日历设置有误："+err.Error(), err.Error())
	}
	return wrong.Err()
}

// checkPeriods: times of a day, each after the one before.
func checkPeriods(wrong *fault.Fields, field string, periods []worktime.Period) {
	end := ""
	for i, p := range periods {
		at := fmt.Sprintf("%s[%d]", field, i)
		good := true
		for name, text := range map[string]string{".from": p.From, ".to": p.To} {
			if _, err := time.Parse("15:04", text); (err != nil || len(text) != 5) && !(name == ".to" && text == "24:00") {
				good = false
				wrong.Add(at+name, "datetime", "须写成 08:30 的形式。", "Must be written like 08:30.")
			}
		}
		switch {
		case !good:
			return
		case p.To <= p.From:
			wrong.Add(at+".to", "after", "须晚于开始时间。", "Must lie after its beginning.")
		case p.From < end:
			wrong.Add(at+".from", "after", "须在上一时段结束之后。", "Must lie after the end of the period before.")
		}
		end = p.To
	}
}

// YearState is how far the days off of a year are known.
type YearState string

const (
	Announced   YearState = "announced"   // by the State Council's notice
	Provisional YearState = "provisional" // the statutory days alone; make-up days are missing
	Missing     YearState = "missing"
)

// Year says how far the days off of a year are known.
func (w WorkCalendar) Year(year int) YearState {
	state, prefix := Missing, fmt.Sprintf("%04d-", year)
	for _, h := range w.Holidays {
		switch {
		case !strings.HasPrefix(h.From, prefix):
		case h.Provisional:
			return Provisional
		default:
			state = Announced
		}
	}
	return state
}

// Calendar makes the arithmetic of it, its hours meant in the location.
func (w WorkCalendar) Calendar(location *time.Location) (*worktime.Calendar, error) {
	c := worktime.Config{Location: location, Office: w.Office, Service: w.Service, MakeUpDays: w.MakeUpDays}
	for _, d := range w.Weekdays {
		c.Weekdays = append(c.Weekdays, time.Weekday(d%7))
	}
	for i, h := range w.Holidays {
		days, ok := h.days()
		if !ok {
			return nil, fault.New(fault.Invalid, "invalid_calendar",
				fmt.Sprintf("假日第 %d 项的日期有误。", i+1), fmt.Sprintf("holidays[%d]: dates must be written like 2026-10-01", i))
		}
		c.Holidays = append(c.Holidays, days...)
	}
	return worktime.New(c)
}

// HolidayOn finds the holiday that a day belongs to.
func (w WorkCalendar) HolidayOn(day string) (Holiday, bool) {
	for _, h := range w.Holidays {
		if h.From <= day && day <= h.To {
			return h, true
		}
	}
	return Holiday{}, false
}

// days lists the stretch, one more than allowed at most; false when a date is none.
func (h Holiday) days() ([]string, bool) {
	from, err := time.Parse(dayLayout, h.From)
	if err != nil {
		return nil, false
	}
	to, err := time.Parse(dayLayout, h.To)
	if err != nil {
		return nil, false
	}
	var days []string
	for d := from; !d.After(to) && len(days) <= longestHoliday; d = d.AddDate(0, 0, 1) {
		days = append(days, d.Format(dayLayout))
	}
	return days, true
}
