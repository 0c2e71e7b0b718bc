package sheet_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"anju/internal/desk/sheet"
)

func TestAWorkbookHoldsTypedCellsAndTotals(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	var out bytes.Buffer
	w, err := sheet.New(&out, sheet.Table{
		Name: "赔付台账[2026/11]", Head: [][2]string{{"单位", "安居物业"}, {"期间", "2026-11"}}, Total: "合计", Zone: zone,
		Columns: []sheet.Column{{Title: "编号", Width: 20}, {Title: "日期", Width: 12, Format: sheet.Day}, {Title: "金额（元）", Width: 14, Format: sheet.Yuan, Total: true}, {Title: "笔数", Width: 8, Format: sheet.Count, Total: true}},
	})
	require.NoError(t, err)
	late := time.Date(2026, 11, 20, 17, 0, 0, 0, time.UTC) // the 21st on the wall
	require.NoError(t, w.Row(`=HYPERLINK("http://x","y")`, late, int64(123_45), int64(2)))
	require.NoError(t, w.Row("@SUM(1)\x00", nil, int64(-45), nil))
	require.NoError(t, w.Finish(""))

	book, err := excelize.OpenReader(&out)
	require.NoError(t, err)
	name := book.GetSheetList()[0]
	require.Equal(t, "赔付台账-2026-11-", name)
	rows, err := book.GetRows(name)
	require.NoError(t, err)
	require.Equal(t, [][]string{
		{"单位", "安居物业"}, {"期间", "2026-11"}, nil, {"编号", "日期", "金额（元）", "笔数"},
		{`=HYPERLINK("http://x","y")`, "2026-11-21", "123.45", "2"}, {"@SUM(1)", "", "-0.45"}, {"合计", "", "123.00", "2"},
	}, rows)
	formula, err := book.GetCellFormula(name, "A5")
	require.NoError(t, err)
	require.Empty(t, formula)
	kind, err := book.GetCellType(name, "C5")
	require.NoError(t, err)
	require.Contains(t, []excelize.CellType{excelize.CellTypeNumber, excelize.CellTypeUnset}, kind, "a number, no text")
}
