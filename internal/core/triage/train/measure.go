package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"anju/internal/core/terms"
	"anju/internal/core/triage"
	"anju/internal/core/triage/model"
)

// department of each category, as the product ships.
var department = func() map[string]string {
	of := map[string]string{}
	for d, categories := range map[string]string{
		terms.Engineering: "elevator water_supply drainage_leak electrical hvac_heating fire_safety structure_quality public_facility parking_gate_access",
		terms.Finance:     "fee_dispute billing_error deposit_refund invoice_receipt maintenance_fund utility_charge",
		terms.Contracts:   "delivery_delay contract_terms decoration_agreement purchase_contract vendor_tender title_certificate",
		terms.Service:     "cleaning security greening noise_neighbour staff_attitude pets advice_praise",
	} {
		for c := range strings.FieldsSeq(categories) {
			of[c] = d
		}
	}
	return of
}()

const (
	folds         = 10
	surePrecision = 0.95
)

// guess is a case and what was suggested for it.
type guess struct {
	sample
	triage.Suggestion
}

func (g guess) right() bool { return g.Category == model.Classes[g.class] }

func guessAll(m *model.Model, samples []sample) ([]guess, error) {
	classifier, err := triage.With(m, department)
	if err != nil {
		return nil, err
	}
	var out []guess
	for _, s := range samples {
		out = append(out, guess{s, classifier.Suggest(s.title, s.text)})
	}
	return out, nil
}

// crossValidate guesses every case with a model that has not seen it. The
// phrases are always learned from; each fold holds its share of each category.
func crossValidate(cases, phrases []sample) ([]guess, error) {
	learn, ask := make([][]sample, folds), make([][]sample, folds)
	seen := map[int]int{}
	for _, s := range cases {
		own := seen[s.class] % folds
		seen[s.class]++
		for f := range folds {
			if f == own {
				ask[f] = append(ask[f], s)
			} else {
				learn[f] = append(learn[f], s)
			}
		}
	}
	var all []guess
	for f := range folds {
		guesses, err := guessAll(fit(slices.Concat(phrases, learn[f])), ask[f])
		if err != nil {
			return nil, err
		}
		all = append(all, guesses...)
	}
	return all, nil
}

// sureThreshold is the lowest confidence above which enough guesses are right.
func sureThreshold(guesses []guess) float64 {
	byConfidence := slices.SortedFunc(slices.Values(guesses), func(a, b guess) int { return cmp.Compare(b.Confidence, a.Confidence) })
	threshold, right := 1.0, 0
	for i, g := range byConfidence {
		if g.right() {
			right++
		}
		if float64(right)/float64(i+1) >= surePrecision {
			threshold = g.Confidence + 0.001 // it was rounded
		}
	}
	return threshold
}

func report(name string, guesses []guess, sureAt float64) {
	category, amongThree, dep, sure, sureRight := 0, 0, 0, 0, 0
	severity := map[[2]string]int{}
	severityRight, labelled := 0, 0
	for _, g := range guesses {
		is := model.Classes[g.class]
		category += one(g.right())
		amongThree += one(slices.ContainsFunc(g.Candidates, func(c triage.Candidate) bool { return c.Category == is }))
		dep += one(g.Department == department[is])
		if g.Confidence >= sureAt {
			sure++
			sureRight += one(g.right())
		}
		if g.severity != "" {
			labelled++
			severityRight += one(g.severity == string(g.Severity))
			severity[[2]string{g.severity, string(g.Severity)}]++
		}
	}
	fmt.Printf("%s, %d matters: category %s, among the first three %s, department %s; sure (≥ %.3f) in %s, then right %s\n", name, len(guesses),
		share(category, len(guesses)), share(amongThree, len(guesses)), share(dep, len(guesses)), sureAt, share(sure, len(guesses)), share(sureRight, sure))
	if labelled == 0 {
		return
	}
	fmt.Printf("severity %s; labelled (down) against suggested:\n%10s", share(severityRight, labelled), "")
	for _, s := range terms.Severities {
		fmt.Printf("%10s", s)
	}
	for _, is := range terms.Severities {
		fmt.Printf("\n%10s", is)
		for _, s := range terms.Severities {
			fmt.Printf("%10d", severity[[2]string{string(is), string(s)}])
		}
	}
	fmt.Println()
}

func list(guesses []guess) {
	for _, g := range guesses {
		if !g.right() || g.severity != "" && g.severity != string(g.Severity) {
			fmt.Printf("%s/%s → %s/%s %.2f %s %v | %s | %s\n", model.Classes[g.class], g.severity, g.Category, g.Severity, g.Confidence, g.Nature, g.Because, g.title, g.text)
		}
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func share(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

// crossValidateDanger asks a model about every text that it has not seen.
func crossValidateDanger(all []sample) []float64 {
	p := make([]float64, len(all))
	for f := range folds {
		var learn []sample
		for i, s := range all {
			if i%folds != f {
				learn = append(learn, s)
			}
		}
		m := fit(learn)
		for i, s := range all {
			if i%folds == f {
				p[i] = m.DangerOf(m.Vector(s.doc))
			}
		}
	}
	return p
}

func reportDanger(all []sample, p []float64) {
	var calls, heard, cases, caseAlarms int
	for i, s := range all {
		alarm := one(p[i] >= dangerAt)
		switch {
		case s.danger && (s.class < 0 || s.severity != ""):
			calls++
			heard += alarm
		case s.severity != "":
			cases++
			caseAlarms += alarm
		}
	}
	fmt.Printf("danger by the model alone, cross-validation: heard %d of %d calls, false alarms %d of %d cases\n", heard, calls, caseAlarms, cases)
}
