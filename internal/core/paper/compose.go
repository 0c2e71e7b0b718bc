package paper

import (
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// Record is a matter and its timeline as far as the reader sees it.
type Record struct {
	Matter *complaint.Complaint
	Events []complaint.Event // oldest first
}

func (r Record) all(kind complaint.Kind) []complaint.Event {
	return slices.DeleteFunc(slices.Clone(r.Events), func(e complaint.Event) bool { return e.Kind != kind })
}

// last is the latest entry of a kind; nil when there is none.
func (r Record) last(kind complaint.Kind) *complaint.Event {
	all := r.all(kind)
	if len(all) == 0 {
		return nil
	}
	return &all[len(all)-1]
}

// Set names the words that a code belongs to.
type Set string

// Sets of words that papers speak.
const (
	Natures       Set = "natures"
	Channels      Set = "channels"
	Severities    Set = "severities"
	Outcomes      Set = "outcomes"
	Findings      Set = "findings"
	Clocks        Set = "clocks"
	DemandKinds   Set = "demandKinds"
	SubjectKinds  Set = "subjectKinds"
	ReporterKinds Set = "reporterKinds"
	Parties       Set = "parties"
	MeasureKinds  Set = "measureKinds"
	Bases         Set = "bases"
	Payers        Set = "payers"
	Steps         Set = "steps"
	Entries       Set = "entries"
	VisitOutcomes Set = "visitOutcomes"
	Grounds       Set = "grounds"
	AgreementWays Set = "agreementWays"
	SignedWays    Set = "signedWays"
	ShareParties  Set = "shareParties"
	Levels        Set = "levels"
)

// Facts are what a paper needs beside the matter.
type Facts struct {
	Reader       access.Actor
	At           time.Time
	Location     *time.Location
	Entity       string
	ServicePhone string
	Link         string // where the QR code leads
	Policy       policy.Policy
	Word         func(set Set, code string) string // in Chinese
	Files        []File                            // attachments of the matter that the reader sees
	Item         string                            // the one letter, order, extension, visit or briefing; "" the last
	PromisedFen  int64                             // to the same house for the same cause in the last months, where the reader may weigh it
	Similar      []Payout                          // of the same category
}

// Payout is an earlier one, to compare with.
type Payout struct {
	Number    string // "" of a matter beyond the reader's sight
	AmountFen int64
	PaidAt    time.Time
}

// File is an attachment.
type File struct {
	ID, Name string
	Picture  bool
	Later    bool // brought after the matter was registered: what it looks like now
}

// Compose lays out a form for a matter in whatever status it is. Refusals:
// there is no such form, the reader may not print it, there is no such item.
func Compose(code Code, r Record, f Facts) (Document, error) {
	form, ok := find(code)
	if !ok {
		return Document{}, fault.NotThere()
	}
	if err := form.refuses(r, f.Reader); err != nil {
		return Document{}, err
	}
	m := r.Matter
	c := &composer{Record: r, Facts: f, m: m, eyes: m.EyesOf(f.Reader), doc: Document{
		Form: code, Name: form.name, FormNumber: form.number, Entity: f.Entity, Community: m.CommunityName, Case: m.Number,
		PrintedBy: f.Reader.Name,
	}}
	c.doc.PrintedAt = c.minute(&f.At)
	form.compose(c)
	if c.unknown {
		return Document{}, fault.NotThere()
	}
	c.veil()
	return c.doc, nil
}

// HasDOCX reports whether the form is also given as a document to edit.
func HasDOCX(code Code) bool {
	f, ok := find(code)
	return ok && f.docx
}

// composer writes one document.
type composer struct {
	Record
	Facts
	m       *complaint.Complaint
	eyes    complaint.Eyes
	doc     Document
	unknown bool // the item asked for is not there
}

func (c *composer) sheet(part, serial string, blocks ...Block) {
	c.doc.Sheets = append(c.doc.Sheets, Sheet{Part: part, Serial: serial, Blocks: blocks})
}

func (c *composer) letter(serial string, blocks ...Block) {
	c.doc.Sheets = append(c.doc.Sheets, Sheet{Serial: serial, Letter: true, Blocks: blocks})
}

// item picks the one asked for among what a paper can be made of, else the
// last; nil: there is none yet and the sheet stays blank.
func item[T any](c *composer, all []T, id func(T) string) *T {
	if c.Item != "" {
		i := slices.IndexFunc(all, func(x T) bool { return id(x) == c.Item })
		if i < 0 {
			c.unknown = true
			return nil
		}
		return &all[i]
	}
	if len(all) == 0 {
		return nil
	}
	return &all[len(all)-1]
}

func grid(title string, rows ...Row) Block { return Block{Grid: &Grid{Title: title, Rows: rows}} }

func words(style Style, text string) Block { return Block{Text: &Text{Words: text, Style: style}} }

func signs(labels ...string) Block { return Block{Signs: labels} }

func is(label, value string) Field { return Field{Label: label, Value: value} }

// room is a field with so many lines to write on.
func room(label, value string, lines int) Field {
	return Field{Label: label, Value: value, Lines: lines}
}

func row(fields ...Field) Row { return fields }

// minute writes a time; "" for none.
func (c *composer) minute(at *time.Time) string {
	if at == nil || at.IsZero() || !at.Before(complaint.Far) {
		return ""
	}
	return at.In(c.Location).Format("2006-01-02 15:04")
}

// day writes a date as letters do; "" for none.
func (c *composer) day(at *time.Time) string {
	if at == nil || at.IsZero() {
		return ""
	}
	return at.In(c.Location).Format("2006年1月2日")
}

func (c *composer) department(code string) string {
	if d, ok := c.Policy.Department(code); ok {
		return d.NameZH
	}
	return code
}

func (c *composer) departments(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = c.department(code)
	}
	return strings.Join(names, "、")
}

func (c *composer) category() string {
	class, ok := c.Policy.Category(c.m.Category)
	if !ok {
		return ""
	}
	out := class.NameZH
	for _, code := range c.m.Tags {
		if tag, ok := class.Tag(code); ok {
			out += " · " + tag.NameZH
		}
	}
	return out
}

// choice prints the possible answers with the true one ticked, so that an open
// question can be ticked by hand.
func (c *composer) choice(set Set, chosen string, codes ...string) string {
	parts := make([]string, len(codes))
	for i, code := range codes {
		parts[i] = tick(c.Word(set, code), code == chosen)
	}
	return strings.Join(parts, "　")
}

func tick(label string, on bool) string {
	if on {
		return "☑\u00a0" + label
	}
	return "☐\u00a0" + label
}

func ticks(chosen string, labels ...string) string {
	parts := make([]string, len(labels))
	for i, l := range labels {
		parts[i] = tick(l, l == chosen)
	}
	return strings.Join(parts, "　")
}

// yesNoOpen is one of the two questions of the first view.
func yesNoOpen(known bool, answer *bool, yes, no string) string {
	chosen := ""
	switch {
	case !known:
	case answer == nil:
		chosen = "待核实"
	case *answer:
		chosen = yes
	default:
		chosen = no
	}
	return ticks(chosen, yes, no, "待核实")
}

// bothWays is an amount in figures and in capitals; "" for none.
func bothWays(fen int64) string {
	if fen == 0 {
		return ""
	}
	return terms.Yuan(fen) + "（大写：" + Capitals(fen) + "）"
}

// some is an amount; "" for none.
func some(fen int64) string {
	if fen == 0 {
		return ""
	}
	return terms.Yuan(fen)
}

func joined(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return strings.TrimSpace(p) == "" }), sep)
}

// first is the first of the texts that says anything.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

// by is who did it, and when.
func (c *composer) by(e *complaint.Event) string {
	if e == nil {
		return ""
	}
	return joined("　", e.Actor.Name, c.minute(&e.At))
}
