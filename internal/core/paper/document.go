// Package paper lays out the company's forms and letters (单据): which there
// are, who may print them, and what stands on each for a matter as it is. What
// has not happened yet stays a blank line, so that a sheet can be filled in by
// hand. It knows no HTML and no DOCX; it makes a Document that both are
// written from. Papers are in Chinese, the company's paper language.
package paper

// Document is one paper, ready to be set on A4.
type Document struct {
	Form       Code
	Name       string // 派工单
	FormNumber string // AJ-KF-02
	Entity     string
	Community  string
	Case       string // 受理编号
	Sheets     []Sheet
	PrintedBy  string
	PrintedAt  string
}

// Sheet begins on a page of its own.
type Sheet struct {
	Part   string // 第一联 存根; "" where there is one alone
	Serial string // the paper's own number (编号, 文号)
	Letter bool   // set like a letter, not like a form
	Blocks []Block
}

// Block is one part of a sheet; exactly one of its fields is set.
type Block struct {
	Grid     *Grid
	Text     *Text
	Table    *Table
	Pictures []Picture
	Signs    []string // signature lines side by side
}

// Grid is rows of labels and values under a common heading.
type Grid struct {
	Title string
	Rows  []Row
}

// Row is fields side by side; one alone has the whole width.
type Row []Field

// Field is a label and its value; an empty value leaves room to write.
type Field struct {
	Label string
	Value string
	Lines int // room for so many lines at least
}

// Style is how a paragraph is set.
type Style string

const (
	Body   Style = "body"   // indented by two characters
	Plain  Style = "plain"  // flush left
	Right  Style = "right"  // place, date, signature
	Center Style = "center" // the subject of a letter
	Small  Style = "small"  // a note below
)

// Text is a paragraph; line ends in it begin new paragraphs.
type Text struct {
	Words string
	Style Style
}

// Table is a list with a head.
type Table struct {
	Title   string
	Columns []string
	Weights []int // of the columns' widths; nil: all alike
	Rows    [][]string
}

// Width is a column's part of the whole, in hundredths.
func (t Table) Width(column int) int {
	if len(t.Weights) != len(t.Columns) {
		return 100 / len(t.Columns)
	}
	all := 0
	for _, w := range t.Weights {
		all += w
	}
	return 100 * t.Weights[column] / all
}

// Picture is an attachment shown on the paper.
type Picture struct {
	AttachmentID string
	Caption      string
}

// eachString visits every text of the document that came from the matter.
func (d *Document) eachString(change func(string) string) {
	for i := range d.Sheets {
		s := &d.Sheets[i]
		s.Serial = change(s.Serial)
		for j := range s.Blocks {
			s.Blocks[j].eachString(change)
		}
	}
}

func (b *Block) eachString(change func(string) string) {
	if b.Grid != nil {
		for _, row := range b.Grid.Rows {
			for k := range row {
				row[k].Value = change(row[k].Value)
			}
		}
	}
	if b.Text != nil {
		b.Text.Words = change(b.Text.Words)
	}
	if b.Table != nil {
		for _, row := range b.Table.Rows {
			for k := range row {
				row[k] = change(row[k])
			}
		}
	}
	for k := range b.Pictures {
		b.Pictures[k].Caption = change(b.Pictures[k].Caption)
	}
}

// Columns into which every row of a grid is divided.
const Columns = 24

// labelSpan is how wide a label stands in a row of so many fields.
var labelSpan = map[int]int{1: 4, 2: 4, 3: 3}

// Spans are the columns that the label and the value of a row's field take.
func (r Row) Spans(i int) (label, value int) {
	whole := Columns / len(r)
	label = labelSpan[len(r)]
	return label, whole - label
}
