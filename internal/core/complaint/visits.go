package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// EntryKey is the way in by a key that the owner entrusted to us (委托钥匙).
const EntryKey = "key"

// AppointCommand fixes a visit (上门预约).
type AppointCommand struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Who   string    `json:"who"`
	Entry string    `json:"entry"`
}

func (AppointCommand) Word() Word { return Appoint }

func (c AppointCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("who", c.Who)
	w.Require("entry", c.Entry)
	ahead(&w, "to", c.To, env)
	if !c.To.After(c.From) {
		w.Add("to", "after", "结束时间须晚于开始时间。", "The window ends after it begins.")
	}
	return w
}

func (c AppointCommand) run(t *turn) error {
	at := t.At
	for i := range t.m.Visits {
		if v := &t.m.Visits[i]; v.Outcome == "" && v.Answer != nil && !v.Answer.OK {
			v.Outcome, v.At = Moved, &at
		}
	}
	v := Visit{ID: t.NewID(), From: c.From, To: c.To, Who: c.Who, Entry: c.Entry}
	t.m.Visits = append(t.m.Visits, v)
	t.drop(terms.OnSite)
	t.startUntil(terms.OnSite, worktime.Wall, t.At, c.To)
	t.told(nil)
	return t.tell(pastTense[Appoint], "", v)
}

// VisitConfirmCommand is what the owner says of the appointed time.
type VisitConfirmCommand struct {
	VisitID  string     `json:"visitId"`
	OK       bool       `json:"ok"`
	Note     string     `json:"note,omitempty"`
	WishFrom *time.Time `json:"wishFrom,omitempty"`
	WishTo   *time.Time `json:"wishTo,omitempty"`
	OnBehalf *OnBehalf  `json:"onBehalf,omitempty"`
}

func (VisitConfirmCommand) Word() Word { return VisitConfirm }

func (c VisitConfirmCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("visitId", c.VisitID)
	if c.WishFrom != nil {
		ahead(&w, "wishFrom", *c.WishFrom, env)
		if c.WishTo == nil || !c.WishTo.After(*c.WishFrom) {
			w.Add("wishTo", "after", "结束时间须晚于开始时间。", "The window ends after it begins.")
		}
	}
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

func (c VisitConfirmCommand) run(t *turn) error {
	v := t.m.openVisit(c.VisitID)
	if v == nil {
		return noVisit()
	}
	v.Answer = &VisitAnswer{OK: c.OK, Note: c.Note, At: t.At, OnBehalf: c.OnBehalf}
	if !c.OK {
		v.Answer.WishFrom, v.Answer.WishTo = c.WishFrom, c.WishTo
	}
	return t.tell(pastTense[VisitConfirm], c.Note, map[string]any{
		"visitId": v.ID, "ok": c.OK, "wishFrom": v.Answer.WishFrom, "wishTo": v.Answer.WishTo, "onBehalf": c.OnBehalf,
	})
}

// VisitCommand records the arrival, or what came of a visit or a re-check.
type VisitCommand struct {
	VisitID     string   `json:"visitId,omitempty"` // empty: the first that is open
	Outcome     string   `json:"outcome"`
	Note        string   `json:"note,omitempty"`
	BeforeIDs   []string `json:"beforeIds,omitempty"`
	AfterIDs    []string `json:"afterIds,omitempty"`
	Parts       []Part   `json:"parts,omitempty"`
	OldPart     string   `json:"oldPart,omitempty"`
	SignatureID string   `json:"signatureId,omitempty"`
}

func (VisitCommand) Word() Word { return VisitDone }

func (c VisitCommand) Brings() Evidence {
	return Evidence{Field: "afterIds", IDs: append(slices.Concat(c.BeforeIDs, c.AfterIDs), given(c.SignatureID)...), OwnerSees: true}
}

func (c VisitCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.OneOf("outcome", c.Outcome, VisitOutcomes...)
	if c.OldPart != "" {
		w.OneOf("oldPart", c.OldPart, OldParts...)
	}
	for i, p := range c.Parts {
		w.Require(indexed("parts", i, "name"), p.Name)
		if p.Qty < 1 {
			w.Add(indexed("parts", i, "qty"), "minimum", "数量至少为 1。", "At least 1.")
		}
		if p.UnitFen < 0 {
			w.Add(indexed("parts", i, "unitFen"), "minimum", "单价不能为负。", "A price cannot be negative.")
		}
		if p.PaidBy != "" {
			w.OneOf(indexed("parts", i, "paidBy"), p.PaidBy, Payers...)
		}
	}
	return w
}

func (c VisitCommand) run(t *turn) error {
	v, r := t.m.openVisit(c.VisitID), t.m.openRecheck(c.VisitID)
	at := t.At
	switch {
	case v != nil && c.Outcome == Arrived:
		if v.ArrivedAt == nil {
			v.ArrivedAt = &at
		}
	case v != nil:
		v.Outcome, v.Note, v.At = c.Outcome, c.Note, &at
		v.BeforeIDs, v.AfterIDs, v.Parts, v.OldPart, v.SignatureID = c.BeforeIDs, c.AfterIDs, c.Parts, c.OldPart, c.SignatureID
	case r != nil && c.Outcome == Arrived:
	case r != nil:
		r.Outcome, r.Found, r.DoneAt, r.PhotoIDs = c.Outcome, c.Note, &at, slices.Concat(c.BeforeIDs, c.AfterIDs)
	default:
		return noVisit()
	}
	t.m.attach(c.Brings().IDs)
	if c.Outcome == "missed" {
		t.miss(terms.OnSite)
	} else {
		t.end(terms.OnSite)
	}
	data := map[string]any{"outcome": c.Outcome}
	for name, ids := range map[string][]string{"beforeIds": c.BeforeIDs, "afterIds": c.AfterIDs} {
		if len(ids) > 0 {
			data[name] = ids
		}
	}
	if len(c.Parts) > 0 {
		data["parts"] = c.Parts
	}
	if c.OldPart != "" {
		data["oldPart"] = c.OldPart
	}
	if c.SignatureID != "" {
		data["signatureId"] = c.SignatureID
	}
	if v == nil {
		data["recheckId"] = r.ID
	}
	return t.tell(pastTense[VisitDone], c.Note, data)
}

// RecheckCommand fixes when somebody looks again (复查); an open one is moved.
type RecheckCommand struct {
	By      time.Time `json:"by"`
	Because string    `json:"because"`
	Note    string    `json:"note,omitempty"`
}

func (RecheckCommand) Word() Word { return RecheckWord }

func (c RecheckCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	ahead(&w, "by", c.By, env)
	w.OneOf("because", c.Because, RecheckReasons...)
	return w
}

func (c RecheckCommand) run(t *turn) error {
	t.recheck(c.By, c.Because, c.Note)
	return t.tell(pastTense[RecheckWord], c.Note, map[string]any{"by": c.By, "because": c.Because})
}

func (t *turn) recheck(by time.Time, because, note string) {
	x := Recheck{ID: t.NewID(), By: by, Because: because, Note: note, SetBy: t.person(), SetAt: t.At}
	if r := t.m.openRecheck(""); r != nil {
		x.ID = r.ID
		*r = x
		return
	}
	t.m.Rechecks = append(t.m.Rechecks, x)
}

// openVisit is the visit that is still to be made, by its id or the first.
func (m *Complaint) openVisit(id string) *Visit {
	for i := range m.Visits {
		if v := &m.Visits[i]; v.Outcome == "" && (id == "" || v.ID == id) && m.Status.in(underway) {
			return v
		}
	}
	return nil
}

// openRecheck is the re-check that is still to be made, by its id or any. There
// is one at most. What was withdrawn or merged is not looked at again.
func (m *Complaint) openRecheck(id string) *Recheck {
	for i := range m.Rechecks {
		if r := &m.Rechecks[i]; r.Outcome == "" && (id == "" || r.ID == id) && m.Status != Withdrawn && m.Status != Merged {
			return r
		}
	}
	return nil
}

var hasVisit = holds(func(m *Complaint) bool { return m.openVisit("") != nil || m.openRecheck("") != nil },
	"没有待完成的上门预约或复查。", "There is no open appointment or re-check.")

var hasAppointment = holds(func(m *Complaint) bool { return m.openVisit("") != nil },
	"没有待确认的上门预约。", "There is no open appointment.")

func noVisit() error {
	var w fault.Fields
	w.Add("visitId", "unknown", "没有这次待完成的上门。", "There is no such open visit.")
	return w.Err()
}

// given is a list of one id, or of none.
func given(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}
