package rest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"anju/internal/core/fault"
)

// explain turns what a schema refuses into fields with words in both languages.
// under is the field's name where the schema is that of a single parameter.
func explain(err error, under string, wrong *fault.Fields) {
	for _, e := range flatten(err, nil) {
		rule, say := ruleOf(e)
		path := e.JSONPointer()
		if rule == "unknown_field" {
			path = append(path, unknownName(e))
		}
		field := pathOf(under, path)
		if slices.ContainsFunc(*wrong, func(f fault.Field) bool { return f.Path == field }) {
			continue // one word per field is enough
		}
		wrong.Add(field, rule, say.ZH, say.EN)
	}
}

// flatten gives the single errors. Of alternatives it follows the one whose
// type the value has.
func flatten(err error, under []*openapi3.SchemaError) []*openapi3.SchemaError {
	switch e := err.(type) {
	case openapi3.MultiError:
		for _, one := range e {
			under = flatten(one, under)
		}
	case *openapi3.SchemaError:
		var inner openapi3.MultiError
		if (e.SchemaField != "oneOf" && e.SchemaField != "allOf") || !errors.As(e.Origin, &inner) {
			return append(under, e)
		}
		found := false
		for _, branch := range inner {
			list := flatten(branch, nil)
			if e.SchemaField == "oneOf" && len(list) == 1 && list[0].SchemaField == "type" && len(list[0].JSONPointer()) == len(e.JSONPointer()) {
				continue
			}
			found = true
			under = append(under, list...)
		}
		if !found {
			under = append(under, e)
		}
	default:
		under = append(under, &openapi3.SchemaError{SchemaField: "value", Reason: err.Error()})
	}
	return under
}

// pathOf writes a path as the contract does: shares[1].percent.
func pathOf(under string, parts []string) string {
	var b strings.Builder
	b.WriteString(under)
	for _, part := range parts {
		if _, err := strconv.Atoi(part); err == nil {
			b.WriteString("[" + part + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(part)
	}
	if b.Len() == 0 {
		return "body"
	}
	return b.String()
}

// unknownName is the property that the schema does not know; the library tells
// it in words alone.
func unknownName(e *openapi3.SchemaError) string {
	_, rest, _ := strings.Cut(e.Reason, "property ")
	quoted, _ := strconv.QuotedPrefix(rest)
	name, _ := strconv.Unquote(quoted)
	return name
}

// ruleOf names the rule and says what would be right.
func ruleOf(e *openapi3.SchemaError) (rule string, say fault.Text) {
	sc := e.Schema
	switch e.SchemaField {
	case "required":
		return "required", fault.Text{ZH: "必填。", EN: "Required."}
	case "properties", "additionalProperties":
		return "unknown_field", fault.Text{ZH: "没有这一项。", EN: "There is no such field."}
	case "enum":
		words := make([]string, len(sc.Enum))
		for i, w := range sc.Enum {
			words[i] = fmt.Sprint(w)
		}
		list := strings.Join(words, ", ")
		return "one_of", fault.Text{ZH: "只能是：" + list + "。", EN: "Must be one of " + list + "."}
	case "minLength", "maxLength":
		if sc.MinLength > 0 && e.Value == "" {
			return "required", fault.Text{ZH: "必填。", EN: "Required."}
		}
		return "length", between(int64(sc.MinLength), limit(sc.MaxLength), "长度须%s个字。", "Must be %s characters long.")
	case "minItems", "maxItems":
		return "items", between(int64(sc.MinItems), limit(sc.MaxItems), "须有%s项。", "Must have %s items.")
	case "minProperties", "maxProperties":
		return "properties", between(int64(sc.MinProps), limit(sc.MaxProps), "须有%s项。", "Must have %s fields.")
	case "minimum", "exclusiveMinimum":
		if e.SchemaField == "exclusiveMinimum" {
			return "minimum", fault.Text{ZH: "须大于 " + number(sc.Min) + "。", EN: "Must be more than " + number(sc.Min) + "."}
		}
		return "minimum", fault.Text{ZH: "不能小于 " + number(sc.Min) + "。", EN: "Must be at least " + number(sc.Min) + "."}
	case "maximum", "exclusiveMaximum":
		return "maximum", fault.Text{ZH: "不能大于 " + number(sc.Max) + "。", EN: "Must be at most " + number(sc.Max) + "."}
	case "format":
		return formatRule(sc.Format)
	case "pattern":
		return "pattern", fault.Text{ZH: "格式不对。", EN: "Not of the right form."}
	case "type", "nullable", "oneOf":
		return typeRule(e)
	}
	return "value", fault.Text{ZH: "内容不对。", EN: "Not a valid value."}
}

func formatRule(format string) (string, fault.Text) {
	switch format {
	case "date":
		return "format", fault.Text{ZH: "须是日期，例如 2026-11-21。", EN: "Must be a date such as 2026-11-21."}
	case "date-time":
		return "format", fault.Text{ZH: "须是带时区的时间，例如 2026-11-21T09:30:00+08:00。", EN: "Must be a time with offset such as 2026-11-21T09:30:00+08:00."}
	}
	return "maximum", fault.Text{ZH: "数值超出范围。", EN: "The number is out of range."}
}

// typeNames say each JSON type.
var typeNames = map[string]fault.Text{
	"string": {ZH: "文字", EN: "text"}, "integer": {ZH: "整数", EN: "a whole number"}, "number": {ZH: "数字", EN: "a number"},
	"boolean": {ZH: "true 或 false", EN: "true or false"}, "array": {ZH: "列表", EN: "a list"}, "object": {ZH: "对象", EN: "an object"},
}

func typeRule(e *openapi3.SchemaError) (string, fault.Text) {
	schemas := openapi3.SchemaRefs{{Value: e.Schema}}
	if e.SchemaField == "oneOf" {
		schemas = e.Schema.OneOf
	}
	var zh, en []string
	for _, ref := range schemas {
		if ref.Value == nil || ref.Value.Type == nil {
			continue
		}
		for _, t := range *ref.Value.Type {
			zh, en = append(zh, typeNames[t].ZH), append(en, typeNames[t].EN)
		}
	}
	if len(zh) == 0 {
		return "type", fault.Text{ZH: "类型不对。", EN: "Not of the right type."}
	}
	return "type", fault.Text{ZH: "须是" + strings.Join(zh, "或") + "。", EN: "Must be " + strings.Join(en, " or ") + "."}
}

// between says a range, open at one end or closed at both.
func between(low int64, high *int64, zh, en string) fault.Text {
	switch {
	case high == nil:
		return fault.Text{ZH: fmt.Sprintf(zh, fmt.Sprintf("至少 %d ", low)), EN: fmt.Sprintf(en, fmt.Sprintf("at least %d", low))}
	case low == 0:
		return fault.Text{ZH: fmt.Sprintf(zh, fmt.Sprintf("不超过 %d ", *high)), EN: fmt.Sprintf(en, fmt.Sprintf("at most %d", *high))}
	}
	return fault.Text{ZH: fmt.Sprintf(zh, fmt.Sprintf("为 %d 至 %d ", low, *high)), EN: fmt.Sprintf(en, fmt.Sprintf("%d to %d", low, *high))}
}

func limit(n *uint64) *int64 {
	if n == nil {
		return nil
	}
	v := int64(*n)
	return &v
}

func number(n *float64) string {
	if n == nil {
		return "?"
	}
	return strconv.FormatFloat(*n, 'f', -1, 64)
}
