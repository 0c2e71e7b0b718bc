package settings

import (
	"context"
	"encoding/json"

	"anju/internal/core/fault"
)

// items is how a setting that is a list is kept.
type items[T any] struct {
	Items []T `json:"items"`
}

// Items reads a setting that is a list, and the version it is of; nothing and 0
// when it was never put.
func Items[T any](ctx context.Context, s Store, name string) ([]T, int64, error) {
	kept, err := s.Get(ctx, name)
	if fault.Is(err, fault.NotFound) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	list, err := ItemsOf[T](kept)
	return list, kept.Version, err
}

// ItemsOf are the items of one version.
func ItemsOf[T any](x Setting) ([]T, error) {
	var doc items[T]
	if err := json.Unmarshal(x.Doc, &doc); err != nil {
		return nil, fault.Wrap("read the setting "+x.Name, err)
	}
	return doc.Items, nil
}

// ItemsDoc is the document of such a list.
func ItemsDoc[T any](all []T) (json.RawMessage, error) {
	doc, err := json.Marshal(items[T]{all})
	if err != nil {
		return nil, fault.Wrap("write a setting", err)
	}
	return doc, nil
}

// Amend changes a setting that is a list; somebody who was faster only costs
// another try. What change answers with is what went wrong.
func Amend[T any](ctx context.Context, s Store, next Setting, change func([]T) ([]T, error)) error {
	for {
		kept, version, err := Items[T](ctx, s, next.Name)
		if err != nil {
			return err
		}
		all, err := change(kept)
		if err != nil {
			return err
		}
		if next.Doc, err = ItemsDoc(all); err != nil {
			return err
		}
		next.Version = version + 1
		if err := s.Put(ctx, next); !fault.Is(err, fault.Stale) || ctx.Err() != nil {
			return err
		}
	}
}
