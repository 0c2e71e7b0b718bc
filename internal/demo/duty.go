package demo

import (
	"context"
	"fmt"
	"time"

	"anju/internal/core/account"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/handover"
	"anju/internal/core/roster"
	"anju/internal/desk/accounts"
	"anju/internal/desk/duty"
)

// keepWatch fills the duty rosters: every community has a usual week; in the
// first one two people of this week changed places.
func keepWatch(ctx context.Context, d Deps, c *cast, now time.Time) error {
	deps := d.Duty.Deps
	deps.Now = func() time.Time { return now }
	s, lead := duty.New(deps), c.by("lead1")
	communities, err := d.Owners.Estate.Communities(ctx, estate.CommunityQuery{Limit: 100})
	if err != nil {
		return err
	}
	for i, x := range communities {
		if _, err := s.Write(ctx, lead, duty.Written{CommunityID: x.ID, Usual: true, Shifts: usualWeek(c, i)}); err != nil {
			return fault.Wrap("demo roster", err)
		}
	}
	if len(communities) == 0 {
		return nil
	}
	first := usualWeek(c, 0)
	for i := range first {
		switch x := &first[i]; {
		case x.Post != roster.FrontDesk:
		case x.AccountID == c.by("desk1").ID:
			x.AccountID = c.by("desk2").ID
		default:
			x.AccountID = c.by("desk1").ID
		}
	}
	_, err = s.Write(ctx, lead, duty.Written{CommunityID: communities[0].ID, Shifts: first})
	return err
}

// guards watch the control rooms; they have no account.
var guards = []string{"高志勇", "马国强", "罗永福", "梁家伟", "宋海涛", "唐立军"}

// usualWeek of the community so far down the list: by day and night, the desk by
// day alone. In the third community no manager stays over night.
func usualWeek(c *cast, n int) []roster.Shift {
	var out []roster.Shift
	add := func(post roster.Post, day int, from, to, login string) {
		out = append(out, roster.Shift{Post: post, Day: day, From: from, To: to, AccountID: c.by(login).ID})
	}
	guard := func(day int, from, to string, i int) {
		i = (n*2 + i) % len(guards)
		out = append(out, roster.Shift{Post: roster.ControlRoom, Day: day, From: from, To: to, Name: guards[i], Phone: fmt.Sprintf("1988000%04d", 100+i)})
	}
	for day := 1; day <= 7; day++ {
		desk, manager := []string{"desk1", "desk2"}[day%2], []string{"head.svc", "lead1", "head.con"}[(day+n)%3]
		add(roster.FrontDesk, day, "08:00", "20:00", desk)
		guard(day, "08:00", "20:00", 0)
		guard(day, "20:00", "08:00", 1)
		add(roster.Engineering, day, "08:00", "20:00", "handler.eng")
		add(roster.Engineering, day, "20:00", "08:00", "head.eng")
		if n != 2 {
			add(roster.Manager, day, "08:00", "08:00", manager)
		} else {
			add(roster.Manager, day, "08:00", "18:00", manager)
		}
	}
	return out
}

// handShiftsOver leaves two shifts behind, one signed by both and this morning's,
// and lets somebody stand in for a head who is away.
func handShiftsOver(ctx context.Context, d Deps, c *cast, now time.Time) error {
	deps := d.Duty.Deps
	for _, shift := range []struct {
		ago         time.Duration
		goes, comes string
		notes, keys string
	}{
		{14 * time.Hour, "desk1", "desk2", "夜里再看一次 11 栋电梯机房；有业主约了今晚回电。", "A-15 已逾期，宏达门窗答应今天送回；其余在库钥匙已清点。"},
		{2 * time.Hour, "desk2", "desk1", "中控室报 3 号门道闸卡滞，已通知工程，请跟进。", ""},
	} {
		at := now.Add(-shift.ago)
		deps.Now = func() time.Time { return at }
		s := duty.New(deps)
		h, err := s.HandOver(ctx, c.by(shift.goes), handover.Form{Notes: shift.notes, KeyNotes: shift.keys, ToID: c.by(shift.comes).ID})
		if err != nil {
			return fault.Wrap("demo handover", err)
		}
		if shift.ago > 12*time.Hour {
			at = at.Add(6 * time.Minute)
			if _, err := s.TakeOver(ctx, c.by(shift.comes), h.ID, "钥匙已核对。"); err != nil {
				return fault.Wrap("demo handover", err)
			}
		}
	}
	d.Accounts.Now = func() time.Time { return now }
	away := account.Deputy{AccountID: c.by("handler.con").ID, From: now.Add(-24 * time.Hour), Until: now.AddDate(0, 0, 5)}
	_, err := accounts.New(d.Accounts).SetDeputy(ctx, c.by("leader1"), c.by("head.con").ID, &away)
	return err
}
