package account

import (
	"crypto/subtle"
	"time"

	"anju/internal/core/access"
)

// Face is which of the two portals a session belongs to.
type Face string

const (
	OwnerFace Face = "owner"
	DeskFace  Face = "desk"
)

// FaceOf is the portal that people of the role work in.
func FaceOf(role access.Role) Face {
	if role == access.Owner {
		return OwnerFace
	}
	return DeskFace
}

// Lifetime is how long a session lives without being used: a phone is its
// owner's alone, a desk's computer is shared by shifts.
func (f Face) Lifetime() time.Duration {
	if f == OwnerFace {
		return 30 * 24 * time.Hour
	}
	return 12 * time.Hour
}

// graceForPrevious is how long the token before the current one still counts:
// two tabs may refresh at once, an answer may get lost on the way.
const graceForPrevious = 10 * time.Second

// Session is one sign-in: the whole family of refresh tokens that follow each
// other. Only hashes are kept.
type Session struct {
	ID           string    `json:"id"`
	AccountID    string    `json:"accountId"`
	Face         Face      `json:"face"`
	RefreshHash  string    `json:"refreshHash"`
	PreviousHash string    `json:"previousHash,omitempty"`
	RotatedAt    time.Time `json:"rotatedAt"`
	CreatedAt    time.Time `json:"createdAt"`
	ExpiresAt    time.Time `json:"expiresAt"`
	RevokedAt    time.Time `json:"revokedAt"` // zero: not revoked
}

// Verdict is what presenting a refresh token amounts to.
type Verdict int

const (
	Ended    Verdict = iota // expired or revoked: sign in again
	Rotated                 // the current token; the session moved on to the next
	Honoured                // the previous token, within its grace; nothing changes
	Reused                  // an older or foreign token: the session is revoked
)

// Live reports whether the session can still be refreshed.
func (s Session) Live(now time.Time) bool { return s.RevokedAt.IsZero() && now.Before(s.ExpiresAt) }

// Present decides on a presented refresh token. nextHash is the hash of the
// token that follows the presented one. The returned session is to be stored
// when the verdict is Rotated or Reused.
func (s Session) Present(presentedHash, nextHash string, now time.Time) (Session, Verdict) {
	if !s.Live(now) {
		return s, Ended
	}
	if same(presentedHash, s.RefreshHash) {
		s.PreviousHash, s.RefreshHash = s.RefreshHash, nextHash
		s.RotatedAt = now
		s.ExpiresAt = now.Add(s.Face.Lifetime())
		return s, Rotated
	}
	if s.PreviousHash != "" && same(presentedHash, s.PreviousHash) && now.Sub(s.RotatedAt) <= graceForPrevious {
		return s, Honoured
	}
	s.RevokedAt = now
	return s, Reused
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
