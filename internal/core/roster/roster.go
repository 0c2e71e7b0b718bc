// Package roster is the duty roster (值班表): who is on duty in a community, at
// which post and at which hours, a sheet for each week over a usual week that
// holds where none was written. It tells who to ring now, who comes next, and
// where the sheet has gaps or the same person twice.
package roster

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// Post is what somebody on duty is there for.
type Post string

// The posts of a community, in the order in which they are shown.
const (
	FrontDesk   Post = "front_desk"   // 前台
	ControlRoom Post = "control_room" // 中控室
	Engineering Post = "engineering"  // 工程
	Manager     Post = "manager"      // 值班经理
)

// Posts are all posts.
var Posts = []Post{FrontDesk, ControlRoom, Engineering, Manager}

// Usual names the sheet that holds in every week that has none of its own.
const Usual = "usual"

// Most that a sheet holds.
const Most = 300

// Shift is one person at one post on one day of the week, from an hour to an
// hour of the wall. One that ends at or before its beginning passes midnight.
type Shift struct {
	Post      Post   `json:"post"`
	Day       int    `json:"day"` // 1 Monday … 7 Sunday: the day on which it begins
	From      string `json:"from"`
	To        string `json:"to"`
	AccountID string `json:"accountId,omitempty"` // "" for somebody without an account
	Name      string `json:"name"`
	Phone     string `json:"phone,omitempty"`
}

// Sheet is the roster of one community for one week, or its usual week.
type Sheet struct {
	ID          string    `json:"id"`
	Version     int64     `json:"version"`
	CommunityID string    `json:"communityId"`
	Week        string    `json:"week"`              // the Monday, YYYY-MM-DD, or Usual
	Default     bool      `json:"default,omitempty"` // the week was given back to the usual one
	Shifts      []Shift   `json:"shifts"`
	UpdatedAt   time.Time `json:"updatedAt"`
	UpdatedBy   By        `json:"updatedBy"`
}

// By is who wrote a sheet.
type By struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// ID is the name under which the sheet of a community's week is kept.
func ID(communityID, week string) string { return communityID + "/" + week }

// Monday is the week that a day lies in, by its Monday.
func Monday(day time.Time) string {
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7).Format(time.DateOnly)
}

var hour = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// Written is the sheet with other shifts, put in order, or what is wrong with them.
func (s Sheet) Written(shifts []Shift, asUsual bool, by By, at time.Time) (Sheet, error) {
	shifts = slices.Clone(shifts)
	var w fault.Fields
	if len(shifts) > Most {
		w.Add("shifts", "max", fmt.Sprintf("一周最多 %d 个班次。", Most), fmt.Sprintf("A week has at most %d shifts.", Most))
		return s, w.Err()
	}
	for i := range shifts {
		shifts[i].check(&w, fmt.Sprintf("shifts[%d].", i))
	}
	if asUsual && (len(shifts) > 0 || s.Week == Usual) {
		w.Add("default", "empty", "恢复为常规班表时不带班次；常规班表本身不能恢复。", "A week given back to the usual one brings no shifts; the usual week itself cannot be given back.")
	}
	if err := w.Err(); err != nil {
		return s, err
	}
	slices.SortStableFunc(shifts, func(a, b Shift) int {
		if c := slices.Index(Posts, a.Post) - slices.Index(Posts, b.Post); c != 0 {
			return c
		}
		return strings.Compare(fmt.Sprint(a.Day, a.From, a.To), fmt.Sprint(b.Day, b.From, b.To))
	})
	s.ID = ID(s.CommunityID, s.Week)
	s.Version++
	s.Default, s.Shifts, s.UpdatedBy, s.UpdatedAt = asUsual, shifts, by, at
	return s, nil
}

func (x *Shift) check(w *fault.Fields, at string) {
	x.Name, x.Phone = strings.TrimSpace(x.Name), account.NormalPhone(x.Phone)
	posts := make([]string, len(Posts))
	for i, p := range Posts {
		posts[i] = string(p)
	}
	w.OneOf(at+"post", string(x.Post), posts...)
	if x.Day < 1 || x.Day > 7 {
		w.Add(at+"day", "range", "星期须为 1（周一）至 7（周日）。", "A day is 1 (Monday) to 7 (Sunday).")
	}
	for _, f := range [][2]string{{"from", x.From}, {"to", x.To}} {
		if !hour.MatchString(f[1]) {
			w.Add(at+f[0], "format", "时间须为 00:00 至 23:59。", "An hour is 00:00 to 23:59.")
		}
	}
	w.Length(at+"name", x.Name, 1, 60)
	if x.Phone != "" && !account.PhoneLike(x.Phone) {
		w.Add(at+"phone", "format", "电话号码须为 7 至 15 位数字。", "A phone number has 7 to 15 digits.")
	}
}

// person tells people apart: by account, else by phone, else by name.
func (x Shift) person() string {
	switch {
	case x.AccountID != "":
		return "a:" + x.AccountID
	case x.Phone != "":
		return "p:" + x.Phone
	}
	return "n:" + x.Name
}
