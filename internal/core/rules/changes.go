package rules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"anju/internal/core/fault"
)

// Change is one field of a document that another version has otherwise. Elements
// of lists are named by what makes them themselves: items[elevator].capFen.
type Change struct {
	Field string
	Was   json.RawMessage // nil: it is new
	Is    json.RawMessage // nil: it is gone
}

// Changes between two versions of a document, in its order.
func Changes(was, is json.RawMessage) ([]Change, error) {
	a, err := parsed(was)
	if err != nil {
		return nil, err
	}
	b, err := parsed(is)
	if err != nil {
		return nil, err
	}
	var out []Change
	compare("", a, b, &out)
	return out, nil
}

func parsed(raw json.RawMessage) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, fault.Wrap("compare settings", err)
	}
	return v, nil
}

func compare(path string, was, is any, out *[]Change) {
	if objects(was, is) {
		a, b := was.(map[string]any), is.(map[string]any)
		for _, name := range names(a, b) {
			at := name
			if path != "" {
				at = path + "." + name
			}
			compare(at, a[name], b[name], out)
		}
		return
	}
	if a, b, ok := elements(was, is); ok {
		compareLists(path, a, b, out)
		return
	}
	if x, y := raw(was), raw(is); !bytes.Equal(x, y) {
		*out = append(*out, Change{path, x, y})
	}
}

// element is an entry of a list with what makes it itself.
type element struct {
	key string
	v   any
}

func compareLists(path string, was, is []element, out *[]Change) {
	find := func(in []element, key string) any {
		if i := slices.IndexFunc(in, func(e element) bool { return e.key == key }); i >= 0 {
			return in[i].v
		}
		return nil
	}
	var stayedWas, stayedIs []string
	for _, e := range was {
		now := find(is, e.key)
		if now != nil {
			stayedWas = append(stayedWas, e.key)
		}
		compare(path+"["+e.key+"]", e.v, now, out)
	}
	for _, e := range is {
		if find(was, e.key) != nil {
			stayedIs = append(stayedIs, e.key)
			continue
		}
		compare(path+"["+e.key+"]", nil, e.v, out)
	}
	if !slices.Equal(stayedWas, stayedIs) {
		*out = append(*out, Change{path + ".order", raw(stayedWas), raw(stayedIs)})
	}
}

func objects(was, is any) bool {
	_, a := was.(map[string]any)
	_, b := is.(map[string]any)
	return a && b
}

// elements of two lists of things that have names; false where they are none.
func elements(was, is any) (a, b []element, ok bool) {
	x, isList := was.([]any)
	y, areLists := is.([]any)
	if !isList && was != nil || !areLists && is != nil || len(x)+len(y) == 0 {
		return nil, nil, false
	}
	a, ok = keyed(x)
	if !ok {
		return nil, nil, false
	}
	b, ok = keyed(y)
	return a, b, ok
}

func keyed(list []any) (out []element, ok bool) {
	seen := map[string]int{}
	for _, v := range list {
		o, isObject := v.(map[string]any)
		if !isObject {
			return nil, false
		}
		key := identity(o)
		if seen[key]++; seen[key] > 1 {
			key = fmt.Sprintf("%s #%d", key, seen[key])
		}
		out = append(out, element{key, v})
	}
	return out, true
}

// identity of an element: its code, or what it is a rule for.
func identity(o map[string]any) string {
	for _, name := range []string{"code", "part", "fromFen", "fromYears", "kind", "name"} {
		if v, ok := o[name]; ok {
			return fmt.Sprint(v)
		}
	}
	if v, ok := o["clock"]; ok {
		parts := []string{fmt.Sprint(v)}
		when, _ := o["when"].(map[string]any)
		for _, name := range names(when, nil) {
			parts = append(parts, name+"="+strings.Trim(string(raw(when[name])), `[]`))
		}
		return strings.ReplaceAll(strings.Join(parts, " "), `"`, "")
	}
	from := fmt.Sprint(o["from"])
	if name, ok := o["nameZh"]; ok && len(from) >= 4 {
		return fmt.Sprint(from[:4], " ", name) // a holiday is the same one where its days move
	}
	return from
}

// names of either, in an order that stays.
func names(a, b map[string]any) []string {
	var out []string
	for name := range a {
		out = append(out, name)
	}
	for name := range b {
		if _, both := a[name]; !both {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// raw is nil for nothing.
func raw(v any) json.RawMessage {
	if v == nil {
		return nil
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil
	}
	return bytes.TrimSpace(out.Bytes())
}
