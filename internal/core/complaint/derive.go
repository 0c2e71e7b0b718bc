package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/words"
)

// derive computes what follows from the rest of the matter.
func (m *Complaint) derive(env Env) {
	m.bear(env)
	m.promise(env.At)
	m.Keys = Keys{
		Open:     m.Status.Open(),
		DueAt:    m.dueAt(),
		WakeAt:   m.wakeAt(env),
		RetainTo: m.Retention(env.Policy).Until,
		Audience: m.audience(env),
		Waiting:  m.waiting(),
		Spot:     m.spot(),
		Marks:    m.marks(env.Policy, env.Calendar.Day),
		Words:    m.words(),
	}
	m.Keys.Watch = watched(m.Keys.Marks)
}

// Lead is the department that handles the matter, or would: the one dispatched
// to, else that of the class set by a person, else the suggested one.
func (m *Complaint) Lead() string {
	if m.Department != "" {
		return m.Department
	}
	return m.Suggestion.Department
}

// NextDue is the earliest unmet running clock of an open matter; nil when none runs.
func (m *Complaint) NextDue() (next *Clock) {
	if !m.Status.Open() {
		return nil
	}
	for i, c := range m.Clocks {
		if c.live() && c.PausedAt == nil && (next == nil || c.DueAt.Before(next.DueAt)) {
			next = &m.Clocks[i]
		}
	}
	return next
}

func (m *Complaint) dueAt() time.Time {
	if c := m.NextDue(); c != nil {
		return c.DueAt
	}
	return Far
}

// Overdue reports an open matter with an unmet missed clock.
func (m *Complaint) Overdue(at time.Time) bool { return m.Keys.Open && m.Keys.DueAt.Before(at) }

// audience lists the keys of those who may see the matter, beside the desk,
// leaders and auditors of its community.
func (m *Complaint) audience(env Env) []string {
	keys := []string{}
	add := func(k string) {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	if m.OwnerID != "" {
		add(access.OwnerAudience(m.OwnerID))
	}
	for _, h := range m.Households {
		add(access.OwnerAudience(h.OwnerID))
	}
	if m.Grouped != nil && m.Status.Open() {
		add(access.GroupAudience(m.Grouped.CommunityID))
	}
	if m.Incident.Open() {
		add(access.IncidentAudience)
		for _, x := range m.Incident.TaskForce.accounts() {
			add(access.PersonAudience(x))
		}
	}
	if m.Status.Open() && m.Incident == nil && len(m.MajorBecause(env.Policy)) > 0 {
		add(access.MaybeIncidentAudience)
	}
	if m.DispatchedAt != nil {
		add(access.DepartmentAudience(m.Department))
		for _, d := range m.Supporting {
			add(access.DepartmentAudience(d))
		}
	}
	for _, r := range m.InfoRequests {
		add(access.DepartmentAudience(r.From))
	}
	for _, t := range m.Tasks {
		add(access.DepartmentAudience(t.Department))
	}
	for _, o := range m.Orders {
		add(access.DepartmentAudience(o.To))
	}
	for _, p := range m.plans() {
		for _, a := range p.Approvals {
			switch {
			case a.State == Pending || a.State == Void:
			case a.Step == policy.StepFinance:
				add(access.DepartmentAudience(terms.Finance))
			case a.Step == policy.StepLegal:
				add(access.LegalAudience)
			}
		}
	}
	if m.Plan != nil && m.Plan.CeilingFen > 0 {
		add(access.DepartmentAudience(terms.Finance))
	}
	if len(m.Payments) > 0 {
		add(access.DepartmentAudience(terms.Finance))
	}
	return keys
}

// waiting names who holds the open approval step, as the approver's inbox is indexed.
func (m *Complaint) waiting() string {
	a := m.waitingStep()
	if a == nil {
		return ""
	}
	return WaitingKey(a.Role, m.Department)
}

// WaitingKey is the inbox key of those who hold steps of a role.
func WaitingKey(role, department string) string {
	if role == policy.StepDeptHead {
		return role + ":" + department
	}
	return role
}

// WaitingKeys are the inboxes that an actor opens.
func WaitingKeys(a access.Actor) []string {
	switch a.Role {
	case access.DeptHead:
		keys := []string{WaitingKey(policy.StepDeptHead, a.Department)}
		if a.Department == terms.Finance {
			keys = append(keys, policy.StepFinance)
		}
		return keys
	case access.Legal:
		return []string{policy.StepLegal}
	case access.Leader:
		return []string{policy.StepLeader}
	}
	return nil
}

// words are the tokens under which the matter is found. By a phone number the
// desk alone finds it, and by who brought a confidential matter and from where:
// a search must not tell what the matter itself keeps.
func (m *Complaint) words() []string {
	open, aside := m.Number+"\n"+m.Title+"\n", m.Reporter.Phone
	if person := m.HouseLabel + "\n" + m.Reporter.Name; m.Confidential {
		aside += "\n" + person
	} else {
		open += person + "\n"
	}
	open += m.Place + "\n" + m.ArchiveNumber + "\n"
	for _, r := range m.MergedFrom {
		open += r.Number + "\n"
	}
	if m.MergedInto != nil {
		open += m.MergedInto.Number + "\n"
	}
	if m.Transfer != nil {
		open += m.Transfer.ExternalNumber + "\n"
	}
	var tokens []string
	for _, token := range words.Tokens(aside) {
		tokens = append(tokens, words.Aside(token))
	}
	return append(tokens, words.Tokens(open+m.Text)...)
}
