package message

import (
	"cmp"
	"fmt"
	"strings"
	"text/template"
	"time"
	"unicode/utf8"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// Template is the wording of one event for owners or for staff: the subject of
// an e-mail, the words on the portal and in an e-mail, and the form of a text message.
type Template struct {
	Event   string `json:"event"` // kind of the event, or approval_waiting
	For     string `json:"for"`   // owner staff
	Subject Words  `json:"subject"`
	Body    Words  `json:"body"`
	SMS     Words  `json:"sms"`
}

// Words are one text in the two languages.
type Words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In is the text in a language.
func (w Words) In(lang string) string { return fault.Text(w).In(lang) }

// Readers of a template.
const (
	ForOwner = "owner"
	ForStaff = "staff"
)

// approvalWaiting is the template for those who hold the step that waits.
const approvalWaiting = "approval_waiting"

// Key names a template.
func (t Template) Key() string { return t.For + "/" + t.Event }

// Names give codes their words in both languages.
type Names struct {
	Department func(code string) fault.Text
	Clock      func(code string) fault.Text
}

// Templates are the wordings, read once.
type Templates struct {
	byKey map[string]wording
	names Names
	zone  *time.Location
}

// wording is a template that was read: of each part zh, then en.
type wording struct{ subject, body, sms [2]*template.Template }

// fields is what a template may speak of.
type fields struct {
	Number, Title                                                string
	Matter                                                       string // its title and number, as one says it
	Department, Handler, Clock, Amount, Until, Visit, Note, List string
	Percent                                                      int
}

// ReadTemplates reads wordings; the fault names every text that cannot be read
// by its part and language, below the place of its template.
func ReadTemplates(all []Template, names Names, zone *time.Location) (*Templates, error) {
	t := &Templates{byKey: map[string]wording{}, names: names, zone: zone}
	var wrong fault.Fields
	for i, x := range all {
		w, found := read(x)
		wrong = append(wrong, found.Under(fmt.Sprintf("templates[%d] %s: ", i, x.Key()))...)
		t.byKey[x.Key()] = w
	}
	return t, wrong.Err()
}

// Said is what a template makes of an event. Mail is the body with the whole
// note, of which Body quotes the beginning.
type Said struct{ Subject, Body, Mail, SMS Words }

// Say fills the template of an event in for such readers; false where there is
// none: then nobody is told.
func (t *Templates) Say(reader, event string, e complaint.Event, m complaint.Complaint, d Detail) (Said, bool, error) {
	w, ok := t.byKey[reader+"/"+event]
	if !ok {
		return Said{}, false, nil
	}
	f := fields{Number: m.Number, Title: m.Title, Handler: d.Handler, Until: t.local(d.until()), Visit: t.window(d.window()), Note: e.Note, Percent: d.Percent}
	if d.AmountFen > 0 {
		f.Amount = terms.Yuan(d.AmountFen)
	}
	if reader == ForStaff && m.Confidential {
		f.Title = "" // the title may tell whose it is
	}
	said, err := w.fill(f, t.names.Department(d.department(m)), t.names.Clock(d.Clock), d.List)
	return said, true, err
}

func (w wording) fill(f fields, department, clock, list fault.Text) (Said, error) {
	var said Said
	matter := f.matter()
	note := f.Note
	for _, part := range []struct {
		texts [2]*template.Template
		into  *Words
		most  int
		note  string
	}{
		{w.subject, &said.Subject, subjectMost, snippet(note)}, {w.body, &said.Body, bodyMost, snippet(note)},
		{w.body, &said.Mail, mailMost, note}, {w.sms, &said.SMS, SMSMost, ""},
	} {
		f.Note = part.note
		for i, out := range []*string{&part.into.ZH, &part.into.EN} {
			f.speak(i, matter, department, clock, list)
			var b strings.Builder
			if err := part.texts[i].Execute(&b, f); err != nil {
				return Said{}, fault.Wrap("write a message", err)
			}
			*out = shorten(strings.TrimSpace(b.String()), part.most)
		}
	}
	return said, nil
}

// matter is how one says which matter it is: by its title, and by its number
// alone to who may not know the title.
func (f fields) matter() fault.Text {
	if f.Title == "" {
		return fault.Text{ZH: f.Number + " 一事", EN: f.Number}
	}
	return fault.Text{ZH: "「" + f.Title + "」（" + f.Number + "）", EN: "“" + f.Title + "” (" + f.Number + ")"}
}

// speak puts the words in that are not the same in both languages, 0 zh and 1 en.
func (f *fields) speak(language int, matter, department, clock, list fault.Text) {
	in := func(x fault.Text) string { return []string{x.ZH, x.EN}[language] }
	f.Matter, f.Department, f.Clock, f.List = in(matter), in(department), in(clock), in(list)
}

// department is the one that the event is about, else the lead.
func (d Detail) department(m complaint.Complaint) string {
	codes := []string{d.Department, d.From, d.To, m.Department}
	if _, _, ok := d.window(); ok {
		codes = []string{d.Department, m.Department}
	}
	return cmp.Or(codes...)
}

// window is when a visit is appointed for; false of what is no visit.
func (d Detail) window() (from, to time.Time, ok bool) {
	from, errFrom := time.Parse(time.RFC3339, d.From)
	to, errTo := time.Parse(time.RFC3339, d.To)
	return from, to, errFrom == nil && errTo == nil
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

// window is the time of a visit as people of the place write it.
func (t *Templates) window(from, to time.Time, ok bool) string {
	if !ok {
		return ""
	}
	from, to = from.In(t.zone), to.In(t.zone)
	if from.Format(time.DateOnly) == to.Format(time.DateOnly) {
		return from.Format("2006-01-02 15:04") + "–" + to.Format("15:04")
	}
	return from.Format("2006-01-02 15:04") + " – " + to.Format("2006-01-02 15:04")
}

// snippet is the beginning of a note, as a message quotes it.
func snippet(note string) string {
	return shorten(strings.Join(strings.Fields(note), " "), 80)
}

// shorten keeps so many characters, the mark of what was left out included.
func shorten(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// TemplateOf is the template that speaks of an event; approval: a step of it
// waits for the reader.
func TemplateOf(e complaint.Event, approval bool) string {
	if approval {
		return approvalWaiting
	}
	return string(e.Kind)
}

// New is what one person is told of an event on the portal.
func New(id, accountID string, said Said, e complaint.Event, m complaint.Complaint, link string, now time.Time) Message {
	return Message{
		ID: id, AccountID: accountID, EventID: e.ID, Event: string(e.Kind), ComplaintID: m.ID, Number: m.Number, Link: link, At: now, ZH: said.Body.ZH, EN: said.Body.EN,
	}
}
