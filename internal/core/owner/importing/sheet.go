// Package importing reads spreadsheets of owners and says, row by row, what is
// wrong with them and what can be stored. It works on bytes and values alone:
// no store, no clock. Whatever the bytes are, it answers in bounded time and
// memory with a sheet or a fault.
package importing

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"anju/internal/core/fault"
)

// Bounds of one import.
const (
	MaxBytes   = 10 << 20 // of the file
	MaxRecords = 20_000
	MaxColumns = 100
	MaxText    = 8 << 20 // bytes of all cells together, so that an import fits one document
	MaxCell    = 2_000   // characters
)

// Sheet is a spreadsheet's text: what the first record calls the columns, and
// the records below.
type Sheet struct {
	Headers []string
	Records []Record
	Serial  bool // dates may be a spreadsheet's day numbers
}

// Record is one record below the header. Row is its number, header = 1; a
// record may span lines, empty records are left out but counted.
type Record struct {
	Row   int      `json:"row"`
	Cells []string `json:"cells"`
}

// Read takes a CSV or XLSX file apart. Which one it is, its bytes tell.
func Read(data []byte) (Sheet, error) {
	if len(data) > MaxBytes {
		return Sheet{}, fault.New(fault.TooLarge, "file_too_large", "文件不能超过 10 MB。", "The file may have 10 MB at most.")
	}
	var s Sheet
	var err error
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		s, err = readXLSX(data)
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return Sheet{}, unreadable("旧版 .xls 或加密的工作簿不能读取，请另存为 .xlsx 或 CSV。", "Old .xls or encrypted workbooks cannot be read; save it as .xlsx or CSV.", nil)
	case foreign(data):
		return Sheet{}, unreadable("这不是 CSV 或 XLSX 文件。", "This is no CSV or XLSX file.", nil)
	default:
		s, err = readCSV(data)
	}
	if err != nil {
		return Sheet{}, err
	}
	if len(s.Headers) == 0 {
		return Sheet{}, unreadable("文件是空的，需要一行表头。", "The file is empty; it needs a header.", nil)
	}
	return s, nil
}

// beginnings are those of files that people take for a spreadsheet; their bytes
// could be read as text in some encoding or other.
var beginnings = []string{"%PDF-", "{\\rtf", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "Rar!", "7z\xBC\xAF", "\x1F\x8B", "<!DOCTYPE", "<!doctype", "<html", "<HTML", "<?xml"}

func foreign(data []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(data, []byte{0xEF, 0xBB, 0xBF}), " \t\r\n")
	for _, b := range beginnings {
		if bytes.HasPrefix(text, []byte(b)) {
			return true
		}
	}
	return false
}

// builder gathers records and stops at the bounds.
type builder struct {
	sheet Sheet
	row   int
	text  int
}

func (b *builder) add(cells []string) error {
	b.row++
	last := 0
	for i, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			last = i + 1
		}
		b.text += len(cell)
	}
	switch {
	case last > MaxColumns:
		return tooMany("列数不能超过 100。", "At most 100 columns.")
	case b.text > MaxText:
		return tooMany("内容过多，请分成几个文件导入。", "Too much text; import it in several files.")
	case last == 0:
		return nil
	}
	kept := make([]string, last)
	for i, cell := range cells[:last] {
		if !utf8.ValidString(cell) {
			cell = strings.ToValidUTF8(cell, "\uFFFD")
		}
		kept[i] = strings.ReplaceAll(cell, "\x00", "")
	}
	if b.sheet.Headers == nil {
		for i := range kept {
			kept[i] = strings.TrimSpace(kept[i])
		}
		b.sheet.Headers, b.row = kept, 1
		return nil
	}
	if len(b.sheet.Records) == MaxRecords {
		return tooMany("一次最多导入 20000 行。", "At most 20,000 records at once.")
	}
	b.sheet.Records = append(b.sheet.Records, Record{b.row, kept})
	return nil
}

func unreadable(zh, en string, cause error) error {
	e := fault.New(fault.Invalid, "unreadable_file", zh, en)
	e.Fields = []fault.Field{{Path: "file", Rule: "readable", Message: e.Message}}
	e.Cause = cause
	return e
}

func tooMany(zh, en string) error {
	return fault.New(fault.TooLarge, "file_too_large", zh, en)
}
