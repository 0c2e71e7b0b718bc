package rest

import (
	"time"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/terms"
)

// presentPlan shows an owner the options once they were offered, and nothing of the approval.
func presentPlan(m *complaint.Complaint, eyes complaint.Eyes) *contract.Plan {
	p := m.Plan
	if p == nil || (!eyes.Inside && m.Offer == nil) {
		return nil
	}
	if eyes.Inside {
		x := presentInnerPlan(m, p)
		return &x
	}
	x := presentOffered(p)
	return &x
}

// presentOffered is what an owner is told of a plan.
func presentOffered(p *complaint.Plan) contract.Plan {
	x := contract.Plan{
		Recommended: p.Recommended, ProposedAt: p.ProposedAt, Explanation: text(p.Explanation), Approvals: []contract.Approval{},
		Options: each(p.Options, presentOption),
	}
	if c := p.Consent; c != nil {
		x.OwnerAgreed = &contract.Consent{How: c.How, At: c.At}
	}
	return x
}

// presentInnerPlan is a plan with its approval, as colleagues see it.
func presentInnerPlan(m *complaint.Complaint, p *complaint.Plan) contract.Plan {
	x, by := presentOffered(p), presentPerson(p.ProposedBy)
	x.Handler, x.ProposedBy, x.CeilingFen, x.OverCapReason = text(p.Handler), &by, &p.CeilingFen, text(p.OverCap)
	if p.CapFen > 0 {
		x.CapFen = &p.CapFen
	}
	x.Approvals = each(p.Approvals, func(a complaint.Approval) contract.Approval {
		up := (*contract.ApprovalUpBecause)(text(a.UpBecause))
		return contract.Approval{
			UpBecause: up, Step: a.Step, Role: a.Role, State: contract.ApprovalState(a.State), By: presentPersonOf(a.By), At: a.At,
			Note: text(a.Note), Objection: text(a.Objection), DueAt: stepDue(m, a),
		}
	})
	return x
}

func presentOption(o complaint.Option) contract.Option {
	return contract.Option{
		Title: text(o.Title), AmountFen: o.AmountFen, DueAt: o.DueAt, Payer: text(o.Payer), PerHouseholdFen: o.PerHouseholdFen, Basis: text(o.Basis), Ground: text(o.Ground),
		Measures: each(o.Measures, func(s complaint.Measure) contract.Measure {
			return contract.Measure{Kind: contract.MeasureKind(s.Kind), Note: text(s.Note), MeasureId: text(s.MeasureID)}
		}),
		Calculation: each(o.Calculation, presentCalculation),
	}
}

func presentCalculation(c complaint.Calculation) contract.Calculation {
	return contract.Calculation{
		Standard: c.Standard, Item: text(c.Item), PriceFen: c.PriceFen, BoughtOn: *date(c.BoughtOn), Years: c.Years,
		Percent: c.Percent, AmountFen: c.AmountFen, ClauseZh: c.ClauseZH, ClauseEn: c.ClauseEN,
	}
}

func presentAgreement(a *complaint.Agreement, eyes complaint.Eyes) *contract.Agreement {
	if a == nil {
		return nil
	}
	x := &contract.Agreement{
		SignedAt: a.SignedAt, How: contract.AgreementWay(a.How), Number: text(a.Number), AttachmentIds: list(a.AttachmentIDs), At: a.At, Round: a.Round,
	}
	if eyes.Inside {
		by := presentAuthor(a.By, eyes)
		x.By = &by
	}
	return x
}

func presentEvidence(e complaint.EvidenceMark) contract.EvidenceMark {
	return contract.EvidenceMark{Id: e.ID, When: contract.EvidenceMarkWhen(e.When), Note: text(e.Note)}
}

// stepDue is by when an open approval step is to be decided.
func stepDue(m *complaint.Complaint, a complaint.Approval) *time.Time {
	if a.State != complaint.Waiting {
		return nil
	}
	for _, c := range m.Clocks {
		if c.Kind == terms.Approval && c.Step == a.Step && c.EndedAt == nil && c.VoidAt == nil {
			due := c.DueAt
			return &due
		}
	}
	return nil
}

func presentShare(eyes complaint.Eyes) func(complaint.Share) contract.Share {
	return func(s complaint.Share) contract.Share {
		x := contract.Share{Party: contract.ShareParty(s.Party), Department: text(s.Department), Name: text(s.Name), Percent: s.Percent}
		if eyes.Persons {
			x.Person = text(s.Person)
		}
		return x
	}
}
