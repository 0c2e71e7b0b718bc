package complaint

import (
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
)

// Hold is what stands in the way of ending a matter.
type Hold string

const (
	HoldEvaluation Hold = "evaluation" // the closing evaluation is due
	HoldQuestion   Hold = "question"   // a question between departments is open
	HoldApproval   Hold = "approval"   // the plan is not approved yet
	HoldPayment    Hold = "payment"    // what was agreed is not paid
	HoldHousehold  Hold = "household"  // a household objects and nobody attended to it
	HoldIncident   Hold = "incident"   // the major incident lasts
)

var holdWords = map[Hold]fault.Text{
	HoldEvaluation: {ZH: "此事项须先作总结评价再结案。", EN: "This matter needs its closing evaluation first."},
	HoldQuestion:   {ZH: "还有部门间的询问未答复；请先答复或取消。", EN: "A question between departments is open; answer or cancel it first."},
	HoldApproval:   {ZH: "方案审批尚未完成。", EN: "An approval is open."},
	HoldPayment:    {ZH: "还有已同意的款项未付清。", EN: "An agreed payment is open."},
	HoldHousehold:  {ZH: "还有住户不认可且尚未处理；请先回应，并记录处理情况。", EN: "A household has objected and nobody has attended to it; answer it and record how."},
	HoldIncident:   {ZH: "重大事件尚在处置；须先由领导解除。", EN: "The major incident still lasts; a leader stands it down first."},
}

// holds are all that keep the matter from ending in any way.
func (m *Complaint) holds() []Hold {
	var out []Hold
	for _, x := range []struct {
		holds bool
		hold  Hold
	}{
		{slices.ContainsFunc(m.InfoRequests, InfoRequest.Open), HoldQuestion},
		{m.Status == Proposed, HoldApproval},
		{m.payable() > 0, HoldPayment},
		{slices.ContainsFunc(m.Households, Household.objects), HoldHousehold},
		{m.Incident.Open(), HoldIncident},
	} {
		if x.holds {
			out = append(out, x.hold)
		}
	}
	return out
}

// closingHolds are those of closing what is done: it may need its evaluation, too.
func (m *Complaint) closingHolds(p policy.Policy) []Hold {
	if m.evaluationDue(p) && m.Evaluation == nil {
		return append([]Hold{HoldEvaluation}, m.holds()...)
	}
	return m.holds()
}

// Holds says what stands in the way where the matter would end from here: by its
// closing, a settlement, or an answer on the spot.
func (m *Complaint) Holds(p policy.Policy) []Hold {
	switch {
	case m.Status == Resolved:
		return m.closingHolds(p)
	case m.Status == Disputed, m.Status.in(beforePlan) && !m.needsJudging():
		return m.holds()
	}
	return nil
}

// heldBy refuses for the first of the holds; nil where there is none.
func heldBy(holds ...Hold) *fault.Error {
	if len(holds) == 0 {
		return nil
	}
	words := holdWords[holds[0]]
	return refused(words.ZH, words.EN)
}

// mayEnd holds while no approval, payment or question is open.
func mayEnd(m *Complaint, _ access.Actor, _ Env) *fault.Error { return heldBy(m.holds()...) }
