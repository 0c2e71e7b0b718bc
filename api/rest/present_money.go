package rest

import (
	"slices"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	core "anju/internal/core/ledger"
)

// presentPayments shows owners what was given to themselves, and colleagues all
// of it and who bears it.
func presentPayments(m *complaint.Complaint, actor access.Actor, eyes complaint.Eyes) []contract.Payment {
	shown := slices.DeleteFunc(slices.Clone(m.Payments), func(p complaint.Payment) bool { return !eyes.Inside && !m.GivenTo(actor, p) })
	return each(shown, func(p complaint.Payment) contract.Payment {
		x := contract.Payment{
			Id: p.ID, Kind: contract.MeasureKind(p.Kind), Basis: text(p.Basis), AmountFen: p.AmountFen, PaidAt: p.PaidAt, Receipt: p.Receipt,
			CorrectionOf: text(p.CorrectionOf), Signed: presentSigned(p.Signed, eyes), AwaitsReceipt: m.AwaitsReceipt(p), Waiver: presentWaiver(p.Waiver), Borne: []contract.Bearing{},
		}
		if eyes.Room {
			x.HouseId = text(p.HouseID)
		}
		if p.CorrectionOf == "" {
			x.NetFen = m.NetFen(p.ID)
		}
		if !eyes.Inside {
			return x
		}
		by := presentPerson(p.By)
		x.By, x.Ground, x.Reason, x.Borne, x.RecoveredFen = &by, text(p.Ground), text(p.Reason), presentBorne(p.Borne), m.RecoveredFen(p.ID)
		x.Payee = text(eyes.OwnerName(p.Payee))
		if a := p.Account; a != nil {
			x.Account = &contract.PayeeAccount{Holder: text(eyes.OwnerName(a.Holder)), Bank: text(a.Bank), LastDigits: text(a.LastDigits)}
		}
		return x
	})
}

func presentSigned(s *complaint.Signed, eyes complaint.Eyes) *contract.Signed {
	if s == nil {
		return nil
	}
	return &contract.Signed{On: *date(s.On), How: contract.SignedWay(s.How), OnBehalf: presentOnBehalf(s.OnBehalf, eyes), AttachmentIds: list(s.AttachmentIDs)}
}

func presentWaiver(w *complaint.Waiver) *contract.Waiver {
	if w == nil {
		return nil
	}
	return &contract.Waiver{Bill: w.Bill, Period: w.Period, DueFen: w.DueFen, ReducedFen: w.ReducedFen, AfterFen: w.AfterFen}
}

func presentBorne(borne []complaint.Bearing) []contract.Bearing {
	return each(borne, func(b complaint.Bearing) contract.Bearing {
		return contract.Bearing{Party: b.Party, Department: text(b.Department), Name: text(b.Name), AmountFen: b.AmountFen}
	})
}

func presentRecovery(r complaint.Recovery) contract.Recovery {
	return contract.Recovery{
		Id: r.ID, PaymentId: r.PaymentID, AmountFen: r.AmountFen, From: contract.RecoveredFrom{Party: r.Party, Name: r.Name},
		Receipt: r.Receipt, ReceivedAt: r.ReceivedAt, CorrectionOf: text(r.CorrectionOf), Reason: text(r.Reason), By: presentPerson(r.By),
	}
}

// presentAccountable shows entries on persons to those who may see them.
func presentAccountable(m *complaint.Complaint, actor access.Actor, eyes complaint.Eyes) []contract.Accountable {
	out := []contract.Accountable{}
	for _, a := range m.Accountable {
		if !eyes.SeesAccountable(a, actor) {
			continue
		}
		x := contract.Accountable{Id: a.ID, Person: a.Person, Department: a.Department, Kind: a.Kind, Note: a.Note, By: presentPerson(a.By), At: a.At}
		if a.AmountFen > 0 {
			x.AmountFen = &a.AmountFen
		}
		out = append(out, x)
	}
	return out
}

// presentLine shows a line of the ledger, which was blurred for its reader.
func presentLine(e core.Entry) contract.Compensation {
	x := contract.Compensation{
		Id: e.ID, Type: contract.CompensationType(e.Type), ComplaintId: e.ComplaintID, Number: e.Number, Title: e.Title, Kind: e.Kind, Basis: text(e.Basis), Ground: text(e.Ground),
		AmountFen: e.AmountFen, PaidAt: e.PaidAt, Receipt: e.Receipt, CorrectionOf: text(e.CorrectionOf), RecoveryOf: text(e.RecoveryOf), Reason: text(e.Reason),
		Shares: presentBorne(e.Borne), Owner: text(e.OwnerName), OwnerId: text(e.OwnerID), HouseId: text(e.HouseID), HouseLabel: text(e.HouseLabel),
		CommunityId: e.CommunityID, CommunityName: text(e.CommunityName), Category: text(e.Category), Payee: text(e.Payee),
		Waiver: presentWaiver(e.Waiver), Signed: presentSigned(e.Signed, complaint.Eyes{}), AwaitsReceipt: e.Unsigned, Round: e.Round, By: presentPerson(e.By),
	}
	if e.FromName != "" {
		x.From = &contract.RecoveredFrom{Party: e.FromParty, Name: e.FromName}
	}
	if a := e.Account; a != nil {
		x.Account = &contract.PayeeAccount{Holder: text(a.Holder), Bank: text(a.Bank), LastDigits: text(a.LastDigits)}
	}
	if e.Ceiling > 0 {
		x.CeilingFen = &e.Ceiling
	}
	x.Approvals = each(e.Approvals, func(v complaint.Verdict) contract.Verdict {
		return contract.Verdict{Step: v.Step, By: presentPerson(v.By), At: v.At}
	})
	return x
}
