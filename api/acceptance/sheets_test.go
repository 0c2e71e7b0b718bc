package acceptance

import (
	"bytes"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// A table as a page shows it comes back as a workbook: typed, added up, and with
// nothing in it that a spreadsheet program would run.
func tablesBecomeWorkbooks(t *testing.T, c *cast) {
	table := obj{
		"name": "受理台账", "head": [][]string{{"筛选", "逾期"}},
		"columns": []obj{{"title": "编号"}, {"title": "金额", "format": "yuan", "total": true}, {"title": "收到", "format": "moment"}, {"title": "到期日", "format": "day"}, {"title": "件数", "format": "count"}},
		"rows":    [][]any{{"=1+1", 300_050, "2026-11-22T01:30:00Z", "2026-11-30", 2}, {"TS-1", -50, nil, nil, nil}},
	}
	made := c.desk.post(t, "/sheets", table).is(http.StatusOK)
	require.Contains(t, made.header.Get("Content-Type"), "spreadsheetml")
	book, err := excelize.OpenReader(bytes.NewReader(made.raw))
	require.NoError(t, err)
	rows, err := book.GetRows("受理台账")
	require.NoError(t, err)
	require.Equal(t, []string{"筛选", "逾期"}, rows[1])
	require.Contains(t, rows[2][1], c.desk.me.text("user.name"), "who made it")
	require.Equal(t, []string{"编号", "金额", "收到", "到期日", "件数"}, rows[4])
	require.Equal(t, []string{"=1+1", "3,000.50", "2026-11-22 09:30", "2026-11-30", "2"}, rows[5], "Shanghai's wall time")
	require.Equal(t, "3,000.00", rows[7][1], "the total")
	formula, err := book.GetCellFormula("受理台账", "A6")
	require.NoError(t, err)
	require.Empty(t, formula)

	table["format"] = "csv"
	titles, lines := c.desk.post(t, "/sheets", table).asCSV()
	require.Equal(t, []string{"编号", "金额", "收到", "到期日", "件数"}, titles)
	require.Equal(t, [][]string{{"'=1+1", "3000.50", "2026-11-22 09:30", "2026-11-30", "2"}, {"TS-1", "-0.50", "", "", ""}}, lines)
	require.Equal(t, []string{"csv rows=2", "xlsx rows=2"}, c.auditor.get(t, "/audit?action=table.exported&target="+url.QueryEscape("sheet:受理台账")).is(http.StatusOK).each("items", "reason"))

	table["rows"] = [][]any{{"a", "three", nil, "2026-02-30", 1.5}, {"short"}}
	wrong := c.desk.post(t, "/sheets", table).problem(http.StatusUnprocessableEntity, "")
	require.ElementsMatch(t, []string{"rows[0][1]", "rows[0][3]", "rows[0][4]", "rows[1]"}, wrong.each("errors", "field"))
}
