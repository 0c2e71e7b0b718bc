package complaint

import (
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
)

// Agreement is the signed agreement on a compensation (赔付协议书).
type Agreement struct {
	SignedAt      time.Time `json:"signedAt"`
	How           string    `json:"how"`
	Number        string    `json:"number,omitempty"`
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
	By            Person    `json:"by"` // who entered it
	At            time.Time `json:"at"`
	Round         int       `json:"round"` // of the plan that it agrees to
}

// AgreementWays are how an agreement may be signed.
var AgreementWays = []string{"paper", "on_site", "phone_photo"}

// AgreementDue reports whether what the owner agreed to asks for a signature
// that is not there yet. It holds nothing up: it is an open to-do.
func (m *Complaint) AgreementDue(p policy.Policy) bool {
	return m.Status.in(signable) && m.mayAgree() == nil && m.agreed().AmountFen > p.Windows.AgreementAboveFen && m.agreed().Payer != "owner"
}

var signable = []Status{Executing, Resolved, Closed}

// mayAgree holds while an agreed sum of this round is not signed for.
func (m *Complaint) mayAgree() *fault.Error {
	o := m.agreed()
	if o == nil || o.AmountFen == 0 {
		return refused("业主接受含金额的方案后，才签赔付协议书。", "An agreement is signed once the owner has accepted a plan with an amount.")
	}
	if m.Agreement != nil && m.Agreement.Round == m.Rounds {
		return refused("本轮方案的赔付协议书已经登记。", "The agreement on this plan is recorded already.")
	}
	return nil
}

func maySign(m *Complaint, _ access.Actor, _ Env) *fault.Error { return m.mayAgree() }

// SignAgreementCommand records that the agreement was signed.
type SignAgreementCommand struct {
	SignedAt      time.Time `json:"signedAt"`
	How           string    `json:"how"`
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
	Number        string    `json:"number,omitempty"`
}

func (SignAgreementCommand) Word() Word { return SignAgreement }

func (c SignAgreementCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs, OwnerSees: true}
}

func (c SignAgreementCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.OneOf("how", c.How, AgreementWays...)
	behind(&w, "signedAt", c.SignedAt, env)
	return w
}

func (c SignAgreementCommand) run(t *turn) error {
	m := t.m
	m.Agreement = &Agreement{SignedAt: c.SignedAt, How: c.How, Number: c.Number, AttachmentIDs: c.AttachmentIDs, By: t.person(), At: t.At, Round: m.Rounds}
	m.attach(c.AttachmentIDs)
	return t.tell(pastTense[SignAgreement], "", map[string]any{"signedAt": c.SignedAt, "how": c.How, "number": c.Number, "attachmentIds": c.AttachmentIDs})
}
