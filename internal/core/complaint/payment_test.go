package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

func correct(w *world, fen int64) complaint.CorrectCommand {
	return complaint.CorrectCommand{PaymentID: w.payment(), AmountFen: fen, Reason: "凭证金额录错"}
}

func TestACorrectionBringsWhatIsOwedRight(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	w.do("handler.fin", w.pay(threeThousandYuan))
	acknowledged(w)
	require.NotNil(t, w.clock(terms.Payment).EndedAt)
	first := w.m.Payments[0]

	w.refused("handler.fin", correct(w, 1), fault.Invalid, "invalid_fields", "amountFen")
	w.refused("handler.fin", correct(w, -threeThousandYuan-1), fault.Invalid, "invalid_fields", "amountFen")
	w.refused("handler.fin", correct(w, 0), fault.Invalid, "invalid_fields", "amountFen")
	w.refused("head.fin", correct(w, -1), fault.Forbidden, "forbidden")

	w.do("handler.fin", correct(w, -50_000))
	require.Equal(t, first, w.m.Payments[0], "the entry itself stays as it was")
	c := w.m.Payments[1]
	require.Equal(t, first.ID, c.CorrectionOf)
	require.Equal(t, first.Receipt, c.Receipt)
	require.EqualValues(t, 50_000, w.m.Payable())
	require.Nil(t, w.clock(terms.Payment).EndedAt, "the time limit runs again")
	require.Contains(t, complaint.Allowed(w.m, people["handler.fin"], w.env()), "pay")
	w.do("handler.fin", correct(w, 20_000), w.pay(30_000))
	acknowledged(w)
	require.NotNil(t, w.clock(terms.Payment).EndedAt)
	require.Contains(t, w.kinds(), "corrected")
}

func TestARecoveryIsNeverMoreThanWasPaid(t *testing.T) {
	w := reach(t, "complaint", complaint.Closed)
	w.do("handler.fin", w.recover(200_000))
	w.refused("handler.fin", w.recover(100_001), fault.Invalid, "invalid_fields", "amountFen")
	w.refused("handler.fin", correct(w, -100_001), fault.Invalid, "invalid_fields", "amountFen")
	w.refused("handler.fin", complaint.CorrectCommand{PaymentID: "x", AmountFen: 1, Reason: "r"}, fault.Invalid, "invalid_fields", "paymentId")

	back := w.m.Recoveries[0].ID
	of := func(fen int64) complaint.CorrectCommand {
		return complaint.CorrectCommand{PaymentID: back, AmountFen: fen, Reason: "到账金额录错"}
	}
	w.refused("handler.fin", of(100_001), fault.Invalid, "invalid_fields", "amountFen")
	w.refused("handler.fin", of(-200_001), fault.Invalid, "invalid_fields", "amountFen")
	w.do("handler.fin", of(-150_000), w.recover(250_000))
	w.refused("handler.fin", w.recover(1), fault.Refused, "transition_refused")
	require.EqualValues(t, threeThousandYuan, w.m.RecoveredFen(w.payment()))
}

func TestWhoBearsAPayment(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	pay := w.pay(100_001).(complaint.PayCommand)
	w.do("handler.fin", pay)
	require.Equal(t, []complaint.Bearing{{Party: "department", Department: terms.Engineering, AmountFen: 70_001}, {Party: "none", AmountFen: 30_000}}, w.m.Payments[0].Borne)
	pay.AmountFen, pay.Department = 10, terms.Contracts
	w.do("handler.fin", pay)
	require.Equal(t, []complaint.Bearing{{Party: "department", Department: terms.Contracts, AmountFen: 10}}, w.m.Payments[1].Borne)
	w.do("handler.fin", correct(w, -50_000))
	require.Equal(t, []complaint.Bearing{{Party: "department", Department: terms.Engineering, AmountFen: -35_001}, {Party: "none", AmountFen: -14_999}}, w.m.Payments[2].Borne)

	day := w.calendar.Day(w.now)
	require.EqualValues(t, 50_011, w.tally[day]["compensation/fen"])
	require.EqualValues(t, 35_000, w.tally[day]["compensation/department/engineering"])
	require.EqualValues(t, 10, w.tally[day]["compensation/department/contracts"])
	require.EqualValues(t, 15_001, w.tally[day]["compensation/department/none"])
	require.EqualValues(t, 2, w.tally[day]["compensation/count"])
	require.EqualValues(t, 1, w.tally[day]["compensation/corrections"])
	require.EqualValues(t, -50_000, w.tally[day]["compensation/corrected"])
	require.EqualValues(t, "dept_head", w.m.Payments[0].Approvals[0].Step)
	require.EqualValues(t, threeThousandYuan, w.m.Payments[0].CeilingFen)
}

func TestAWaiverIsNeverPaid(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	pay := w.pay(60_000).(complaint.PayCommand)
	pay.Kind = "fee_reduction"
	for name, wrong := range map[string]complaint.Waiver{
		"waiver.reducedFen": {Bill: "物业服务费", Period: "2026Q4", DueFen: 90_000, ReducedFen: 50_000, AfterFen: 40_000},
		"waiver.afterFen":   {Bill: "物业服务费", Period: "2026Q4", DueFen: 50_000, ReducedFen: 60_000, AfterFen: -10_000},
	} {
		pay.Waiver = &wrong
		w.refused("handler.fin", pay, fault.Invalid, "invalid_fields", name)
	}
	pay.Waiver = &complaint.Waiver{Bill: "物业服务费", Period: "2026Q4", DueFen: 90_000, ReducedFen: 60_000, AfterFen: 30_000}
	pay.Basis = "liability"
	w.refused("handler.fin", pay, fault.Invalid, "invalid_fields", "basis")
	pay.Basis = ""
	w.do("handler.fin", pay)
	require.Equal(t, "waiver", w.m.Payments[0].Basis)
	day := w.tally[w.calendar.Day(w.now)]
	require.EqualValues(t, 60_000, day["compensation/waived"])
	require.Zero(t, day["compensation/fen"]+day["compensation/count"])
}

func TestAccountabilityIsForThoseWhoMaySeePersons(t *testing.T) {
	w := reach(t, "complaint", complaint.Executing)
	entry := complaint.AccountabilityCommand{Person: "王工", Kind: "deduction", Note: "未复查"}
	w.refused("head.eng", entry, fault.Invalid, "invalid_fields", "amountFen")
	entry.AmountFen = 20_000
	w.do("head.eng", entry)
	require.Equal(t, terms.Engineering, w.m.Accountable[0].Department)
	entry.Department = terms.Finance
	w.refused("head.eng", entry, fault.Forbidden, "forbidden")
	w.do("leader1", entry)

	last := w.events[len(w.events)-1]
	for name, may := range map[string]bool{"owner1": false, "handler.fin": false, "legal1": false, "desk1": true, "head.eng": true, "leader1": true, "auditor1": true} {
		require.Equal(t, may, w.m.EyesOf(people[name]).Shows(last), name)
	}
	require.True(t, w.m.EyesOf(people["head.fin"]).SeesAccountable(w.m.Accountable[1], people["head.fin"]), "a head sees what concerns their people")
}

// What an earlier version kept is completed without saying anything new.
func TestRestating(t *testing.T) {
	w := reach(t, "complaint", complaint.Closed)
	old := w.m
	old.Payments = append([]complaint.Payment{}, old.Payments...)
	old.Payments[0].Borne = nil
	c := complaint.Restate(old, w.env())
	require.Empty(t, c.Events)
	require.Equal(t, old.Version+1, c.Next.Version)
	require.Equal(t, w.m.Payments[0].Borne, c.Next.Payments[0].Borne)
	require.Equal(t, w.m.Head, c.Next.Head)
}
