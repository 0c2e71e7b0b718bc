package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
	"anju/internal/core/fault"
	"anju/internal/desk/sheet"
)

var sheetFormats = map[contract.SheetColumnFormat]sheet.Format{
	"": sheet.Text, contract.SheetColumnFormatText: sheet.Text, contract.SheetColumnFormatYuan: sheet.Yuan, contract.SheetColumnFormatCount: sheet.Count,
	contract.SheetColumnFormatDay: sheet.Day, contract.SheetColumnFormatMoment: sheet.Moment,
}

// writeSheet makes a file of a table that a page has put together and no list
// holds: figures, the households of a matter. Whole lists are exported.
func (s *Server) writeSheet(c *fiber.Ctx) error {
	var body contract.SheetBody
	if err := json.Unmarshal(c.Body(), &body); err != nil {
		return malformed() // the contract was checked before: what is left are cells too large for a number
	}
	v := visitIn(c)
	say := func(zh, en string) string { return fault.Text{ZH: zh, EN: en}.In(v.lang) }
	t := sheet.Table{Name: body.Name, Zone: s.Location, Head: [][2]string{{say("单位", "Company"), s.Entity}}}
	for _, line := range value(body.Head) {
		t.Head = append(t.Head, [2]string{line[0], line[1]})
	}
	t.Head = append(t.Head, [2]string{say("制表", "Made"), s.Now().In(s.Location).Format("2006-01-02 15:04") + "  " + v.actor.Name})
	for _, column := range body.Columns {
		format := sheetFormats[value(column.Format)]
		x := sheet.Column{Title: column.Title, Format: format, Width: sheet.Fitting(column.Title, format), Total: value(column.Total) && (format == sheet.Yuan || format == sheet.Count)}
		if x.Total {
			t.Total = say("合计", "Total")
		}
		t.Columns = append(t.Columns, x)
	}
	rows, err := s.cells(t.Columns, body.Rows)
	if err != nil {
		return err
	}
	kind, ending := xlsxType, ".xlsx"
	var file bytes.Buffer
	var out sheet.Rows
	if value(body.Format) == contract.SheetBodyFormatCsv {
		kind, ending = csvType, ".csv"
		out, err = sheet.NewCSV(&file, t)
	} else {
		t.Widen(rows)
		out, err = sheet.New(&file, t)
	}
	if err != nil {
		return err
	}
	defer out.Close()
	for _, row := range rows {
		if err := out.Row(row...); err != nil {
			return err
		}
	}
	if err := out.Finish(""); err != nil {
		return err
	}
	if err := s.noteExport(c.UserContext(), "sheet:"+body.Name, strings.TrimPrefix(ending, ".")+" rows="+strconv.Itoa(len(rows))); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentDisposition, disposition(kind, body.Name+ending))
	c.Set(fiber.HeaderContentType, kind)
	return c.Send(file.Bytes())
}

// mostWrong bounds how many cells are complained of at once.
const mostWrong = 20

// cells are the rows as the writer takes them.
func (s *Server) cells(columns []sheet.Column, sent [][]*contract.SheetCell) ([][]any, error) {
	var wrong fault.Fields
	rows := make([][]any, len(sent))
	for i, row := range sent {
		if len(row) != len(columns) {
			wrong.Add(fmt.Sprintf("rows[%d]", i), "length", fmt.Sprintf("每行须有 %d 格。", len(columns)), fmt.Sprintf("Every row must have %d cells.", len(columns)))
		}
		rows[i] = make([]any, len(columns))
		for j := range min(len(row), len(columns)) {
			var ok bool
			if rows[i][j], ok = s.cell(columns[j].Format, row[j]); !ok {
				wrong.Add(fmt.Sprintf("rows[%d][%d]", i, j), "format", "与该列的格式不符。", "Not what the column's format says.")
			}
		}
		if len(wrong) >= mostWrong {
			break
		}
	}
	return rows, wrong.Err()
}

// mostLetters is what one cell of a workbook holds.
const mostLetters = 32_767

func (s *Server) cell(format sheet.Format, held *contract.SheetCell) (any, bool) {
	if held == nil {
		return nil, true
	}
	sent := *held
	switch format {
	case sheet.Yuan, sheet.Count:
		n, ok := sent.(float64)
		return int64(n), ok && n == float64(int64(n))
	case sheet.Day:
		text, _ := sent.(string)
		at, err := time.ParseInLocation(time.DateOnly, text, s.Location)
		return at, err == nil
	case sheet.Moment:
		text, _ := sent.(string)
		at, err := time.Parse(time.RFC3339, text)
		return at, err == nil
	}
	text, ok := sent.(string)
	return text, ok && len(text) <= mostLetters
}
