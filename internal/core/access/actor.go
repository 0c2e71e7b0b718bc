// Package access says who may do and see what: the roles, the person who acts,
// the boundary of sight that every reading must carry, and the table of
// operations by role.
package access

import "slices"

// Role is what a person is to the company.
type Role string

const (
	Owner    Role = "owner"     // 业主
	Desk     Role = "desk"      // 客服专员
	DeskLead Role = "desk_lead" // 客服主管
	Handler  Role = "handler"   // 部门经办人
	DeptHead Role = "dept_head" // 部门主管
	Legal    Role = "legal"     // 法务
	Leader   Role = "leader"    // 分管领导 / 公司领导
	Admin    Role = "admin"     // 管理员
	Auditor  Role = "auditor"   // 审计
	System   Role = "system"    // Anju itself: timed work, never a person who signs in
)

// Roles that a person can have.
var Roles = []Role{Owner, Desk, DeskLead, Handler, DeptHead, Legal, Leader, Admin, Auditor}

// Actor is the person (or Anju itself) on whose behalf something is done.
type Actor struct {
	ID           string
	Login        string
	Name         string
	Role         Role
	Department   string
	CommunityIDs []string // empty: all communities
	OwnerID      string   // the person in the owner archive, for role owner
	HouseIDs     []string // the owner's houses

	// StandsInFor are the people away whose deputy the actor is now (代 X), each
	// as they would act themselves. It is found anew with every request.
	StandsInFor []Actor `json:",omitempty"`

	// ForID is whom this one act is done for, of those; "" for oneself.
	ForID string `json:",omitempty"`

	home string // the department of who stands in, while acting for another

	// MergedOwnerIDs are records that turned out to be the same owner; their
	// matters are this person's, too.
	MergedOwnerIDs []string
}

// Owns reports whether the actor is the person of an owner's record.
func (a Actor) Owns(ownerID string) bool {
	return a.Role == Owner && ownerID != "" && (a.OwnerID == ownerID || slices.Contains(a.MergedOwnerIDs, ownerID))
}

// Is reports whether the actor has one of the roles.
func (a Actor) Is(roles ...Role) bool { return slices.Contains(roles, a.Role) }

// Capacities are all that the actor may act as on matters: themselves first,
// then for each of the people away. What is done for another bears both names,
// 「代 X」, wherever it is written down.
func (a Actor) Capacities() []Actor {
	alone := a
	alone.StandsInFor = nil
	out := []Actor{alone}
	for _, x := range a.StandsInFor {
		out = append(out, a.InPlaceOf(x))
	}
	return out
}

// InPlaceOf is the actor as they act for somebody away.
func (a Actor) InPlaceOf(x Actor) Actor {
	return Actor{
		ID: a.ID, Login: a.Login, Name: a.Name + "（代 " + x.Name + "）", Role: x.Role, Department: x.Department, CommunityIDs: x.CommunityIDs,
		ForID: x.ID, home: a.Department,
	}
}

// Answers reports whether an account is the actor's own, or of the one they act for.
func (a Actor) Answers(accountID string) bool {
	return accountID != "" && (a.ID == accountID || a.ForID == accountID)
}

// Of reports whether the actor belongs to a department, in this capacity or of their own.
func (a Actor) Of(department string) bool {
	return department != "" && (a.Department == department || a.home == department)
}

// OnDesk reports whether the actor has the service desk's rights.
func (a Actor) OnDesk() bool { return a.Is(Desk, DeskLead) }

// Staff reports whether the actor is an employee of any role.
func (a Actor) Staff() bool { return a.Role != Owner && a.Role != System }

// Anju is the actor of timed and automatic work.
func Anju() Actor { return Actor{ID: "system", Name: "Anju", Role: System} }
