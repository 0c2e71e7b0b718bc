package supervision

import (
	"context"
	"time"
)

// The lists: everything, a department's, and a matter's; each as a whole and
// apart by how orders stand.
const (
	everything = "all"
	ofDept     = "dept:"
	ofMatter   = "matter:"

	// Uncarried lists orders whose matters were not told yet what became of them.
	Uncarried = "uncarried"
)

func (o Order) keys() []string {
	lists := []string{everything}
	for _, p := range o.Parts {
		lists = append(lists, ofDept+p.Department)
		for _, m := range p.Matters {
			lists = append(lists, ofMatter+m.ID)
		}
	}
	out := []string{Uncarried}
	for _, l := range lists {
		out = append(out, l, l+"/"+o.State())
	}
	return out
}

// KeyOf names a list: of a department ("" for all) or a matter; state is open,
// answered, ended or "".
func KeyOf(department, complaintID, state string) string {
	key := everything
	switch {
	case complaintID != "":
		key = ofMatter + complaintID
	case department != "":
		key = ofDept + department
	}
	if state != "" {
		key += "/" + state
	}
	return key
}

// Query selects orders, newest first.
type Query struct {
	Key         string   // KeyOf, or Uncarried
	Communities []string // one of them; empty: all
	NotRecused  string   // leaves out what this person is recused from
	Before      string   // id of the last one of the page before
	Limit       int
}

// Store keeps orders. What is not there is fault.NotThere.
type Store interface {
	// Add keeps a new order; one of its id that is there stays as it is.
	Add(ctx context.Context, o Order) error
	// Update replaces the order whose stored version is o.Version-1, else fault.StaleVersion.
	Update(ctx context.Context, o Order) error
	Get(ctx context.Context, id string) (Order, error)
	List(ctx context.Context, q Query) ([]Order, error)
	// Carried takes an order off the list of Uncarried, if the version is still that one.
	Carried(ctx context.Context, id string, version int64) error
	// Waking lists orders whose Wake is before now, earliest first.
	Waking(ctx context.Context, now time.Time, limit int) ([]Order, error)
}
