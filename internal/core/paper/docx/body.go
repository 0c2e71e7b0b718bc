package docx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	_ "image/jpeg" // pictures come as either
	_ "image/png"
	"strings"

	"anju/internal/core/paper"
)

// body gathers the XML of the document and the images that it shows.
type body struct {
	doc    paper.Document
	out    bytes.Buffer
	images []picture
}

type picture struct {
	kind          string
	content       []byte
	width, height int // pixels
}

// image takes a picture in and gives its number; 0 for one that cannot be read.
func (b *body) image(content []byte) int {
	config, kind, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return 0
	}
	b.images = append(b.images, picture{kind, content, config.Width, config.Height})
	return len(b.images)
}

type format struct {
	size int // half points
	bold bool
}

func escaped(s string) string {
	var out strings.Builder
	xml.EscapeText(&out, []byte(s)) // a builder takes everything; what XML cannot hold becomes U+FFFD
	return out.String()
}

func run(text string, f format) string {
	style := ""
	if f.bold {
		style = "<w:b/>"
	}
	if f.size > 0 {
		style += fmt.Sprintf(`<w:sz w:val="%d"/>`, f.size)
	}
	return `<w:r><w:rPr>` + style + `</w:rPr><w:t xml:space="preserve">` + escaped(text) + `</w:t></w:r>`
}

// paragraph sets one line of text; properties come as XML.
func paragraph(properties, runs string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + runs + `</w:p>`
}

func (b *body) sheet(s *paper.Sheet, breaks bool, pictures map[string][]byte) {
	first := ""
	if breaks {
		first = `<w:pageBreakBefore/>`
	}
	where := b.doc.Entity
	if b.doc.Community != "" {
		where += " · " + b.doc.Community
	}
	toTheRight := fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, textWidth)
	b.out.WriteString(paragraph(first+toTheRight, run(where, format{size: 19})+`<w:r><w:tab/></w:r>`+b.drawing(1, 18)))
	title := b.doc.Name
	if s.Part != "" {
		title += "（" + s.Part + "）"
	}
	b.out.WriteString(paragraph(`<w:spacing w:before="60" w:after="80"/><w:jc w:val="center"/>`, run(title, format{size: 36, bold: true})))
	numbers := "表单编号：" + b.doc.FormNumber + "　　受理编号：" + b.doc.Case
	if s.Serial != "" && s.Serial != b.doc.Case {
		numbers += "　　编号：" + s.Serial
	}
	b.out.WriteString(paragraph(`<w:spacing w:after="120"/><w:jc w:val="center"/>`, run(numbers, format{size: 19})))
	for _, block := range s.Blocks {
		b.block(block, pictures)
	}
}

func (b *body) block(block paper.Block, pictures map[string][]byte) {
	switch {
	case block.Text != nil:
		b.text(*block.Text)
	case block.Grid != nil:
		b.grid(*block.Grid)
	case block.Table != nil:
		b.table(*block.Table)
	case block.Pictures != nil:
		for _, p := range block.Pictures {
			if n := b.image(pictures[p.AttachmentID]); n > 0 {
				b.out.WriteString(paragraph(`<w:spacing w:before="80"/>`, run(p.Caption+"　", format{size: 19})+b.drawing(n, 60)))
			}
		}
	case block.Signs != nil:
		b.signs(block.Signs)
	}
}

var settings = map[paper.Style]struct {
	properties string
	format     format
}{
	paper.Body:   {`<w:spacing w:after="60" w:line="400" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="480"/>`, format{size: 24}},
	paper.Plain:  {`<w:spacing w:after="60" w:line="400" w:lineRule="exact"/>`, format{size: 24}},
	paper.Right:  {`<w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="right"/>`, format{size: 24}},
	paper.Center: {`<w:spacing w:before="60" w:after="160"/><w:jc w:val="center"/>`, format{size: 30, bold: true}},
	paper.Small:  {`<w:spacing w:before="120"/>`, format{size: 19}},
}

func (b *body) text(t paper.Text) {
	s := settings[t.Style]
	for _, line := range strings.Split(t.Words, "\n") {
		b.out.WriteString(paragraph(s.properties, run(line, s.format)))
	}
}

// drawing places an image, so many millimetres wide.
func (b *body) drawing(number, millimetres int) string {
	if number < 1 || number > len(b.images) {
		return ""
	}
	const emu = 36_000 // a millimetre
	p := b.images[number-1]
	wide, high := millimetres*emu, millimetres*emu*p.height/max(p.width, 1)
	return fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr id="%[3]d" name="image%[3]d"/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%[3]d" name="image%[3]d"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="rIdImage%[3]d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
		wide, high, number)
}
