// Package followup knows the follow-up items (交办事项): what a department must
// do by when because of an evaluation, a look at the same elsewhere (举一反三), an
// instruction, a corrective action or somebody's asking, and what it answered.
// What a leader or an auditor gave is done only when they accept the answer.
package followup

import (
	"context"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Kinds of items, by what they come from.
const (
	Improvement = "improvement" // a closing evaluation says what to improve
	Check       = "check"       // the same is looked for at another place
	Instruction = "instruction" // a leader's 批示
	Step        = "step"        // of a corrective action; answered there
	Assigned    = "assigned"    // asked for by hand
	Audit       = "audit"       // what an auditor found
)

// Kinds that ship.
var Kinds = []string{Improvement, Check, Instruction, Step, Assigned, Audit}

// Item is one thing that somebody must do by when.
type Item struct {
	ID          string            `json:"id"`
	Version     int64             `json:"version"`
	Kind        string            `json:"kind"`
	What        string            `json:"what"`
	Matter      *complaint.Ref    `json:"matter,omitempty"` // where it comes from
	ActionID    string            `json:"actionId,omitempty"`
	Title       string            `json:"title,omitempty"` // of the matter or the corrective action
	CommunityID string            `json:"communityId"`     // "": of no community
	Place       string            `json:"place,omitempty"` // what to check
	Department  string            `json:"department"`
	Owner       *complaint.Person `json:"owner,omitempty"` // nil: whoever of the department
	DueAt       time.Time         `json:"dueAt"`
	By          complaint.Person  `json:"by"`
	CreatedAt   time.Time         `json:"createdAt"`
	Answer      *Answer           `json:"answer,omitempty"`
	Returned    []Returned        `json:"returned,omitempty"` // answers that were not enough
	Accepted    *Verdict          `json:"accepted,omitempty"`
	Told        int               `json:"told,omitempty"`       // the highest percentage of its time that was told
	Wake        int64             `json:"wake,omitempty"`       // unix milliseconds at which the next is to be told; 0: never
	Registered  *complaint.Ref    `json:"registered,omitempty"` // the patrol matter made of what a check found
	Recused     []string          `json:"recused,omitempty"`    // accounts whom the matter is about (回避)
	Keys        []string          `json:"keys"`                 // lists that it stands in
}

// Answer is what became of it.
type Answer struct {
	Text  string           `json:"text"`
	Found *bool            `json:"found,omitempty"` // of a check
	By    complaint.Person `json:"by"`
	At    time.Time        `json:"at"`
}

// Verdict is what who gave the item said of the answer.
type Verdict struct {
	By   complaint.Person `json:"by"`
	At   time.Time        `json:"at"`
	Note string           `json:"note,omitempty"`
}

// Returned is an answer that was not enough, and why.
type Returned struct {
	Answer  Answer  `json:"answer"`
	Verdict Verdict `json:"verdict"`
}

// Words of the contract that an item allows.
const (
	AnswerIt   = "answer"
	RegisterIt = "register"
	AcceptIt   = "accept"
	ReturnIt   = "return"
)

// States of an item.
const (
	Open     = "open"
	Answered = "answered" // waits to be accepted
	Done     = "done"
)

// judged: what leaders and auditors give is theirs to accept.
func (i Item) judged() bool { return i.Kind == Instruction || i.Kind == Audit }

// State is how the item stands.
func (i Item) State() string {
	switch {
	case i.Answer == nil:
		return Open
	case i.judged() && i.Accepted == nil:
		return Answered
	}
	return Done
}

// mayJudge: who gave it, or another of their kind.
func (i Item) mayJudge(a access.Actor) bool {
	return i.Kind == Instruction && a.Is(access.Leader) || i.Kind == Audit && a.Is(access.Auditor)
}

// mayAnswer: the department that it was given to, and the desk that noted it down.
func (i Item) mayAnswer(a access.Actor) bool {
	return a.OnDesk() || (a.Is(access.Handler, access.DeptHead) && a.Department == i.Department)
}

// Allowed lists what the actor may do now.
func (i Item) Allowed(a access.Actor) []string {
	out := []string{}
	if i.Answer == nil && i.mayAnswer(a) {
		out = append(out, AnswerIt)
	}
	if i.registrable() && a.OnDesk() {
		out = append(out, RegisterIt)
	}
	if i.State() == Answered && i.mayJudge(a) {
		out = append(out, AcceptIt, ReturnIt)
	}
	return out
}

// registrable: a check that found the same, of which no matter was made yet.
func (i Item) registrable() bool {
	return i.Answer != nil && i.Answer.Found != nil && *i.Answer.Found && i.Registered == nil
}

// Answered gives the item with its answer. found says of a check whether the
// same was there.
func (i Item) Answered(a access.Actor, text string, found *bool, at time.Time) (Item, error) {
	if !i.mayAnswer(a) {
		return i, fault.Deny("只有承办部门或客服可以答复。", "The department it was given to answers, or the desk.")
	}
	var w fault.Fields
	text = strings.TrimSpace(text)
	w.Length("answer", text, 1, 5000)
	if i.Kind == Check && found == nil {
		w.Add("found", "required", "请说明是否发现同样问题。", "Say whether the same was found.")
	}
	if err := w.Err(); err != nil {
		return i, err
	}
	if i.Answer != nil {
		return i, i.refuse(a, "这件交办事项已经答复。", "This item was answered already.")
	}
	if i.Kind != Check {
		found = nil
	}
	i.Answer = &Answer{Text: text, Found: found, By: complaint.PersonOf(a), At: at}
	return i.next(), nil
}

// MayRegister refuses to make a matter of anything but a check that found the same.
func (i Item) MayRegister(a access.Actor) error {
	if !a.OnDesk() {
		return fault.Deny("由客服登记巡查事项。", "The desk registers what a patrol finds.")
	}
	if !i.registrable() {
		return i.refuse(a, "只有发现同样问题、尚未登记的排查可以登记为巡查事项。", "Only a check that found the same, and was not registered yet, becomes a matter.")
	}
	return nil
}

// RegisteredAs gives the item with the matter that was made of it.
func (i Item) RegisteredAs(m complaint.Ref) Item {
	i.Registered = &m
	return i.next()
}

func (i Item) next() Item {
	i.Version++
	return i.kept()
}

func (i Item) kept() Item {
	i.Keys, i.Wake = i.keys(), i.wake()
	return i
}

func (i Item) refuse(a access.Actor, zh, en string) error {
	e := fault.New(fault.Refused, "transition_refused", zh, en)
	e.Allowed = i.Allowed(a)
	return e
}

// The lists: everything, a department's, a matter's, and those that somebody gave.
// Each stands as a whole and apart by state.
const (
	everything = "all"
	ofDept     = "dept:"
	ofMatter   = "matter:"
	ofGiver    = "by:"
)

func (i Item) keys() []string {
	part := "/" + i.State()
	lists := []string{everything, ofDept + i.Department, ofGiver + i.By.ID}
	if i.Owner != nil && i.Owner.Department != "" && i.Owner.Department != i.Department {
		lists = append(lists, ofDept+i.Owner.Department)
	}
	for _, m := range []*complaint.Ref{i.Matter, i.Registered} {
		if m != nil {
			lists = append(lists, ofMatter+m.ID)
		}
	}
	var out []string
	for _, l := range lists {
		out = append(out, l, l+part)
	}
	return out
}

// Seen reports whether the item lies within the scope. One of no community
// concerns those of any.
func (i Item) Seen(s access.Scope) bool {
	community := i.CommunityID
	if of := s.Communities(); community == "" && len(of) > 0 {
		community = of[0]
	}
	return s.Sees([]string{access.DepartmentAudience(i.Department)}, community, i.Recused)
}

// CommunitiesOf bounds a list to the communities of the scope, with what is of none.
func CommunitiesOf(s access.Scope) []string {
	if len(s.Communities()) == 0 {
		return nil
	}
	return append([]string{""}, s.Communities()...)
}

// Query selects items, by due date, then id.
type Query struct {
	Key         string   // KeyOf
	Communities []string // empty: all
	NotRecused  string   // leaves out what this person is recused from
	Descending  bool
	After       *Mark // the last one of the page before
	Limit       int
}

// Mark is where a page ended.
type Mark struct {
	DueAt time.Time
	ID    string
}

// KeyOf names a list: of a department ("" for all) or a matter; state is open,
// answered, done or "".
func KeyOf(department, complaintID, state string) string {
	key := everything
	switch {
	case complaintID != "":
		key = ofMatter + complaintID
	case department != "":
		key = ofDept + department
	}
	return inState(key, state)
}

// GivenBy names the list of what a person gave.
func GivenBy(accountID, state string) string { return inState(ofGiver+accountID, state) }

func inState(key, state string) string {
	if state == "" {
		return key
	}
	return key + "/" + state
}

// Store keeps items. What is not there is fault.NotThere.
type Store interface {
	// Add keeps a new item; one of its id that is there stays as it is.
	Add(ctx context.Context, i Item) error
	// Update replaces the item whose stored version is i.Version-1, else fault.StaleVersion.
	Update(ctx context.Context, i Item) error
	Get(ctx context.Context, id string) (Item, error)
	List(ctx context.Context, q Query) ([]Item, error)
	// Waking lists items whose Wake is before now, earliest first.
	Waking(ctx context.Context, now time.Time, limit int) ([]Item, error)
}

// Made gives a new item its version and its lists.
func Made(i Item) Item {
	i.Version = 1
	return i.kept()
}

// Changed gives what a source says anew of an item that nobody answered yet;
// false when nothing of it changes.
func (i Item) Changed(to Item) (Item, bool) {
	same := i.What == to.What && i.Department == to.Department && i.DueAt.Equal(to.DueAt) && sameOwner(i.Owner, to.Owner) && sameAnswer(i.Answer, to.Answer)
	if same || (i.Answer != nil && i.Kind != Step) {
		return i, false
	}
	next := to
	next.Version, next.CreatedAt, next.By = i.Version, i.CreatedAt, i.By
	if next.DueAt.Equal(i.DueAt) {
		next.Told = i.Told
	}
	return next.next(), true
}

func sameOwner(a, b *complaint.Person) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

func sameAnswer(a, b *Answer) bool {
	return (a == nil) == (b == nil) && (a == nil || (a.Text == b.Text && a.At.Equal(b.At)))
}
