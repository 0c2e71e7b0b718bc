package complaint

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"anju/internal/core/fault"
)

// Event is one entry of a matter's timeline. Entries are never changed; each
// holds the hash of the one before, so that what was exported can be verified.
type Event struct {
	ID             string          `json:"id"` // complaint id and seq: the delivery key of the outbox
	ComplaintID    string          `json:"complaintId"`
	Seq            int64           `json:"seq"` // 1, 2, 3 …
	At             time.Time       `json:"at"`
	Kind           Kind            `json:"kind"`
	Actor          EventActor      `json:"actor"`
	Note           string          `json:"note,omitempty"`
	VisibleToOwner bool            `json:"visibleToOwner"`
	Data           json.RawMessage `json:"data,omitempty"` // canonical JSON object; what the owner may not read is never in a visible entry
	Salt           string          `json:"salt"`           // 16 bytes, hex
	PayloadDigest  string          `json:"payloadDigest"`
	PrevHash       string          `json:"prevHash"` // "" for the first
	Hash           string          `json:"hash"`
}

// Erased is the entry without all that says who did what: its hashes stay, and
// with them every view and every archive still verifies.
func (e Event) Erased() Event {
	e.Actor, e.Note, e.Data, e.Salt = EventActor{}, "", nil, ""
	return e
}

// EventActor is who did it, as they were then.
type EventActor struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`

	ForID string `json:"forId,omitempty"` // the account in whose place it was done; the name says so
}

// payload is what the salted digest covers. Its field order is the canonical one.
type payload struct {
	Actor          EventActor      `json:"actor"`
	Data           json.RawMessage `json:"data,omitempty"`
	Note           string          `json:"note,omitempty"`
	VisibleToOwner bool            `json:"visibleToOwner"`
}

// maxEntry bounds one entry, so that a matter stays a bounded document.
const maxEntry = 64 << 10

// canonical is v as JSON with sorted keys and without HTML escapes changed by a
// round trip; numbers keep their digits.
func canonical(v any) (json.RawMessage, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fault.Wrap("encode event", err)
	}
	out, err := sorted(raw)
	if err != nil {
		return nil, fault.Wrap("encode event", err)
	}
	if len(out) > maxEntry {
		return nil, fault.New(fault.TooLarge, "entry_too_large", "这一条记录太长（上限 64 KiB）。", "This entry is too long (64 KiB at most).")
	}
	return out, nil
}

// sorted writes JSON anew with its keys in order.
func sorted(raw []byte) (json.RawMessage, error) {
	var tree any
	if err := decodeNumbers(raw, &tree); err != nil {
		return nil, err
	}
	return json.Marshal(tree)
}

func digest(salt string, p payload) (string, error) {
	raw, err := canonical(p)
	if err != nil {
		return "", err
	}
	saltBytes, err := hex.DecodeString(salt)
	if err != nil || len(saltBytes) != 16 {
		return "", fault.New(fault.Invalid, "bad_salt", "盐值须为 16 字节。", "A salt has 16 bytes.")
	}
	sum := sha256.Sum256(append(saltBytes, raw...))
	return hex.EncodeToString(sum[:]), nil
}

// chainHash is SHA-256(seq ‖ at ‖ kind ‖ prevHash ‖ payloadDigest), the parts
// as text and each ended by a line feed.
func chainHash(seq int64, at time.Time, kind Kind, prevHash, payloadDigest string) string {
	text := strconv.FormatInt(seq, 10) + "\n" + at.UTC().Format(TimeForm) + "\n" + string(kind) + "\n" + prevHash + "\n" + payloadDigest + "\n"
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// TimeForm is how a time stands in a hash: UTC with milliseconds.
const TimeForm = "2006-01-02T15:04:05.000Z"

func (e *Event) payload() payload {
	return payload{Actor: e.Actor, Data: e.Data, Note: e.Note, VisibleToOwner: e.VisibleToOwner}
}

// seal completes an event with its digest and its place in the chain.
func (e *Event) seal(prevHash string) error {
	d, err := digest(e.Salt, e.payload())
	if err != nil {
		return err
	}
	e.PayloadDigest, e.PrevHash = d, prevHash
	e.Hash = chainHash(e.Seq, e.At, e.Kind, prevHash, d)
	return nil
}
