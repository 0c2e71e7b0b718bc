package complaint

import (
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/terms"
)

// Who may give a command, by role and by what the person has to do with the matter.

func desk(a access.Actor, _ *Complaint) bool   { return a.OnDesk() }
func leader(a access.Actor, _ *Complaint) bool { return a.Is(access.Leader) }
func deskOrLeader(a access.Actor, _ *Complaint) bool {
	return a.OnDesk() || a.Is(access.Leader)
}
func supervisor(a access.Actor, _ *Complaint) bool { return a.Is(access.DeskLead, access.Leader) }
func anyHead(a access.Actor, _ *Complaint) bool    { return a.Is(access.DeptHead) }
func deskOrHead(a access.Actor, m *Complaint) bool { return a.OnDesk() || a.Is(access.DeptHead) }
func approver(a access.Actor, _ *Complaint) bool {
	return a.Is(access.DeptHead, access.Legal, access.Leader)
}

// lead is the department that the matter was dispatched to, or would be.
func lead(a access.Actor, m *Complaint) bool {
	return a.Is(access.Handler, access.DeptHead) && a.Department == m.Lead()
}

func head(a access.Actor, m *Complaint) bool {
	return a.Is(access.DeptHead) && lead(a, m)
}

func deskOrLead(a access.Actor, m *Complaint) bool {
	return a.OnDesk() || (m.DispatchedAt != nil && lead(a, m))
}

// caller may log a call: a leader calls back where the desk did the work itself.
func caller(a access.Actor, m *Complaint) bool { return deskOrLead(a, m) || leader(a, m) }

// atTask is the desk, the lead department, or one that a task was given to.
func atTask(a access.Actor, m *Complaint) bool {
	return deskOrLead(a, m) || a.Is(access.Handler, access.DeptHead) &&
		slices.ContainsFunc(m.Tasks, func(t Task) bool { return t.Department == a.Department })
}

func deskOrLeadDepartment(a access.Actor, m *Complaint) bool { return a.OnDesk() || lead(a, m) }

func headOrDeskLead(a access.Actor, m *Complaint) bool {
	return a.Is(access.DeskLead) || head(a, m)
}

func resumer(a access.Actor, m *Complaint) bool { return a.Is(access.DeskLead) || lead(a, m) }

// finance pays.
func finance(a access.Actor, _ *Complaint) bool {
	return a.Is(access.Handler, access.DeptHead) && a.Department == terms.Finance
}

// payeeOrPayer is the owner, a household of a group matter, finance, or the desk
// with the paper in hand.
func payeeOrPayer(a access.Actor, m *Complaint) bool {
	return ownerOrDesk(a, m) || joined(a, m) || finance(a, m)
}

func staff(a access.Actor, _ *Complaint) bool {
	return a.OnDesk() || a.Is(access.Handler, access.DeptHead, access.Legal, access.Leader)
}

// onIt is staff whose work the matter is.
func onIt(a access.Actor, m *Complaint) bool {
	switch a.Role {
	case access.Desk, access.DeskLead, access.Leader:
		return true
	case access.Handler, access.DeptHead:
		return slices.Contains(m.Keys.Audience, access.DepartmentAudience(a.Department)) || onTaskForce(a, m)
	case access.Legal:
		return slices.Contains(m.Keys.Audience, access.LegalAudience) || onTaskForce(a, m)
	}
	return false
}

func isOwner(a access.Actor, m *Complaint) bool {
	return a.Owns(m.OwnerID)
}

// ownerOrDesk is the owner, or the desk on the owner's word.
func ownerOrDesk(a access.Actor, m *Complaint) bool { return a.OnDesk() || isOwner(a, m) }

// ownerOrHandling is the owner, the desk, or the department that handles it.
func ownerOrHandling(a access.Actor, m *Complaint) bool {
	return isOwner(a, m) || deskOrLeadDepartment(a, m)
}

func ownerDeskOrLeader(a access.Actor, m *Complaint) bool {
	return isOwner(a, m) || joined(a, m) || deskOrLeader(a, m)
}

// neighbourOrDesk is another owner of the community, or the desk on their word.
func neighbourOrDesk(a access.Actor, m *Complaint) bool {
	return a.OnDesk() || a.Is(access.Owner) && !a.Owns(m.OwnerID)
}

func joined(a access.Actor, m *Complaint) bool {
	return slices.ContainsFunc(m.Households, func(h Household) bool { return a.Owns(h.OwnerID) })
}

func joinedOrDesk(a access.Actor, m *Complaint) bool { return a.OnDesk() || joined(a, m) }

// onTaskForce: the task force was named with this account in it.
func onTaskForce(a access.Actor, m *Complaint) bool {
	return m.Incident != nil && (m.Incident.TaskForce.names(a.ID) || a.ForID != "" && m.Incident.TaskForce.names(a.ForID))
}

func deskLeaderOrTaskForce(a access.Actor, m *Complaint) bool {
	return deskOrLeader(a, m) || onTaskForce(a, m)
}

// briefer is whoever knows how things stand: desk, leaders, the department in charge, the task force.
func briefer(a access.Actor, m *Complaint) bool {
	return deskLeaderOrTaskForce(a, m) || lead(a, m)
}
