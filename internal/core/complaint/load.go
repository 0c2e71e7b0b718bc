package complaint

import (
	"slices"
	"strings"
	"time"
)

// watching are the marks that the supervision board counts, each by its letter.
var watching = []struct{ mark, letter string }{
	{MarkLongLate, "l"}, {MarkUrged, "u"}, {MarkPaused, "p"}, {MarkOrdered, "o"}, {MarkConsulting, "c"}, {MarkUnassigned, "n"},
}

// watched writes marks as letters.
func watched(marks []string) string {
	out := ""
	for _, w := range watching {
		if slices.Contains(marks, w.mark) {
			out += w.letter
		}
	}
	return out
}

// LoadQuery asks how open matters are spread over departments, people and time.
type LoadQuery struct {
	Communities []string    // empty: all
	Department  string      // lead; "": all
	Due         []time.Time // bounds of the stretches of Keys.DueAt, ascending
	Received    []time.Time // bounds of the stretches of ReceivedAt, ascending
}

// LoadCell is how many open matters stand alike.
type LoadCell struct {
	Department string // lead; "" before dispatch
	AssigneeID string // "": nobody
	Waiting    bool   // for an approval
	Watch      string // Keys.Watch
	Due        int    // stretch: before the bound of this index, the last lies beyond them all
	Received   int
	N          int64
}

// Marked reports whether the matters of the cell bear a mark that the board counts.
func (c LoadCell) Marked(mark string) bool {
	i := slices.IndexFunc(watching, func(w struct{ mark, letter string }) bool { return w.mark == mark })
	return i >= 0 && strings.Contains(c.Watch, watching[i].letter)
}
