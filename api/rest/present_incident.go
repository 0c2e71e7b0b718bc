package rest

import (
	"anju/api/contract"
	"anju/internal/core/complaint"
)

// presentIncident adds what passes between colleagues of a major incident.
func presentIncident(x *contract.Matter, m *complaint.Complaint) {
	if i := m.Incident; i != nil {
		shown := incidentOf(i)
		x.Incident = &shown
	}
	x.Briefings = each(m.Briefings, briefingOf)
	x.Wording = wordingOf(m.Wording)
}

func incidentOf(i *complaint.Incident) contract.Incident {
	x := contract.Incident{
		Level: contract.IncidentLevel(i.Level), Reason: i.Reason, DeclaredBy: presentPerson(i.DeclaredBy), DeclaredAt: i.DeclaredAt,
		EndedAt: i.EndedAt, EndedBy: presentPersonOf(i.EndedBy), Conclusion: text(i.Conclusion),
		Decisions: each(i.Decisions, func(d complaint.Decision) contract.IncidentDecision {
			return contract.IncidentDecision{Decision: d.Decision, By: d.By, At: d.At, RecordedBy: presentPerson(d.RecordedBy)}
		}),
	}
	if f := i.TaskForce; f != nil {
		x.TaskForce = &contract.TaskForce{Lead: memberOf(f.Lead), Members: each(f.Members, memberOf), By: presentPerson(f.By), At: f.At}
	}
	return x
}

func memberOf(m complaint.TaskMember) contract.TaskMember {
	return contract.TaskMember{AccountId: text(m.AccountID), Name: m.Name, Department: text(m.Department), Role: text(m.Role)}
}

func briefingOf(b complaint.Briefing) contract.Briefing {
	return contract.Briefing{
		No: b.No, By: presentPerson(b.By), At: b.At, Situation: b.Situation, Casualties: b.Casualties, Households: b.Households, Measures: b.Measures, NextBy: b.NextBy,
	}
}

func wordingOf(w *complaint.Wording) *contract.Wording {
	if w == nil {
		return nil
	}
	return &contract.Wording{
		Proposed: text(w.Proposed), ProposedBy: presentPersonOf(w.ProposedBy), ProposedAt: w.ProposedAt,
		Approved: text(w.Approved), ApprovedBy: presentPersonOf(w.ApprovedBy), ApprovedAt: w.ApprovedAt,
	}
}
