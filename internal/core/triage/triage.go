// Package triage reads a matter's title and text and suggests category,
// department, nature and severity, with the words that decided. It suggests; a
// person decides.
//
// The category comes from a linear model (package model) over character n-grams,
// words and a lexicon per category, trained by the program in train. Severity
// and nature come from rules that can be read; danger.go holds what is life in
// danger now, and a second linear model hears calls of danger that no rule
// foresaw. An alarm too many is looked at by somebody; one too few may not be.
//
// Measured by train on 400 labelled matters, ten-fold cross-validation: category
// 92.8 %, among the first three 98.0 %, department 96.5 %; sure in 90.2 % of
// them, and then right in 95.0 %. On 140 matters of another source, never trained
// on: 82.1 %, 95.7 %, 87.1 %; sure in 75.7 %, then right in 95.3 %. Severity on the
// same 400: 95.0 %, all 17 critical ones found; but its rules and the lexicon
// were written with those 400 in sight, so new matters will do somewhat worse.
// The model of danger alone, on calls it has not seen: 96 of 134 heard, with 3 false
// alarms in 383 cases.
package triage

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"anju/internal/core/terms"
	"anju/internal/core/triage/model"
	"anju/internal/core/words"
)

// Suggestion is the best guess at what a text is about; a person decides.
type Suggestion struct {
	Category   string         `json:"category"`
	Department string         `json:"department"`
	Nature     terms.Nature   `json:"nature"`
	Severity   terms.Severity `json:"severity"`
	Confidence float64        `json:"confidence"` // of the category, 0 to 1
	Sure       bool           `json:"sure"`       // the category was right in 95 of 100 such cases
	Candidates []Candidate    `json:"candidates"` // the likeliest, best first
	Because    []string       `json:"because"`    // words of the text that decided
}

// Candidate is a category that the text may belong to.
type Candidate struct {
	Category   string  `json:"category"`
	Confidence float64 `json:"confidence"`
}

const (
	mostCandidates = 3
	mostReasons    = 4
)

// Classifier reads texts. It is not changed after it was made and may be used
// by many at once.
type Classifier struct {
	model      *model.Model
	department []string // of each class; "" where the class is not in use
}

// New makes a classifier for the categories in use, each with its department.
// Categories of the house's own making are not known to it and never suggested.
func New(categories map[string]string) (*Classifier, error) {
	m, err := model.Load()
	if err != nil {
		return nil, err
	}
	return With(m, categories)
}

// With is New with a model other than the one that ships.
func With(m *model.Model, categories map[string]string) (*Classifier, error) {
	c := &Classifier{model: m, department: make([]string, len(model.Classes))}
	known := false
	for i, class := range model.Classes {
		c.department[i] = categories[class]
		known = known || c.department[i] != ""
	}
	if !known {
		return nil, errors.New("triage: none of the categories is known to the model")
	}
	return c, nil
}

// For is the same classifier for other categories in use.
func (c *Classifier) For(categories map[string]string) (*Classifier, error) {
	return With(c.model, categories)
}

// Suggest reads a title and a text. The same words give the same answer.
func (c *Classifier) Suggest(title, text string) Suggestion {
	doc := model.Read(title, text)
	vector := c.model.Vector(doc)
	p := c.model.Probabilities(vector, func(class int) bool { return c.department[class] != "" })
	var ranked []int
	for class := range p {
		if c.department[class] != "" {
			ranked = append(ranked, class)
		}
	}
	slices.SortStableFunc(ranked, func(a, b int) int { return cmp.Compare(p[b], p[a]) })

	best := ranked[0]
	s := Suggestion{
		Category:   model.Classes[best],
		Department: c.department[best],
		Confidence: round(p[best]),
		Sure:       p[best] >= c.model.SureAt,
		Because:    []string{},
	}
	for _, class := range ranked[:min(mostCandidates, len(ranked))] {
		s.Candidates = append(s.Candidates, Candidate{model.Classes[class], round(p[class])})
	}
	r := read(title, text)
	s.Nature = nature(r, words.Fold(title), s.Category)
	var alarm, urgent []string
	if c.model.DangerOf(vector) >= c.model.DangerAt {
		alarm = quotes(doc, c.model.DangerReasons(doc, mostReasons/2))
	}
	s.Severity, urgent = severity(r, s.Nature, alarm)
	if s.Severity == terms.Critical && s.Nature != terms.Repair {
		s.Nature = terms.Complaint // whatever the politeness of the call
	}
	for _, word := range urgent {
		s.because(word)
	}
	for _, word := range quotes(doc, c.model.Reasons(doc, best, mostReasons)) {
		s.because(word)
	}
	return s
}

func quotes(doc model.Document, reasons []model.Reason) []string {
	var out []string
	for _, r := range reasons {
		out = append(out, string(doc.Runes[r.Start:r.End]))
	}
	return out
}

func (s *Suggestion) because(word string) {
	if len(s.Because) < mostReasons && !slices.Contains(s.Because, word) {
		s.Because = append(s.Because, word)
	}
}

func round(p float64) float64 { return math.Round(p*1000) / 1000 }
