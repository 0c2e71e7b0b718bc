package complaint

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"anju/internal/core/fault"
)

// ArchiveFormat names the form of an exported service archive.
const ArchiveFormat = "anju-archive/1"

// Archive is a matter's service archive (客户服务档案) as a file: the form, the
// timeline as far as the reader may see it, and what proves that neither was altered.
type Archive struct {
	Format     string          `json:"format"`
	Number     string          `json:"number"`
	Entity     string          `json:"entity"` // the legal entity that keeps it
	ExportedAt time.Time       `json:"exportedAt"`
	Form       json.RawMessage `json:"form"` // as registered
	Events     []ArchivedEvent `json:"events"`
	Head       string          `json:"head"`      // hash of the last event
	Signature  string          `json:"signature"` // base64, Ed25519 over number, line feed, head
	PublicKey  string          `json:"publicKey"` // base64, of the installation

	// Files lists what lies beside the archive in its zip. FilesSignature seals
	// the list together with number and head; it stands apart, so that the
	// signature of the head is the same with files and without.
	Files          []ArchivedFile `json:"files,omitempty"`
	FilesSignature string         `json:"filesSignature,omitempty"`
}

// ArchivedEvent is an event of an archive. A hidden or erased one is its hashes alone.
type ArchivedEvent struct {
	Seq            int64           `json:"seq"`
	At             time.Time       `json:"at"`
	Kind           Kind            `json:"kind"`
	Hidden         bool            `json:"hidden,omitempty"`
	Actor          *EventActor     `json:"actor,omitempty"`
	Note           string          `json:"note,omitempty"`
	Data           json.RawMessage `json:"data,omitempty"`
	VisibleToOwner bool            `json:"visibleToOwner,omitempty"`
	Salt           string          `json:"salt,omitempty"`
	PayloadDigest  string          `json:"payloadDigest"`
	PrevHash       string          `json:"prevHash"`
	Hash           string          `json:"hash"`
}

// Export makes the archive as far as the reader's eyes go: an entry stands in it
// as it was written or as its hashes. sign signs with the installation's key.
func Export(m Complaint, events []Event, eyes Eyes, entity string, at time.Time, publicKey []byte, sign func([]byte) []byte) (Archive, error) {
	a := Archive{
		Format: ArchiveFormat, Number: m.Number, Entity: entity, ExportedAt: at, Head: m.Head,
		PublicKey: base64.StdEncoding.EncodeToString(publicKey),
	}
	for _, e := range events {
		x := ArchivedEvent{Seq: e.Seq, At: e.At, Kind: e.Kind, PayloadDigest: e.PayloadDigest, PrevHash: e.PrevHash, Hash: e.Hash, Hidden: true}
		if eyes.Whole(e) && e.Salt != "" {
			actor := e.Actor
			x.Hidden, x.Actor, x.Note, x.Data, x.VisibleToOwner, x.Salt = false, &actor, e.Note, e.Data, e.VisibleToOwner, e.Salt
		}
		a.Events = append(a.Events, x)
	}
	if len(a.Events) > 0 && !a.Events[0].Hidden {
		form, err := formOf(a.Events[0].Data)
		if err != nil {
			return Archive{}, err
		}
		a.Form = form
	}
	a.Signature = base64.StdEncoding.EncodeToString(sign(a.signed()))
	return a, nil
}

func (a Archive) signed() []byte { return []byte(a.Number + "\n" + a.Head) }

// formOf takes the form out of the first entry's data, in canonical JSON.
func formOf(data json.RawMessage) (json.RawMessage, error) {
	var first struct {
		Form json.RawMessage `json:"form"`
	}
	if err := json.Unmarshal(data, &first); err != nil {
		return nil, fault.Wrap("read registered entry", err)
	}
	return canonical(first.Form)
}

// Flaw is one thing that is wrong with an archive.
type Flaw struct {
	Seq  int64 // of the entry that it is about; 0: of the whole
	What string
}

// VerifyArchive lists what is wrong with an archive; nothing means that no
// entry was altered, left out, added or moved since its head was signed.
func VerifyArchive(raw []byte) (Archive, []Flaw) {
	var a Archive
	if err := json.Unmarshal(raw, &a); err != nil {
		return a, []Flaw{{What: "not an archive: " + err.Error()}}
	}
	return a, append(a.Verify(), shapeOf(raw, a)...)
}

// Verify lists what is wrong with the chain, the form shown and the signatures.
func (a Archive) Verify() []Flaw {
	if a.Format != ArchiveFormat {
		return []Flaw{{What: fmt.Sprintf("format is %q, not %q", a.Format, ArchiveFormat)}}
	}
	if len(a.Events) == 0 {
		return []Flaw{{What: "it holds no entries"}}
	}
	var wrong flaws
	prev := ""
	for i, e := range a.Events {
		if e.Seq != int64(i)+1 {
			wrong.say(e.Seq, "entry %d stands at place %d", e.Seq, i+1)
		}
		if e.PrevHash != prev {
			wrong.say(e.Seq, "entry %d does not follow the one before", e.Seq)
		}
		if e.Hidden {
			wrong.hidden(e)
		} else {
			wrong.shown(e)
		}
		if e.Hash != chainHash(e.Seq, e.At, e.Kind, e.PrevHash, e.PayloadDigest) {
			wrong.say(e.Seq, "entry %d: time, kind or place was altered", e.Seq)
		}
		prev = e.Hash
	}
	if prev != a.Head {
		wrong.say(0, "the last entry is not the head: entries are missing or added")
	}
	wrong.form(a)
	if !a.signedBy(a.Signature, a.signed()) {
		wrong.say(0, "the signature does not fit number and head")
	}
	if (len(a.Files) > 0 || a.FilesSignature != "") && !a.signedBy(a.FilesSignature, a.signedFiles()) {
		wrong.say(0, "the list of files is not the one that was signed")
	}
	return wrong
}

func (a Archive) signedBy(signature string, what []byte) bool {
	key, errKey := base64.StdEncoding.Strict().DecodeString(a.PublicKey)
	sig, errSig := base64.StdEncoding.Strict().DecodeString(signature)
	return errKey == nil && errSig == nil && len(key) == ed25519.PublicKeySize && ed25519.Verify(key, what, sig)
}

type flaws []Flaw

func (f *flaws) say(seq int64, format string, args ...any) {
	*f = append(*f, Flaw{Seq: seq, What: fmt.Sprintf(format, args...)})
}

func (f *flaws) shown(e ArchivedEvent) {
	if e.Actor == nil {
		f.say(e.Seq, "entry %d is shown without its actor", e.Seq)
		return
	}
	if !e.At.Equal(e.At.Truncate(time.Millisecond)) || e.Salt != strings.ToLower(e.Salt) {
		f.say(e.Seq, "entry %d: its time or salt was altered", e.Seq)
	}
	d, err := digest(e.Salt, payload{Actor: *e.Actor, Data: e.Data, Note: e.Note, VisibleToOwner: e.VisibleToOwner})
	if err != nil || d != e.PayloadDigest {
		f.say(e.Seq, "entry %d: its content was altered", e.Seq)
	}
}

// hidden: of a hidden entry nothing may be shown, since nothing would prove it.
func (f *flaws) hidden(e ArchivedEvent) {
	if e.Actor != nil || e.Note != "" || len(e.Data) > 0 || e.VisibleToOwner || e.Salt != "" {
		f.say(e.Seq, "entry %d is hidden and yet shows something", e.Seq)
	}
}

// shapeOf: the file holds exactly what was read of it, so that no name that
// only looks alike, and nothing besides, slips past the checks.
func shapeOf(raw []byte, a Archive) []Flaw {
	read, errRead := json.Marshal(a)
	got, errGot := sorted(raw)
	want, errWant := sorted(read)
	if errRead != nil || errGot != nil || errWant != nil || !bytes.Equal(got, want) {
		return []Flaw{{What: "it holds something that is no part of an archive"}}
	}
	return nil
}

func (f *flaws) form(a Archive) {
	first := a.Events[0]
	if first.Hidden {
		if len(a.Form) > 0 && string(a.Form) != "null" {
			f.say(1, "a form is shown though the entry that holds it is hidden")
		}
		return
	}
	want, err := formOf(first.Data)
	if err != nil {
		f.say(1, "the first entry holds no form")
		return
	}
	got, err := canonical(a.Form)
	if err != nil || !bytes.Equal(want, got) {
		f.say(1, "the form shown differs from the one registered")
	}
}
