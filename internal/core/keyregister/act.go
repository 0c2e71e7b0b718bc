package keyregister

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
)

// longestLoan bounds when a key that is given out is due back.
const longestLoan = 366 * 24 * time.Hour

// Borrowers are the roles of those to whom a key can be given.
var Borrowers = []access.Role{access.Desk, access.DeskLead, access.Handler, access.DeptHead}

// Allowed lists what the actor may do now, sorted.
func (k Key) Allowed(a access.Actor) []string {
	out := []string{}
	if k.State() == Out && k.Out.Holder.ID != "" && k.Out.Holder.ID == a.ID && k.Out.SignedAt == nil {
		out = append(out, Sign)
	}
	if a.OnDesk() {
		switch k.State() {
		case Held:
			out = append(out, Amend, Report, GiveOut, HandBack)
		case Out:
			out = append(out, Amend, Report, Extend, Return)
		case Lost:
			out = append(out, Found)
			if a.Is(access.DeskLead) {
				out = append(out, Settle)
			}
		}
	}
	slices.Sort(out)
	return out
}

var (
	deskOnly   = fault.Deny("钥匙由客服收存和借还。", "Keys are kept by the desk.")
	leadOnly   = fault.Deny("遗失的钥匙由客服主管了结。", "What is lost is settled by the desk lead.")
	holderOnly = fault.Deny("由领用人本人签收。", "Whoever holds the key signs for it.")
)

// may says whether a word is allowed, else why not.
func (k Key) may(word string, a access.Actor) error {
	switch {
	case word == Sign && (k.Out == nil || k.Out.Holder.ID != a.ID):
		return holderOnly
	case word == Settle && !a.Is(access.DeskLead):
		return leadOnly
	case word != Sign && !a.OnDesk():
		return deskOnly
	case slices.Contains(k.Allowed(a), word):
		return nil
	}
	said := map[string]fault.Text{
		Held:  {ZH: "钥匙在库。", EN: "The key is on its hook."},
		Lost:  {ZH: "钥匙已登记遗失。", EN: "The key is recorded as lost."},
		Ended: {ZH: "这套钥匙已退还或了结，记录不再改动。", EN: "This key was handed back or settled; its record stays as it is."},
	}
	if k.Out != nil {
		who := k.Out.Who()
		said[Out] = fault.Text{ZH: "钥匙在" + who + "手里，先收回再办。", EN: "The key is with " + who + "; take it back first."}
	}
	e := fault.New(fault.Refused, "transition_refused", said[k.State()].ZH, said[k.State()].EN)
	e.Allowed = k.Allowed(a)
	return e
}

// Who names the person who holds the key, with the firm.
func (l Lending) Who() string {
	if l.Firm != "" {
		return l.Firm + " " + l.Holder.Name
	}
	return l.Holder.Name
}

// Form is what is written down when a key is taken in.
type Form struct {
	What       string
	Count      int
	Tag        string
	HandedInBy string // "": the owner
	Consent    string
	Until      string // YYYY-MM-DD; "": until handed back
}

// Take takes a set of keys in from an owner of the house.
func Take(id string, f Form, h estate.House, o owner.Owner, a access.Actor, at time.Time, today string) (Key, error) {
	if !a.OnDesk() {
		return Key{}, deskOnly
	}
	k := Key{
		ID: id, Version: 1, CommunityID: h.CommunityID, HouseID: h.ID, House: h.Label, OwnerID: o.ID, OwnerName: o.Name,
		What: strings.TrimSpace(f.What), Count: f.Count, Tag: strings.TrimSpace(f.Tag), Consent: strings.TrimSpace(f.Consent), Until: f.Until,
		HandedInBy: strings.TrimSpace(f.HandedInBy), TakenInBy: complaint.PersonOf(a), TakenInAt: at,
	}
	if k.HandedInBy == "" {
		k.HandedInBy = o.Name
	}
	var w fault.Fields
	if !slices.Contains(o.HouseIDs, h.ID) {
		w.Add("ownerId", "house", "须是这户的业主。", "Must be an owner of this house.")
	}
	w.Length("handedInBy", k.HandedInBy, 1, 60)
	k.check(&w, today)
	if err := w.Err(); err != nil {
		return Key{}, err
	}
	k.trail(Step{Kind: TakeIn, At: at, By: k.TakenInBy, Note: k.Consent})
	return k.kept(), nil
}

// check tells what is wrong with what is written on a key.
func (k Key) check(w *fault.Fields, today string) {
	w.Length("what", k.What, 1, 100)
	if k.Count < 1 || k.Count > 50 {
		w.Add("count", "range", "把数须为 1 至 50。", "Must be 1 to 50.")
	}
	w.Length("tag", k.Tag, 1, 20)
	w.Length("consent", k.Consent, 1, 500)
	if k.Until == "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, k.Until); err != nil {
		w.Add("until", "date", "须写成 2026-12-31 的形式。", "Must be a day such as 2026-12-31.")
	} else if k.Until < today {
		w.Add("until", "future", "委托截止日不能早于今天。", "The consent must not have run out.")
	}
}

// Lend gives the key to one person until a time. l says to whom and for what;
// today is a day of the estate.
func (k Key) Lend(l Lending, note string, a access.Actor, at time.Time, today string) (Key, error) {
	l.Firm, l.Phone, l.Purpose = strings.TrimSpace(l.Firm), strings.TrimSpace(l.Phone), strings.TrimSpace(l.Purpose)
	l.Holder.Name = strings.TrimSpace(l.Holder.Name)
	var w fault.Fields
	if l.Holder.ID == "" {
		w.Length("firm", l.Firm, 1, 60)
		w.Length("person", l.Holder.Name, 1, 60)
	}
	w.Length("phone", l.Phone, 0, 30)
	w.Length("purpose", l.Purpose, 1, 200)
	backBy(&w, "dueAt", l.DueAt, at)
	w.Length("note", note, 0, 500)
	if err := k.ready(w, GiveOut, a); err != nil {
		return k, err
	}
	if k.Expired(today) {
		e := fault.New(fault.Refused, "consent_expired", "业主的委托已于 "+k.Until+" 到期；请先与业主确认，更正委托期限后再借出。", "The owner's consent ran out on "+k.Until+"; ask the owner and amend it first.")
		e.Allowed = k.Allowed(a)
		return k, e
	}
	n := k.clone()
	l.DueAt, l.By, l.At, l.SignedAt, l.Reminded = l.DueAt.UTC().Truncate(time.Millisecond), complaint.PersonOf(a), at, nil, false
	n.Out = &l
	n.trail(Step{Kind: GiveOut, At: at, By: l.By, Note: strings.TrimSpace(note), Until: &l.DueAt, Lending: &l})
	return n.next(), nil
}

func backBy(w *fault.Fields, field string, due, at time.Time) {
	if !due.After(at) || due.After(at.Add(longestLoan)) {
		w.Add(field, "future", "归还时间须晚于现在，且在一年之内。", "It is due back later than now and within a year.")
	}
}

// ready tells what is wrong with the input before whether the word is allowed,
// but for who may not say it at all.
func (k Key) ready(w fault.Fields, word string, a access.Actor) error {
	err := k.may(word, a)
	if fault.Is(err, fault.Forbidden) {
		return err
	}
	if wrong := w.Err(); wrong != nil {
		return wrong
	}
	return err
}

// Signed is that the one who holds the key signs for it (签收).
func (k Key) Signed(a access.Actor, at time.Time) (Key, error) {
	if err := k.may(Sign, a); err != nil {
		return k, err
	}
	n := k.clone()
	l := *n.Out
	l.SignedAt = &at
	n.Out = &l
	n.trail(Step{Kind: Sign, At: at, By: complaint.PersonOf(a)})
	return n.next(), nil
}

// Extended lets the holder keep the key longer (续借).
func (k Key) Extended(due time.Time, note string, a access.Actor, at time.Time) (Key, error) {
	var w fault.Fields
	backBy(&w, "dueAt", due, at)
	w.Length("note", note, 0, 500)
	if err := k.ready(w, Extend, a); err != nil {
		return k, err
	}
	n := k.clone()
	l := *n.Out
	l.DueAt, l.Reminded = due.UTC().Truncate(time.Millisecond), false
	n.Out = &l
	n.trail(Step{Kind: Extend, At: at, By: complaint.PersonOf(a), Note: strings.TrimSpace(note), Until: &l.DueAt})
	return n.next(), nil
}

// Returned is that the key hangs on its hook again (收回).
func (k Key) Returned(note string, a access.Actor, at time.Time) (Key, error) {
	var w fault.Fields
	w.Length("note", note, 0, 500)
	if err := k.ready(w, Return, a); err != nil {
		return k, err
	}
	n := k.clone()
	n.Out = nil
	n.trail(Step{Kind: Return, At: at, By: complaint.PersonOf(a), Note: strings.TrimSpace(note)})
	return n.next(), nil
}

// GivenBack hands the key back to the owner: with a signature, or on the word
// that note tells of. The record stays.
func (k Key) GivenBack(how, note string, a access.Actor, at time.Time) (Key, error) {
	var w fault.Fields
	w.OneOf("how", how, HandedBack...)
	w.Length("note", strings.TrimSpace(note), 1, 500)
	if err := k.ready(w, HandBack, a); err != nil {
		return k, err
	}
	return k.end(HandBack, how, note, a, at), nil
}

// Excepted records that something is wrong with the key. One that is lost is
// with nobody from then on.
func (k Key) Excepted(kind, note string, a access.Actor, at time.Time) (Key, error) {
	var w fault.Fields
	w.OneOf("kind", kind, Exceptions...)
	w.Length("note", strings.TrimSpace(note), 1, 500)
	if err := k.ready(w, Report, a); err != nil {
		return k, err
	}
	n := k.clone()
	mark := &Mark{Kind: kind, Note: strings.TrimSpace(note), By: complaint.PersonOf(a), At: at}
	if kind == Lost {
		n.Lost, n.Out = mark, nil
	} else {
		n.Fault = mark
	}
	n.trail(Step{Kind: Report, At: at, By: mark.By, Note: mark.Note, Result: kind})
	return n.next(), nil
}

// FoundAgain is that a lost key hangs on its hook again.
func (k Key) FoundAgain(note string, a access.Actor, at time.Time) (Key, error) {
	var w fault.Fields
	w.Length("note", strings.TrimSpace(note), 1, 500)
	if err := k.ready(w, Found, a); err != nil {
		return k, err
	}
	n := k.clone()
	n.Lost = nil
	n.trail(Step{Kind: Found, At: at, By: complaint.PersonOf(a), Note: strings.TrimSpace(note)})
	return n.next(), nil
}

// SettledWithOwner ends a lost key: note is what was agreed, such as a new lock.
func (k Key) SettledWithOwner(note string, a access.Actor, at time.Time) (Key, error) {
	var w fault.Fields
	w.Length("note", strings.TrimSpace(note), 1, 500)
	if err := k.ready(w, Settle, a); err != nil {
		return k, err
	}
	return k.end(Settle, settled, note, a, at), nil
}

func (k Key) end(word, how, note string, a access.Actor, at time.Time) Key {
	n := k.clone()
	n.Ended = &Mark{Kind: how, Note: strings.TrimSpace(note), By: complaint.PersonOf(a), At: at}
	n.trail(Step{Kind: word, At: at, By: n.Ended.By, Note: n.Ended.Note, Result: how})
	return n.next()
}

// Amendment is what is put right on a key; nil stays as it is.
type Amendment struct {
	What, Tag, Consent, Until *string
	Count                     *int
}

// Amended puts right what is written on the key, or prolongs the owner's
// consent. The reason and what stood there before stay in its history.
func (k Key) Amended(m Amendment, reason string, a access.Actor, at time.Time, today string) (Key, error) {
	n := k.clone()
	var changed []Change
	text := func(field string, to *string, into *string) {
		if to == nil || strings.TrimSpace(*to) == *into {
			return
		}
		changed = append(changed, Change{Field: field, From: *into, To: strings.TrimSpace(*to)})
		*into = strings.TrimSpace(*to)
	}
	text("what", m.What, &n.What)
	text("tag", m.Tag, &n.Tag)
	text("consent", m.Consent, &n.Consent)
	text("until", m.Until, &n.Until)
	if m.Count != nil && *m.Count != n.Count {
		changed = append(changed, Change{Field: "count", From: strconv.Itoa(n.Count), To: strconv.Itoa(*m.Count)})
		n.Count = *m.Count
	}
	var w fault.Fields
	w.Length("reason", strings.TrimSpace(reason), 1, 500)
	if n.Until == k.Until {
		today = n.Until // a consent that ran out does not keep the rest from being put right
	}
	n.check(&w, today)
	if len(changed) == 0 {
		w.Add("reason", "unchanged", "没有改动。", "Nothing is changed.")
	}
	if err := k.ready(w, Amend, a); err != nil {
		return k, err
	}
	n.Fault = nil
	n.trail(Step{Kind: Amend, At: at, By: complaint.PersonOf(a), Note: strings.TrimSpace(reason), Changed: changed})
	return n.next(), nil
}

// Remind is that the passing of time tells that the key is not back, once a
// giving out or a prolonging.
func (k Key) Remind(at time.Time) (Key, bool) {
	if k.Wake == 0 || at.UnixMilli() <= k.Wake {
		return k, false
	}
	n := k.clone()
	l := *n.Out
	l.Reminded = true
	n.Out = &l
	return n.next(), true
}

func (k *Key) trail(s Step) { k.Trail = append(k.Trail, s) }

// clone copies what a step may touch.
func (k Key) clone() Key {
	k.Trail = slices.Clone(k.Trail)
	return k
}

// next is the version after a step.
func (k Key) next() Key {
	k.Version++
	return k.kept()
}

func (k Key) kept() Key {
	k.Hook, k.Place, k.Wake, k.Keys = k.hook(), k.place(), k.wake(), k.keys()
	return k
}
