package rest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"anju/api/rest"
	"anju/config"
	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/attachment"
	"anju/internal/desk/accounts"
	"anju/internal/desk/attachments"
	"anju/internal/desk/keys"
	"anju/internal/desk/letters"
	"anju/internal/desk/mailboxes"
	"anju/internal/desk/messages"
	"anju/internal/desk/owners"
	"anju/internal/desk/replytemplates"
	"anju/internal/desk/reporting"
	"anju/internal/desk/rulebook"
	"anju/internal/desk/service"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
	"anju/internal/work/notify"
)

const password = "a-long-password-7"

// clock is the time of a site; it moves when a test says so.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// site is a whole installation on a store of its own, without a network.
type site struct {
	t        *testing.T
	app      *fiber.App
	clock    *clock
	store    *set.Set
	accounts *accounts.Service
	hub      *notify.Hub
	log      *bytes.Buffer
	stopping chan struct{}
	tokens   map[string]string
}

func open(t *testing.T, adjust ...func(*rest.Deps)) *site {
	t.Helper()
	ctx := context.Background()
	store, err := sqlite.Open(ctx, sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(ctx)) })

	s := &site{
		t: t, store: store, clock: &clock{at: time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)}, hub: notify.NewHub(store.Live),
		log: &bytes.Buffer{}, stopping: make(chan struct{}), tokens: map[string]string{},
	}
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	shipped, err := config.Rules(shanghai)
	require.NoError(t, err)
	sealer, err := auth.NewSealer(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	var departments []string
	for _, d := range shipped.Policy.Departments {
		departments = append(departments, d.Code)
	}

	newID := func() string { return uuid.Must(uuid.NewV7()).String() }
	tokens := auth.NewTokens(bytes.Repeat([]byte{9}, 32), s.clock.now)
	limits := attachment.DefaultLimits()
	boxes := mailboxes.New(mailboxes.Deps{Settings: store.Settings, Communities: store.Estate, Audit: store.Audit, Sealer: sealer, Now: s.clock.now, NewID: newID})
	words := &messages.Wordings{Settings: store.Settings, Audit: store.Audit, Zone: shanghai, Now: s.clock.now, NewID: newID}
	told := messages.New(messages.Deps{
		Messages: store.Messages, Mails: store.Mails, Accounts: store.Accounts, Owners: store.Owners, Matters: store.Complaints, Audit: store.Audit,
		Mailboxes: boxes.All, Words: words, Sealer: sealer, Rules: shipped.Fixed(), Now: s.clock.now, NewID: newID,
	})
	s.accounts = accounts.New(accounts.Deps{
		Accounts: store.Accounts, Audit: store.Audit, Owners: store.Owners, Communities: store.Estate,
		Departments: func() []string { return departments }, Hasher: auth.NewHasher(auth.Cost{MemoryKiB: 64, Passes: 1}, 2),
		Tokens: tokens, Courier: told, Now: s.clock.now, NewID: newID,
	})
	files := attachments.New(attachments.Deps{Store: store.Attachments, Blobs: store.Blobs, Matters: store.Complaints, Limits: limits, Now: s.clock.now})
	book := rulebook.New(rulebook.Deps{
		Settings: store.Settings, Shipped: shipped, Matters: store.Complaints, Staff: store.Accounts, Audit: store.Audit,
		Log: slog.New(slog.NewTextHandler(s.log, nil)), Clock: rest.ClockName, Now: s.clock.now, NewID: newID,
	})
	replies, err := config.ReplyTemplates()
	require.NoError(t, err)
	deps := rest.Deps{
		Exports:     config.Exports{Rows: 100_000, Timeout: time.Minute, AtOnce: 3},
		Templates:   replytemplates.New(replytemplates.Deps{Settings: store.Settings, Audit: store.Audit, Shipped: replies, Rules: book.Rules, Now: s.clock.now, NewID: newID}),
		Accounts:    s.accounts,
		Owners:      owners.New(owners.Deps{Owners: store.Owners, Estate: store.Estate, Matters: store.Complaints, Invitations: s.accounts, Audit: store.Audit, Sealer: sealer, Now: s.clock.now, NewID: newID}),
		Attachments: files,
		Matters: service.New(service.Deps{
			Matters: store.Complaints, Held: store.Held, Accounts: store.Accounts, Owners: store.Owners, Estate: store.Estate, Attachments: files,
			Rules: shipped.Fixed(), Now: s.clock.now, NumberPrefix: "TS", LettersOut: "安居客函", LettersIn: "安居客收", CountLimits: true, Sign: sealer.Sign, PublicKey: sealer.PublicKey(),
		}),
		Reports:   reporting.New(reporting.Deps{Matters: store.Complaints, Figures: store.Figures, Estate: store.Estate, Rules: shipped.Fixed(), Now: s.clock.now}),
		Keys:      keys.New(keys.Deps{Keys: store.Keys, Matters: store.Complaints, Accounts: store.Accounts, Owners: store.Owners, Houses: store.Estate, Audit: store.Audit, Rules: shipped.Fixed(), Now: s.clock.now, NewID: newID}),
		Letters:   letters.New(letters.Deps{Letters: store.Letters, Counter: store.Complaints, Rules: shipped.Fixed(), Prefixes: letters.Prefixes{Out: "安居客函", In: "安居客收", Seals: "安居印"}, Now: s.clock.now, NewID: newID}),
		Mailboxes: boxes, Messages: told, Words: words,
		Audit: store.Audit, Measures: store.Measures, Tokens: tokens, Tickets: store.Tickets, Idempotency: store.Idempotency, Live: s.hub,
		Rules: book.Rules, Rulebook: book, Limits: limits, Entity: "安居物业",
		Pages: fstest.MapFS{
			"index.html": {Data: []byte("owners")}, "desk.html": {Data: []byte("desk")},
			"assets/app-1a2b.js": {Data: []byte(strings.Repeat("console.log(1);", 100))},
		},
		Ready: store.Ping, Stopping: s.stopping, Now: s.clock.now, Log: slog.New(slog.NewJSONHandler(s.log, nil)), Metrics: prometheus.NewRegistry(),
		Version: "test", Location: shanghai, HTTP: config.Server{BodyBytes: 1 << 20}, Rate: config.Rate{PerMinute: 1000, AnonymousPerMinute: 1000},
	}
	for _, change := range adjust {
		change(&deps)
	}
	s.app, err = rest.New(deps)
	require.NoError(t, err)
	_, err = s.accounts.SeedAdmin(ctx, password)
	require.NoError(t, err)
	return s
}

// answer is what came back, read whole.
type answer struct {
	*http.Response
	Body string
}

// json reads the body into a tree.
func (a answer) json(t *testing.T) map[string]any {
	t.Helper()
	var v map[string]any
	require.NoError(t, json.Unmarshal([]byte(a.Body), &v), a.Body)
	return v
}

// fields are the wrong fields that a problem names, with the rule of each.
func (a answer) fields(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	list, _ := a.json(t)["errors"].([]any)
	for _, one := range list {
		e := one.(map[string]any)
		out[e["field"].(string)] = e["rule"].(string)
	}
	return out
}

func (s *site) do(r *http.Request) answer {
	s.t.Helper()
	res, err := s.app.Test(r, -1)
	require.NoError(s.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	return answer{res, string(body)}
}

// call asks as somebody ("" nobody); body is JSON text, "" none; headers come in pairs.
func (s *site) call(who, method, path, body string, headers ...string) answer {
	s.t.Helper()
	return s.do(s.request(who, method, path, body, headers...))
}

func (s *site) request(who, method, path, body string, headers ...string) *http.Request {
	s.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Host = "127.0.0.1:8080"
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+s.token(who))
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func (s *site) token(who string) string {
	s.t.Helper()
	if s.tokens[who] == "" {
		in, err := s.accounts.Login(context.Background(), who, password)
		require.NoError(s.t, err)
		s.tokens[who] = in.AccessToken
	}
	return s.tokens[who]
}

// ok asks and wants this status.
func (s *site) ok(status int, who, method, path, body string, headers ...string) map[string]any {
	s.t.Helper()
	a := s.call(who, method, path, body, headers...)
	require.Equal(s.t, status, a.StatusCode, a.Body)
	return a.json(s.t)
}

// staff makes a colleague; department may be "".
func (s *site) staff(login string, role access.Role, department string) {
	s.t.Helper()
	admin := access.Actor{ID: "seed", Name: "seed", Role: access.Admin}
	_, _, err := s.accounts.CreateUser(context.Background(), admin, accounts.NewUser{
		Login: login, Name: "员工" + login, Role: role, Department: department, Password: password,
	})
	require.NoError(s.t, err)
}

// home makes a community with one house and an owner of it who can sign in by phone.
func (s *site) home(phone string) (houseID, ownerID string) {
	s.t.Helper()
	community := s.ok(201, "admin", "POST", "/api/v1/communities", `{"name":"晴川里`+phone+`"}`)["id"].(string)
	houseID = s.ok(201, "admin", "POST", "/api/v1/houses", `{"communityId":"`+community+`","building":"12","unit":"4","room":"804"}`)["id"].(string)
	ownerID = s.ok(201, "admin", "POST", "/api/v1/owners", `{"name":"欧阳明月","phone":"`+phone+`","houses":[{"houseId":"`+houseID+`"}]}`)["id"].(string)
	code := s.ok(201, "admin", "POST", "/api/v1/owners/"+ownerID+"/invitation", "")["code"].(string)
	s.ok(200, "", "POST", "/api/v1/auth/activate", `{"code":"`+code+`","phone":"`+phone+`","password":"`+password+`"}`)
	return houseID, ownerID
}

// form is a multipart request with one file.
func (s *site) form(who, path, name string, file []byte, headers ...string) *http.Request {
	s.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	require.NoError(s.t, err)
	_, err = part.Write(file)
	require.NoError(s.t, err)
	require.NoError(s.t, w.Close())
	r := s.request(who, "POST", path, body.String(), headers...)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}
