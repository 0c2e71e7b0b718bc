package docx

import (
	"fmt"
	"strings"

	"anju/internal/core/paper"
)

const borders = `<w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>`

func open(widths []int, bordered bool) string {
	properties := `<w:tblW w:w="5000" w:type="pct"/>`
	if bordered {
		properties += borders
	}
	var grid strings.Builder
	for _, w := range widths {
		fmt.Fprintf(&grid, `<w:gridCol w:w="%d"/>`, w)
	}
	return `<w:tbl><w:tblPr>` + properties + `<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>` + grid.String() + `</w:tblGrid>`
}

func cell(width, span int, text string, bold bool) string {
	var lines strings.Builder
	for _, line := range strings.Split(text, "\n") {
		lines.WriteString(paragraph(`<w:spacing w:before="30" w:after="30"/>`, run(line, format{size: 19, bold: bold})))
	}
	spans := ""
	if span > 1 {
		spans = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, span)
	}
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s<w:vAlign w:val="center"/></w:tcPr>%s</w:tc>`, width, spans, lines.String())
}

// height of a row in twentieths of a point; papers are filled in by hand, too.
func height(lines int) string {
	return fmt.Sprintf(`<w:trPr><w:cantSplit/><w:trHeight w:val="%d"/></w:trPr>`, 340*max(lines, 1))
}

func (b *body) grid(g paper.Grid) {
	if g.Title != "" {
		b.out.WriteString(paragraph(`<w:keepNext/><w:spacing w:before="120" w:after="40"/>`, run(g.Title, format{size: 21, bold: true})))
	}
	unit := textWidth / paper.Columns
	widths := make([]int, paper.Columns)
	for i := range widths {
		widths[i] = unit
	}
	b.out.WriteString(open(widths, true))
	for _, row := range g.Rows {
		lines := 1
		var cells strings.Builder
		for i, f := range row {
			label, value := row.Spans(i)
			cells.WriteString(cell(label*unit, label, f.Label, true))
			cells.WriteString(cell(value*unit, value, f.Value, false))
			lines = max(lines, f.Lines)
		}
		b.out.WriteString(`<w:tr>` + height(lines) + cells.String() + `</w:tr>`)
	}
	b.out.WriteString(`</w:tbl>` + paragraph(`<w:spacing w:line="60" w:lineRule="exact"/>`, ""))
}

func (b *body) table(t paper.Table) {
	if t.Title != "" {
		b.out.WriteString(paragraph(`<w:keepNext/><w:spacing w:before="120" w:after="40"/>`, run(t.Title, format{size: 21, bold: true})))
	}
	widths := make([]int, len(t.Columns))
	for i := range widths {
		widths[i] = textWidth * t.Width(i) / 100
	}
	b.out.WriteString(open(widths, true))
	for i, line := range append([][]string{t.Columns}, t.Rows...) {
		b.out.WriteString(`<w:tr>` + height(1))
		for n, text := range line {
			b.out.WriteString(cell(widths[n], 1, text, i == 0))
		}
		b.out.WriteString(`</w:tr>`)
	}
	b.out.WriteString(`</w:tbl>` + paragraph(`<w:spacing w:line="60" w:lineRule="exact"/>`, ""))
}

// signs are places to sign, side by side.
func (b *body) signs(labels []string) {
	width := textWidth / len(labels)
	widths := make([]int, len(labels))
	for i := range widths {
		widths[i] = width
	}
	b.out.WriteString(paragraph(`<w:spacing w:before="200"/>`, "") + open(widths, false) + `<w:tr>` + height(2))
	for _, label := range labels {
		b.out.WriteString(cell(width, 1, label+"：", false))
	}
	b.out.WriteString(`</w:tr></w:tbl>` + paragraph("", ""))
}
