// Package casestudy knows case studies (案例): what others can learn from a
// closed matter, told without personal data, sent to departments, and who has
// read it (已阅).
package casestudy

import (
	"context"
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/anonym"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Study is one case study; its id is that of the matter.
type Study struct {
	ID          string            `json:"id"`
	Version     int64             `json:"version"`
	Number      string            `json:"number"` // of the matter: for the desk alone
	State       string            `json:"state"`  // draft published
	Category    string            `json:"category,omitempty"`
	CommunityID string            `json:"communityId,omitempty"`
	Texts       Texts             `json:"texts"`
	Departments []string          `json:"departments,omitempty"` // that it was sent to
	Readers     []Reader          `json:"readers,omitempty"`     // whom it was sent to
	CreatedAt   time.Time         `json:"createdAt"`
	UpdatedAt   time.Time         `json:"updatedAt"`
	EditedBy    *complaint.Person `json:"editedBy,omitempty"`
	PublishedBy *complaint.Person `json:"publishedBy,omitempty"`
	PublishedAt *time.Time        `json:"publishedAt,omitempty"`
	Withdrawn   *Withdrawal       `json:"withdrawn,omitempty"` // when it was last taken back
	Keys        []string          `json:"keys"`                // lists that it stands in
}

// Texts are the words of a case: 经过—原因—处理—启示.
type Texts struct {
	Title    string `json:"title"`
	Course   string `json:"course"`
	Cause    string `json:"cause"`
	Handling string `json:"handling"`
	Lesson   string `json:"lesson"`
}

// Reader is somebody whom it was sent to; ReadAt is nil until they ticked 已阅.
type Reader struct {
	complaint.Person
	ReadAt *time.Time `json:"readAt,omitempty"`
}

// Withdrawal says who took a published one back, and why.
type Withdrawal struct {
	By     complaint.Person `json:"by"`
	At     time.Time        `json:"at"`
	Reason string           `json:"reason"`
}

// States.
const (
	Draft     = "draft"
	Published = "published"
)

// Compose drafts the study of a matter, with what is personal taken out.
func Compose(m complaint.Complaint, at time.Time) Study {
	known := KnownOf(m)
	strip := func(parts ...string) string {
		var kept []string
		for _, p := range parts {
			if p = strings.TrimSpace(p); p != "" {
				kept = append(kept, p)
			}
		}
		return anonym.Strip(strings.Join(kept, "\n"), known)
	}
	x := Study{
		ID: m.ID, Version: 1, Number: m.Number, State: Draft, Category: m.Category, CommunityID: m.CommunityID, CreatedAt: at, UpdatedAt: at,
		Texts: Texts{Title: strip(m.Title), Course: strip(m.Text)},
	}
	if i := m.Investigation; i != nil {
		x.Texts.Cause = strip(i.Cause)
	}
	var done []string
	if p := m.Plan; p != nil {
		for _, o := range p.Options {
			for _, measure := range o.Measures {
				done = append(done, measure.Note)
			}
		}
	}
	x.Texts.Handling = strip(append(done, m.Result)...)
	if e := m.Evaluation; e != nil {
		x.Texts.Lesson = strip(e.Evaluation, e.Improvement)
	}
	x.Keys = x.keys()
	return x
}

// KnownOf is what the matter says of its people and places.
func KnownOf(m complaint.Complaint) anonym.Known {
	k := anonym.Known{
		Names:  []string{m.Reporter.Name},
		Places: []string{m.HouseLabel},
		Others: []string{m.Number, m.Reporter.Phone, m.Reporter.Email},
	}
	if m.Subject != nil && (m.Subject.Kind == "staff" || m.Subject.Kind == "neighbour") {
		k.Staff = append(k.Staff, m.Subject.Name)
	}
	if m.Investigation != nil {
		for _, s := range m.Investigation.Shares {
			k.Staff = append(k.Staff, s.Person)
		}
	}
	if v := m.VisitForm; v != nil {
		k.Names = append(k.Names, v.Present...)
	}
	for _, p := range m.Payments {
		k.Names = append(k.Names, p.Payee)
		k.Others = append(k.Others, p.Receipt)
	}
	if t := m.Transfer; t != nil {
		k.Others = append(k.Others, t.ExternalNumber)
	}
	return k
}

// Personal is what in the texts still reads as personal data.
func (s Study) Personal(known anonym.Known) []anonym.Found {
	var out []anonym.Found
	for _, f := range s.Texts.fields() {
		out = append(out, anonym.Find(f.text, known)...)
	}
	return out
}

type field struct{ path, text string }

func (t Texts) fields() []field {
	return []field{{"title", t.Title}, {"course", t.Course}, {"cause", t.Cause}, {"handling", t.Handling}, {"lesson", t.Lesson}}
}

// Edited gives the study with other words.
func (s Study) Edited(t Texts, by access.Actor, at time.Time) (Study, error) {
	var w fault.Fields
	w.Length("title", strings.TrimSpace(t.Title), 1, 120)
	for _, f := range t.fields()[1:] {
		w.Length(f.path, f.text, 0, 10_000)
	}
	if err := w.Err(); err != nil {
		return s, err
	}
	if s.State != Draft {
		return s, s.refuse(by, "案例已发布，不再修改。", "It is published and stays as it is.")
	}
	p := complaint.PersonOf(by)
	s.Texts, s.EditedBy = t, &p
	return s.next(at), nil
}

// PublishTo sends it to the people of departments. What still reads as personal
// data is refused by field.
func (s Study) PublishTo(departments []string, people []complaint.Person, known anonym.Known, by access.Actor, at time.Time) (Study, error) {
	var w fault.Fields
	for _, f := range s.Texts.fields() {
		if strings.TrimSpace(f.text) == "" {
			w.Require(f.path, "")
		}
		for _, found := range anonym.Find(f.text, known) {
			w.Add(f.path, "personal_data", "含有个人信息「"+found.Text+"」，请改写。", "Holds personal data “"+found.Text+"”; write it otherwise.")
		}
	}
	if len(people) == 0 {
		w.Add("departments", "nobody", "这些部门没有人可以阅读。", "Nobody in these departments could read it.")
	}
	if err := w.Err(); err != nil {
		return s, err
	}
	if s.State != Draft {
		return s, s.refuse(by, "案例已经发布。", "It is published already.")
	}
	p := complaint.PersonOf(by)
	s.State, s.Departments, s.PublishedBy, s.PublishedAt = Published, departments, &p, &at
	s.Readers = nil
	for _, x := range people {
		s.Readers = append(s.Readers, Reader{Person: x})
	}
	return s.next(at), nil
}

// WithdrawnBy takes a published one back: a draft again, which nobody but the
// desk sees; published anew, it is read anew.
func (s Study) WithdrawnBy(by access.Actor, reason string, at time.Time) (Study, error) {
	var w fault.Fields
	reason = strings.TrimSpace(reason)
	w.Length("reason", reason, 1, 1000)
	if err := w.Err(); err != nil {
		return s, err
	}
	if s.State != Published {
		return s, s.refuse(by, "案例尚未发布，无需撤回。", "It is not published, so there is nothing to take back.")
	}
	s.State, s.Readers, s.PublishedBy, s.PublishedAt = Draft, nil, nil, nil
	s.Withdrawn = &Withdrawal{By: complaint.PersonOf(by), At: at, Reason: reason}
	return s.next(at), nil
}

// ReadBy ticks 已阅. Ticking twice changes nothing.
func (s Study) ReadBy(by access.Actor, at time.Time) (next Study, changed bool, err error) {
	i := slices.IndexFunc(s.Readers, func(r Reader) bool { return r.ID == by.ID })
	if i < 0 {
		return s, false, s.refuse(by, "这个案例没有发给您。", "It was not sent to you.")
	}
	if s.Readers[i].ReadAt != nil {
		return s, false, nil
	}
	s.Readers = slices.Clone(s.Readers)
	s.Readers[i].ReadAt = &at
	return s.next(at), true, nil
}

// Allowed lists what the actor may do now.
func (s Study) Allowed(by access.Actor) []string {
	out := []string{}
	if s.State == Draft && by.OnDesk() {
		return append(out, "edit", "publish")
	}
	if s.State == Published && by.OnDesk() {
		out = append(out, "withdraw")
	}
	if slices.ContainsFunc(s.Readers, func(r Reader) bool { return r.ID == by.ID && r.ReadAt == nil }) {
		out = append(out, "read")
	}
	return out
}

// SeenBy: a draft by the desk, a published one by all staff who read matters.
func (s Study) SeenBy(by access.Actor) bool { return by.OnDesk() || s.State == Published }

func (s Study) refuse(by access.Actor, zh, en string) error {
	e := fault.New(fault.Refused, "transition_refused", zh, en)
	e.Allowed = s.Allowed(by)
	return e
}

func (s Study) next(at time.Time) Study {
	s.Version++
	s.UpdatedAt = at
	s.Keys = s.keys()
	return s
}

func (s Study) keys() []string {
	out := []string{"all", "all/" + s.State}
	for _, r := range s.Readers {
		if r.ReadAt == nil {
			out = append(out, UnreadBy(r.ID))
		}
	}
	return out
}

// UnreadBy names the list of what was sent to a person and not read.
func UnreadBy(personID string) string { return "unread:" + personID }

// KeyOf names the list of a state; "" is all.
func KeyOf(state string) string {
	if state == "" {
		return "all"
	}
	return "all/" + state
}

// Query selects studies, newest matter first.
type Query struct {
	Key    string // KeyOf, UnreadBy
	Before string // id of the last one of the page before
	Limit  int
}

// Store keeps studies. What is not there is fault.NotThere.
type Store interface {
	// Add keeps a new study; one of its id that is there stays as it is.
	Add(ctx context.Context, s Study) error
	// Update replaces the study whose stored version is s.Version-1, else fault.StaleVersion.
	Update(ctx context.Context, s Study) error
	Get(ctx context.Context, id string) (Study, error)
	List(ctx context.Context, q Query) ([]Study, error)
}
