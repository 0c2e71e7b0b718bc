package ledger

import (
	"context"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/words"
)

// Store keeps the ledger. It holds no rule.
type Store interface {
	// Put keeps entries. One that is there already is replaced by one of a later
	// version of its matter alone, so that hearing an event twice, or late, does no harm.
	Put(ctx context.Context, entries ...Entry) error
	// Get finds an entry. Out of sight is fault.NotFound, as not there.
	Get(ctx context.Context, scope access.Scope, id string) (Entry, error)
	// List is a page, newest payment first and of one moment the highest id.
	List(ctx context.Context, scope access.Scope, q Query) (Page, error)
}

// Query says which entries a list holds. Empty fields do not bound it.
type Query struct {
	CommunityID string
	Department  string // bears a part
	Category    string
	Kind        string
	Basis       string
	Type        string
	OwnerID     string
	HouseID     string
	ComplaintID string
	Unsigned    bool         // of payments, those whose receipt is still waited for
	Words       []words.Term // all must match
	Whole       bool         // finds by person, house and name what is confidential, too
	From, To    *time.Time   // paid in [From, To)
	After       *Position    // continue behind it
	Limit       int
	Count       bool // fill Page.Total, capped at CountCap
}

// Page is one keyset page.
type Page struct {
	Items       []Entry
	Next        *Position // nil on the last page
	Total       int64
	TotalIsMore bool
}

// CountCap bounds counting on request.
const CountCap = 10_000

// Position is where a page ended.
type Position struct {
	At time.Time
	ID string
}

// Text is the position as a cursor.
func (p *Position) Text() string {
	if p == nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(p.At.UnixMilli(), 10) + " " + p.ID))
}

// ReadPosition reads a cursor; nil for "".
func ReadPosition(cursor string) (*Position, error) {
	if cursor == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	at, id, ok := strings.Cut(string(raw), " ")
	ms, errMs := strconv.ParseInt(at, 10, 64)
	p := &Position{At: time.UnixMilli(ms).UTC(), ID: id}
	if err != nil || errMs != nil || !ok || id == "" || !utf8.ValidString(id) || p.Text() != cursor {
		return nil, fault.BadCursor()
	}
	return p, nil
}

// Keys are what an entry must bear, all of them, to be in the list; those that
// few entries bear stand first, so that a store walks along the first.
func (q Query) Keys() []string {
	var out []string
	for _, k := range [][2]string{{"matter", q.ComplaintID}, {set(q.Whole) + "-house", q.HouseID}, {set(q.Whole) + "-owner", q.OwnerID}} {
		if k[1] != "" {
			out = append(out, key(k[0], k[1]))
		}
	}
	if q.Unsigned {
		out = append(out, unsigned)
	}
	for i := len(q.Words) - 1; i >= 0; i-- { // what was typed last narrows most: 12-4-804 ends with the room
		out = append(out, wordKey(q.Words[i], set(q.Whole)))
	}
	for _, k := range [][2]string{{"type", q.Type}, {"basis", q.Basis}, {"kind", q.Kind}, {"category", q.Category}, {"department", q.Department}, {"community", q.CommunityID}} {
		if k[1] != "" {
			out = append(out, key(k[0], k[1]))
		}
	}
	return out
}

// unsigned is the key of payments whose receipt is still waited for.
const unsigned = "receipt:open"

func key(field, value string) string { return field + ":" + value }

// What is searched by is kept in two sets: what every reader of the ledger may
// search by, and all of it, for those who know whose a confidential matter is.
const (
	openSet  = "open"
	wholeSet = "whole"
)

// longestBeginning is how much of a word in letters and digits, still in the typing, finds it.
const longestBeginning = 20

func set(whole bool) string {
	if whole {
		return wholeSet
	}
	return openSet
}

func wordKey(t words.Term, set string) string {
	if t.Prefix {
		return key(set+"*", beginning(t.Token, longestBeginning))
	}
	return key(set, t.Token)
}

func beginning(token string, n int) string {
	r := []rune(token)
	return string(r[:min(n, len(r))])
}

// keys are all under which an entry is found.
func (e Entry) keys() []string {
	var out []string
	seen := map[string]bool{}
	add := func(field, value string) {
		if k := key(field, value); value != "" && !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	add("matter", e.ComplaintID)
	for _, set := range []string{openSet, wholeSet} {
		if set == wholeSet || !e.Confidential {
			add(set+"-house", e.HouseID)
			add(set+"-owner", e.OwnerID)
		}
	}
	if e.Unsigned {
		out = append(out, unsigned)
	}
	add("type", e.Type)
	add("kind", e.Kind)
	add("basis", e.Basis)
	add("category", e.Category)
	add("community", e.CommunityID)
	for _, b := range e.Borne {
		if b.AmountFen != 0 {
			add("department", b.Department)
		}
	}
	index := func(set, text string) {
		for _, token := range words.Tokens(text) {
			add(set, token)
			if first, _ := utf8.DecodeRuneInString(token); unicode.Is(unicode.Han, first) {
				continue
			}
			for n := 1; n <= min(longestBeginning, utf8.RuneCountInString(token)); n++ {
				add(set+"*", beginning(token, n))
			}
		}
	}
	open := strings.Join([]string{e.Number, e.Receipt, e.FromName, e.Title}, "\n")
	whose := strings.Join([]string{e.HouseLabel, e.OwnerName, e.Payee}, "\n")
	index(wholeSet, open+"\n"+whose)
	if !e.Confidential {
		open += "\n" + whose
	}
	index(openSet, open)
	return out
}
