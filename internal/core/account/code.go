package account

import "time"

// Purpose is what a one-time code opens.
type Purpose string

const (
	Activation Purpose = "activation" // 邀请码: an owner makes the account
	Reset      Purpose = "reset"      // a forgotten password is replaced
)

// Lifetime of a code of this purpose; an invitation travels on paper.
func (p Purpose) Lifetime() time.Duration {
	if p == Activation {
		return 30 * 24 * time.Hour
	}
	return 15 * time.Minute
}

// Code works once. Only its hash is kept.
type Code struct {
	Hash      string    `json:"hash"`
	Purpose   Purpose   `json:"purpose"`
	OwnerID   string    `json:"ownerId,omitempty"`   // for an activation
	AccountID string    `json:"accountId,omitempty"` // for a reset; empty: asked for by an unknown name, opens nothing
	CreatedAt time.Time `json:"createdAt"`
	ExpiresAt time.Time `json:"expiresAt"`
	UsedAt    time.Time `json:"usedAt"` // zero: not used
}

// Usable reports whether the code still opens what it was made for.
func (c Code) Usable(purpose Purpose, now time.Time) bool {
	return c.Purpose == purpose && c.UsedAt.IsZero() && now.Before(c.ExpiresAt)
}
