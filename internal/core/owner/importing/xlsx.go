package importing

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// maxUnzipped bounds what a workbook may unfold to; it also keeps the reader
// from moving large sheets to temporary files.
const maxUnzipped = 64 << 20

// maxRowNumber bounds the rows walked over, as a sheet may number its only row
// a million.
const maxRowNumber = 5 * MaxRecords

// readXLSX reads the first sheet that holds something. Cells are read raw:
// telephone numbers keep their digits, dates are day numbers.
func readXLSX(data []byte) (s Sheet, err error) {
	// The workbook comes from outside and the parser is not ours: what trips it
	// up is an unreadable file, not an end of the program.
	defer func() {
		if r := recover(); r != nil {
			s, err = Sheet{}, unreadableWorkbook(fmt.Errorf("workbook reader: %v", r))
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped,
	})
	if err != nil {
		return Sheet{}, unreadableWorkbook(err)
	}
	defer func() { _ = book.Close() }()
	for _, name := range book.GetSheetList() {
		s, err := readSheet(book, name)
		if err != nil || len(s.Headers) > 0 {
			return s, err
		}
	}
	return Sheet{}, nil
}

func readSheet(book *excelize.File, name string) (Sheet, error) {
	rows, err := book.Rows(name)
	if err != nil {
		return Sheet{}, unreadableWorkbook(err)
	}
	defer func() { _ = rows.Close() }()
	b := builder{sheet: Sheet{Serial: true}}
	for n := 0; rows.Next(); n++ {
		if n == maxRowNumber {
			return Sheet{}, tooMany("一次最多导入 20000 行。", "At most 20,000 records at once.")
		}
		cells, err := rows.Columns()
		if err != nil {
			return Sheet{}, unreadableWorkbook(err)
		}
		if err := b.add(cells); err != nil {
			return Sheet{}, err
		}
	}
	if err := rows.Error(); err != nil {
		return Sheet{}, unreadableWorkbook(err)
	}
	return b.sheet, nil
}

func unreadableWorkbook(cause error) error {
	return unreadable("工作簿无法读取，或展开后过大。", "The workbook cannot be read, or unfolds to too much.", cause)
}
