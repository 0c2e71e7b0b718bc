package rest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/idempotency"
)

func TestARepeatedRequestGetsItsFirstAnswer(t *testing.T) {
	s := open(t)
	create := func(name, key string) answer {
		return s.call("admin", "POST", "/api/v1/communities", `{"name":"`+name+`"}`, "Idempotency-Key", key)
	}
	first, again := create("香樟苑", "k1"), create("香樟苑", "k1")
	require.Equal(t, 201, first.StatusCode, first.Body)
	require.Equal(t, 201, again.StatusCode)
	require.Equal(t, first.Body, again.Body)
	require.Equal(t, first.Header.Get("Content-Type"), again.Header.Get("Content-Type"))

	other := create("晴川里", "k1")
	require.Equal(t, 422, other.StatusCode)
	require.Equal(t, "idempotency_key_reused", other.json(t)["code"])

	refused, same := create("香樟苑", "k2"), create("香樟苑", "k2")
	require.Equal(t, 422, refused.StatusCode)
	require.Equal(t, refused.Body, same.Body)

	s.clock.pass(idempotency.Kept + time.Minute)
	delete(s.tokens, "admin")
	require.Equal(t, 201, create("晴川里", "k1").StatusCode, "a key is free again after a day")
}

func TestKeysOfOnePersonSayNothingToAnother(t *testing.T) {
	s := open(t)
	s.staff("boss", access.Admin, "")
	one := s.ok(201, "admin", "POST", "/api/v1/communities", `{"name":"香樟苑"}`, "Idempotency-Key", "k")
	two := s.ok(201, "boss", "POST", "/api/v1/communities", `{"name":"晴川里"}`, "Idempotency-Key", "k")
	require.NotEqual(t, one["id"], two["id"])
}

func TestARequestStillRunningIsToldToWait(t *testing.T) {
	s := open(t)
	me := s.ok(200, "admin", "GET", "/api/v1/me", "")["id"].(string)
	body := `{"name":"香樟苑"}`
	running := idempotency.New(me, "/api/v1/communities", "k", []byte(body), s.clock.now())
	_, claimed, err := s.store.Idempotency.Begin(t.Context(), running, s.clock.now())
	require.NoError(t, err)
	require.True(t, claimed)

	a := s.call("admin", "POST", "/api/v1/communities", body, "Idempotency-Key", "k")
	require.Equal(t, 409, a.StatusCode)
	require.Equal(t, "1", a.Header.Get("Retry-After"))

	s.clock.pass(idempotency.Lease + time.Second)
	s.ok(201, "admin", "POST", "/api/v1/communities", body, "Idempotency-Key", "k")
}

func TestAKeptAnswerCannotBeReadFromTheStore(t *testing.T) {
	s := open(t)
	_, ownerID := s.home("19900001202")
	path := "/api/v1/owners/" + ownerID + "/invitation"
	code := s.ok(201, "admin", "POST", path, "", "Idempotency-Key", "k")["code"].(string)
	me := s.ok(200, "admin", "GET", "/api/v1/me", "")["id"].(string)
	held, claimed, err := s.store.Idempotency.Begin(t.Context(), idempotency.New(me, path, "k", nil, s.clock.now()), s.clock.now())
	require.NoError(t, err)
	require.False(t, claimed)
	require.NotContains(t, string(held.Body), code)
	require.Equal(t, code, s.ok(201, "admin", "POST", path, "", "Idempotency-Key", "k")["code"])
}

func TestOneTicketOpensOneThingOnce(t *testing.T) {
	s := open(t)
	s.ok(201, "admin", "POST", "/api/v1/communities", `{"name":"香樟苑"}`)
	ticket := func(path string) string {
		return s.ok(200, "admin", "POST", "/api/v1/tickets", `{"path":"`+path+`"}`)["url"].(string)
	}
	url := ticket("/api/v1/communities?limit=5")
	require.Equal(t, 401, s.call("", "GET", url+"&count=true", "").StatusCode, "not for another path")
	url = ticket("/communities?limit=5")
	require.Equal(t, 200, s.call("", "GET", url, "").StatusCode)
	require.Equal(t, 401, s.call("", "GET", url, "").StatusCode, "not twice")

	url = ticket("/communities")
	s.clock.pass(61 * time.Second)
	require.Equal(t, 401, s.call("", "GET", url, "").StatusCode, "not later")

	for _, path := range []string{"/nothing", "/events", "/auth/login", "//communities", "/communities?ticket=x"} {
		a := s.call("admin", "POST", "/api/v1/tickets", `{"path":"`+path+`"}`)
		require.Equal(t, 422, a.StatusCode, path)
	}
}

func TestTheSameAnswerIsNotSentTwice(t *testing.T) {
	s := open(t)
	s.ok(201, "admin", "POST", "/api/v1/communities", `{"name":"香樟苑"}`)
	first := s.call("admin", "GET", "/api/v1/communities", "")
	tag := first.Header.Get("ETag")
	require.NotEmpty(t, tag)
	require.Equal(t, "private, no-cache", first.Header.Get("Cache-Control"))
	again := s.call("admin", "GET", "/api/v1/communities", "", "If-None-Match", `"x", W/`+tag)
	require.Equal(t, 304, again.StatusCode)
	require.Empty(t, again.Body)
	s.ok(201, "admin", "POST", "/api/v1/communities", `{"name":"晴川里"}`)
	require.Equal(t, 200, s.call("admin", "GET", "/api/v1/communities", "", "If-None-Match", tag).StatusCode)
}
