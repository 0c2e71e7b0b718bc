package sheet

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"anju/internal/core/fault"
)

// CSV writes what spreadsheet programs open: UTF-8 with its mark, CRLF, the titles
// and the rows; no head and no totals, since programs read it too.
type CSV struct {
	Table
	out  *bufio.Writer
	rows *csv.Writer
}

// NewCSV begins the file with the titles of the columns.
func NewCSV(to io.Writer, t Table) (*CSV, error) {
	w := &CSV{Table: t, out: bufio.NewWriter(to)}
	w.rows = csv.NewWriter(w.out)
	w.rows.UseCRLF = true
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = harmless(c.Title)
	}
	if _, err := w.out.WriteString("\uFEFF"); err != nil {
		return nil, fault.Wrap("begin a CSV file", err)
	}
	return w, w.write(titles)
}

// Row adds a row.
func (w *CSV) Row(values ...any) error {
	cells := make([]string, len(values))
	for i, v := range values {
		switch x := v.(type) {
		case int64:
			if cells[i] = strconv.FormatInt(x, 10); w.Columns[i].Format == Yuan {
				cells[i] = strconv.FormatFloat(float64(x)/100, 'f', 2, 64)
			}
		case time.Time:
			layout := "2006-01-02 15:04"
			if w.Columns[i].Format == Day {
				layout = time.DateOnly
			}
			cells[i] = x.In(w.Zone).Format(layout)
		case string:
			cells[i] = harmless(clean(x))
		}
	}
	return w.write(cells)
}

func (w *CSV) write(cells []string) error {
	if err := w.rows.Write(cells); err != nil {
		return fault.Wrap("write a row of CSV", err)
	}
	return nil
}

// Finish writes the note, if there is one, and what is still held.
func (w *CSV) Finish(note string) error {
	if note != "" {
		if err := w.write([]string{harmless(note)}); err != nil {
			return err
		}
	}
	w.rows.Flush()
	if err := w.rows.Error(); err != nil {
		return fault.Wrap("finish a CSV file", err)
	}
	if err := w.out.Flush(); err != nil {
		return fault.Wrap("finish a CSV file", err)
	}
	return nil
}

// Close does nothing: all of it is where it goes.
func (w *CSV) Close() {}

// harmless keeps a spreadsheet program from taking a text for a formula; the
// wide signs are those that Chinese editions take as well.
func harmless(text string) string {
	if strings.IndexAny(text, "=+-@\t\r\n＝＋－＠") == 0 {
		return "'" + text
	}
	return text
}
