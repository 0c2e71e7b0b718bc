// Package docx writes a paper as an Office Open XML document that every office
// program opens and edits: real paragraphs, real tables, A4. It is written
// by hand over archive/zip because the one permissively licensed library of
// the kind, gomutex/godocx, has no release, takes pictures from files alone
// and knows no footers; what papers need is small.
package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/paper"
)

// Type is the media type.
const Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// Write makes the file. qr is a PNG; pictures are JPEG or PNG by attachment id.
func Write(d paper.Document, qr []byte, pictures map[string][]byte, at time.Time) ([]byte, error) {
	b := &body{doc: d}
	b.image(qr)
	for i := range d.Sheets {
		b.sheet(&d.Sheets[i], i > 0, pictures)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range b.parts() {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: at})
		if err == nil {
			_, err = w.Write(part.content)
		}
		if err != nil {
			return nil, fault.Wrap("write docx", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fault.Wrap("write docx", err)
	}
	return out.Bytes(), nil
}

type part struct {
	name    string
	content []byte
}

// The parts of the package that are the same in every paper.
const (
	head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	contentTypes = head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`

	packageRels = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

	relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

	styles = head + `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`
)

func (b *body) parts() []part {
	var rels bytes.Buffer
	fmt.Fprintf(&rels, head+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
		`<Relationship Id="rIdStyles" Type="%[1]s/styles" Target="styles.xml"/><Relationship Id="rIdFooter" Type="%[1]s/footer" Target="footer1.xml"/>`, relationships)
	out := []part{{"[Content_Types].xml", []byte(contentTypes)}, {"_rels/.rels", []byte(packageRels)}}
	for i, im := range b.images {
		fmt.Fprintf(&rels, `<Relationship Id="rIdImage%d" Type="%s/image" Target="media/image%d.%s"/>`, i+1, relationships, i+1, im.kind)
		out = append(out, part{fmt.Sprintf("word/media/image%d.%s", i+1, im.kind), im.content})
	}
	rels.WriteString("</Relationships>")
	return append(out, part{"word/_rels/document.xml.rels", rels.Bytes()}, part{"word/styles.xml", []byte(styles)},
		part{"word/footer1.xml", b.footer()}, part{"word/document.xml", b.document()})
}

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

// A4 with margins of 20 mm, in twentieths of a point.
const (
	pageWidth  = 11906
	pageHeight = 16838
	margin     = 1134
	textWidth  = pageWidth - 2*margin
)

func (b *body) document() []byte {
	return fmt.Appendf(nil, head+`<w:document %s><w:body>%s<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="%d" w:h="%d"/>`+
		`<w:pgMar w:top="%[5]d" w:right="%[5]d" w:bottom="%[5]d" w:left="%[5]d" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
		namespaces, b.out.String(), pageWidth, pageHeight, margin)
}

// footer bears the page and that the record in the system prevails.
func (b *body) footer() []byte {
	field := func(code string) string {
		return `<w:r><w:rPr><w:sz w:val="17"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + code + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:sz w:val="17"/></w:rPr><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	words := func(s string) string { return run(s, format{size: 17}) }
	return []byte(head + `<w:ftr ` + namespaces + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` +
		words("打印："+b.doc.PrintedBy+"　"+b.doc.PrintedAt+"　　以系统记录为准　　第 ") + field("PAGE") + words(" 页 / 共 ") + field("NUMPAGES") + words(" 页") + `</w:p></w:ftr>`)
}
