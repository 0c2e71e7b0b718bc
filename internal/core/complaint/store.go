package complaint

import (
	"context"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/terms"
	"anju/internal/core/words"
)

// Store keeps matters and their timelines. It holds no rule: it writes what a
// Change says if nobody was faster, and reads within a Scope.
type Store interface {
	// NextNumber counts up for a day (YYYY-MM-DD), or for another series such
	// as a year's register, and returns 1, 2, 3 … Gaps are allowed; a number is
	// never given twice.
	NextNumber(ctx context.Context, series string) (int64, error)

	// Commit writes changes all or nothing, durably before it returns. A change
	// with ReadAt 0 creates its matter. If a stored version is not ReadAt any
	// more: fault.Stale with the current version. The events become pending in
	// the outbox and the tally replaces what the matter added before.
	Commit(ctx context.Context, changes ...Change) error

	// Get finds a matter by id or number. Out of sight is fault.NotFound, as not there.
	Get(ctx context.Context, scope access.Scope, ref string) (Complaint, error)

	// List is one keyset page.
	List(ctx context.Context, scope access.Scope, q Query) (Page, error)

	// IDs lists the ids alone of the first Limit matters of a list.
	IDs(ctx context.Context, scope access.Scope, q Query) ([]string, error)

	// Timeline lists entries with Seq > after, oldest first. The caller has
	// made sure that the matter is in sight.
	Timeline(ctx context.Context, id string, after int64, limit int) ([]Event, error)

	// Waking lists ids of matters whose WakeAt is not after now, earliest first.
	Waking(ctx context.Context, now time.Time, limit int) ([]string, error)

	// Promised sums the agreed or offered amounts of the last plan (ceiling) of
	// matters of a house and category received since then, one matter left out.
	Promised(ctx context.Context, houseID, category string, since time.Time, except string) (int64, error)
}

// Sort is what a list is ordered by.
type Sort string

const (
	ByReceived Sort = "received"
	ByUpdated  Sort = "updated"
	ByDue      Sort = "due" // Keys.DueAt

	ByRetention Sort = "retention" // Keys.RetainTo
)

// Nobody asks of a list's department or assignee that there is none yet.
const Nobody = "none"

// Query says which matters a list holds. Empty fields do not bound it.
type Query struct {
	Statuses    []Status
	Open        *bool
	Department  string // lead; or Nobody
	Category    string // set by a person
	Severity    terms.Severity
	Outcome     Outcome
	Nature      terms.Nature
	Channel     terms.Channel
	CommunityID string
	OwnerID     string
	HouseID     string
	AssigneeID  string       // or Nobody
	Waiting     []string     // any of these inboxes
	Spot        string       // Keys.Spot: one building's matters of one class
	Mark        string       // one of Keys.Marks
	DueFrom     *time.Time   // open with Keys.DueAt at or after it
	DueBefore   *time.Time   // open with Keys.DueAt before it: overdue when now
	From, To    *time.Time   // received in [From, To)
	RetainedTo  *time.Time   // ended, with Keys.RetainTo not after it; listed ByRetention
	Words       []words.Term // all must match Keys.Words
	Sort        Sort         // default ByReceived; with Words always received, newest first
	Ascending   bool
	Cursor      string // opaque, from a Page; fault.Malformed when it is not one of ours
	Limit       int    // 1–100
	Count       bool   // fill Page.Total, capped at CountCap

	// NotConfidential leaves confidential matters out: a list by person or by
	// house would tell whose they are.
	NotConfidential bool
}

// CountCap bounds counting on request.
const CountCap = 10_000

// Page is one keyset page of matters.
type Page struct {
	Items       []Complaint
	NextCursor  string // "" on the last page
	Total       int64
	TotalIsMore bool // Total is CountCap and there are more
}

// HeldStore keeps commands that speak to the owner for the seconds in which a
// tired pair of eyes can take them back.
type HeldStore interface {
	Hold(ctx context.Context, h Held) error
	// TakeBack removes a held command of the actor's own; fault.NotFound when
	// it has gone out or is somebody else's.
	TakeBack(ctx context.Context, complaintID, heldID, actorID string) error
	// Claim hands out held commands that are due, each to one caller only
	// until the lease ends; Release forgets one that was carried out or failed for good.
	Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Held, error)
	Release(ctx context.Context, heldID string) error
}

// Held is a command that waits to go out.
type Held struct {
	ID          string       `json:"id"`
	ComplaintID string       `json:"complaintId"`
	Word        Word         `json:"word"`
	Body        []byte       `json:"body"` // the command as JSON
	Actor       access.Actor `json:"actor"`
	Expect      int64        `json:"expect"`
	Seq         int64        `json:"seq"` // of the last entry when it was held
	HeldAt      time.Time    `json:"heldAt"`
	DueAt       time.Time    `json:"dueAt"`
	LeaseUntil  time.Time    `json:"leaseUntil"`
}

// FigureStore sums the tallies that are kept with every commit.
type FigureStore interface {
	// Load counts open matters by how they stand, from one index alone.
	Load(ctx context.Context, q LoadQuery) ([]LoadCell, error)
	// Sum adds up, per measure and day, what all matters add within the days
	// [from, to] (YYYY-MM-DD, inclusive; from "" from the beginning) in the
	// communities (empty: all). A measure asked for that ends with "/" means all
	// below it, any other means itself; none mean all. Days are summed together
	// unless byDay, and read by the month where they can be (Spans).
	Sum(ctx context.Context, communities []string, from, to string, measures []string, byDay bool) ([]Sum, error)
	// Recount builds the sums anew from the tallies of all matters and returns
	// how many rows were wrong; for tests and repair.
	Recount(ctx context.Context) (int, error)
}

// Sum is one summed measure; Day is "" when days are summed together.
type Sum struct {
	Day     string `json:"day"`
	Measure string `json:"measure"`
	N       int64  `json:"n"`
}
