package message

import (
	"fmt"
	"strings"
	"text/template"
	"time"
	"unicode/utf8"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// Template is the wording of one event for owners or for staff.
type Template struct {
	Event string `json:"event"` // kind of the event, or approval_waiting
	For   string `json:"for"`   // owner staff
	ZH    string `json:"zh"`
	EN    string `json:"en"`
}

// Readers of a template.
const (
	ForOwner = "owner"
	ForStaff = "staff"
)

// approvalWaiting is the template for those who hold the step that waits.
const approvalWaiting = "approval_waiting"

// Names give codes their words in both languages.
type Names struct {
	Department func(code string) fault.Text
	Clock      func(code string) fault.Text
}

// Templates are the wordings, read once.
type Templates struct {
	byKey map[string][2]*template.Template // zh, en
	names Names
	zone  *time.Location
}

// fields is what a template may speak of.
type fields struct {
	Number, Title, Department, Handler, Clock, Amount, Until, Note string
	Percent                                                        int
}

// ReadTemplates reads wordings; an error names the one that cannot be read.
func ReadTemplates(all []Template, names Names, zone *time.Location) (*Templates, error) {
	t := &Templates{byKey: map[string][2]*template.Template{}, names: names, zone: zone}
	for _, x := range all {
		if x.For != ForOwner && x.For != ForStaff {
			return nil, fmt.Errorf("template %s: for is %q, not owner or staff", x.Event, x.For)
		}
		var both [2]*template.Template
		for i, words := range []string{x.ZH, x.EN} {
			parsed, err := template.New(x.Event).Option("missingkey=error").Parse(words)
			if err == nil {
				err = parsed.Execute(&strings.Builder{}, fields{})
			}
			if err != nil || strings.TrimSpace(words) == "" {
				return nil, fmt.Errorf("template %s for %s: %w", x.Event, x.For, err)
			}
			both[i] = parsed
		}
		t.byKey[x.For+"/"+x.Event] = both
	}
	return t, nil
}

// words are a message in both languages; false where there is no template: then
// nobody is told.
func (t *Templates) words(reader, event string, e complaint.Event, m complaint.Complaint, d Detail) (zh, en string, ok bool, err error) {
	both, ok := t.byKey[reader+"/"+event]
	if !ok {
		return "", "", false, nil
	}
	f := fields{Number: m.Number, Title: m.Title, Handler: d.Handler, Until: t.local(d.until()), Note: cut(e.Note), Percent: d.Percent}
	if d.AmountFen > 0 {
		f.Amount = terms.Yuan(d.AmountFen)
	}
	if reader == ForStaff && m.Confidential {
		f.Title = "" // the title may tell whose it is
	}
	department, clock := t.names.Department(d.department(m)), t.names.Clock(d.Clock)
	for i, out := range []*string{&zh, &en} {
		f.Department, f.Clock = []string{department.ZH, department.EN}[i], []string{clock.ZH, clock.EN}[i]
		var b strings.Builder
		if err := both[i].Execute(&b, f); err != nil {
			return "", "", false, fault.Wrap("write a message", err)
		}
		*out = strings.TrimSpace(b.String())
	}
	return zh, en, true, nil
}

// department is the one that the event is about, else the lead.
func (d Detail) department(m complaint.Complaint) string {
	for _, code := range []string{d.Department, d.From, d.To, m.Department} {
		if code != "" {
			return code
		}
	}
	return ""
}

func (d Detail) until() string {
	if d.Until != "" {
		return d.Until
	}
	return d.AnswerBy
}

// local is a moment as people of the place write it; "" for what is none.
func (t *Templates) local(moment string) string {
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return ""
	}
	return at.In(t.zone).Format("2006-01-02 15:04")
}

// snippet is how much of a note a message quotes, in characters.
const snippet = 80

func cut(note string) string {
	note = strings.Join(strings.Fields(note), " ")
	if utf8.RuneCountInString(note) <= snippet {
		return note
	}
	return string([]rune(note)[:snippet]) + "…"
}

// Make writes what one person is told of an event: as owner or as staff.
func (t *Templates) Make(id, accountID, reader string, approval bool, e complaint.Event, m complaint.Complaint, d Detail, now time.Time) (Message, bool, error) {
	event := string(e.Kind)
	if approval {
		event = approvalWaiting
	}
	zh, en, ok, err := t.words(reader, event, e, m, d)
	return Message{ID: id, AccountID: accountID, EventID: e.ID, Event: string(e.Kind), ComplaintID: m.ID, Number: m.Number, At: now, ZH: zh, EN: en}, ok, err
}
