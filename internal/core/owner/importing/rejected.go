package importing

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
)

// RejectedCSV writes the records with errors as they came, each with its row
// number and its reasons, so that they can be corrected and imported again.
// lang chooses the language of the reasons. A cell that a spreadsheet would
// take for a formula begins with an apostrophe; Read takes it off again.
func RejectedCSV(headers []string, r Result, lang string) ([]byte, error) {
	reasons := map[int][]string{}
	for _, f := range r.Findings {
		if f.Severity == Error {
			reasons[f.Row] = append(reasons[f.Row], f.Field+": "+f.Message.In(lang))
			reasons[f.Row] = dropRepeated(reasons[f.Row])
		}
	}
	rowHeader, reasonHeader := "行号", "原因"
	if strings.HasPrefix(strings.ToLower(lang), "en") {
		rowHeader, reasonHeader = "row", "reason"
	}
	var b bytes.Buffer
	b.WriteString("\uFEFF") // spreadsheets take the file for UTF-8 by this mark
	w := csv.NewWriter(&b)
	lines := [][]string{append([]string{rowHeader, reasonHeader}, headers...)}
	for _, record := range r.Rejected {
		why := reasons[record.Row]
		if len(why) == 0 {
			why = reasons[1] // the header lacks a column: it holds for every row
		}
		lines = append(lines, append([]string{strconv.Itoa(record.Row), strings.Join(why, " ")}, record.Cells...))
	}
	for _, cells := range lines {
		for i, cell := range cells {
			if leadingSign(strings.TrimSpace(cell)) {
				cells[i] = "'" + cell
			}
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func dropRepeated(list []string) []string {
	last := list[len(list)-1]
	for _, earlier := range list[:len(list)-1] {
		if earlier == last {
			return list[:len(list)-1]
		}
	}
	return list
}
