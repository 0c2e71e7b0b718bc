package rest

import (
	"anju/api/contract"
	"anju/internal/core/complaint"
)

// presentWork adds who does what, who was rung, who looks again and who pays:
// to an owner what they were told of it, and to neighbours nothing.
func presentWork(x *contract.Matter, m *complaint.Complaint, eyes complaint.Eyes) {
	x.Interims = []contract.Interim{}
	x.Tasks, x.Calls, x.Rechecks, x.Fund = []contract.Task{}, []contract.Call{}, []contract.Recheck{}, []contract.FundStep{}
	if eyes.Apart {
		return
	}
	x.Remains = text(m.Remains)
	x.Interims = each(m.Interims, func(i complaint.InterimMeasure) contract.Interim {
		return contract.Interim{Measure: i.Measure, By: presentPerson(i.By), At: i.At}
	})
	x.Rechecks, x.Fund = each(m.Rechecks, presentRecheck), each(m.Fund, presentFundStep)
	if q := m.Quote; q != nil {
		x.Quote = &contract.Quote{
			Id: q.ID, TotalFen: q.TotalFen, Note: text(q.Note), By: presentPerson(q.By), At: q.At, State: contract.QuoteState(q.State),
			Answer: text(q.Answer), AnsweredAt: q.AnsweredAt, OnBehalf: presentOnBehalf(q.OnBehalf, eyes),
			Items: each(q.Items, func(i complaint.QuoteItem) contract.QuoteItem {
				return contract.QuoteItem{Name: i.Name, Qty: i.Qty, UnitFen: i.UnitFen}
			}),
		}
	}
	if !eyes.Inside {
		return
	}
	x.Tasks, x.Calls = each(m.Tasks, presentTask), each(m.Calls, presentCall(eyes))
	next := contract.FundStepKind(m.NextFundStep())
	x.NextFundStep = &next
	if i := m.Insurance; i != nil {
		x.Insurance = &contract.Insurance{
			Insurer: i.Insurer, ClaimNumber: text(i.ClaimNumber), State: contract.InsuranceState(i.State), Note: text(i.Note), By: presentPerson(i.By), At: i.At,
		}
		if i.AmountFen > 0 {
			x.Insurance.AmountFen = &i.AmountFen
		}
	}
}

func presentVisit(eyes complaint.Eyes) func(complaint.Visit) contract.Visit {
	return func(v complaint.Visit) contract.Visit {
		x := contract.Visit{
			Id: v.ID, From: v.From, To: v.To, Who: v.Who, Entry: v.Entry, ArrivedAt: v.ArrivedAt, Outcome: text(v.Outcome), Note: text(v.Note), At: v.At,
			BeforeIds: list(v.BeforeIDs), AfterIds: list(v.AfterIDs), OldPart: text(v.OldPart), SignatureId: text(v.SignatureID),
			Parts: each(v.Parts, func(p complaint.Part) contract.Part {
				return contract.Part{Name: p.Name, Qty: p.Qty, UnitFen: p.UnitFen, PaidBy: text(p.PaidBy)}
			}),
		}
		if a := v.Answer; a != nil {
			x.Answer = &contract.VisitAnswer{Ok: a.OK, Note: text(a.Note), WishFrom: a.WishFrom, WishTo: a.WishTo, At: a.At, OnBehalf: presentOnBehalf(a.OnBehalf, eyes)}
		}
		return x
	}
}

func presentTask(t complaint.Task) contract.Task {
	return contract.Task{
		Id: t.ID, What: t.What, Who: t.Who, Department: t.Department, By: t.By, SetBy: presentPerson(t.SetBy), SetAt: t.SetAt,
		DoneBy: presentPersonOf(t.DoneBy), DoneAt: t.DoneAt, Dropped: t.Dropped, Note: text(t.Note), AttachmentIds: list(t.AttachmentIDs),
	}
}

func presentCall(eyes complaint.Eyes) func(complaint.Call) contract.Call {
	return func(c complaint.Call) contract.Call {
		return contract.Call{
			Id: c.ID, Purpose: contract.CallPurpose(c.Purpose), Reached: c.Reached, Person: text(eyes.OwnerName(c.Person)), Note: c.Note, By: presentPerson(c.By), At: c.At,
		}
	}
}

func presentRecheck(r complaint.Recheck) contract.Recheck {
	return contract.Recheck{
		Id: r.ID, By: r.By, Because: contract.RecheckReason(r.Because), Note: text(r.Note), Outcome: text(r.Outcome), Found: text(r.Found),
		DoneAt: r.DoneAt, PhotoIds: list(r.PhotoIDs),
	}
}

func presentFundStep(s complaint.FundStep) contract.FundStep {
	return contract.FundStep{Step: contract.FundStepKind(s.Step), Note: s.Note, At: s.At, By: presentPerson(s.By), AttachmentIds: list(s.AttachmentIDs)}
}
