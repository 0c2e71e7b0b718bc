package complaint

import (
	"slices"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/policy"
)

// Calculation is how the sum for one damaged thing came about: its price, what
// of it remains after the years of use, and the clause that says so.
type Calculation struct {
	Standard  string `json:"standard"`
	Item      string `json:"item,omitempty"`
	PriceFen  int64  `json:"priceFen"`
	BoughtOn  string `json:"boughtOn"` // YYYY-MM-DD
	Years     int    `json:"years"`    // full years of use
	Percent   int    `json:"percent"`  // of the price that remains
	AmountFen int64  `json:"amountFen"`
	ClauseZH  string `json:"clauseZh"`
	ClauseEN  string `json:"clauseEn"`
}

// Reckon fills in what a thing is still worth by the standard that it names.
func (e Env) Reckon(c Calculation) (Calculation, error) {
	var w fault.Fields
	s, bought := e.checkCalculation(&w, "", c)
	if err := w.Err(); err != nil {
		return c, err
	}
	today, _ := time.Parse(time.DateOnly, e.Calendar.Day(e.At))
	c.Percent, c.Years = s.Remains(bought, today)
	c.AmountFen = c.PriceFen * int64(c.Percent) / 100
	c.ClauseZH, c.ClauseEN = s.ClauseZH, s.ClauseEN
	return c, nil
}

func (e Env) checkCalculation(w *fault.Fields, at string, c Calculation) (s policy.Standard, bought time.Time) {
	s, known := e.Policy.Standard(c.Standard)
	if !known {
		w.Add(at+"standard", "unknown", "没有这条赔付标准。", "There is no such compensation standard.")
	}
	if c.PriceFen <= 0 || c.PriceFen > dearest {
		w.Add(at+"priceFen", "range", "购置价须大于零，且不超过一亿元。", "The price is more than zero and at most 100 million yuan.")
	}
	bought, err := time.Parse(time.DateOnly, c.BoughtOn)
	if err != nil || c.BoughtOn > e.Calendar.Day(e.At) {
		w.Add(at+"boughtOn", "past", "须为已过去的日期，如 2021-03-05。", "Must be a date in the past such as 2021-03-05.")
	}
	return s, bought
}

// dearest bounds a price, so that its percentage cannot overflow; in fen.
const dearest = 10_000_000_000

// checkBasis checks what an option's sum rests on.
func checkBasis(w *fault.Fields, at string, o Option, env Env) {
	if o.Basis != "" {
		w.OneOf(at+"basis", o.Basis, Bases...)
	}
	if o.Ground != "" {
		w.OneOf(at+"ground", o.Ground, Grounds...)
	}
	for i, c := range o.Calculation {
		env.checkCalculation(w, at+indexed("calculation", i, "")+".", c)
	}
}

// reckoned are the options with their calculations filled in.
func (t *turn) reckoned(options []Option) ([]Option, error) {
	out := slices.Clone(options)
	for i := range out {
		out[i].Calculation = slices.Clone(out[i].Calculation)
		for j, c := range out[i].Calculation {
			var err error
			if out[i].Calculation[j], err = t.Reckon(c); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
