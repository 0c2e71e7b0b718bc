package complaint

import (
	"slices"
	"strings"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// MergeCommand folds a matter into another (并案); both numbers stay findable.
type MergeCommand struct {
	Into string `json:"into"`
}

func (MergeCommand) Word() Word { return Merge }

func (c MergeCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("into", c.Into)
	return w
}

func (c MergeCommand) run(t *turn) error {
	into := t.Facts.Into
	if into == nil || into.ID == t.m.ID || !into.Takes() {
		var w fault.Fields
		w.Add("into", "unknown", "须并入另一件办理中、或已作终结答复的事项。", "It must be another matter that is open or was finally answered.")
		return w.Err()
	}
	m := t.m
	at := t.At
	m.BeforeMerge, m.Status, m.Outcome, m.ClosedAt = m.Status, Merged, OutcomeMerged, &at
	m.MergedInto = &Ref{ID: into.ID, Number: into.Number}
	m.Excluded = &Exclusion{By: t.person(), Reason: into.Number}
	t.stop()
	t.archive()
	if err := t.tell(pastTense[Merge], "", map[string]any{"into": into.Number}); err != nil {
		return err
	}
	return t.alsoOn(*into, KindAbsorbed, func(o *Complaint) {
		o.MergedFrom = append(o.MergedFrom, Ref{ID: m.ID, Number: m.Number})
	})
}

// UnmergeCommand takes a merged matter out again.
type UnmergeCommand struct {
	Reason string `json:"reason"`
}

func (UnmergeCommand) Word() Word { return Unmerge }

func (c UnmergeCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return w
}

func (c UnmergeCommand) run(t *turn) error {
	m := t.m
	m.Status, m.BeforeMerge, m.Outcome, m.ClosedAt, m.MergedInto, m.Excluded = m.BeforeMerge, "", "", nil, nil, nil
	if m.Status == "" {
		m.Status = Registered
	}
	if !slices.ContainsFunc(m.Clocks, func(c Clock) bool { return c.Kind == terms.FirstResponse }) {
		t.start(terms.FirstResponse, m.ReceivedAt)
	}
	switch m.Status {
	case Registered:
		if m.Judgement == nil && !m.critical() {
			t.start(terms.Judgement, t.At)
		}
	case Dispatched:
		t.start(terms.Acceptance, t.At)
	default:
		t.start(terms.PlanDue, t.At)
	}
	t.start(terms.Update, t.At)
	if err := t.tell(pastTense[Unmerge], "", nil); err != nil {
		return err
	}
	if err := t.note(KindNoted, c.Reason, nil); err != nil {
		return err
	}
	if t.Facts.MergedInto == nil {
		return nil
	}
	return t.alsoOn(*t.Facts.MergedInto, KindReleased, func(o *Complaint) {
		o.MergedFrom = slices.DeleteFunc(o.MergedFrom, func(r Ref) bool { return r.ID == m.ID })
	})
}

// alsoOn changes another matter within the same commit. The owners of the two
// matters may differ, so the entry stays inside.
func (t *turn) alsoOn(other Complaint, kind Kind, change func(*Complaint)) error {
	next := other.clone()
	o := &turn{Env: t.Env, by: t.by, m: &next}
	change(&next)
	if err := o.note(kind, "", map[string]any{"number": t.m.Number}); err != nil {
		return err
	}
	t.also = append(t.also, o.finish(other.Version))
	return nil
}

// SameBecause says why another open matter looks to be the same as this one, so
// that the desk may merge them; nothing when it does not. Nobody merges but people.
func (m *Complaint) SameBecause(other *Complaint) []string {
	if m.ID == other.ID || !m.Status.in(beforePlan) || !other.Status.Open() || m.Confidential != other.Confidential {
		return nil
	}
	var because []string
	alike := m.category() == other.category()
	if alike && m.HouseID != "" && m.HouseID == other.HouseID {
		because = append(because, "same_house")
	}
	if text := plainText(m.Text); len([]rune(text)) >= 8 && text == plainText(other.Text) {
		because = append(because, "same_text")
	}
	if alike && other.Grouped.Concerns(m.CommunityID, m.Building) && other.Grouped.Building != "" {
		because = append(because, "same_group")
	}
	return because
}

// plainText is a text without its blanks and points.
func plainText(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n　，。！？、；：,.!?;:…", r) {
			return -1
		}
		return r
	}, strings.ToLower(text))
}
