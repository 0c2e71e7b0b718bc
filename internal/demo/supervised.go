package demo

import (
	"context"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/message"
	"anju/internal/core/terms"
	"anju/internal/desk/service"
	"anju/internal/desk/supervising"
)

// silent tells nobody: what happened on demo dates is no news.
type silent struct{}

func (silent) Notify(context.Context, message.Notice) error { return nil }

// supervise has an order over two late matters climb and be answered late, and
// another wait for its answer.
func supervise(ctx context.Context, d Deps, c *cast, now time.Time) error {
	late, err := overdueTwo(ctx, d, now)
	if err != nil || len(late) < 2 {
		return err
	}
	rules := d.Matters.Rules()
	begun := now.AddDate(0, 0, -3)
	for _, m := range late {
		if last := m.UpdatedAt.Add(time.Hour); last.After(begun) {
			begun = last
		}
	}
	on := func(at time.Time) *supervising.Service {
		deps := d.Supervising.Deps
		deps.Now = func() time.Time { return at }
		matters := d.Matters
		matters.Now = deps.Now
		deps.Carrier, deps.Teller = service.New(matters), silent{}
		return supervising.New(deps)
	}
	lead, leader, head := c.by("lead1"), c.by("leader1"), c.by("head.eng")
	whole := now.Sub(begun)
	part := func(hundredths time.Duration) time.Time { return begun.Add(whole * hundredths / 100) }
	o, err := on(begun).Issue(ctx, lead, supervising.NewOrder{
		Level: complaint.LevelUrging, Source: "overdue", Note: "两件均已超过承诺时间，请说明原因，给出新的完成时间并告知业主。",
		ComplaintIDs: []string{late[0].ID, late[1].ID}, AnswerBy: part(30),
	})
	if err != nil {
		return err
	}
	if _, err := on(part(31)).Climb(ctx); err != nil {
		return err
	}
	newDate := daysFrom(rules.Calendar, now, 3, 1730)
	if _, err := on(part(70)).Answer(ctx, head, o.ID, complaint.OrderReply{
		Progress: "第一件班组已到场，第二件材料明天到货。", Why: "同期抢修多，班组排不开；材料供应商晚发货两天。",
		Measures: "增派一个班组，改用现货供应商；每天 17:00 前更新进度。", NewDate: &newDate, Responsible: "周经理",
	}, 0); err != nil {
		return err
	}
	_, err = on(part(90)).Issue(ctx, leader, supervising.NewOrder{
		Level: complaint.LevelOrder, Source: "instruction", Note: "请查明同类事项反复超时的原因，拿出一个月内见效的办法。", ComplaintIDs: []string{late[1].ID},
		Departments: []string{terms.Engineering, terms.Service}, AnswerBy: daysFrom(rules.Calendar, now, 2, 1730),
	})
	return err
}

// overdueTwo are the two matters of engineering that have been late longest and
// on which nothing was done lately.
func overdueTwo(ctx context.Context, d Deps, now time.Time) ([]complaint.Complaint, error) {
	open := true
	page, err := d.Matters.Matters.List(ctx, access.Everything("the demo looks for late matters"), complaint.Query{
		Open: &open, Department: terms.Engineering, DueBefore: &now, Sort: complaint.ByDue, Ascending: true, Limit: 50,
	})
	var out []complaint.Complaint
	for _, m := range page.Items {
		if m.UpdatedAt.Before(now.Add(-24*time.Hour)) && len(out) < 2 && !m.Confidential {
			out = append(out, m)
		}
	}
	return out, err
}
