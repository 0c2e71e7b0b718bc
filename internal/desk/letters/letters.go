// Package letters holds the use cases of the registers: letters sent and
// received, those of matters as their events tell and those about no matter,
// and the use of seals.
package letters

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/letter"
	"anju/internal/core/outbox"
	"anju/internal/core/rules"
	"anju/internal/core/terms"
	"anju/internal/core/words"
)

// Counter gives the numbers of a series: 1, 2, 3 …
type Counter interface {
	NextNumber(ctx context.Context, series string) (int64, error)
}

// Prefixes are what the numbers of the registers begin with.
type Prefixes struct{ Out, In, Seals string }

// Deps is what the use cases stand on.
type Deps struct {
	Letters  letter.Store
	Counter  Counter
	Rules    rules.Source // for the days that letters are dated
	Prefixes Prefixes
	Now      func() time.Time
	NewID    func() string
}

// Service offers the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// Hear keeps the registers by the committed events of matters: every letter of
// the matter is written again as the matter has it now, so that hearing of one
// twice does no harm and an answer shows on the letter that it answers.
func (s *Service) Hear(ctx context.Context, p outbox.Pending) error {
	switch {
	case p.Event.Kind == complaint.KindAnonymised:
		return s.Letters.Forget(ctx, p.Matter.ID)
	case !complaint.IsLetter(p.Event.Kind):
		return nil
	}
	lines := make([]letter.Letter, len(p.Matter.Letters))
	for i, l := range p.Matter.Letters {
		lines[i] = letter.Of(p.Matter, l)
	}
	return s.Letters.Put(ctx, lines...)
}

// Ask says which page of a register is wanted.
type Ask struct {
	Direction string
	From, To  *time.Time
	Search    string
	Cursor    string
	Limit     int
}

// Page is one page; NextCursor is "" on the last.
type Page[T any] struct {
	Items      []T
	NextCursor string
}

// List reads a page of the register within the actor's communities. Who does
// not keep confidential matters reads of one that there was a letter, no more.
func (s *Service) List(ctx context.Context, actor access.Actor, ask Ask) (Page[letter.Letter], error) {
	q := letter.Query{Direction: ask.Direction, From: ask.From, To: ask.To, Limit: ask.Limit + 1}
	if len(actor.CommunityIDs) > 0 {
		q.Communities = append(slices.Clone(actor.CommunityIDs), terms.NoCommunity)
	}
	if ask.Search != "" {
		if q.Words = words.Query(ask.Search); len(q.Words) == 0 {
			return Page[letter.Letter]{}, nil
		}
		for i := range q.Words {
			q.Words[i].Aside = actor.OnDesk()
		}
	}
	if ask.Cursor != "" {
		var err error
		if q.BeforeAt, q.BeforeID, err = readCursor(ask.Cursor); err != nil {
			return Page[letter.Letter]{}, err
		}
	}
	found, err := s.Letters.List(ctx, q)
	if err != nil {
		return Page[letter.Letter]{}, err
	}
	page := Page[letter.Letter]{Items: found}
	if len(found) > ask.Limit {
		page.Items = found[:ask.Limit]
		page.NextCursor = cursor(page.Items[ask.Limit-1])
	}
	for i := range page.Items {
		page.Items[i] = seen(page.Items[i], actor)
	}
	return page, nil
}

// seen is a line as far as the actor may read it.
func seen(l letter.Letter, actor access.Actor) letter.Letter {
	switch {
	case slices.Contains(l.Recused, actor.ID):
		l.ComplaintID, l.MatterNumber, l.Party, l.Subject, l.Text, l.DocumentNumber = "", "", "", "", "", ""
	case actor.OnDesk():
	case l.Confidential:
		l.Party, l.Text = "", ""
	case l.Owner:
		l.Party = access.MaskName(l.Party)
	}
	return l
}

// Register takes down a letter about no matter.
func (s *Service) Register(ctx context.Context, actor access.Actor, f letter.Form) (letter.Letter, error) {
	at := s.now()
	if err := f.Check(s.Rules().Calendar.Day(at)); err != nil {
		return letter.Letter{}, err
	}
	if f.CommunityID != "" && len(actor.CommunityIDs) > 0 && !slices.Contains(actor.CommunityIDs, f.CommunityID) {
		var w fault.Fields
		w.Add("communityId", "outside", "须是您负责的小区。", "It must be one of your communities.")
		return letter.Letter{}, w.Err()
	}
	prefix := s.Prefixes.Out
	if f.Direction == complaint.LetterReceived {
		prefix = s.Prefixes.In
	}
	number, err := s.number(ctx, prefix, at)
	if err != nil {
		return letter.Letter{}, err
	}
	l := letter.New(s.NewID(), number, f, complaint.PersonOf(actor), at)
	return l, s.Letters.Put(ctx, l)
}

// UseSeal writes down one use of a seal.
func (s *Service) UseSeal(ctx context.Context, actor access.Actor, use letter.Seal) (letter.Seal, error) {
	at := s.now()
	use, err := letter.NewSeal(use, s.Rules().Calendar.Day(at))
	if err != nil {
		return letter.Seal{}, err
	}
	if use.Number, err = s.number(ctx, s.Prefixes.Seals, at); err != nil {
		return letter.Seal{}, err
	}
	use.ID, use.By, use.At = s.NewID(), complaint.PersonOf(actor), at
	return use, s.Letters.AddSeal(ctx, use)
}

// Seals reads a page of the register of seals, newest first.
func (s *Service) Seals(ctx context.Context, before string, limit int) (Page[letter.Seal], error) {
	found, err := s.Letters.Seals(ctx, before, limit+1)
	if err != nil || len(found) <= limit {
		return Page[letter.Seal]{Items: found}, err
	}
	return Page[letter.Seal]{Items: found[:limit], NextCursor: found[limit-1].ID}, nil
}

func (s *Service) number(ctx context.Context, prefix string, at time.Time) (string, error) {
	year := s.Rules().Calendar.Day(at)[:4]
	n, err := s.Counter.NextNumber(ctx, prefix+year)
	return letter.Number(prefix, year, n), err
}

// cursor is where a page ended: time and id.
func cursor(l letter.Letter) string {
	return base64.RawURLEncoding.EncodeToString([]byte(l.At.Format(time.RFC3339Nano) + " " + l.ID))
}

func readCursor(c string) (at time.Time, id string, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(c)
	when, id, there := strings.Cut(string(raw), " ")
	if err == nil && there {
		at, err = time.Parse(time.RFC3339Nano, when)
	}
	if err != nil || !there {
		return at, id, fault.BadCursor()
	}
	return at, id, nil
}
