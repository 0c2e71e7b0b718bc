// Package sheet writes a table row by row, so that its length costs no memory: as
// a workbook (XLSX) with a block that says what it is and how it was narrowed,
// typed cells and the totals, or as CSV.
//
// Texts are written so that none is taken for a formula, whatever it begins with.
package sheet

import (
	"archive/zip"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"anju/internal/core/fault"
)

// Format is what a column holds.
type Format int

// Formats, and what Row takes for each.
const (
	Text   Format = iota // string
	Yuan                 // int64 in fen
	Count                // int64
	Day                  // time.Time
	Moment               // time.Time
)

// Column is one column; Total adds it up below the last row.
type Column struct {
	Title  string
	Width  float64 // characters
	Format Format
	Total  bool
}

// Table is what stands around the rows.
type Table struct {
	Name    string      // of the sheet
	Head    [][2]string // label and words, line by line
	Columns []Column
	Total   string // the word before the totals; "" writes none
	Zone    *time.Location
}

// Rows takes the rows of one table.
type Rows interface {
	// Row adds one: a value for each column, nil for an empty cell.
	Row(values ...any) error
	// Finish writes the end of the file; a note stands below everything.
	Finish(note string) error
	// Close gives up a table that is not finished.
	Close()
}

// Book writes a workbook.
type Book struct {
	Table
	book   *excelize.File
	rows   *excelize.StreamWriter
	line   int
	style  map[Format]int
	bold   map[Format]int
	totals []int64
}

var formats = map[Format]string{Text: "@", Yuan: "#,##0.00", Count: "#,##0", Day: "yyyy-mm-dd", Moment: "yyyy-mm-dd hh:mm"}

// New begins a workbook with the head and the titles of the columns.
func New(to io.Writer, t Table) (*Book, error) {
	w := &Book{Table: t, book: excelize.NewFile(), style: map[Format]int{}, bold: map[Format]int{}, totals: make([]int64, len(t.Columns))}
	// Zipped straight to where it goes: the library would hold the whole file in memory first.
	w.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(to) })
	if err := w.begin(); err != nil {
		w.Close()
		return nil, fault.Wrap("begin a workbook", err)
	}
	return w, nil
}

func (w *Book) begin() error {
	name := sheetName(w.Name)
	if err := w.book.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	for format, code := range formats {
		wrap := &excelize.Alignment{Vertical: "top", WrapText: format == Text}
		var err error
		if w.style[format], err = w.book.NewStyle(&excelize.Style{CustomNumFmt: &code, Alignment: wrap}); err != nil {
			return err
		}
		if w.bold[format], err = w.book.NewStyle(&excelize.Style{CustomNumFmt: &code, Font: &excelize.Font{Bold: true}, Alignment: wrap}); err != nil {
			return err
		}
	}
	var err error
	if w.rows, err = w.book.NewStreamWriter(name); err != nil {
		return err
	}
	titles := make([]any, len(w.Columns))
	for i, c := range w.Columns {
		titles[i] = excelize.Cell{StyleID: w.bold[Text], Value: c.Title}
		if err := w.rows.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	top := len(w.Head) + 2
	pane := &excelize.Panes{Freeze: true, YSplit: top, TopLeftCell: cellAt(top + 1), ActivePane: "bottomLeft"}
	if err := w.rows.SetPanes(pane); err != nil {
		return err
	}
	for _, h := range w.Head {
		if err := w.write([]any{excelize.Cell{StyleID: w.bold[Text], Value: clean(h[0])}, clean(h[1])}); err != nil {
			return err
		}
	}
	w.line++ // an empty line before the table
	return w.write(titles)
}

// Row adds a row: one value for each column, nil for an empty cell.
func (w *Book) Row(values ...any) error {
	cells := make([]any, len(values))
	for i, v := range values {
		c := w.Columns[i]
		if n, ok := v.(int64); ok && c.Total {
			w.totals[i] += n
		}
		cells[i] = w.cell(c.Format, v, w.style)
	}
	if err := w.write(cells); err != nil {
		return fault.Wrap("write a row", err)
	}
	return nil
}

func (w *Book) cell(f Format, v any, styles map[Format]int) any {
	switch x := v.(type) {
	case int64:
		if f == Yuan {
			return excelize.Cell{StyleID: styles[f], Value: float64(x) / 100}
		}
		return excelize.Cell{StyleID: styles[f], Value: x}
	case time.Time: // a workbook knows no zones: the wall's time is written
		at := x.In(w.Zone)
		return excelize.Cell{StyleID: styles[f], Value: time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)}
	case string:
		return excelize.Cell{StyleID: styles[f], Value: clean(x)}
	}
	return nil
}

func (w *Book) write(cells []any) error {
	w.line++
	return w.rows.SetRow(cellAt(w.line), cells)
}

// Finish writes what stands below the rows, and the file itself.
func (w *Book) Finish(note string) error {
	defer w.Close()
	if err := w.below(note); err != nil {
		return fault.Wrap("write the totals", err)
	}
	if err := w.rows.Flush(); err != nil {
		return fault.Wrap("finish a workbook", err)
	}
	if _, err := w.book.WriteTo(io.Discard); err != nil { // the zip writer knows where to
		return fault.Wrap("hand a workbook over", err)
	}
	return nil
}

func (w *Book) below(note string) error {
	if w.Total != "" {
		cells := make([]any, len(w.Columns))
		cells[0] = excelize.Cell{StyleID: w.bold[Text], Value: w.Total}
		for i, c := range w.Columns {
			if c.Total {
				cells[i] = w.cell(c.Format, w.totals[i], w.bold)
			}
		}
		if err := w.write(cells); err != nil {
			return err
		}
	}
	if note == "" {
		return nil
	}
	return w.write([]any{clean(note)})
}

// Close lets go of what was kept on disk.
func (w *Book) Close() { _ = w.book.Close() }

func cellAt(line int) string {
	name, _ := excelize.CoordinatesToCellName(1, line) // a line above 0 always has a name
	return name
}

// clean leaves out what XML cannot hold.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
}

// sheetName keeps to what spreadsheet programs allow: 31 characters, none of []:*?/\.
func sheetName(name string) string {
	r := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '-'
		}
		return r
	}, name))
	return string(r[:min(31, len(r))])
}

// Fitting is a width in which a column's title and cells of its format stand on one line.
func Fitting(title string, f Format) float64 {
	least := map[Format]float64{Text: 8, Yuan: 13, Count: 8, Day: 12, Moment: 17}[f]
	return max(least, letters(title)+2)
}

// Widen makes the columns of texts as wide as what stands in them, within reason.
func (t *Table) Widen(rows [][]any) {
	const most = 48
	for _, row := range rows {
		for i, v := range row {
			if text, ok := v.(string); ok {
				t.Columns[i].Width = max(t.Columns[i].Width, min(letters(text)+2, most))
			}
		}
	}
}

// letters counts a Chinese character as two, as it is drawn.
func letters(text string) (n float64) {
	for _, r := range text {
		n++
		if r > unicode.MaxLatin1 {
			n++
		}
	}
	return n
}
