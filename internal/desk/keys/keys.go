// Package keys holds the use cases of the register of entrusted keys: who reads
// of it, what is done with a key, and the word that one is not back in time.
package keys

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/keyregister"
	"anju/internal/core/message"
	"anju/internal/core/owner"
	"anju/internal/core/rules"
)

// Owners is what the register asks of the owner archive.
type Owners interface {
	Owner(ctx context.Context, id string) (owner.Owner, error)
}

// Houses is what the register asks of the estate.
type Houses interface {
	House(ctx context.Context, id string) (estate.House, error)
}

// Teller tells people, each once by the notice's key.
type Teller interface {
	Notify(ctx context.Context, n message.Notice) error
}

// Deps is what the use cases stand on.
type Deps struct {
	Keys     keyregister.Store
	Matters  complaint.Store
	Accounts account.Store
	Owners   Owners
	Houses   Houses
	Audit    audit.Store
	Teller   Teller
	Rules    rules.Source
	Now      func() time.Time
	NewID    func() string
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

func (s *Service) today(at time.Time) string { return s.Rules().Calendar.Day(at) }

// Ask says which page of the register is wanted. Empty fields do not select.
type Ask struct {
	State, CommunityID, HouseID, OwnerID string
	Word                                 string // tag, house, holder or matter number, as a whole
	Overdue                              bool
	Cursor                               string
	Limit                                int
}

// Page is one page; NextCursor is "" on the last.
type Page struct {
	Items      []keyregister.Key
	NextCursor string
}

// List reads a page of the register: what is out first, by when it is due.
// Departments read what their people hold.
func (s *Service) List(ctx context.Context, actor access.Actor, ask Ask) (Page, error) {
	q := keyregister.Query{Lists: lists(actor, ask), Communities: actor.CommunityIDs, Limit: ask.Limit + 1}
	if ask.Cursor != "" {
		after, err := readCursor(ask.Cursor)
		if err != nil {
			return Page{}, err
		}
		q.After = &after
	}
	found, err := s.Keys.List(ctx, q)
	if err != nil {
		return Page{}, err
	}
	page := Page{Items: found}
	if len(found) > ask.Limit {
		page.Items, page.NextCursor = found[:ask.Limit], cursorAfter(found[ask.Limit-1])
	}
	if ask.Overdue {
		at := s.now()
		if end := slices.IndexFunc(page.Items, func(k keyregister.Key) bool { return !k.Overdue(at) }); end >= 0 {
			page.Items, page.NextCursor = page.Items[:end], "" // they stand in the order of when they are due
		}
	}
	page.Items = slices.DeleteFunc(page.Items, func(k keyregister.Key) bool { return !k.FoundBy(ask.Word, actor) })
	return Page{Items: shown(page.Items, actor), NextCursor: page.NextCursor}, nil
}

// lists are those in all of which a key must stand, the shortest first.
func lists(actor access.Actor, ask Ask) []string {
	var out []string
	add := func(asked, list string) {
		if asked != "" {
			out = append(out, list)
		}
	}
	add(ask.Word, keyregister.Named(ask.Word))
	add(ask.HouseID, keyregister.OfHouse(ask.HouseID))
	add(ask.OwnerID, keyregister.OfOwner(ask.OwnerID))
	switch {
	case actor.Is(access.Handler):
		out = append(out, keyregister.With(actor.ID))
	case actor.Is(access.DeptHead):
		out = append(out, keyregister.InDepartment(actor.Department))
	}
	if ask.Overdue {
		ask.State = keyregister.Out
	}
	add(ask.State, keyregister.InState(ask.State))
	add(ask.CommunityID, keyregister.InCommunity(ask.CommunityID))
	if len(out) == 0 {
		out = append(out, keyregister.All)
	}
	return out
}

// Key reads one key in sight, with its history.
func (s *Service) Key(ctx context.Context, actor access.Actor, id string) (keyregister.Key, error) {
	k, err := s.get(ctx, actor, id)
	if err != nil {
		return k, err
	}
	return k.For(actor), nil
}

func (s *Service) get(ctx context.Context, actor access.Actor, id string) (keyregister.Key, error) {
	k, err := s.Keys.Get(ctx, id)
	if err == nil && !k.Seen(actor) {
		err = fault.NotThere()
	}
	return k, err
}

// mostOfMatter bounds the keys that are shown with a matter.
const mostOfMatter = 20

// OfMatter are the keys that a matter in sight may need: those of its house that
// the office answers for, and whatever is out for it. Whoever works on it reads
// where they hang, unless its house is not theirs to know.
func (s *Service) OfMatter(ctx context.Context, actor access.Actor, complaintID string) ([]keyregister.Key, error) {
	m, err := s.Matters.Get(ctx, access.SightOf(actor), complaintID)
	if err != nil {
		return nil, err
	}
	out, err := s.Keys.List(ctx, keyregister.Query{Lists: []string{keyregister.ForMatter(m.ID)}, Limit: mostOfMatter})
	if err != nil {
		return nil, err
	}
	hidden := func(k keyregister.Key) bool { return !k.ShownWith(&m, actor) }
	if m.HouseID == "" {
		return shown(slices.DeleteFunc(out, hidden), actor), nil
	}
	ofHouse, err := s.Keys.List(ctx, keyregister.Query{Lists: []string{keyregister.OfHouse(m.HouseID)}, Limit: mostOfMatter})
	for _, k := range ofHouse {
		known := slices.ContainsFunc(out, func(x keyregister.Key) bool { return x.ID == k.ID })
		if !known && k.State() != keyregister.Ended {
			out = append(out, k)
		}
	}
	return shown(slices.DeleteFunc(out, hidden), actor), err
}

func shown(all []keyregister.Key, actor access.Actor) []keyregister.Key {
	for i, k := range all {
		all[i] = k.For(actor)
	}
	return all
}

// mostOwn bounds the keys in an owner's archive, of each record of the owner.
const mostOwn = 100

// Mine are the keys that the caller, an owner, entrusted.
func (s *Service) Mine(ctx context.Context, actor access.Actor) ([]keyregister.Key, error) {
	out := []keyregister.Key{}
	for _, id := range append([]string{actor.OwnerID}, actor.MergedOwnerIDs...) {
		found, err := s.Keys.List(ctx, keyregister.Query{Lists: []string{keyregister.OfOwner(id)}, Limit: mostOwn})
		if err != nil {
			return nil, err
		}
		for _, k := range found {
			if k.Seen(actor) {
				out = append(out, k)
			}
		}
	}
	return out, nil
}

func (s *Service) note(ctx context.Context, actor access.Actor, word, id, reason string) error {
	return s.Audit.Append(ctx, audit.New(ctx, s.NewID(), s.now(), actor, "key."+actions[word], "key:"+id, reason))
}

// actions are the words of the audit log.
var actions = map[string]string{
	keyregister.TakeIn: "taken_in", keyregister.GiveOut: "given_out", keyregister.Sign: "signed", keyregister.Extend: "extended", keyregister.Return: "returned",
	keyregister.HandBack: "handed_back", keyregister.Report: "exception", keyregister.Found: "found", keyregister.Settle: "settled", keyregister.Amend: "amended",
}

// cursor is where a page ended.
type cursor struct {
	At int64  `json:"p"`
	ID string `json:"i"`
}

func cursorAfter(k keyregister.Key) string {
	raw, _ := json.Marshal(cursor{k.Place, k.ID}) // numbers and strings always encode
	return base64.RawURLEncoding.EncodeToString(raw)
}

func readCursor(text string) (keyregister.Place, error) {
	var c cursor
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil || c.ID == "" {
		return keyregister.Place{}, fault.BadCursor()
	}
	return keyregister.Place(c), nil
}
