package owners

import (
	"encoding/base64"

	"anju/internal/core/fault"
)

// Limits of a page, and where counting stops.
const (
	defaultLimit = 20
	maxLimit     = 100
	CountCap     = 10_000
)

// Paging says which page of a list is wanted.
type Paging struct {
	Limit  int    // 0: the default
	Cursor string // of the page before
	Count  bool   // fill Page.Total
}

// Page is one keyset page.
type Page[T any] struct {
	Items       []T
	NextCursor  string // "" on the last page
	Total       int    // -1: not asked for
	TotalIsMore bool   // there are more than Total
}

// read checks the paging and gives the limit and the key of the last item before.
func (p Paging) read() (limit int, after string, err error) {
	limit = p.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	if limit < 1 || limit > maxLimit {
		var wrong fault.Fields
		wrong.Add("limit", "range", "须为 1 至 100。", "Must be 1 to 100.")
		return 0, "", wrong.Err()
	}
	key, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err != nil || len(key) > 500 {
		return 0, "", fault.BadCursor()
	}
	return limit, string(key), nil
}

// page cuts what was read with one more than the limit, and counts if asked.
func page[T any](items []T, limit int, key func(T) string, ask Paging, count func(atMost int) (int, error)) (Page[T], error) {
	p := Page[T]{Items: items, Total: -1}
	if len(items) > limit {
		p.Items = items[:limit]
		p.NextCursor = base64.RawURLEncoding.EncodeToString([]byte(key(items[limit-1])))
	}
	if !ask.Count {
		return p, nil
	}
	total, err := count(CountCap + 1)
	p.Total, p.TotalIsMore = min(total, CountCap), total > CountCap
	return p, err
}

// turn makes every item of a page into what the caller sees of it.
func turn[A, B any](p Page[A], see func(A) (B, error)) (Page[B], error) {
	out := Page[B]{NextCursor: p.NextCursor, Total: p.Total, TotalIsMore: p.TotalIsMore}
	for _, item := range p.Items {
		seen, err := see(item)
		if err != nil {
			return Page[B]{}, err
		}
		out.Items = append(out.Items, seen)
	}
	return out, nil
}
