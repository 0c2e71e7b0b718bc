// Package idempotency makes a request safe to repeat: whoever sends the same
// key and body again gets the first answer again, and the thing is done once.
package idempotency

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"anju/internal/core/fault"
)

const (
	// Kept is how long an answer can be had again.
	Kept = 24 * time.Hour
	// Lease is how long a request may run before a repetition takes over from
	// it, as after a crash. No request is given that long.
	Lease = 2 * time.Minute
)

// Record is one request and, once it is done, its answer.
type Record struct {
	Key         string    `json:"key"`         // KeyOf: caller, path and the client's own key
	Fingerprint string    `json:"fingerprint"` // of the body
	Done        bool      `json:"done"`
	Status      int       `json:"status,omitempty"`
	ContentType string    `json:"contentType,omitempty"`
	Body        []byte    `json:"body,omitempty"` // as the edge sealed it
	LeaseUntil  time.Time `json:"leaseUntil"`     // while not done
	ExpiresAt   time.Time `json:"expiresAt"`
}

// Store keeps records.
type Store interface {
	// Begin claims r.Key, atomically: of two at once one claims it. If the key is
	// held by a record that is done and not expired, or not done and within its
	// lease, that record is returned with claimed false; any other is replaced by r.
	Begin(ctx context.Context, r Record, now time.Time) (held Record, claimed bool, err error)
	// Finish replaces the record of r.Key.
	Finish(ctx context.Context, r Record) error
	// Abandon removes the record of a request that came to no answer; idempotent.
	Abandon(ctx context.Context, key string) error
	// Sweep drops what expired before the time.
	Sweep(ctx context.Context, before time.Time) error
}

// New is the record of a request that begins.
func New(caller, path, clientKey string, body []byte, now time.Time) Record {
	return Record{
		Key: hash(caller, path, clientKey), Fingerprint: hash(string(body)),
		LeaseUntil: now.Add(Lease), ExpiresAt: now.Add(Kept),
	}
}

// Answered is the record with its answer.
func (r Record) Answered(status int, contentType string, body []byte) Record {
	r.Done, r.Status, r.ContentType, r.Body = true, status, contentType, body
	return r
}

// Repeats says what a request that finds held amounts to: nil when held's
// answer is to be given again.
func (r Record) Repeats(held Record) error {
	switch {
	case held.Fingerprint != r.Fingerprint:
		e := fault.New(fault.Invalid, "idempotency_key_reused", "这个 Idempotency-Key 已用于另一个请求。", "This Idempotency-Key was used for another request.")
		e.Fields = []fault.Field{{Path: "Idempotency-Key", Rule: "reused", Message: e.Message}}
		return e
	case !held.Done:
		e := fault.New(fault.Refused, "still_running", "同一请求仍在处理，请稍后再试。", "The same request is still running; try again shortly.")
		e.RetryAfter = time.Second
		return e
	}
	return nil
}

func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		sum := sha256.Sum256([]byte(p))
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
