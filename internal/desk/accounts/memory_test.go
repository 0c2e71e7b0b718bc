package accounts_test

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/audit"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
)

// memory keeps everything that the use cases need in maps, under one lock, with
// the promises of account.Store and audit.Store.
type memory struct {
	mu          sync.Mutex
	accounts    map[string]account.Account
	sessions    map[string]account.Session
	codes       map[string]account.Code
	attempts    map[string]account.Attempts
	entries     []audit.Entry
	owners      map[string]owner.Owner
	communities map[string]estate.Community
}

func newMemory() *memory {
	return &memory{
		accounts: map[string]account.Account{}, sessions: map[string]account.Session{}, codes: map[string]account.Code{},
		attempts: map[string]account.Attempts{}, owners: map[string]owner.Owner{}, communities: map[string]estate.Community{},
	}
}

func find[T any](m *memory, in map[string]T, fits func(T) bool) (T, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, v := range in {
		if fits(v) {
			return v, nil
		}
	}
	var none T
	return none, fault.NotThere()
}

func (m *memory) taken(a account.Account) error {
	for _, b := range m.accounts {
		switch {
		case b.ID == a.ID:
		case b.Login == a.Login:
			return account.Taken("login")
		case a.Phone != "" && b.Phone == a.Phone:
			return account.Taken("phone")
		case a.OwnerID != "" && b.OwnerID == a.OwnerID:
			return account.Taken("ownerId")
		}
	}
	return nil
}

func (m *memory) Create(_ context.Context, a account.Account) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.taken(a); err != nil {
		return err
	}
	m.accounts[a.ID] = a
	return nil
}

func (m *memory) Update(_ context.Context, a account.Account) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if stored := m.accounts[a.ID]; stored.Version != a.Version-1 {
		return fault.StaleVersion(stored.Version)
	}
	if err := m.taken(a); err != nil {
		return err
	}
	m.accounts[a.ID] = a
	return nil
}

func (m *memory) Get(_ context.Context, id string) (account.Account, error) {
	return find(m, m.accounts, func(a account.Account) bool { return a.ID == id })
}

func (m *memory) ByLogin(_ context.Context, login string) (account.Account, error) {
	return find(m, m.accounts, func(a account.Account) bool { return a.Login == login })
}

func (m *memory) ByPhone(_ context.Context, phone string) (account.Account, error) {
	return find(m, m.accounts, func(a account.Account) bool { return a.Phone == phone })
}

func (m *memory) ByOwner(_ context.Context, id string) (account.Account, error) {
	return find(m, m.accounts, func(a account.Account) bool { return a.OwnerID == id })
}

func (m *memory) List(_ context.Context, q account.Query) ([]account.Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []account.Account
	for _, a := range m.accounts {
		if a.Login > q.After && (q.Role == "" || a.Role == q.Role) && (q.Department == "" || a.Department == q.Department) && (q.Active == nil || a.Active == *q.Active) {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b account.Account) int { return cmp.Compare(a.Login, b.Login) })
	return out[:min(len(out), q.Limit)], nil
}

func (m *memory) Count(ctx context.Context, q account.Query, atMost int) (int, error) {
	q.After, q.Limit = "", atMost
	found, err := m.List(ctx, q)
	return len(found), err
}

func (m *memory) Staff(ctx context.Context, q account.StaffQuery) ([]account.Account, error) {
	active := true
	found, err := m.List(ctx, account.Query{Role: q.Role, Department: q.Department, Active: &active, Limit: account.StaffLimit})
	return slices.DeleteFunc(found, func(a account.Account) bool { return a.Role == access.Owner }), err
}

func (m *memory) NamedDeputy(_ context.Context, accountID string) (out []account.Account, _ error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range m.accounts {
		if a.Deputy != nil && a.Deputy.AccountID == accountID {
			out = append(out, a)
		}
	}
	return out, nil
}

func (m *memory) CreateSession(_ context.Context, s account.Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sessions[s.ID] = s
	return nil
}

func (m *memory) Session(_ context.Context, id string) (account.Session, error) {
	return find(m, m.sessions, func(s account.Session) bool { return s.ID == id })
}

func (m *memory) RotateSession(_ context.Context, next account.Session, from string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if stored := m.sessions[next.ID]; stored.RefreshHash != from || !stored.RevokedAt.IsZero() {
		return fault.StaleVersion(0)
	}
	m.sessions[next.ID] = next
	return nil
}

func (m *memory) revoke(fits func(account.Session) bool, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, s := range m.sessions {
		if fits(s) && s.RevokedAt.IsZero() {
			s.RevokedAt = at
			m.sessions[id] = s
		}
	}
	return nil
}

func (m *memory) RevokeSession(_ context.Context, id string, at time.Time) error {
	return m.revoke(func(s account.Session) bool { return s.ID == id }, at)
}

func (m *memory) RevokeSessionsOf(_ context.Context, accountID, except string, at time.Time) error {
	return m.revoke(func(s account.Session) bool { return s.AccountID == accountID && s.ID != except }, at)
}

func (m *memory) CreateCode(_ context.Context, c account.Code) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.codes[c.Hash] = c
	return nil
}

func (m *memory) Code(_ context.Context, hash string) (account.Code, error) {
	return find(m, m.codes, func(c account.Code) bool { return c.Hash == hash })
}

func (m *memory) ConsumeCode(_ context.Context, hash string, p account.Purpose, at time.Time) (account.Code, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.codes[hash]
	if !ok || !c.Usable(p, at) {
		return account.Code{}, fault.NotThere()
	}
	c.UsedAt = at
	m.codes[hash] = c
	return c, nil
}

func (m *memory) RevokeCodesOf(_ context.Context, p account.Purpose, subject string, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for hash, c := range m.codes {
		if c.Purpose == p && (c.OwnerID == subject || c.AccountID == subject) && c.UsedAt.IsZero() {
			c.UsedAt = at
			m.codes[hash] = c
		}
	}
	return nil
}

func (m *memory) Attempts(ctx context.Context, key string) (account.Attempts, error) {
	return m.AmendAttempts(ctx, key, func(a account.Attempts) account.Attempts { return a })
}

func (m *memory) AmendAttempts(_ context.Context, key string, change func(account.Attempts) account.Attempts) (account.Attempts, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a := m.attempts[key]
	a.Key = key
	m.attempts[key] = change(a)
	return m.attempts[key], nil
}

func (m *memory) Sweep(context.Context, time.Time) error { return nil }

func (m *memory) Owner(_ context.Context, id string) (owner.Owner, error) {
	return find(m, m.owners, func(o owner.Owner) bool { return o.ID == id })
}

func (m *memory) Community(_ context.Context, id string) (estate.Community, error) {
	return find(m, m.communities, func(c estate.Community) bool { return c.ID == id })
}

// log is the audit half: its List would collide with the accounts' List.
type log struct{ *memory }

func (l log) Append(_ context.Context, entries ...audit.Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries = append(l.entries, entries...)
	return nil
}

func (l log) List(_ context.Context, q audit.Query) ([]audit.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []audit.Entry
	for i := len(l.entries) - 1; i >= 0; i-- {
		e := l.entries[i]
		older := q.BeforeAt.IsZero() || e.At.Before(q.BeforeAt) || e.At.Equal(q.BeforeAt) && e.ID < q.BeforeID
		if older && len(out) < q.Limit {
			out = append(out, e)
		}
	}
	return out, nil
}
