package rest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

//go:embed print/archive.css
var archiveStyle string

// printPolicy lets a print page have its one style sheet, its QR code and the few
// lines behind its print button, and nothing else.
var printPolicy = func() string {
	return "default-src 'none'; img-src data:; style-src '" + hashed(archiveStyle) + "'; script-src '" + hashed(bundleScript) + "'; base-uri 'none'; frame-ancestors 'self'"
}()

// printedEntry is one line of the printed timeline.
type printedEntry struct {
	At, What, Detail, Note, Who string
	Inside                      bool
}

type printedRow struct{ Label, Text string }

// linkTo is what the QR code opens.
func (s *Server) linkTo(number string) string {
	if s.PublicURL == "" {
		return number
	}
	return s.PublicURL + "/matters/" + number
}

func (s *Server) local(at time.Time) string { return at.In(s.Location).Format("2006-01-02 15:04") }

func sealLine(a complaint.Archive, say func(zh, en string) string) string {
	if len(a.Verify()) > 0 {
		return say("档案校验：不完整", "Archive check: altered")
	}
	return fmt.Sprintf(say("档案校验：完整（%d 条记录，校验值 %s）", "Archive check: complete (%d entries, head %s)"), len(a.Events), a.Head)
}

func present(parts ...*string) []string {
	var out []string
	for _, p := range parts {
		if p != nil {
			out = append(out, *p)
		}
	}
	return out
}

func (s *Server) printedEntries(v *visit, a complaint.Archive, erased bool, say func(zh, en string) string) []printedEntry {
	out := make([]printedEntry, len(a.Events))
	for i, e := range a.Events {
		out[i] = printedEntry{At: s.local(e.At), What: kindName(e.Kind, v.lang), Note: e.Note, Inside: !e.VisibleToOwner}
		if e.Hidden {
			out[i].Note = say("（内部记录，仅存校验值）", "(inside entry, kept as its hash)")
			if erased {
				out[i].Note = say("（已匿名化，仅存校验值）", "(anonymised, kept as its hash)")
			}
			continue
		}
		out[i].Who, out[i].Detail = e.Actor.Name, s.detail(e.Data, v.lang)
	}
	return out
}

// detail puts what an entry settled into a few words.
func (s *Server) detail(raw json.RawMessage, lang string) string {
	var d struct {
		Department, Handler, Finding, Outcome, Step, Category string
		AmountFen                                             int64
		Rating, Percent                                       int
		Until, NextUpdateBy                                   *time.Time
	}
	if len(raw) == 0 || json.Unmarshal(raw, &d) != nil {
		return ""
	}
	var parts []string
	p := s.Rules().Policy
	if x, ok := p.Department(d.Department); ok {
		parts = append(parts, fault.Text{ZH: x.NameZH, EN: x.NameEN}.In(lang))
	}
	if x, ok := p.Category(d.Category); ok {
		parts = append(parts, fault.Text{ZH: x.NameZH, EN: x.NameEN}.In(lang))
	}
	if d.AmountFen > 0 {
		parts = append(parts, terms.Yuan(d.AmountFen))
	}
	if d.Rating > 0 {
		parts = append(parts, fmt.Sprintf("%d / 5", d.Rating))
	}
	if d.Percent > 0 {
		parts = append(parts, fmt.Sprintf("%d %%", d.Percent))
	}
	for _, at := range []*time.Time{d.Until, d.NextUpdateBy} {
		if at != nil {
			parts = append(parts, s.local(*at))
		}
	}
	parts = append(parts, d.Handler, nameOf(findings, d.Finding, lang), nameOf(append(outcomes, visitOutcomes...), d.Outcome, lang), nameOf(append(stepNames, fundSteps...), d.Step, lang))
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

// stepNames name the steps of an approval and of a dispute.
var stepNames = append(named("dept_head", "部门主管", "Head of department", "finance", "财务", "Finance", "legal", "法务", "Legal", "leader", "分管领导", "Leader"), disputeSteps...)

// kindName is what the timeline on the screen calls an entry.
func kindName(kind complaint.Kind, lang string) string { return nameOf(eventNames, string(kind), lang) }

func nameOf(terms []contract.Term, code, lang string) string {
	for _, t := range terms {
		if t.Code == code {
			return fault.Text{ZH: t.NameZh, EN: t.NameEn}.In(lang)
		}
	}
	return code
}
