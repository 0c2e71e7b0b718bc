package rest

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/skip2/go-qrcode"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/paper"
	"anju/internal/core/paper/docx"
	"anju/internal/desk/service"
)

//go:embed print/paper.html
var paperPage string

//go:embed print/paper.css
var paperStyle string

// paperPolicy lets a paper have its one style sheet, its QR code, its pictures
// and the line behind its print button.
var paperPolicy = "default-src 'none'; img-src data:; style-src '" + hashed(paperStyle) + "'; script-src '" + hashed(bundleScript) + "'; base-uri 'none'; frame-ancestors 'self'"

// spans tells the template how wide label and value of a field stand.
type spans struct{ Label, Value int }

var paperTemplate = template.Must(template.New("paper").Funcs(template.FuncMap{
	"spans": func(r paper.Row, i int) spans {
		label, value := r.Spans(i)
		return spans{label, value}
	},
	"ticked":     func(value string) bool { return strings.ContainsAny(value, "☐☑") },
	"paragraphs": func(words string) []string { return strings.Split(words, "\n") },
	"picture":    func(string) template.URL { return "" }, // replaced for each paper
}).Parse(paperPage))

// paperWords are where papers find their words, in Chinese.
var paperWords = map[paper.Set]*[]contract.Term{
	paper.Natures: &natures, paper.Channels: &channels, paper.Severities: &severities, paper.Outcomes: &outcomes, paper.Findings: &findings,
	paper.Clocks: &clocks, paper.DemandKinds: &demandKinds, paper.SubjectKinds: &subjectKinds, paper.ReporterKinds: &reporterKinds,
	paper.Parties: &externalParties, paper.MeasureKinds: &measureKinds, paper.Bases: &bases, paper.Payers: &payers, paper.Steps: &stepNames,
	paper.Entries: &visitEntries, paper.VisitOutcomes: &visitOutcomes,
	paper.Grounds: &grounds, paper.AgreementWays: &agreementWays, paper.SignedWays: &signedWays, paper.ShareParties: &shareParties, paper.Levels: &incidentLevels,
}

func paperWord(set paper.Set, code string) string { return nameOf(*paperWords[set], code, "zh-CN") }

// ListPapers shows which papers of a matter the caller may print.
func (s *Server) ListPapers(ctx context.Context, r contract.ListPapersRequestObject) (contract.ListPapersResponseObject, error) {
	v, events, err := s.Matters.Record(ctx, actorOf(ctx), r.Id)
	if err != nil {
		return nil, err
	}
	lang := visitOf(ctx).lang
	offers := paper.List(paper.Record{Matter: &v.Complaint, Events: events}, actorOf(ctx))
	return contract.ListPapers200JSONResponse{Items: each(offers, func(o paper.Offer) contract.Paper {
		return contract.Paper{Form: string(o.Code), Name: o.Name, Available: o.Available, Docx: o.DOCX, Because: text(o.Because.In(lang))}
	})}, nil
}

// getPaper prints one: as a page, or as a document to edit.
func (s *Server) getPaper(c *fiber.Ctx) error {
	ctx := c.UserContext()
	actor := actorOf(ctx)
	v, events, err := s.Matters.Record(ctx, actor, c.Params("id"))
	if err != nil {
		return err
	}
	files, err := s.paperFiles(ctx, actor, v)
	if err != nil {
		return err
	}
	code := paper.Code(c.Params("form"))
	facts := paper.Facts{
		Reader: actor, At: v.At, Location: s.Location, Entity: s.Entity, ServicePhone: s.ServicePhone, Policy: s.Rules().Policy,
		Word: paperWord, Files: files, Item: c.Query("item"),
	}
	if code == paper.CompensationApproval && !actor.Is(access.Owner) {
		if err := s.weighed(ctx, v, &facts); err != nil {
			return err
		}
	}
	d, err := paper.Compose(code, paper.Record{Matter: &v.Complaint, Events: events}, facts)
	if err != nil {
		return err
	}
	qr, err := qrcode.Encode(s.linkTo(v.Number), qrcode.Medium, 192)
	if err != nil {
		return fault.Wrap("draw QR code", err)
	}
	pictures, err := s.pictures(ctx, actor, d)
	if err != nil {
		return err
	}
	if c.Query("format") == "docx" {
		if !paper.HasDOCX(code) {
			var wrong fault.Fields
			wrong.Add("format", "no_docx", "这种单据只供打印；函件、说明和协议书才有可编辑的 DOCX。", "This paper is for printing alone; letters, statements and the agreement come as DOCX.")
			return wrong.Err()
		}
		file, err := docx.Write(d, qr, pictures, v.At)
		if err != nil {
			return err
		}
		c.Attachment(d.Name + "_" + v.Number + ".docx")
		c.Set(fiber.HeaderContentType, docx.Type)
		return c.Send(file)
	}
	page, err := paperHTML(d, qr, pictures)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, paperPolicy)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(page)
}

// weighed adds what a compensation is weighed by.
func (s *Server) weighed(ctx context.Context, v service.View, f *paper.Facts) error {
	w, err := s.Matters.Weigh(ctx, f.Reader, v.Complaint)
	if err != nil {
		return err
	}
	f.PromisedFen = w.PromisedFen
	f.Similar = each(w.Similar, func(p service.Precedent) paper.Payout {
		x := paper.Payout{AmountFen: p.AmountFen, PaidAt: p.At}
		if p.InSight && !p.Matter.Confidential {
			x.Number = p.Matter.Number
		}
		return x
	})
	return nil
}

// paperHTML sets a paper as one page that needs nothing else.
func paperHTML(d paper.Document, qr []byte, pictures map[string][]byte) ([]byte, error) {
	data := func(raw []byte) template.URL {
		return template.URL("data:" + http.DetectContentType(raw) + ";base64," + base64.StdEncoding.EncodeToString(raw))
	}
	page, err := paperTemplate.Clone()
	if err != nil {
		return nil, fault.Wrap("print paper", err)
	}
	page.Funcs(template.FuncMap{"picture": func(id string) template.URL {
		if raw := pictures[id]; raw != nil {
			return data(raw)
		}
		return ""
	}})
	var out bytes.Buffer
	if err := page.Execute(&out, map[string]any{"Doc": d, "Style": template.CSS(paperStyle), "Script": template.JS(bundleScript), "QR": data(qr)}); err != nil {
		return nil, fault.Wrap("print paper", err)
	}
	return out.Bytes(), nil
}

// paperFiles are the attachments of the matter that the reader sees.
func (s *Server) paperFiles(ctx context.Context, actor access.Actor, v service.View) ([]paper.File, error) {
	var files []paper.File
	for _, id := range v.Attachments {
		a, err := s.Attachments.Get(ctx, actor, id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		files = append(files, paper.File{ID: id, Name: a.Name, Picture: a.ThumbnailSHA256 != "", Later: a.UploadedAt.After(v.CreatedAt)})
	}
	return files, nil
}

// pictures reads the small form of every picture on the paper.
func (s *Server) pictures(ctx context.Context, actor access.Actor, d paper.Document) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, sheet := range d.Sheets {
		for _, block := range sheet.Blocks {
			for _, p := range block.Pictures {
				if out[p.AttachmentID] != nil {
					continue
				}
				f, err := s.Attachments.Open(ctx, actor, p.AttachmentID, true)
				if fault.Is(err, fault.NotFound) {
					continue
				}
				if err != nil {
					return nil, err
				}
				raw, err := io.ReadAll(f.Content)
				f.Content.Close()
				if err != nil {
					return nil, fault.Wrap("read picture", err)
				}
				out[p.AttachmentID] = raw
			}
		}
	}
	return out, nil
}
