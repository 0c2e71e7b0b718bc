package policy

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/go-playground/validator/v10"

	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// Validate tells everything that is wrong with a policy at once, field by field.
func (p Policy) Validate() error {
	wrong := checkTags(p)
	p.checkCodes(&wrong)
	p.checkLimits(&wrong)
	p.checkTiers(&wrong)
	p.Windows.check(&wrong)
	return wrong.Err()
}

func (p Policy) checkCodes(wrong *fault.Fields) {
	departments := map[string]bool{}
	for i, d := range p.Departments {
		once(wrong, departments, d.Code, fmt.Sprintf("departments[%d].code", i))
	}
	p.checkRetired(wrong)
	bodies := map[string]bool{}
	for i, b := range p.Directory {
		once(wrong, bodies, b.Code, fmt.Sprintf("directory[%d].code", i))
	}
	categories := map[string]bool{}
	for i, c := range p.Categories {
		at := fmt.Sprintf("categories[%d]", i)
		once(wrong, categories, c.Code, at+".code")
		if c.Department != "" && !departments[c.Department] {
			unknown(wrong, at+".department", c.Department)
		}
		tags := map[string]bool{}
		for j, t := range c.Tags {
			once(wrong, tags, t.Code, fmt.Sprintf("%s.tags[%d].code", at, j))
		}
	}
	p.checkStandards(wrong, categories)
}

// checkRetired: what is still counted on cannot be retired.
func (p Policy) checkRetired(wrong *fault.Fields) {
	inUse := false
	for i, c := range p.Categories {
		d, _ := p.Department(c.Department)
		if d.Retired && !c.Retired {
			wrong.Add(fmt.Sprintf("categories[%d].department", i), "retired",
				fmt.Sprintf("「%s」归「%s」，而该部门已停用：请先改归其他部门。", c.NameZH, d.NameZH),
				fmt.Sprintf("%s belongs to %s, which is retired: give it to another department first.", c.NameEN, d.NameEN))
		}
		inUse = inUse || !c.Retired
	}
	if !inUse && len(p.Categories) > 0 {
		wrong.Add("categories", "in_use", "至少须有一个类别在用。", "At least one category must stay in use.")
	}
	finance := func(t Tier) bool {
		return slices.ContainsFunc(t.Steps, func(s Step) bool { return s.Name == StepFinance })
	}
	if i := slices.IndexFunc(p.Departments, func(d Department) bool { return d.Code == terms.Finance && d.Retired }); i >= 0 && slices.ContainsFunc(p.Tiers, finance) {
		wrong.Add(fmt.Sprintf("departments[%d].retired", i), "in_use",
			"审批档次里还有财务一步，财务部门不能停用。", "Approval tiers still have a finance step, so finance cannot be retired.")
	}
}

func (p Policy) checkStandards(wrong *fault.Fields, categories map[string]bool) {
	causes, standards := map[string]bool{}, map[string]bool{}
	for i, c := range p.Causes {
		once(wrong, causes, c.Code, fmt.Sprintf("causes[%d].code", i))
	}
	for i, c := range p.Categories {
		for j, code := range c.Causes {
			if !causes[code] {
				unknown(wrong, fmt.Sprintf("categories[%d].causes[%d]", i, j), code)
			}
		}
	}
	for i, s := range p.Standards {
		at := fmt.Sprintf("standards[%d]", i)
		once(wrong, standards, s.Code, at+".code")
		for j, code := range s.Categories {
			if !categories[code] {
				unknown(wrong, fmt.Sprintf("%s.categories[%d]", at, j), code)
			}
		}
		for j, d := range s.Depreciation {
			switch {
			case j == 0 && d.FromYears != 0:
				wrong.Add(at+".depreciation[0].fromYears", "starts_at_zero", "须从 0 年起。", "Must begin at 0 years.")
			case j > 0 && d.FromYears <= s.Depreciation[j-1].FromYears:
				wrong.Add(fmt.Sprintf("%s.depreciation[%d].fromYears", at, j), "rising", "年限须逐档增加。", "The years must rise from step to step.")
			case j > 0 && d.Percent > s.Depreciation[j-1].Percent:
				wrong.Add(fmt.Sprintf("%s.depreciation[%d].percent", at, j), "falling", "剩余比例不能回升。", "What remains cannot rise again.")
			}
		}
	}
}

func (p Policy) checkLimits(wrong *fault.Fields) {
	for i, r := range p.Limits {
		at := fmt.Sprintf("limits[%d]", i)
		if r.Clock != "" && !slices.Contains(terms.ClockKinds, r.Clock) {
			unknown(wrong, at+".clock", string(r.Clock))
		}
		for j, code := range r.When.Categories {
			if _, known := p.Category(code); !known {
				unknown(wrong, fmt.Sprintf("%s.when.categories[%d]", at, j), code)
			}
		}
		if slices.ContainsFunc(p.Limits[:i], func(before LimitRule) bool { return before.Clock == r.Clock && before.When.always() }) {
			wrong.Add(at, "unreachable", "前面已有一条不分情形的规则，这一条永远用不上：请移到它前面。",
				"A rule before it fits every case, so that this one never holds: move it up.")
		}
	}
	for i, kind := range p.NeverPaused {
		if !slices.Contains(terms.ClockKinds, kind) {
			unknown(wrong, fmt.Sprintf("neverPaused[%d]", i), string(kind))
		}
	}
}

func (p Policy) checkTiers(wrong *fault.Fields) {
	for i, t := range p.Tiers {
		at := fmt.Sprintf("tiers[%d]", i)
		switch {
		case i == 0 && t.FromFen != 0:
			wrong.Add(at+".fromFen", "starts_at_zero", "第一档须从 0 分起。", "The first tier must begin at 0 fen.")
		case i > 0 && t.FromFen <= p.Tiers[i-1].FromFen:
			wrong.Add(at+".fromFen", "rising", "须大于上一档的起点。", "Must be more than where the tier before begins.")
		}
		for j := 1; j < len(t.Steps); j++ {
			if slices.Index(stepOrder, t.Steps[j].Name) <= slices.Index(stepOrder, t.Steps[j-1].Name) {
				wrong.Add(fmt.Sprintf("%s.steps[%d].name", at, j), "order",
					"审批顺序须为：部门主管、财务、法务、分管领导，每步一次。", "Steps must follow the order dept_head, finance, legal, leader, each once.")
			}
		}
	}
}

func once(wrong *fault.Fields, seen map[string]bool, code, path string) {
	if code != "" && seen[code] {
		wrong.Add(path, "unique", fmt.Sprintf("「%s」已经用过。", code), fmt.Sprintf("%q is used already.", code))
	}
	seen[code] = true
}

func unknown(wrong *fault.Fields, path, value string) {
	wrong.Add(path, "unknown", fmt.Sprintf("没有「%s」这一项。", value), fmt.Sprintf("There is no %q.", value))
}

var codePattern = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// checkTags reads the validate tags of a value into fields named as in JSON.
func checkTags(value any) fault.Fields {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name
	})
	if err := v.RegisterValidation("code", func(f validator.FieldLevel) bool {
		return codePattern.MatchString(f.Field().String())
	}); err != nil {
		return fault.Fields{{Path: "policy", Rule: "internal", Message: fault.Text{ZH: err.Error(), EN: err.Error()}}}
	}
	var found validator.ValidationErrors
	var wrong fault.Fields
	if errors.As(v.Struct(value), &found) {
		for _, f := range found {
			_, path, _ := strings.Cut(f.Namespace(), ".")
			zh, en := sentence(f)
			wrong.Add(path, f.Tag(), zh, en)
		}
	}
	return wrong
}

func sentence(f validator.FieldError) (zh, en string) {
	sized := f.Kind() == reflect.Slice || f.Kind() == reflect.String
	switch f.Tag() {
	case "required":
		return "必填。", "Required."
	case "code":
		return "只能用小写字母、数字和下划线，以字母开头。", "Must be lower-case letters, digits and underscores, beginning with a letter."
	case "oneof":
		return "只能是：" + f.Param() + "。", "Must be one of: " + f.Param() + "."
	case "unique":
		return "不能重复。", "Must not repeat."
	case "datetime":
		return "须写成 " + example(f.Param()) + " 的形式。", "Must be written like " + example(f.Param()) + "."
	case "min", "gte":
		if sized {
			return "至少 " + f.Param() + " 项。", "Must have at least " + f.Param() + "."
		}
		return "不能小于 " + f.Param() + "。", "Must be at least " + f.Param() + "."
	case "max", "lte":
		if sized {
			return "至多 " + f.Param() + " 项（字）。", "Must have at most " + f.Param() + "."
		}
		return "不能大于 " + f.Param() + "。", "Must be at most " + f.Param() + "."
	}
	return "内容不符合规定（" + f.Tag() + "）。", "Does not fit the rule " + f.Tag() + "."
}

func example(layout string) string {
	if layout == "15:04" {
		return "21:00"
	}
	return "2026-10-01"
}
