package accounts_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/desk/accounts"
)

const password = "anju-demo-2026"

var (
	ctx   = context.Background()
	noon  = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	admin = access.Actor{ID: "admin", Name: "管理员", Role: access.Admin}
)

// house is a small installation: two owners, one community, a clock in hand.
type house struct {
	*accounts.Service
	t     *testing.T
	store *memory
	now   time.Time
	sent  []string // reset codes that were delivered
	asked int      // how often the courier was called, for nobody too
	mu    sync.Mutex
	ids   int
}

func (h *house) DeliverResetCode(_ context.Context, to account.Account, code string, _ time.Time) error {
	h.asked++
	if to.ID != "" {
		h.sent = append(h.sent, code)
	}
	return nil
}

func open(t *testing.T) *house {
	h := &house{t: t, store: newMemory(), now: noon}
	h.store.communities["c1"] = estate.Community{ID: "c1"}
	h.store.owners["o1"] = owner.Owner{ID: "o1", Name: "王芳", Phone: "199-0000-1201", Houses: []owner.Holding{{HouseID: "h1", Label: "香樟苑 12-4-804", CommunityID: "c1"}}}
	h.store.owners["o2"] = owner.Owner{ID: "o2", Name: "欧阳明月"}
	clock := func() time.Time { return h.now }
	h.Service = accounts.New(accounts.Deps{
		Accounts: h.store, Audit: log{h.store}, Owners: h.store, Communities: h.store,
		Departments: func() []string { return []string{"engineering", "service"} },
		Hasher:      auth.NewHasher(auth.Cost{MemoryKiB: 64, Passes: 1}, 4),
		Tokens:      auth.NewTokens([]byte(strings.Repeat("k", 32)), clock),
		Courier:     h, Now: clock,
		NewID: func() string {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.ids++
			return fmt.Sprintf("id-%03d", h.ids)
		},
	})
	return h
}

func (h *house) clerk(login string) accounts.User {
	u, _, err := h.CreateUser(ctx, admin, accounts.NewUser{Login: login, Name: "李", Role: access.Desk, Phone: "19900009999", Password: password})
	require.NoError(h.t, err)
	return u
}

func (h *house) audited() (actions []string) {
	page, err := h.AuditLog(ctx, admin, audit.Query{Limit: 100})
	require.NoError(h.t, err)
	slices.Reverse(page.Items)
	for _, e := range page.Items {
		require.NotContains(h.t, e.Reason, password)
		actions = append(actions, e.Action)
	}
	return actions
}

func kind(err error) fault.Kind {
	e, ok := fault.As(err)
	if !ok {
		return -1
	}
	return e.Kind
}

func field(err error) string {
	if e, ok := fault.As(err); ok && len(e.Fields) > 0 {
		return e.Fields[0].Path + ":" + e.Fields[0].Rule
	}
	return ""
}
