package importing

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"anju/internal/core/fault"
)

// readCSV reads UTF-8 with or without its mark, UTF-16 with its mark, and else
// GB18030, which Chinese spreadsheets still write.
func readCSV(data []byte) (Sheet, error) {
	text, err := decode(data)
	if err != nil {
		return Sheet{}, unreadable("文字编码无法识别，请另存为 UTF-8。", "The text's encoding is not known; save it as UTF-8.", err)
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return Sheet{}, unreadable("这不是 CSV 或 XLSX 文件。", "This is no CSV or XLSX file.", nil)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	r.Comma = separator(text)
	var b builder
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return b.sheet, nil
		}
		if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
			return Sheet{}, unreadable(
				fmt.Sprintf("第 %d 行起的记录引号不成对，请检查。", parse.StartLine),
				fmt.Sprintf("Quotation marks do not match in the record from line %d on.", parse.StartLine), err)
		}
		if err != nil {
			return Sheet{}, fault.Wrap("csv", err)
		}
		if err := b.add(cells); err != nil {
			return Sheet{}, err
		}
	}
}

func decode(data []byte) ([]byte, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return data[3:], nil
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		from = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case utf8.Valid(data):
		return data, nil
	default:
		from = simplifiedchinese.GB18030
	}
	return from.NewDecoder().Bytes(data)
}

// separator is the sign that the header has most of.
func separator(text []byte) rune {
	header, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', bytes.Count(header, []byte(","))
	for _, sign := range []rune{';', '\t'} {
		if n := bytes.Count(header, []byte(string(sign))); n > most {
			best, most = sign, n
		}
	}
	return best
}
