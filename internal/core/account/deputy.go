package account

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// longestAway bounds one absence.
const longestAway = 366 * 24 * time.Hour

// AwayAt reports whether the person is away at the time.
func (a Account) AwayAt(at time.Time) bool {
	return a.Deputy != nil && !at.Before(a.Deputy.From) && !at.After(a.Deputy.Until)
}

// DeputyAt is the account that stands in at the given time; "" when nobody does.
func (a Account) DeputyAt(at time.Time) string {
	if !a.AwayAt(at) {
		return ""
	}
	return a.Deputy.AccountID
}

// Deputised reports whether the person's work on matters is such as a deputy can
// do, and so whether they can be a deputy themselves.
func (a Account) Deputised() bool { return a.Active && slices.Contains(access.Deputised(), a.Role) }

// checkAway tells what is wrong with the absence by itself.
func (a Account) checkAway(f *fault.Fields) {
	d := a.Deputy
	if d.AccountID == a.ID && a.ID != "" {
		f.Add("deputy.accountId", "other_person", "代理人须为他人。", "The deputy must be another person.")
	}
	switch {
	case d.Until.Before(d.From):
		f.Add("deputy.until", "after_from", "结束时间须晚于开始时间。", "Must not be before the start.")
	case d.Until.Sub(d.From) > longestAway:
		f.Add("deputy.until", "too_long", "离岗最长一年。", "An absence is one year at most.")
	}
}

// CheckDeputy tells whether the person has work that a deputy can do, and whether
// the one named (the zero account: nobody) can stand in for them.
func (a Account) CheckDeputy(f *fault.Fields, deputy Account) {
	if !a.Deputised() {
		f.Add("deputy", "not_for_role", "这一角色不办理事项，不需要代理人。", "This role works on no matters and needs no deputy.")
	}
	if a.Deputy.AccountID == "" {
		return
	}
	switch d := deputy.Deputy; {
	case !deputy.Deputised():
		f.Add("deputy.accountId", "unfit", "代理人须为办理事项的在岗员工（客服、经办人、主管、法务或领导）。", "A deputy is an active colleague who works on matters: desk, handler, head, counsel or leader.")
	case d != nil && !d.Until.Before(a.Deputy.From) && !a.Deputy.Until.Before(d.From):
		f.Add("deputy.accountId", "away", "此人在这段时间里也不在岗。", "This person is away in that time, too.")
	}
}

// MayNameDeputy reports whether the actor may say that somebody is away: the
// person themselves, an admin, and, where both serve a community, the head of
// their department, the desk lead of clerks, a leader.
func MayNameDeputy(by access.Actor, away Account) bool {
	switch {
	case by.ID == away.ID, by.Is(access.Admin):
		return true
	case !away.servesWith(by):
		return false
	case by.Is(access.Leader):
		return true
	case by.Is(access.DeptHead):
		return away.Role == access.Handler && away.Department == by.Department
	case by.Is(access.DeskLead):
		return away.Role == access.Desk
	}
	return false
}

// servesWith reports whether there is a community that both work for.
func (a Account) servesWith(by access.Actor) bool {
	return len(by.CommunityIDs) == 0 || len(a.CommunityIDs) == 0 || slices.ContainsFunc(by.CommunityIDs, a.Serves)
}
