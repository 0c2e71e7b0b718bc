package fault

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Fields gathers what is wrong with an input, so that all of it is told at once.
type Fields []Field

// Add notes one wrong field.
func (f *Fields) Add(path, rule, zh, en string) {
	*f = append(*f, Field{Path: path, Rule: rule, Message: Text{zh, en}})
}

// Require notes a missing text.
func (f *Fields) Require(path, value string) {
	if value == "" {
		f.Add(path, "required", "必填。", "Required.")
	}
}

// Length notes a text outside [lo, hi] characters.
func (f *Fields) Length(path, value string, lo, hi int) {
	if n := utf8.RuneCountInString(value); n < lo || n > hi {
		f.Add(path, "length", fmt.Sprintf("长度须为 %d 至 %d 个字。", lo, hi), fmt.Sprintf("Must be %d to %d characters long.", lo, hi))
	}
}

// OneOf notes a value that is not among the choices.
func (f *Fields) OneOf(path, value string, choices ...string) {
	for _, c := range choices {
		if value == c {
			return
		}
	}
	f.Add(path, "one_of", "只能是："+strings.Join(choices, "、")+"。", "Must be one of: "+strings.Join(choices, ", ")+".")
}

// Unknown notes a field that names what is not there, and passes on any other error.
func (f *Fields) Unknown(path string, err error) error {
	if !Is(err, NotFound) {
		return err
	}
	f.Add(path, "unknown", "不存在，或不在您的可见范围内。", "There is no such one within your sight.")
	return nil
}

// Under is the same fields where they stand below a part of the body.
func (f Fields) Under(prefix string) Fields {
	out := make(Fields, len(f))
	for i, x := range f {
		x.Path = prefix + x.Path
		out[i] = x
	}
	return out
}

// Err is nil when nothing is wrong, else the Invalid fault with every field.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	e := New(Invalid, "invalid_fields", "有内容需要更正。", "Some fields need correcting.")
	e.Fields = f
	return e
}
