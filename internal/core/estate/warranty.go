package estate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// Warranty is until when the builder answers for a common part (保修): of one
// building, or of the whole community where none is named.
type Warranty struct {
	Building string `json:"building,omitempty"` // empty: the whole community
	Part     string `json:"part"`               // one of terms.WarrantyParts
	Until    string `json:"until"`              // YYYY-MM-DD, the last day
}

// MaxWarranties bounds what one community keeps.
const MaxWarranties = 500

// Edit is what a person changed about a community; nil leaves it as it is.
type Edit struct {
	LegalEntity *string
	Warranty    *[]Warranty // replaces all
}

// With is the community's next version after an edit, or everything that is
// wrong with it. A part of one building goes before the same of the community.
func (c Community) With(e Edit, now time.Time) (Community, error) {
	var wrong fault.Fields
	if e.LegalEntity != nil {
		c.LegalEntity = strings.TrimSpace(*e.LegalEntity)
		wrong.Length("legalEntity", c.LegalEntity, 0, 120)
	}
	if e.Warranty != nil {
		c.Warranty = warranties(*e.Warranty, &wrong)
	}
	if err := wrong.Err(); err != nil {
		return Community{}, err
	}
	c.Version++
	c.UpdatedAt = now.UTC().Truncate(time.Millisecond)
	return c, nil
}

func warranties(typed []Warranty, wrong *fault.Fields) []Warranty {
	if len(typed) > MaxWarranties {
		wrong.Add("warranty", "max_items", fmt.Sprintf("最多 %d 条。", MaxWarranties), fmt.Sprintf("At most %d lines.", MaxWarranties))
		return nil
	}
	var out []Warranty
	for i, w := range typed {
		at := func(field string) string { return fmt.Sprintf("warranty[%d].%s", i, field) }
		if w.Building = part(w.Building); w.Building != "" {
			wrong.Length(at("building"), w.Building, 0, maxPart)
		}
		switch {
		case !slices.Contains(terms.WarrantyParts, w.Part):
			wrong.Add(at("part"), "unknown", "没有这个保修部位。", "There is no such part.")
		case slices.ContainsFunc(out, func(o Warranty) bool { return o.Building == w.Building && o.Part == w.Part }):
			wrong.Add(at("part"), "unique", "同一楼栋的同一部位重复。", "The same part of the same building twice.")
		}
		if _, err := time.Parse(time.DateOnly, w.Until); err != nil {
			wrong.Add(at("until"), "date", "不是有效日期，例如 2021-03-05。", "Not a day of the calendar such as 2021-03-05.")
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b Warranty) int {
		return cmp.Or(strings.Compare(padded(a.Building), padded(b.Building)), cmp.Compare(slices.Index(terms.WarrantyParts, a.Part), slices.Index(terms.WarrantyParts, b.Part)))
	})
	return out
}

// WarrantyOf is what the common parts of a building have: of its own where that
// is written, else of the whole community.
func (c Community) WarrantyOf(building string) []Warranty {
	var out []Warranty
	for _, w := range c.Warranty {
		own := func(o Warranty) bool { return o.Building == building && o.Part == w.Part }
		if w.Building == building || w.Building == "" && !slices.ContainsFunc(c.Warranty, own) {
			out = append(out, w)
		}
	}
	return out
}
