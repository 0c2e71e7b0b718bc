package rules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/wording"
)

// The documents that an administrator edits. Each is a part of the decisions.
const (
	Policies    = "policies"
	Categories  = "categories"
	Departments = "departments"
	Calendar    = "calendar"
)

// Documents in the order in which pages offer them.
var Documents = []string{Policies, Categories, Departments, Calendar}

// Decisions are what the company decides, before anything is derived from them.
type Decisions struct {
	Policy policy.Policy
	Days   policy.WorkCalendar
}

// Decided are the decisions that the rules were made of.
func (r *Rules) Decided() Decisions { return Decisions{r.Policy, r.Days} }

// policies is the document of that name: the policy without what has a document
// of its own.
type policies struct {
	Limits      []policy.LimitRule     `json:"limits"`
	NeverPaused []terms.ClockKind      `json:"neverPaused"`
	Tiers       []policy.Tier          `json:"tiers"`
	Windows     policy.Windows         `json:"windows"`
	Warranty    []policy.WarrantyYears `json:"warranty"`
	Causes      []policy.Cause         `json:"causes"`
	Standards   []policy.Standard      `json:"standards"`
	Wording     []wording.Rule         `json:"wording"`
	Directory   []policy.Body          `json:"directory"`
}

type listed[T any] struct {
	Items []T `json:"items"`
}

// Document is a document of the decisions, as JSON.
func (d Decisions) Document(name string) (json.RawMessage, error) {
	var v any
	p := d.Policy
	switch name {
	case Policies:
		v = policies{full(p.Limits), full(p.NeverPaused), full(p.Tiers), p.Windows, full(p.Warranty), full(p.Causes), full(p.Standards), full(p.Wording), full(p.Directory)}
	case Categories:
		v = listed[policy.Category]{full(p.Categories)}
	case Departments:
		v = listed[policy.Department]{full(p.Departments)}
	case Calendar:
		w := d.Days
		w.Weekdays, w.Office, w.Service, w.Holidays, w.MakeUpDays = full(w.Weekdays), full(w.Office), full(w.Service), full(w.Holidays), full(w.MakeUpDays)
		v = w
	default:
		return nil, fault.NotThere()
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fault.Wrap("encode settings", err)
	}
	return raw, nil
}

// full is a list that JSON writes as one, also when it is empty.
func full[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// With are the decisions after a document was laid over them: a part that it
// leaves out stays as it was, a list that it has replaces the whole list. What
// cannot be read is fault.Invalid; whether it makes sense is for Validate.
func (d Decisions) With(name string, doc json.RawMessage) (Decisions, error) {
	stands, err := d.Document(name)
	if err != nil {
		return d, err
	}
	whole, err := overlay(stands, doc)
	if err != nil {
		return d, unreadable(err)
	}
	switch name {
	case Policies:
		p, err := read[policies](whole)
		if err != nil {
			return d, err
		}
		q := &d.Policy
		q.Limits, q.NeverPaused, q.Tiers, q.Windows, q.Warranty = p.Limits, p.NeverPaused, p.Tiers, p.Windows, p.Warranty
		q.Causes, q.Standards, q.Wording, q.Directory = p.Causes, p.Standards, p.Wording, p.Directory
	case Categories:
		l, err := read[listed[policy.Category]](whole)
		d.Policy.Categories = l.Items
		return d, err
	case Departments:
		l, err := read[listed[policy.Department]](whole)
		d.Policy.Departments = l.Items
		return d, err
	case Calendar:
		d.Days, err = read[policy.WorkCalendar](whole)
		return d, err
	}
	return d, nil
}

// Stored is what is kept of a document: its parts that differ from what ships.
// The others go on following what ships when a later version brings better.
func (d Decisions) Stored(name string, shipped Decisions) (json.RawMessage, error) {
	now, err := d.Document(name)
	if err != nil {
		return nil, err
	}
	ships, err := shipped.Document(name)
	if err != nil {
		return nil, err
	}
	var a, b map[string]json.RawMessage
	if err := json.Unmarshal(now, &a); err != nil {
		return nil, fault.Wrap("read settings", err)
	}
	if err := json.Unmarshal(ships, &b); err != nil {
		return nil, fault.Wrap("read settings", err)
	}
	maps.DeleteFunc(a, func(part string, v json.RawMessage) bool { return bytes.Equal(v, b[part]) })
	raw, err := json.Marshal(a)
	if err != nil {
		return nil, fault.Wrap("encode settings", err)
	}
	return raw, nil
}

// Over lays a stored document over what ships. Categories and departments that
// ship and that it does not name, because it is older than they are, follow its own.
func (d Decisions) Over(name string, stored json.RawMessage) (Decisions, error) {
	next, err := d.With(name, stored)
	if err != nil {
		return d, err
	}
	for _, c := range d.Policy.Categories {
		if _, named := next.Policy.Category(c.Code); !named {
			next.Policy.Categories = append(next.Policy.Categories, c)
		}
	}
	for _, x := range d.Policy.Departments {
		if _, named := next.Policy.Department(x.Code); !named {
			next.Policy.Departments = append(next.Policy.Departments, x)
		}
	}
	return next, nil
}

// Validate tells everything that is wrong with the decisions, by field of the
// document that was edited; what is wrong elsewhere because of it is told by the
// name of the other document.
func (d Decisions) Validate(edited string) error {
	var wrong fault.Fields
	for _, err := range []error{d.Policy.Validate(), d.Days.Validate()} {
		if f, ok := fault.As(err); ok {
			wrong = append(wrong, f.Fields...)
		}
	}
	for i, f := range wrong {
		of, path := documentOf(f.Path)
		if of != edited {
			path = of + "." + path
		}
		wrong[i].Path = path
	}
	return wrong.Err()
}

// documentOf splits a path within the decisions into its document and the path
// within that.
func documentOf(path string) (name, within string) {
	for _, list := range []string{Categories, Departments} {
		if rest, ok := strings.CutPrefix(path, list); ok && (rest == "" || rest[0] == '[' || rest[0] == '.') {
			return list, "items" + rest
		}
	}
	part := path[:strings.IndexAny(path+".", ".[")]
	if slices.Contains(calendarParts, part) {
		return Calendar, path
	}
	return Policies, path
}

var calendarParts = partsOf(reflect.TypeFor[policy.WorkCalendar](), "calendar")

func partsOf(t reflect.Type, more ...string) []string {
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		more = append(more, name)
	}
	return more
}

// overlay puts the parts of doc over those of stands; objects are laid over
// part by part, everything else is replaced.
func overlay(stands, doc json.RawMessage) (json.RawMessage, error) {
	var a, b map[string]json.RawMessage
	if err := json.Unmarshal(stands, &a); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(doc, &b); err != nil {
		return nil, err
	}
	for part, v := range b {
		if before := a[part]; len(before) > 0 && before[0] == '{' && len(v) > 0 && v[0] == '{' {
			merged, err := overlay(before, v)
			if err != nil {
				return nil, err
			}
			v = merged
		}
		a[part] = v
	}
	return json.Marshal(a)
}

func read[T any](raw json.RawMessage) (T, error) {
	var v T
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return v, unreadable(err)
	}
	return v, nil
}

func unreadable(err error) error {
	var wrong fault.Fields
	wrong.Add("document", "format", fmt.Sprintf("内容无法读取：%v", err), fmt.Sprintf("It cannot be read: %v", err))
	return wrong.Err()
}
