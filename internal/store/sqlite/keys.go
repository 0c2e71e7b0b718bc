package sqlite

import (
	"context"
	"time"

	"anju/internal/core/keyregister"
)

// keys is the keyregister.Store.
type keys struct{ shelf[keyregister.Key] }

func newKeys(e *engine) *keys {
	return &keys{shelf[keyregister.Key]{engine: e, table: "entrusted_keys", guard: hookFree, as: func(k keyregister.Key) shelved {
		return shelved{k.ID, k.Version, k.Place, k.Keys}
	}}}
}

const onHook = "SELECT 1 FROM entrusted_keys WHERE doc ->> '$.hook' = ? AND id <> ?"

// hookFree refuses a hook that another key hangs on.
func hookFree(tx *tx, k keyregister.Key) error {
	if k.Hook == "" {
		return nil
	}
	n, err := number(context.Background(), tx, onHook, k.Hook, k.ID)
	if err == nil && n == 1 {
		err = keyregister.HookTaken()
	}
	return err
}

// Add implements keyregister.Store.
func (s *keys) Add(ctx context.Context, k keyregister.Key) error { return s.add(ctx, k) }

// List implements keyregister.Store.
func (s *keys) List(ctx context.Context, q keyregister.Query) ([]keyregister.Key, error) {
	return s.page(ctx, keyWalk(q))
}

func keyWalk(q keyregister.Query) walk {
	w := walk{key: q.Lists[0], also: q.Lists[1:], communities: q.Communities, ascending: true, limit: q.Limit}
	if q.After != nil {
		w.beyond, w.place, w.id = true, q.After.At, q.After.ID
	}
	return w
}

// Waking implements keyregister.Store.
func (s *keys) Waking(ctx context.Context, now time.Time, limit int) ([]keyregister.Key, error) {
	return s.waking(ctx, now, limit)
}
