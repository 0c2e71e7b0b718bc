package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

const (
	issuer       = "anju"
	maxTokenSize = 16 << 10 // bounds what an unsigned stranger can make us parse
	// AccessLife is how long an access token lives.
	AccessLife = 15 * time.Minute
)

// Tokens signs and reads access tokens (JWT, HS256 and nothing else) and makes
// refresh tokens and one-time codes.
type Tokens struct {
	accessKey  []byte
	refreshKey []byte
	now        func() time.Time
	parser     *jwt.Parser
}

// NewTokens signs with the secret; now is the clock that expiry is judged by.
func NewTokens(secret []byte, now func() time.Time) *Tokens {
	return &Tokens{
		accessKey:  secret,
		refreshKey: subkey(secret, "refresh"),
		now:        now,
		parser: jwt.NewParser(
			jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
			jwt.WithIssuer(issuer),
			jwt.WithExpirationRequired(),
			jwt.WithIssuedAt(),
			jwt.WithStrictDecoding(),
			jwt.WithTimeFunc(now),
		),
	}
}

// SignedIn is what an access token says: who, and by which session.
type SignedIn struct {
	Actor     access.Actor
	SessionID string
	ExpiresAt time.Time
}

type claims struct {
	jwt.RegisteredClaims
	Session     string      `json:"sid"`
	Login       string      `json:"login"`
	Name        string      `json:"name"`
	Role        access.Role `json:"role"`
	Department  string      `json:"dept,omitempty"`
	Communities []string    `json:"com,omitempty"`
	Owner       string      `json:"own,omitempty"`
	Houses      []string    `json:"hou,omitempty"`
	Merged      []string    `json:"mer,omitempty"`
}

// Issue signs an access token that says everything a request needs to know of
// the actor, so that a request reads no account.
func (t *Tokens) Issue(a access.Actor, sessionID string) (token string, expiresIn time.Duration, err error) {
	now := t.now()
	token, err = jwt.NewWithClaims(jwt.SigningMethodHS256, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: issuer, Subject: a.ID,
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(AccessLife)),
		},
		Session: sessionID, Login: a.Login, Name: a.Name, Role: a.Role, Department: a.Department,
		Communities: a.CommunityIDs, Owner: a.OwnerID, Houses: a.HouseIDs, Merged: a.MergedOwnerIDs,
	}).SignedString(t.accessKey)
	if err != nil {
		return "", 0, fault.Wrap("sign access token", err)
	}
	return token, AccessLife, nil
}

// Read returns who an access token speaks for; anything but a living token of
// ours is fault.Unauthenticated.
func (t *Tokens) Read(token string) (SignedIn, error) {
	if len(token) > maxTokenSize {
		return SignedIn{}, notSignedIn(errors.New("token too long"))
	}
	var c claims
	if _, err := t.parser.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return t.accessKey, nil }); err != nil {
		return SignedIn{}, notSignedIn(err)
	}
	if c.Subject == "" || !slices.Contains(access.Roles, c.Role) {
		return SignedIn{}, notSignedIn(errors.New("token without a person or with an unknown role"))
	}
	return SignedIn{
		Actor: access.Actor{
			ID: c.Subject, Login: c.Login, Name: c.Name, Role: c.Role, Department: c.Department,
			CommunityIDs: c.Communities, OwnerID: c.Owner, HouseIDs: c.Houses, MergedOwnerIDs: c.Merged,
		},
		SessionID: c.Session,
		ExpiresAt: c.ExpiresAt.Time,
	}, nil
}

func notSignedIn(cause error) error {
	return fault.New(fault.Unauthenticated, "not_signed_in", "请先登录。", "Please sign in.").Because(cause)
}

// Refresh token as the cookie holds it: the session's id, a dot, a secret.

// FirstRefresh makes the first refresh token of a session.
func (t *Tokens) FirstRefresh(sessionID string) string {
	return sessionID + "." + base64.RawURLEncoding.EncodeToString(randomBytes(32))
}

// NextRefresh is the token that follows the given one. It is derived, not drawn:
// two requests with the same token get the same successor, so that a browser
// with two tabs ends up with one valid cookie whichever answer comes last.
func (t *Tokens) NextRefresh(sessionID, token string) string {
	mac := hmac.New(sha256.New, t.refreshKey)
	mac.Write([]byte(token))
	return sessionID + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// SessionOf is the session that a refresh token claims to belong to; "" when it
// has not the form of one.
func SessionOf(token string) string {
	id, secret, ok := strings.Cut(token, ".")
	if !ok || id == "" || secret == "" || len(token) > 256 {
		return ""
	}
	return id
}

// Digest is the form in which refresh tokens and codes are kept. They are long
// and random, so a plain hash is enough.
func Digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
