package keyregister

import (
	"context"
	"strings"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/words"
)

// Steps between the parts of every list: what is out by when it is due, what is
// lost, what hangs on its hook, what has ended; the last three newest first.
const (
	part      = int64(10_000_000_000_000) // milliseconds, well beyond every due time
	lostPart  = 2 * part
	heldPart  = 3 * part
	endedPart = 4 * part
)

func (k Key) place() int64 {
	switch k.State() {
	case Out:
		return k.Out.DueAt.UnixMilli()
	case Lost:
		return lostPart - k.Lost.At.UnixMilli()
	case Ended:
		return endedPart - k.Ended.At.UnixMilli()
	}
	return heldPart - k.TakenInAt.UnixMilli()
}

// hook is the place on the board, of which each holds one key. A lost key keeps
// it until the loss is settled: its record hangs there.
func (k Key) hook() string {
	if k.Ended != nil {
		return ""
	}
	return k.CommunityID + "/" + folded(k.Tag)
}

func (k Key) wake() int64 {
	if k.State() != Out || k.Out.Reminded {
		return 0
	}
	return k.Out.DueAt.UnixMilli()
}

// The lists that a key stands in; every one is in the order of Place.
const All = "all"

// InState is the list of a state.
func InState(state string) string { return "state:" + state }

// InCommunity is the list of a community.
func InCommunity(id string) string { return "community:" + id }

// OfHouse is the list of a house.
func OfHouse(id string) string { return "house:" + id }

// OfOwner is the list of an owner.
func OfOwner(id string) string { return "owner:" + id }

// ForMatter is the list of what is out for a matter.
func ForMatter(id string) string { return "matter:" + id }

// With is the list of what one colleague holds.
func With(accountID string) string { return "with:" + accountID }

// InDepartment is the list of what people of a department hold.
func InDepartment(code string) string { return "department:" + code }

// Named is the list of what is found by a word: the tag, the house with or
// without its community, or, of what is out, who holds it and for which matter.
func Named(word string) string { return "word:" + folded(word) }

func folded(text string) string { return words.Fold(strings.Join(strings.Fields(text), "")) }

func (k Key) keys() []string {
	out := []string{All, InState(k.State()), InCommunity(k.CommunityID), OfHouse(k.HouseID), OfOwner(k.OwnerID), Named(k.Tag), Named(k.House)}
	if _, place, within := strings.Cut(k.House, " "); within {
		out = append(out, Named(place))
	}
	l := k.Out
	if l == nil {
		return out
	}
	out = append(out, Named(l.Holder.Name))
	if l.Firm != "" {
		out = append(out, Named(l.Firm))
	}
	if l.Holder.ID != "" {
		out = append(out, With(l.Holder.ID))
	}
	if l.Holder.Department != "" {
		out = append(out, InDepartment(l.Holder.Department))
	}
	if l.Matter != nil {
		out = append(out, ForMatter(l.Matter.ID), Named(l.Matter.Number))
	}
	return out
}

// Query selects keys in the order of Place.
type Query struct {
	Lists       []string // in all of them; the first is walked
	Communities []string // of one of them; empty: all
	After       *Place   // where the page before ended
	Limit       int
}

// Place is where a key stands in every list.
type Place struct {
	At int64
	ID string
}

// Store keeps keys. What is not there is fault.NotThere.
type Store interface {
	// Add keeps a new key; one of its id that is there stays as it is. A hook
	// that another key hangs on is HookTaken.
	Add(ctx context.Context, k Key) error
	// Update replaces the key whose stored version is k.Version-1, else
	// fault.StaleVersion; HookTaken as with Add.
	Update(ctx context.Context, k Key) error
	Get(ctx context.Context, id string) (Key, error)
	List(ctx context.Context, q Query) ([]Key, error)
	// Waking lists keys whose Wake is before now, earliest first.
	Waking(ctx context.Context, now time.Time, limit int) ([]Key, error)
}

// HookTaken is that another key of the community hangs on the hook.
func HookTaken() error {
	var w fault.Fields
	w.Add("tag", "taken", "这个挂牌号上已挂着另一套钥匙。", "Another key hangs on this hook.")
	return w.Err()
}
