package policy

import (
	"slices"
	"time"
)

// Cause is one word for why something went wrong (原因类别).
type Cause struct {
	Code   string `json:"code" validate:"required,max=40,code"`
	NameZH string `json:"nameZh" validate:"required,max=60"`
	NameEN string `json:"nameEn" validate:"required,max=60"`
}

// CausesOf are the causes to choose from for a category: its own list, or all.
func (p Policy) CausesOf(category string) []Cause {
	c, _ := p.Category(category)
	if len(c.Causes) == 0 {
		return p.Causes
	}
	return slices.DeleteFunc(slices.Clone(p.Causes), func(x Cause) bool { return !slices.Contains(c.Causes, x.Code) })
}

// Standard is a compensation standard (赔付标准): what a damaged thing is still
// worth after so many years.
type Standard struct {
	Code         string         `json:"code" validate:"required,max=40,code"`
	NameZH       string         `json:"nameZh" validate:"required,max=60"`
	NameEN       string         `json:"nameEn" validate:"required,max=60"`
	ClauseZH     string         `json:"clauseZh" validate:"required,max=500"` // kept with every plan that reckons by it
	ClauseEN     string         `json:"clauseEn" validate:"required,max=500"`
	Categories   []string       `json:"categories,omitempty" validate:"max=200"` // empty: all
	Depreciation []Depreciation `json:"depreciation" validate:"min=1,max=50,dive"`
}

// Depreciation says which part of the price remains from so many full years of
// use on.
type Depreciation struct {
	FromYears int `json:"fromYears" validate:"gte=0,lte=100"`
	Percent   int `json:"percent" validate:"gte=0,lte=100"`
}

// Standard finds a compensation standard by its code.
func (p Policy) Standard(code string) (Standard, bool) {
	for _, s := range p.Standards {
		if s.Code == code {
			return s, true
		}
	}
	return Standard{}, false
}

// StandardsOf are the compensation standards of a category.
func (p Policy) StandardsOf(category string) []Standard {
	return slices.DeleteFunc(slices.Clone(p.Standards), func(s Standard) bool {
		return len(s.Categories) > 0 && !slices.Contains(s.Categories, category)
	})
}

// Remains is how many percent of its price a thing bought on a day is worth on
// another, and after how many full years of use.
func (s Standard) Remains(bought, on time.Time) (percent, years int) {
	years = on.Year() - bought.Year()
	if on.Month() < bought.Month() || on.Month() == bought.Month() && on.Day() < bought.Day() {
		years--
	}
	years = max(years, 0)
	for _, d := range s.Depreciation {
		if d.FromYears <= years {
			percent = d.Percent
		}
	}
	return percent, years
}
