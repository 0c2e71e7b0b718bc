package rest

import (
	"context"
	"net/url"
	"reflect"
	"strings"

	"github.com/oapi-codegen/runtime"

	"anju/api/contract"
	"anju/internal/core/fault"
	"anju/internal/desk/sheet"
)

// exported is a list of the desk as a file.
type exported struct {
	list    string // operationId: who may, by which filters, and what is masked for whom, is as in that list
	name    fault.Text
	columns []exportColumn
	states  []contract.Term // what its filter by state may say
	page    func(w inWords, ctx context.Context, of string, query url.Values) (rows [][]any, next *string, err error)
}

type exportColumn struct {
	title  fault.Text
	format sheet.Format
	total  bool
}

// exportOf reads a list and shows each of its items as rows.
func exportOf[P, T any](list, zh, en string, columns []exportColumn, read func(s *Server, ctx context.Context, of string, p P) ([]T, *string, error), show func(w inWords, item T) [][]any) exported {
	return exported{list: list, name: fault.Text{ZH: zh, EN: en}, columns: columns, page: func(w inWords, ctx context.Context, of string, query url.Values) ([][]any, *string, error) {
		asked, err := bound[P](query)
		if err != nil {
			return nil, nil, err
		}
		items, next, err := read(w.Server, ctx, of, asked)
		if err != nil {
			return nil, nil, err
		}
		var rows [][]any
		for _, item := range items {
			for _, row := range show(w, item) {
				rows = append(rows, w.cells(row...))
			}
		}
		return rows, next, nil
	}}
}

// among names the states that the list is filtered by.
func (x exported) among(states []contract.Term) exported {
	x.states = states
	return x
}

// one is an item that is one row.
func one(values ...any) [][]any { return [][]any{values} }

// columns reads titles as 中文|English, with what the column holds where that is no
// text; a plus adds it up.
func columns(of ...string) []exportColumn {
	formats := map[string]sheet.Format{"": sheet.Text, "yuan": sheet.Yuan, "count": sheet.Count, "day": sheet.Day, "moment": sheet.Moment}
	return each(of, func(said string) exportColumn {
		parts := append(strings.Split(said, "|"), "")
		kind, total := strings.CutSuffix(parts[2], "+")
		return exportColumn{title: fault.Text{ZH: parts[0], EN: parts[1]}, format: formats[kind], total: total}
	})
}

// bound reads a query as the generated server reads that of the list.
func bound[P any](query url.Values) (asked P, err error) {
	into := reflect.ValueOf(&asked).Elem()
	for i := range into.NumField() {
		name, _, _ := strings.Cut(into.Type().Field(i).Tag.Get("form"), ",")
		if name == "" {
			continue
		}
		if err := runtime.BindQueryParameter("form", false, false, name, query, into.Field(i).Addr().Interface()); err != nil {
			return asked, malformed().Because(err)
		}
	}
	return asked, nil
}

// unasked are the parameters of a list without any.
type unasked struct{}
