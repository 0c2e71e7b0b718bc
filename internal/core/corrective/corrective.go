// Package corrective knows corrective actions (专项整改): why like matters gather
// at a place, what is done at once and for good, by whom until when, and who
// verified it. Five boxes as a rule; the eight of a full 8D when a leader asks.
package corrective

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// Form is how many boxes there are.
type Form string

const (
	Short   Form = "short" // five boxes
	EightD  Form = "8d"    // D1 is the team
	openNow      = "open"
	closed       = "closed"
)

// Boxes of the forms, in the order in which they are filled.
const (
	Problem      = "problem"      // 现象 (D2)
	Cause        = "cause"        // 原因 (D4)
	Interim      = "interim"      // 临时性对策 (D3)
	Permanent    = "permanent"    // 长期措施 (D5)
	Verification = "verification" // 验证 (D6)
	Prevention   = "prevention"   // 预防再发 (D7)
	Thanks       = "thanks"       // 总结与致谢 (D8)
)

// Boxes lists the boxes of a form.
func Boxes(f Form) []string {
	if f == EightD {
		return []string{Problem, Interim, Cause, Permanent, Verification, Prevention, Thanks}
	}
	return []string{Problem, Cause, Interim, Permanent, Verification}
}

// ActionBoxes are those under which things to do are put down.
var ActionBoxes = []string{Interim, Permanent, Prevention}

// Action is one corrective action.
type Action struct {
	ID          string             `json:"id"`
	Version     int64              `json:"version"`
	Title       string             `json:"title"`
	Form        Form               `json:"form"`
	State       string             `json:"state"` // open closed
	CommunityID string             `json:"communityId,omitempty"`
	Place       string             `json:"place,omitempty"`
	Category    string             `json:"category,omitempty"`
	Department  string             `json:"department"`      // leads
	Spots       []string           `json:"spots,omitempty"` // community/building/class of its matters
	Matters     []complaint.Ref    `json:"matters"`
	Team        []complaint.Person `json:"team"`
	Boxes       []Box              `json:"boxes,omitempty"`
	Todos       []Todo             `json:"todos,omitempty"`
	By          complaint.Person   `json:"by"`
	CreatedAt   time.Time          `json:"createdAt"`
	UpdatedAt   time.Time          `json:"updatedAt"`
	AskedBy     *complaint.Person  `json:"askedBy,omitempty"` // the leader who asked for 8D
	ClosedBy    *complaint.Person  `json:"closedBy,omitempty"`
	ClosedAt    *time.Time         `json:"closedAt,omitempty"`
	Conclusion  string             `json:"conclusion,omitempty"`
	Recused     []string           `json:"recused,omitempty"` // accounts whom its matters are about (回避)
	Keys        []string           `json:"keys"`              // lists that it stands in
}

// Box is one filled box of the form.
type Box struct {
	Code string           `json:"code"`
	Text string           `json:"text"`
	By   complaint.Person `json:"by"`
	At   time.Time        `json:"at"`
}

// Todo is one thing to do, with its owner, and what became of it.
type Todo struct {
	ID       string           `json:"id"`
	Box      string           `json:"box"`
	What     string           `json:"what"`
	Owner    complaint.Person `json:"owner"`
	DueAt    time.Time        `json:"dueAt"`
	Done     *Deed            `json:"done,omitempty"`
	Verified *Deed            `json:"verified,omitempty"`
	Returns  []Deed           `json:"returns,omitempty"` // verifications that it did not pass
}

// Deed is who said so, when and in which words.
type Deed struct {
	By   complaint.Person `json:"by"`
	At   time.Time        `json:"at"`
	Note string           `json:"note,omitempty"`
}

// Text is what stands in a box, "" when nobody filled it.
func (a Action) Text(code string) string {
	i := slices.IndexFunc(a.Boxes, func(b Box) bool { return b.Code == code })
	if i < 0 {
		return ""
	}
	return a.Boxes[i].Text
}

// Missing lists what must still be there before it can close: the codes of empty
// boxes, "todo" when nothing lasting is put down, "verified" when something to
// do is not verified.
func (a Action) Missing() []string {
	out := []string{}
	for _, code := range Boxes(a.Form) {
		if a.Text(code) == "" {
			out = append(out, code)
		}
	}
	if !slices.ContainsFunc(a.Todos, func(t Todo) bool { return t.Box == Permanent }) {
		out = append(out, "todo")
	}
	if slices.ContainsFunc(a.Todos, func(t Todo) bool { return t.Verified == nil }) {
		out = append(out, "verified")
	}
	return out
}

// Departments that work on it: the lead's, the team's and the owners'.
func (a Action) Departments() []string {
	out := []string{a.Department}
	add := func(p complaint.Person) {
		if p.Department != "" && !slices.Contains(out, p.Department) {
			out = append(out, p.Department)
		}
	}
	for _, p := range a.Team {
		add(p)
	}
	for _, t := range a.Todos {
		add(t.Owner)
	}
	return out
}

// Seen reports whether the action lies within the scope.
func (a Action) Seen(s access.Scope) bool {
	var audience []string
	for _, d := range a.Departments() {
		audience = append(audience, access.DepartmentAudience(d))
	}
	return s.Sees(audience, a.CommunityID, a.Recused)
}

// untold marks an action of which the follow-up items are not written yet.
const untold = "untold"

func (a Action) keys() []string {
	out := []string{}
	lists := []string{"all"}
	for _, d := range a.Departments() {
		lists = append(lists, "dept:"+d)
	}
	for _, m := range a.Matters {
		lists = append(lists, "matter:"+m.ID)
	}
	for _, s := range a.Spots {
		lists = append(lists, "spot:"+s)
	}
	for _, l := range lists {
		out = append(out, l, l+"/"+a.State)
	}
	return append(out, untold)
}

// Query selects actions, newest first.
type Query struct {
	Key         string   // KeyOf, OfSpot, Untold
	Communities []string // empty: all
	NotRecused  string   // leaves out what this person is recused from
	Before      string   // id of the last one of the page before
	Limit       int
}

// KeyOf names a list: of a department ("" for all) or a matter; state is open, closed or "".
func KeyOf(department, complaintID, state string) string {
	key := "all"
	switch {
	case complaintID != "":
		key = "matter:" + complaintID
	case department != "":
		key = "dept:" + department
	}
	if state == "" {
		return key
	}
	return key + "/" + state
}

// OfSpot names the list of what is open or was closed for one place and class.
func OfSpot(spot string) string { return "spot:" + spot }

// Untold names the list of those whose follow-up items are not written yet.
const Untold = untold

// Store keeps actions. What is not there is fault.NotThere.
type Store interface {
	Create(ctx context.Context, a Action) error
	// Update replaces the action whose stored version is a.Version-1, else fault.StaleVersion.
	Update(ctx context.Context, a Action) error
	Get(ctx context.Context, id string) (Action, error)
	List(ctx context.Context, q Query) ([]Action, error)
	// Told takes the action out of the list Untold, if the stored version is
	// still this one; nothing else of it changes.
	Told(ctx context.Context, id string, version int64) error
}
