package account

import (
	"time"

	"anju/internal/core/fault"
)

const (
	lockAfter = 10
	lockFor   = 15 * time.Minute
)

// Attempts counts the failures of one sign-in name. It is kept apart from the
// account, so that a stranger's guesses do not move the account's version, and
// it exists for unknown names too, so that a lock tells nothing about who is known.
type Attempts struct {
	Key         string    `json:"key"`
	Failed      int       `json:"failed"`
	LastAt      time.Time `json:"lastAt"`
	LockedUntil time.Time `json:"lockedUntil"`
	ExpiresAt   time.Time `json:"expiresAt"` // after it the record says nothing any more and may go
}

// Locked is the refusal while the name is locked, else nil.
func (a Attempts) Locked(now time.Time) error {
	if !now.Before(a.LockedUntil) {
		return nil
	}
	e := fault.New(fault.TooMany, "locked",
		"尝试次数过多，已暂时锁定，请稍后再试。", "Too many attempts; locked for a while. Try again later.")
	e.RetryAfter = a.LockedUntil.Sub(now)
	return e
}

// Fail is the count after one more failure. Failures are forgotten after as
// long a quiet as a lock lasts: slower guessing gains nothing over being locked.
func (a Attempts) Fail(now time.Time) Attempts {
	if a.Locked(now) != nil {
		return a
	}
	if !now.Before(a.ExpiresAt) {
		a.Failed = 0
	}
	a.Failed++
	a.LastAt = now
	if a.Failed >= lockAfter {
		a.Failed = 0
		a.LockedUntil = now.Add(lockFor)
	}
	a.ExpiresAt = now.Add(lockFor)
	return a
}

// Succeed is the count after a success. A lock stays: of many guesses made at
// once, one that is right after the tenth wrong one must not slip through.
func (a Attempts) Succeed(now time.Time) Attempts {
	if a.Locked(now) != nil {
		return a
	}
	return Attempts{Key: a.Key, LastAt: now, ExpiresAt: now}
}
