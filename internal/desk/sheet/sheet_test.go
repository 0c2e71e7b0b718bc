package sheet_test

import (
	"bytes"
	"encoding/csv"
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

func TestCSVIsReadByProgramsAndRunsNothing(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	var out bytes.Buffer
	w, err := sheet.NewCSV(&out, sheet.Table{Zone: zone, Total: "合计", Columns: []sheet.Column{
		{Title: "编号"}, {Title: "金额", Format: sheet.Yuan, Total: true}, {Title: "收到", Format: sheet.Moment}, {Title: "到期日", Format: sheet.Day}, {Title: "件数", Format: sheet.Count},
	}})
	require.NoError(t, err)
	late := time.Date(2026, 11, 22, 19, 30, 0, 0, time.UTC)
	require.NoError(t, w.Row("=1+1", int64(-305), late, late, int64(1200)))
	for _, begins := range []string{"+86 138", "-1", "@SUM(1)", "\t=1", "\n=1", "＝1", "＋1", "－1", "＠a"} {
		require.NoError(t, w.Row(begins, nil, nil, nil, nil))
	}
	require.NoError(t, w.Row("a,\"b\"\x00", int64(5), nil, nil, nil))
	require.NoError(t, w.Finish("仅含前 2 行"))

	plain, marked := bytes.CutPrefix(out.Bytes(), []byte("\xEF\xBB\xBF"))
	require.True(t, marked, "spreadsheet programs know UTF-8 by its mark")
	require.Contains(t, string(plain), "编号,金额,收到,到期日,件数\r\n'=1+1,-3.05,2026-11-23 03:30,2026-11-23,1200\r\n")
	rows, err := readCSV(plain)
	require.NoError(t, err)
	for _, row := range rows[1:10] {
		require.Equal(t, "'", row[0][:1], row[0])
	}
	require.Equal(t, []string{"a,\"b\"", "0.05", "", "", ""}, rows[len(rows)-2])
	require.Equal(t, []string{"仅含前 2 行"}, rows[len(rows)-1])
}

func readCSV(plain []byte) ([][]string, error) {
	r := csv.NewReader(bytes.NewReader(plain))
	r.FieldsPerRecord = -1
	return r.ReadAll()
}
