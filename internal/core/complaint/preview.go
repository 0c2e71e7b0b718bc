package complaint

import "anju/internal/core/access"

// Preview is what a plan of an amount would have to go through, before it is
// proposed.
type Preview struct {
	AmountFen    int64
	CountedFen   int64      // what chooses the tier: with what was promised and paid before
	PromisedFen  int64      // to this house for this cause in the policy's months
	CapFen       int64      // of the category; 0: none
	BeyondCap    bool       // the plan must say why, and goes one tier up
	Legal        bool       // counsel looks at every plan of the matter
	AgreementDue bool       // a signed agreement is asked for before paying
	Steps        []Approval // none: only the actor themselves could decide
}

// PreviewApproval says what a plan of the amount would go through if the actor
// proposed it now.
func PreviewApproval(m Complaint, by access.Actor, amountFen int64, env Env) Preview {
	t := &turn{Env: env, by: by, m: &m}
	limit := m.capFen(env.Policy)
	return Preview{
		AmountFen: amountFen, CountedFen: m.counted(amountFen, env.Facts), PromisedFen: env.Facts.PromisedFen,
		CapFen: limit, BeyondCap: limit > 0 && amountFen > limit, Legal: m.legal(env.Policy),
		AgreementDue: amountFen > env.Policy.Windows.AgreementAboveFen, Steps: t.steps(amountFen),
	}
}
