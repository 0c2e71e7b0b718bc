package complaint_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
)

var signingKey = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))

// archive exports the matter as somebody may see it.
func (w *world) archive(by string) []byte {
	public := signingKey.Public().(ed25519.PublicKey)
	a, err := complaint.Export(w.m, w.events, w.m.EyesOf(people[by]), "安居物业", w.now, public, func(b []byte) []byte { return ed25519.Sign(signingKey, b) })
	require.NoError(w.t, err)
	raw, err := json.Marshal(a)
	require.NoError(w.t, err)
	return raw
}

// verifies asserts that every view of the matter's archive verifies.
func verifies(t require.TestingT, w *world) {
	for _, name := range []string{"desk1", "auditor1", "handler.eng", "owner1"} {
		_, wrong := complaint.VerifyArchive(w.archive(name))
		require.Empty(t, wrong, name)
	}
}

func TestArchiveShowsTheOwnerNoInsideEntries(t *testing.T) {
	w := reach(t, "complaint", complaint.Closed)
	a, wrong := complaint.VerifyArchive(w.archive("owner1"))
	require.Empty(t, wrong)
	hidden := 0
	for i, e := range a.Events {
		require.Equal(t, !w.events[i].VisibleToOwner, e.Hidden)
		if e.Hidden {
			hidden++
			require.Nil(t, e.Actor)
			require.Empty(t, e.Note)
			require.Empty(t, e.Data)
			require.Empty(t, e.Salt)
		}
	}
	require.Positive(t, hidden)
	require.Len(t, a.Events, len(w.events))
	require.NotContains(t, string(w.archive("owner1")), "外墙防水老化")
}

// A changed byte anywhere is told, save in the file's own words about its making.
func TestEveryChangedByteIsTold(t *testing.T) {
	w := reach(t, "complaint", complaint.Resolved)
	raw := w.archive("desk1")
	free := func(i int) bool {
		for _, field := range []string{`"entity":"`, `"exportedAt":"`} {
			from := bytes.Index(raw, []byte(field)) + len(field)
			if i >= from && i < from+bytes.IndexByte(raw[from:], '"') {
				return true
			}
		}
		return false
	}
	tried := 0
	for i := 0; i < len(raw); i += 3 {
		if free(i) {
			continue
		}
		for _, flip := range []byte{0x01, 0x20} {
			forged := bytes.Clone(raw)
			if forged[i] ^= flip; bytes.ContainsAny(forged[i:i+1], " \t\r\n") {
				continue // white space between values says nothing
			}
			tried++
			_, wrong := complaint.VerifyArchive(forged)
			require.NotEmpty(t, wrong, "byte %d: …%s…", i, forged[max(i-30, 0):min(i+30, len(forged))])
		}
	}
	require.Greater(t, tried, 1000)
}

func TestForgedArchivesAreTold(t *testing.T) {
	w := reach(t, "complaint", complaint.Resolved)
	for name, forge := range map[string]func(*complaint.Archive){
		"two entries change places":      func(a *complaint.Archive) { a.Events[1], a.Events[2] = a.Events[2], a.Events[1] },
		"an entry is left out":           func(a *complaint.Archive) { a.Events = append(a.Events[:2], a.Events[3:]...) },
		"the last entry is left out":     func(a *complaint.Archive) { a.Events = a.Events[:len(a.Events)-1] },
		"the first entry is left out":    func(a *complaint.Archive) { a.Events = a.Events[1:] },
		"all entries are left out":       func(a *complaint.Archive) { a.Events = nil },
		"an entry is added":              func(a *complaint.Archive) { a.Events = append(a.Events, a.Events[0]) },
		"a note is changed":              func(a *complaint.Archive) { a.Events[1].Note += "。" },
		"an actor is changed":            func(a *complaint.Archive) { a.Events[1].Actor.Name = "别人" },
		"what the owner sees is changed": func(a *complaint.Archive) { a.Events[1].VisibleToOwner = !a.Events[1].VisibleToOwner },
		"a hidden entry shows something": func(a *complaint.Archive) { e := &a.Events[1]; e.Hidden, e.Actor, e.Data, e.Salt = true, nil, nil, "" },
		"the form is changed":            func(a *complaint.Archive) { a.Form = json.RawMessage(`{"title":"别的"}`) },
		"the form is left out":           func(a *complaint.Archive) { a.Form = nil },
		"a form beside a hidden first entry": func(a *complaint.Archive) {
			e := &a.Events[0]
			*e = complaint.ArchivedEvent{Seq: e.Seq, At: e.At, Kind: e.Kind, Hidden: true, PayloadDigest: e.PayloadDigest, PrevHash: e.PrevHash, Hash: e.Hash}
		},
		"the number is changed": func(a *complaint.Archive) { a.Number = "TS-20261116-0002" },
		"another's signature": func(a *complaint.Archive) {
			a.Signature = strings.Replace(a.Signature, a.Signature[:4], "AAAA", 1)
		},
		"the format is another": func(a *complaint.Archive) { a.Format = "anju-archive/2" },
	} {
		t.Run(name, func(t *testing.T) {
			var a complaint.Archive
			require.NoError(t, json.Unmarshal(w.archive("desk1"), &a))
			forge(&a)
			raw, err := json.Marshal(a)
			require.NoError(t, err)
			_, wrong := complaint.VerifyArchive(raw)
			require.NotEmpty(t, wrong)
		})
	}
	for _, text := range []string{"", "{", "[]", "null", `{"format":"anju-archive/1"}`} {
		_, wrong := complaint.VerifyArchive([]byte(text))
		require.NotEmpty(t, wrong, text)
	}
}

func TestFilesBesideAnArchiveAreSealedWithIt(t *testing.T) {
	w := reach(t, "complaint", complaint.Closed)
	sign := func(b []byte) []byte { return ed25519.Sign(signingKey, b) }
	digests := map[string]string{"archive.html": "aa", "attachments/01-漏水.png": "bb"}
	sealed := func() complaint.Archive {
		var a complaint.Archive
		require.NoError(t, json.Unmarshal(w.archive("desk1"), &a))
		return a.WithFiles([]complaint.ArchivedFile{
			{Path: "archive.html", Name: "archive.html", Type: "text/html", Size: 9, SHA256: "aa"},
			{Path: "attachments/01-漏水.png", Name: "漏水.png", Type: "image/png", Size: 10, SHA256: "bb"},
		}, sign)
	}
	require.Empty(t, sealed().Verify())
	require.Empty(t, sealed().VerifyFiles(digests))
	plain := sealed()
	plain.Files, plain.FilesSignature = nil, ""
	require.Empty(t, plain.Verify(), "the archive alone is whole without its files")
	require.NotEmpty(t, plain.VerifyFiles(nil), "but a zip without their list is not")
	for name, forge := range map[string]func(a *complaint.Archive){
		"another digest":    func(a *complaint.Archive) { a.Files[1].SHA256 = "cc" },
		"another name":      func(a *complaint.Archive) { a.Files[1].Name = "别的.png" },
		"another size":      func(a *complaint.Archive) { a.Files[1].Size++ },
		"one left out":      func(a *complaint.Archive) { a.Files = a.Files[:1] },
		"another's list":    func(a *complaint.Archive) { a.FilesSignature = a.Signature },
		"no seal of a list": func(a *complaint.Archive) { a.FilesSignature = "" },
	} {
		a := sealed()
		forge(&a)
		require.NotEmpty(t, a.Verify(), name)
	}
	for name, lie := range map[string]map[string]string{
		"altered": {"archive.html": "aa", "attachments/01-漏水.png": "cc"}, "missing": {"archive.html": "aa"},
		"added": {"archive.html": "aa", "attachments/01-漏水.png": "bb", "other.txt": "dd"},
	} {
		require.Len(t, sealed().VerifyFiles(lie), 1, name)
	}
}

// An anonymised matter keeps its hashes alone and verifies still.
func TestErasedEntriesVerify(t *testing.T) {
	w := reach(t, "complaint", complaint.Closed)
	for i := range w.events {
		w.events[i] = w.events[i].Erased()
	}
	_, wrong := complaint.VerifyArchive(w.archive("desk1"))
	require.Empty(t, wrong)
}
