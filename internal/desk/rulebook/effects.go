package rulebook

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/rules"
)

// Effect is one sentence on what a change means for what is under way.
type Effect struct {
	Kind    string
	Count   int64 // how many it concerns; 0 where it is not counted
	Message fault.Text
}

const (
	clocksKept      = "clocks_kept"
	noLimit         = "no_limit"
	categoryRetired = "category_retired"
	deptRetired     = "department_retired"
	plansKept       = "plans_kept"
	yearUnannounced = "year_unannounced"
)

// effects says what a change means for matters that are open, so that nobody is
// surprised by what it does or does not do.
func (s *Service) effects(ctx context.Context, was, is *rules.Rules, name string, changes []rules.Change) (out []Effect, err error) {
	touches := func(parts ...string) bool {
		for _, c := range changes {
			for _, p := range parts {
				if strings.HasPrefix(c.Field, p) {
					return true
				}
			}
		}
		return false
	}
	open := true
	if len(changes) > 0 && (name == rules.Calendar || touches("limits", "windows.approvalInAll", "windows.transferMargin")) {
		n, err := s.count(ctx, complaint.Query{Open: &open})
		if err != nil {
			return nil, err
		}
		out = append(out, Effect{clocksKept, n, fault.Text{
			ZH: fmt.Sprintf("正在走的时限不会突然变动：现有 %d 件未结事项的到期时间保持不变；从现在起开始的时限按新规则计算。事项改变紧急程度、类别或部门时，按新规则从原来的起点重算，已走的时间不丢失。", n),
			EN: fmt.Sprintf("Running time limits do not jump: the %d open matters keep their due times, and limits that start from now on follow the new rules. When a matter's severity, class or department changes, its limits are reckoned anew from where they began, so that no time already run is lost.", n),
		}})
	}
	if touches("tiers") {
		n, err := s.count(ctx, complaint.Query{Statuses: []complaint.Status{complaint.Proposed}})
		if err != nil {
			return nil, err
		}
		out = append(out, Effect{plansKept, n, fault.Text{
			ZH: fmt.Sprintf("正在审批的 %d 个方案按提交时的步骤走完；之后提交的方案按新档次。", n),
			EN: fmt.Sprintf("The %d plans under approval go through the steps that they were proposed with; later plans follow the new tiers.", n),
		}})
	}
	out = append(out, s.unlimited(was.Policy, is.Policy)...)
	for _, c := range is.Policy.Categories {
		if before, known := was.Policy.Category(c.Code); !known || before.Retired || !c.Retired {
			continue
		}
		n, err := s.count(ctx, complaint.Query{Category: c.Code, Open: &open})
		if err != nil {
			return nil, err
		}
		out = append(out, Effect{categoryRetired, n, fault.Text{
			ZH: fmt.Sprintf("「%s」停用后不再用于新的分类；已归入它的 %d 件未结事项照常办理，名称和统计保留。", c.NameZH, n),
			EN: fmt.Sprintf("Nothing new is classified as %s; the %d open matters that are go on as they are, names and figures stay.", c.NameEN, n),
		}})
	}
	for _, d := range is.Policy.Departments {
		if before, known := was.Policy.Department(d.Code); !known || before.Retired || !d.Retired {
			continue
		}
		effect, err := s.departmentRetired(ctx, d)
		if err != nil {
			return nil, err
		}
		out = append(out, effect)
	}
	if year := s.now().In(is.Calendar.Location()).Year() + 1; touches("holidays", "makeUpDays") && is.Days.Year(year) != policy.Announced {
		out = append(out, Effect{Kind: yearUnannounced, Message: fault.Text{
			ZH: fmt.Sprintf("%d 年的放假安排仍非国务院正式通知，跨年的到期时间可能会变。", year),
			EN: fmt.Sprintf("The days off of %d are not those of the State Council's notice yet; due times beyond New Year may move.", year),
		}})
	}
	return out, nil
}

func (s *Service) departmentRetired(ctx context.Context, d policy.Department) (Effect, error) {
	open := true
	n, err := s.count(ctx, complaint.Query{Department: d.Code, Open: &open})
	if err != nil {
		return Effect{}, err
	}
	people, err := s.Staff.Staff(ctx, account.StaffQuery{Department: d.Code})
	return Effect{deptRetired, n, fault.Text{
		ZH: fmt.Sprintf("「%s」停用后不再接新单；它手上的 %d 件未结事项和 %d 名人员不受影响，办结或改派之前仍由它负责。", d.NameZH, n, len(people)),
		EN: fmt.Sprintf("%s takes no new matters; the %d open matters and the %d people that it has stay with it until they are done or sent elsewhere.", d.NameEN, n, len(people)),
	}}, err
}

// unlimited tells of clocks that have lost their limit altogether.
func (s *Service) unlimited(was, is policy.Policy) (out []Effect) {
	has := func(p policy.Policy) map[string]bool {
		m := map[string]bool{}
		for _, r := range p.Limits {
			m[string(r.Clock)] = true
		}
		return m
	}
	now := has(is)
	for _, r := range was.Limits {
		if clock := string(r.Clock); !now[clock] {
			now[clock] = true // once
			name := s.Clock(clock)
			out = append(out, Effect{Kind: noLimit, Message: fault.Text{
				ZH: fmt.Sprintf("「%s」不再有任何时限规则：以后不会计时，除非有人定下日期。", name.ZH),
				EN: fmt.Sprintf("No rule is left for %s: it will not run any more unless somebody sets a date.", name.EN),
			}})
		}
	}
	return out
}

// vanished notes categories and departments that an edit leaves out though they
// ship or though matters carry them: those are retired, never taken away. Causes
// stay for the sake of old matters.
func (s *Service) vanished(ctx context.Context, was, is rules.Decisions, name string, wrong *fault.Fields) error {
	shipped := s.Shipped.Policy
	switch name {
	case rules.Policies:
		for _, c := range was.Policy.Causes {
			if !slices.ContainsFunc(is.Policy.Causes, func(x policy.Cause) bool { return x.Code == c.Code }) {
				wrong.Add("causes", "in_use", fmt.Sprintf("原因「%s」（%s）可能已写在旧事项上，不能删除，可以改名；不用时请在类别里不选它。", c.NameZH, c.Code),
					fmt.Sprintf("Old matters may name the cause %s (%s), so it cannot be taken away; rename it, or leave it out of the categories.", c.NameEN, c.Code))
			}
		}
	case rules.Categories:
		for _, c := range was.Policy.Categories {
			if _, stays := is.Policy.Category(c.Code); stays {
				continue
			}
			_, ships := shipped.Category(c.Code)
			if err := s.gone(ctx, c.Code, fault.Text{ZH: c.NameZH, EN: c.NameEN}, ships, complaint.Query{Category: c.Code}, wrong); err != nil {
				return err
			}
		}
	case rules.Departments:
		for _, d := range was.Policy.Departments {
			if _, stays := is.Policy.Department(d.Code); stays {
				continue
			}
			_, ships := shipped.Department(d.Code)
			if err := s.gone(ctx, d.Code, fault.Text{ZH: d.NameZH, EN: d.NameEN}, ships, complaint.Query{Department: d.Code}, wrong); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) gone(ctx context.Context, code string, called fault.Text, ships bool, carried complaint.Query, wrong *fault.Fields) error {
	if ships {
		wrong.Add("items", "ships", fmt.Sprintf("「%s」（%s）是自带的，不能删除；不用时请停用。", called.ZH, code),
			fmt.Sprintf("%s (%s) ships with Anju and cannot be taken away; retire it instead.", called.EN, code))
		return nil
	}
	n, err := s.count(ctx, carried)
	if err != nil {
		return err
	}
	if n > 0 {
		wrong.Add("items", "in_use", fmt.Sprintf("「%s」（%s）已有 %d 件事项，不能删除；请停用。", called.ZH, code, n),
			fmt.Sprintf("%d matters carry %s (%s), so it cannot be taken away; retire it instead.", n, called.EN, code))
	}
	if carried.Department == "" {
		return nil
	}
	people, err := s.Staff.Staff(ctx, account.StaffQuery{Department: carried.Department})
	if err == nil && len(people) > 0 {
		wrong.Add("items", "has_people", fmt.Sprintf("「%s」还有 %d 名人员，请先调整其部门。", called.ZH, len(people)),
			fmt.Sprintf("%d people belong to %s; move them first.", len(people), called.EN))
	}
	return err
}

func (s *Service) count(ctx context.Context, q complaint.Query) (int64, error) {
	q.Limit, q.Count = 1, true
	page, err := s.Matters.List(ctx, access.Everything("settings say how many matters they concern"), q)
	return page.Total, err
}
