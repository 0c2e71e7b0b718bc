package acceptance

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// What is paid comes into the ledger by itself, is put right by entries of
// its own, and comes to the same in the list, the sums, the dashboard and the workbook.
func ledgerAgrees(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "账一")
	m := c.investigated(t, owner, false)
	id, eng, fin := m.text("id"), c.handler["engineering"], c.handler["finance"]
	eng.command(t, id, "propose", proposal(30_000)).is(http.StatusOK)
	c.head["engineering"].command(t, id, "approve", nil).is(http.StatusOK)
	c.head["finance"].command(t, id, "approve", nil).is(http.StatusOK)
	owner.command(t, id, "offer-accept", nil).is(http.StatusOK)
	paid := fin.command(t, id, "pay", obj{"amountFen": 30_000, "kind": "cash", "basis": "liability", "paidAt": in(-time.Minute), "receipt": "PZ-台账-1", "payee": "账一"}).is(http.StatusOK).text("payments[0].id")

	of := "/compensations?complaintId=" + id + "&count=true"
	lines := func(n int) (a answer) {
		t.Helper()
		eventually(t, "the lines stand in the ledger", func() bool { a = fin.get(t, of).is(http.StatusOK); return a.number("total") == int64(n) })
		return a
	}
	first := lines(1)
	require.Equal(t, paid, first.text("items[0].id"))
	require.Equal(t, "账*", first.text("items[0].owner"), "masked, but for the desk")
	require.Equal(t, "账一", c.desk.get(t, of).is(http.StatusOK).text("items[0].owner"))
	eng.get(t, of).problem(http.StatusForbidden, "")

	c.head["finance"].post(t, "/compensations/"+paid+"/corrections", obj{"amountFen": -1, "reason": "审批人经手"}).problem(http.StatusForbidden, "")
	corrected := fin.post(t, "/compensations/"+paid+"/corrections", obj{"amountFen": -10_000, "reason": "凭证金额录错"}).is(http.StatusCreated)
	require.Equal(t, paid, corrected.text("correctionOf"))
	require.Equal(t, int64(10_000), fin.get(t, "/complaints/"+id).is(http.StatusOK).number("payableFen"))
	lines(2)
	fin.post(t, "/compensations/"+corrected.text("id")+"/corrections", obj{"amountFen": 1, "reason": "r"}).problem(http.StatusConflict, "transition_refused")
	recovery := obj{"amountFen": 20_001, "from": obj{"party": "contractor", "name": "防水公司"}, "receipt": "SK-1", "receivedAt": in(-time.Minute)}
	fin.post(t, "/compensations/"+paid+"/recoveries", recovery).problem(http.StatusUnprocessableEntity, "")
	recovery["amountFen"] = 20_000
	require.Equal(t, paid, fin.post(t, "/compensations/"+paid+"/recoveries", recovery).is(http.StatusCreated).text("recoveryOf"))
	lines(3)
	c.lead.command(t, id, "accountability", obj{"person": "李某", "department": "engineering", "kind": "warning", "note": "未复查"}).is(http.StatusOK)
	require.Empty(t, owner.get(t, "/complaints/"+id).is(http.StatusOK).keeps("李某", "防水公司", "凭证金额录错").list("accountable"))
	waiting := owner.get(t, "/complaints?mark=unsigned").is(http.StatusOK)
	require.Equal(t, []string{id, "receipt"}, []string{waiting.text("items[0].id"), waiting.text("items[0].asks")})
	require.Equal(t, paid, fin.get(t, of+"&unsigned=true").is(http.StatusOK).text("items[0].id"))
	require.Equal(t, "online", owner.command(t, id, "acknowledge", obj{"paymentId": paid}).is(http.StatusOK).text("payments[0].signed.how"))
	require.Empty(t, owner.get(t, "/complaints?mark=unsigned").is(http.StatusOK).list("items"))
	owner.get(t, "/complaints?mark=downgraded").problem(http.StatusForbidden, "")
	eventually(t, "the ledger knows the receipt", func() bool { return len(fin.get(t, of+"&unsigned=true").is(http.StatusOK).list("items")) == 0 })

	within := "?communityId=" + m.text("communityId")
	var sums answer
	eventually(t, "the sums follow", func() bool {
		sums = c.leader.get(t, "/compensations/totals"+within).is(http.StatusOK)
		return sums.number("recoveredFen") == 20_000
	})
	require.Equal(t, []int64{20_000, -10_000, 1, 20_000}, []int64{sums.number("paidFen"), sums.number("correctedFen"), sums.number("count"), sums.number("byDepartment.engineering")})
	figures := c.leader.get(t, "/reports/dashboard"+within).is(http.StatusOK)
	require.Equal(t, sums.number("paidFen"), figures.number("figures.compensation.amountFen"))
	require.Equal(t, sums.number("count"), figures.number("figures.compensation.count"))

	book, err := excelize.OpenReader(bytes.NewReader(c.auditor.get(t, "/compensations/export.xlsx?complaintId="+id).is(http.StatusOK).raw))
	require.NoError(t, err)
	rows, err := book.GetRows(book.GetSheetList()[0])
	require.NoError(t, err)
	require.Len(t, rows, 3+1+1+3+1)
	total := rows[len(rows)-1]
	require.Equal(t, []string{"合计", "200.00", "0.00", "200.00"}, []string{total[0], total[9], total[10], total[11]})
}
