package rest

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"github.com/skip2/go-qrcode"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/paper"
	"anju/internal/desk/service"
)

var (
	//go:embed print/bundle.html
	bundlePage string
	//go:embed print/bundle.css
	bundleStyle string
	//go:embed print/bundle.js
	bundleScript string

	bundleTemplate = template.Must(template.New("bundle").Parse(bundlePage))
)

// bundlePolicy lets the bundle have its pictures, its one style sheet and the
// few lines behind its print button, and nothing else.
var bundlePolicy = "default-src 'none'; img-src data:; style-src '" + hashed(bundleStyle) + "'; script-src '" + hashed(bundleScript) + "'; base-uri 'none'; frame-ancestors 'self'"

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// bundle is the whole file of one matter on paper: cover, contents, sections.
type bundle struct {
	Lang, Entity, Title, Number, Heading, Print, ContentsHeading string
	Style                                                        template.CSS
	Script                                                       template.JS
	QR                                                           template.URL
	Cover                                                        []printedRow
	Whole                                                        bool // the record verifies
	Seal                                                         string
	Sections                                                     []bundleSection
	Signs                                                        []string
	Printed, Record                                              string
}

// bundleSection is one part; what of it is empty is not printed.
type bundleSection struct {
	Heading  string
	Rows     []printedRow
	Tables   []bundleTable
	Pictures []bundlePicture
	Timeline bool // its table is the course of the matter
}

type bundleTable struct {
	Heading string
	Columns []string
	Rows    [][]string
	Inside  []bool // rows that the owner does not see
}

type bundlePicture struct {
	Source  template.URL // "" for what cannot be drawn
	Caption string
	Detail  string
}

// bundled lays a matter's file out in the reader's language and as far as they
// may look into it: it is made of what the contract shows them, and no more.
func (s *Server) bundled(ctx context.Context, v *visit, of service.View, a complaint.Archive, m contract.Matter) ([]byte, error) {
	say := func(zh, en string) string { return fault.Text{ZH: zh, EN: en}.In(v.lang) }
	code, err := qrcode.Encode(s.linkTo(m.Number), qrcode.Medium, 240)
	if err != nil {
		return nil, fault.Wrap("draw QR code", err)
	}
	p := &bundler{s: s, policy: s.Rules().Policy, lang: v.lang, say: say}
	pictures, err := s.bundledPictures(ctx, v, m, p)
	if err != nil {
		return nil, err
	}
	papers, err := s.printable(ctx, v, m.Id)
	if err != nil {
		return nil, err
	}
	page := bundle{
		Lang: v.lang, Entity: a.Entity, Title: m.Title, Number: m.Number, Heading: say("客户服务档案", "Service archive"),
		Print: say("打印 / 存为 PDF", "Print / save as PDF"), ContentsHeading: say("卷内目录", "Contents"),
		Style: template.CSS(bundleStyle), Script: template.JS(bundleScript), QR: dataURL("image/png", code),
		Cover: p.cover(m), Whole: len(a.Verify()) == 0, Seal: sealLine(a, say),
		Sections: p.sections(m, pictures, s.printedEntries(v, a, m.AnonymisedAt != nil, say), papers, a),
		Signs:    []string{say("经办人签字", "Handled by"), say("主管签字", "Head"), say("业主签字", "Owner")},
		Printed:  fmt.Sprintf(say("打印：%s　%s", "Printed by %s, %s"), v.actor.Name, s.local(a.ExportedAt)),
		Record:   say("以系统记录为准", "The record in the system prevails"),
	}
	var out bytes.Buffer
	if err := bundleTemplate.Execute(&out, page); err != nil {
		return nil, fault.Wrap("print bundle", err)
	}
	return out.Bytes(), nil
}

// printable names the papers of the matter with something on them that the
// reader may print.
func (s *Server) printable(ctx context.Context, v *visit, id string) ([]string, error) {
	of, events, err := s.Matters.Record(ctx, v.actor, id)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, o := range paper.List(paper.Record{Matter: &of.Complaint, Events: events}, v.actor) {
		if o.Available && o.Because.ZH == "" && of.AnonymisedAt == nil {
			names = append(names, o.Name)
		}
	}
	return names, nil
}

// bundledPictures draws the evidence small; the files themselves lie in the zip.
func (s *Server) bundledPictures(ctx context.Context, v *visit, m contract.Matter, p *bundler) ([]bundlePicture, error) {
	var out []bundlePicture
	for _, a := range m.Attachments {
		x := bundlePicture{Caption: a.Name, Detail: fmt.Sprintf("%s · SHA-256 %s…", bytesIn(a.Size), a.Sha256[:min(16, len(a.Sha256))])}
		if a.Thumbnail {
			raw, err := s.small(ctx, v, a.Id)
			if err != nil {
				return nil, err
			}
			if raw != nil {
				x.Source = dataURL("image/jpeg", raw)
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// small reads a thumbnail; nil when it is gone.
func (s *Server) small(ctx context.Context, v *visit, id string) ([]byte, error) {
	f, err := s.Attachments.Open(ctx, v.actor, id, true)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Content.Close()
	raw, err := io.ReadAll(f.Content)
	if err != nil {
		return nil, fault.Wrap("read a thumbnail", err)
	}
	return raw, nil
}

func dataURL(kind string, raw []byte) template.URL {
	return template.URL("data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(raw))
}

func bytesIn(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", (bytes+1023)>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}
