// Package policy holds what the company has decided as values: time limits,
// approval tiers, categories and departments, and every other number that a
// rule needs. Rules ask a Policy; no number of it stands in code.
package policy

import (
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/wording"
)

// Policy is one version of the company's decisions. It is a value: whoever was
// given one keeps judging by it, also when an admin saves the next.
type Policy struct {
	Limits      []LimitRule       `json:"limits" validate:"min=1,max=200,dive"`
	NeverPaused []terms.ClockKind `json:"neverPaused,omitempty" validate:"max=20"`
	Tiers       []Tier            `json:"tiers" validate:"min=1,max=20,dive"`
	Categories  []Category        `json:"categories" validate:"min=1,max=200,dive"`
	Departments []Department      `json:"departments" validate:"min=1,max=50,dive"`
	Causes      []Cause           `json:"causes,omitempty" validate:"max=100,dive"`
	Standards   []Standard        `json:"standards,omitempty" validate:"max=100,dive"`
	Windows     Windows           `json:"windows"`
	Warranty    []WarrantyYears   `json:"warranty,omitempty" validate:"max=20,dive"`
	Wording     []wording.Rule    `json:"wording,omitempty" validate:"max=50,dive"`
	Directory   []Body            `json:"directory,omitempty" validate:"max=200,dive"`
}

// WarrantyYears is how long a part is warranted from the handing over, where the
// contract does not say otherwise.
type WarrantyYears struct {
	Part  string `json:"part" validate:"required"`
	Years int    `json:"years" validate:"gte=1,lte=100"`
}

// Department answers for categories and has handlers and a head.
type Department struct {
	Code    string `json:"code" validate:"required,max=40,code"`
	NameZH  string `json:"nameZh" validate:"required,max=60"`
	NameEN  string `json:"nameEn" validate:"required,max=60"`
	Retired bool   `json:"retired,omitempty"` // takes no new dispatches; what it has stays with it
}

// Body is somebody outside to turn to in what is not ours.
type Body struct {
	Code    string `json:"code" validate:"required,max=40,code"`
	NameZH  string `json:"nameZh" validate:"required,max=60"`
	NameEN  string `json:"nameEn" validate:"required,max=60"`
	Phone   string `json:"phone" validate:"required,max=60"`
	AboutZH string `json:"aboutZh" validate:"required,max=200"`
	AboutEN string `json:"aboutEn" validate:"required,max=200"`
}

// Category is what a matter is about; it decides the lead department and more.
type Category struct {
	Code          string   `json:"code" validate:"required,max=40,code"`
	Department    string   `json:"department" validate:"required"`
	NameZH        string   `json:"nameZh" validate:"required,max=60"`
	NameEN        string   `json:"nameEn" validate:"required,max=60"`
	Tags          []Tag    `json:"tags,omitempty" validate:"max=50,dive"`
	Causes        []string `json:"causes,omitempty" validate:"max=100"` // to choose from; empty: all
	Legal         bool     `json:"legal,omitempty"`                     // plans need legal review whatever the amount
	CapFen        int64    `json:"capFen,omitempty" validate:"gte=0"`   // compensation beyond it says why and goes one tier up; 0: no cap
	EvaluationDue bool     `json:"evaluationDue,omitempty"`             // every matter gets a closing evaluation
	Structure     bool     `json:"structure,omitempty"`                 // kept for the long retention
	Recheck       bool     `json:"recheck,omitempty"`                   // what was done is looked at again (复查)
	Retired       bool     `json:"retired,omitempty"`                   // nothing new is classified so; what was stays readable

	Parts []string `json:"parts,omitempty" validate:"max=10"` // that it is about, of terms.WarrantyParts
}

// Tag (细项) is a finer word within a category.
type Tag struct {
	Code   string `json:"code" validate:"required,max=40,code"`
	NameZH string `json:"nameZh" validate:"required,max=60"`
	NameEN string `json:"nameEn" validate:"required,max=60"`
}

// Category finds a category by its code.
func (p Policy) Category(code string) (Category, bool) {
	for _, c := range p.Categories {
		if c.Code == code {
			return c, true
		}
	}
	return Category{}, false
}

// KnownCategory refuses a code in a field of a body that is no category; "" is none.
func (p Policy) KnownCategory(field, code string) error {
	if _, known := p.Category(code); code == "" || known {
		return nil
	}
	var w fault.Fields
	w.Add(field, "unknown", "没有这个类别。", "There is no such category.")
	return w.Err()
}

// Department finds a department by its code.
func (p Policy) Department(code string) (Department, bool) {
	for _, d := range p.Departments {
		if d.Code == code {
			return d, true
		}
	}
	return Department{}, false
}

// Tag finds a tag of the category by its code.
func (c Category) Tag(code string) (Tag, bool) {
	for _, t := range c.Tags {
		if t.Code == code {
			return t, true
		}
	}
	return Tag{}, false
}

// Minutes are stored as a number; reckoning uses the duration.
type Minutes int64

// Duration of so many minutes.
func (m Minutes) Duration() time.Duration { return time.Duration(m) * time.Minute }
