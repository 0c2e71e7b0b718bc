package accounts_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/desk/accounts"
)

func TestInvitationsWorkOnceAndForTheirOwner(t *testing.T) {
	h := open(t)
	clerk := access.Actor{ID: "d", Name: "李", Role: access.Desk}
	stale, _, err := h.Invite(ctx, clerk, "o1")
	require.NoError(t, err)
	code, until, err := h.Invite(ctx, clerk, "o1")
	require.NoError(t, err)
	require.Equal(t, noon.Add(30*24*time.Hour), until)

	for name, c := range map[string]struct{ code, phone, password, wrong string }{
		"replaced code":     {stale, "19900001201", password, "code:unusable"},
		"made-up code":      {"AAAA-BBBB-CCCC", "19900001201", password, "code:unusable"},
		"no code":           {"", "19900001201", password, "code:required"},
		"someone's phone":   {code, "19900007777", password, "phone:not_on_record"},
		"no phone":          {code, "", password, "phone:format"},
		"weak password":     {code, "19900001201", "short", "password:length"},
		"phone as password": {code, "19900001201", "19900001201", "password:not_login"},
	} {
		_, err := h.Activate(ctx, c.code, c.phone, c.password)
		require.Equal(t, c.wrong, field(err), name)
	}
	in, err := h.Activate(ctx, strings.ToLower(code), "199 0000 1201", password)
	require.NoError(t, err)
	require.Equal(t, "王芳", in.Me.Name)
	require.Equal(t, []accounts.Home{{HouseID: "h1", Label: "香樟苑 12-4-804", CommunityID: "c1"}}, in.Me.Houses)
	who, err := h.Tokens.Read(in.AccessToken)
	require.NoError(t, err)
	require.Equal(t, []string{"h1"}, who.Actor.HouseIDs)
	require.Equal(t, "o1", who.Actor.OwnerID)

	_, err = h.Activate(ctx, code, "19900001201", password)
	require.Equal(t, "code:unusable", field(err), "once")
	_, err = h.Login(ctx, "19900001201", password)
	require.NoError(t, err)

	again, _, err := h.Invite(ctx, clerk, "o1")
	require.NoError(t, err)
	_, err = h.Activate(ctx, again, "19900001201", "another-pass-26")
	require.NoError(t, err, "a forgotten password is replaced by a new invitation")
	_, err = h.Login(ctx, "19900001201", password)
	require.Equal(t, fault.Unauthenticated, kind(err))
	_, err = h.Refresh(ctx, in.Refresh)
	require.Equal(t, fault.Unauthenticated, kind(err))

	second, _, err := h.Invite(ctx, clerk, "o2")
	require.NoError(t, err)
	_, err = h.Activate(ctx, second, "19900001201", password)
	require.Equal(t, "phone:taken", field(err))
	_, err = h.Activate(ctx, second, "19900001202", password)
	require.NoError(t, err, "a person without a phone on record brings one; the refusal before spent no code")

	_, _, err = h.Invite(ctx, clerk, "nobody")
	require.Equal(t, fault.NotFound, kind(err))
}

func TestOneCodeUsedTwiceAtOnce(t *testing.T) {
	h := open(t)
	code, _, err := h.Invite(ctx, admin, "o2")
	require.NoError(t, err)
	var wg sync.WaitGroup
	results := make([]error, 6)
	for i := range results {
		wg.Go(func() { _, results[i] = h.Activate(ctx, code, "19900001202", password) })
	}
	wg.Wait()
	in := 0
	for _, err := range results {
		if err == nil {
			in++
		}
	}
	require.Equal(t, 1, in)
}

func TestResettingAForgottenPassword(t *testing.T) {
	h := open(t)
	h.clerk("desk1")
	in, err := h.Login(ctx, "desk1", password)
	require.NoError(t, err)
	require.NoError(t, h.AskReset(ctx, "nobody"))
	require.Empty(t, h.sent)
	require.NoError(t, h.AskReset(ctx, "desk1"))
	require.NoError(t, h.AskReset(ctx, "19900009999"))
	require.Len(t, h.sent, 2)
	require.Equal(t, 3, h.asked, "asking for nobody makes the same work")

	require.Equal(t, "code:unusable", field(h.UseReset(ctx, "AAAA-BBBB-CCCC", "another-pass-26")))
	require.Equal(t, "password:length", field(h.UseReset(ctx, h.sent[0], "short")))
	require.NoError(t, h.UseReset(ctx, h.sent[0], "another-pass-26"))
	require.Equal(t, "code:unusable", field(h.UseReset(ctx, h.sent[0], "another-pass-27")))
	require.Equal(t, "code:unusable", field(h.UseReset(ctx, h.sent[1], "another-pass-27")), "a used reset ends the others")
	_, err = h.Refresh(ctx, in.Refresh)
	require.Equal(t, fault.Unauthenticated, kind(err))
	_, err = h.Login(ctx, "desk1", "another-pass-26")
	require.NoError(t, err)

	require.NoError(t, h.AskReset(ctx, "desk1"))
	h.now = h.now.Add(15 * time.Minute)
	require.Equal(t, "code:unusable", field(h.UseReset(ctx, h.sent[2], "another-pass-27")))
	for range 50 {
		require.NoError(t, h.AskReset(ctx, "desk1"))
	}
	require.LessOrEqual(t, len(h.sent), 13, "a person is not flooded with codes")
}
