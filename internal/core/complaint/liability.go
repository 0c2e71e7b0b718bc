package complaint

import (
	"slices"

	"anju/internal/core/fault"
)

// EvidenceMark says of one picture or paper what it proves: how it was before,
// how it is after, or a document.
type EvidenceMark struct {
	ID   string `json:"id"`
	When string `json:"when"`
	Note string `json:"note,omitempty"`
}

// EvidenceTimes are what a piece of evidence may show.
var EvidenceTimes = []string{"before", "after", "document"}

// evidenceIDs are all that an investigation brings, each once.
func (c InvestigateCommand) evidenceIDs() []string {
	ids := slices.Clone(c.EvidenceIDs)
	for _, e := range c.Evidence {
		if !slices.Contains(ids, e.ID) {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

func checkEvidence(w *fault.Fields, marks []EvidenceMark) {
	for i, e := range marks {
		w.Require(indexed("evidence", i, "id"), e.ID)
		w.OneOf(indexed("evidence", i, "when"), e.When, EvidenceTimes...)
	}
}

// because sets the cause in one word (原因类别), out of the list of the category.
func (t *turn) because(code string) error {
	if code == "" {
		return nil
	}
	var codes []string
	for _, c := range t.Policy.CausesOf(t.m.category()) {
		codes = append(codes, c.Code)
	}
	var w fault.Fields
	w.OneOf("causeCode", code, codes...)
	if err := w.Err(); err != nil {
		return err
	}
	t.m.CauseCode = code
	return nil
}

// cause sets the cause of work done without an investigation, as an inside
// entry: what its own entry says is told to the owner.
func (t *turn) cause(code string) error {
	if code == "" {
		return nil
	}
	if err := t.because(code); err != nil {
		return err
	}
	return t.note(KindNoted, "", map[string]any{"causeCode": code})
}
