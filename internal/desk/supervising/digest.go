package supervising

import (
	"context"
	"fmt"
	"strings"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/policy"
)

var leadership = account.StaffQuery{Role: access.Leader}

// named is how many matters of a department the digest names.
const named = 5

// TellDigest tells every leader, once a day, what is late by half and more, by
// department, with what waits for their own word; nothing where there is nothing.
func (s *Service) TellDigest(ctx context.Context) (int, error) {
	r := s.Rules()
	day := r.Calendar.Day(s.now())
	leaders, err := leadersOf(ctx, s)
	if err != nil {
		return 0, err
	}
	for _, a := range leaders {
		list, err := s.digest(ctx, a, r.Policy.Departments)
		if err != nil {
			return 0, err
		}
		if list.ZH == "" {
			continue
		}
		to := toAccount(a.ID)
		to.Detail.List, to.Detail.Link = list, "/supervision?show=long_late"
		if err := s.Teller.Notify(ctx, message.Notice{Key: "digest:" + day, Kind: message.Digest, To: to}); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// digest counts up what one leader is to know; empty when there is nothing.
func (s *Service) digest(ctx context.Context, a access.Actor, departments []policy.Department) (fault.Text, error) {
	scope := access.SightOf(a)
	late := complaint.Query{Mark: complaint.MarkLongLate, Limit: named, Count: true}
	all, err := s.Matters.List(ctx, scope, late)
	if err != nil || all.Total == 0 {
		return s.waiting(ctx, scope, nil, nil, err)
	}
	zh := []string{fmt.Sprintf("超时 150%% 的事项 %d 件", all.Total)}
	en := []string{fmt.Sprintf("%d matters late by half and more", all.Total)}
	left := all.Total
	for _, d := range departments {
		q := late
		q.Department = d.Code
		page, err := s.Matters.List(ctx, scope, q)
		if err != nil {
			return fault.Text{}, err
		}
		if page.Total > 0 {
			zh = append(zh, fmt.Sprintf("%s %d 件（%s）", d.NameZH, page.Total, numbers(page)))
			en = append(en, fmt.Sprintf("%s %d (%s)", d.NameEN, page.Total, numbers(page)))
			left -= page.Total
		}
	}
	if left > 0 {
		zh, en = append(zh, fmt.Sprintf("尚未派单 %d 件", left)), append(en, fmt.Sprintf("not dispatched yet %d", left))
	}
	return s.waiting(ctx, scope, zh, en, nil)
}

// waiting adds the questions that wait for a leader.
func (s *Service) waiting(ctx context.Context, scope access.Scope, zh, en []string, err error) (fault.Text, error) {
	if err != nil {
		return fault.Text{}, err
	}
	asked, err := s.Matters.List(ctx, scope, complaint.Query{Mark: complaint.MarkConsulting, Limit: 1, Count: true})
	if err == nil && asked.Total > 0 {
		zh, en = append(zh, fmt.Sprintf("待批复请示 %d 件", asked.Total)), append(en, fmt.Sprintf("questions waiting for a leader: %d", asked.Total))
	}
	return fault.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}, err
}

func numbers(p complaint.Page) string {
	var out []string
	for _, m := range p.Items {
		out = append(out, m.Number)
	}
	if p.Total > int64(len(out)) {
		out = append(out, "…")
	}
	return strings.Join(out, " ")
}
