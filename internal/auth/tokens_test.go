package auth_test

import (
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/fault"
)

var (
	secret = []byte(strings.Repeat("k", 32))
	noon   = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
)

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

func TestAccessTokenCarriesTheWholeActor(t *testing.T) {
	who := access.Actor{
		ID: "a1", Login: "handler.eng", Name: "周工", Role: access.Handler, Department: "engineering",
		CommunityIDs: []string{"c1", "c2"}, OwnerID: "o1", HouseIDs: []string{"h1"},
	}
	token, life, err := auth.NewTokens(secret, at(noon)).Issue(who, "s1")
	require.NoError(t, err)
	require.Equal(t, 15*time.Minute, life)

	in, err := auth.NewTokens(secret, at(noon.Add(life-time.Second))).Read(token)
	require.NoError(t, err)
	require.Equal(t, who, in.Actor)
	require.Equal(t, "s1", in.SessionID)
	require.True(t, in.ExpiresAt.Equal(noon.Add(life)))
}

func TestOnlyLivingTokensOfOursAreRead(t *testing.T) {
	tokens := auth.NewTokens(secret, at(noon))
	good, _, err := tokens.Issue(access.Actor{ID: "a1", Role: access.Desk}, "s1")
	require.NoError(t, err)
	sign := func(m jwt.SigningMethod, key any, c jwt.MapClaims) string {
		s, err := jwt.NewWithClaims(m, c).SignedString(key)
		require.NoError(t, err)
		return s
	}
	fresh := noon.Add(time.Minute).Unix()
	for name, token := range map[string]string{
		"empty":             "",
		"no token":          "not.a.token",
		"another secret":    sign(jwt.SigningMethodHS256, []byte(strings.Repeat("x", 32)), jwt.MapClaims{"iss": "anju", "sub": "a1", "exp": fresh}),
		"unsigned":          sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, jwt.MapClaims{"iss": "anju", "sub": "a1", "exp": fresh}),
		"another algorithm": sign(jwt.SigningMethodHS512, secret, jwt.MapClaims{"iss": "anju", "sub": "a1", "exp": fresh}),
		"another issuer":    sign(jwt.SigningMethodHS256, secret, jwt.MapClaims{"iss": "else", "sub": "a1", "exp": fresh}),
		"no expiry":         sign(jwt.SigningMethodHS256, secret, jwt.MapClaims{"iss": "anju", "sub": "a1"}),
		"no subject":        sign(jwt.SigningMethodHS256, secret, jwt.MapClaims{"iss": "anju", "exp": fresh, "role": "admin"}),
		"unknown role":      sign(jwt.SigningMethodHS256, secret, jwt.MapClaims{"iss": "anju", "sub": "a1", "exp": fresh, "role": "system"}),
		"bent":              good[:len(good)-2] + "AA",
		"long":              good + strings.Repeat("A", 1<<15),
	} {
		_, err := tokens.Read(token)
		require.True(t, fault.Is(err, fault.Unauthenticated), "%s: %v", name, err)
	}
	_, err = auth.NewTokens(secret, at(noon.Add(15*time.Minute))).Read(good)
	require.True(t, fault.Is(err, fault.Unauthenticated), "expired")
}

func TestRefreshTokensFollowEachOther(t *testing.T) {
	tokens := auth.NewTokens(secret, at(noon))
	first := tokens.FirstRefresh("s1")
	require.Equal(t, "s1", auth.SessionOf(first))
	require.NotEqual(t, first, tokens.FirstRefresh("s1"))

	next := tokens.NextRefresh("s1", first)
	require.Equal(t, "s1", auth.SessionOf(next))
	require.NotEqual(t, first, next)
	require.Equal(t, next, tokens.NextRefresh("s1", first), "two tabs get the same successor")
	stranger := auth.NewTokens([]byte(strings.Repeat("x", 32)), at(noon))
	require.NotEqual(t, next, stranger.NextRefresh("s1", first), "who stole a token cannot make its successor")

	for _, odd := range []string{"", ".", "s1", "s1.", ".x", "s1." + strings.Repeat("x", 300)} {
		require.Empty(t, auth.SessionOf(odd), odd)
	}
}

func TestCodesAreReadHoweverTheyAreTyped(t *testing.T) {
	code := auth.NewCode()
	require.Regexp(t, `^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$`, code)
	require.NotEqual(t, code, auth.NewCode())
	require.Equal(t, auth.CodeDigest(code), auth.CodeDigest(" "+strings.ToLower(strings.ReplaceAll(code, "-", " "))))
	require.NotEqual(t, auth.CodeDigest(code), auth.CodeDigest(auth.NewCode()))
}

func FuzzReadToken(f *testing.F) {
	tokens := auth.NewTokens(secret, at(noon))
	good, _, err := tokens.Issue(access.Actor{ID: "a1", Name: "王", Role: access.Desk}, "s1")
	require.NoError(f, err)
	for _, seed := range []string{good, "", "..", "a.b.c", good[:20], strings.Replace(good, "e", "E", 1), good + "="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		in, err := tokens.Read(token)
		if err != nil {
			require.True(t, fault.Is(err, fault.Unauthenticated))
			return
		}
		require.Equal(t, good, token, "only what we signed is read")
		require.Equal(t, "a1", in.Actor.ID)
	})
}
