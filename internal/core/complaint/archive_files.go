package complaint

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// ArchivedFile is a file beside the archive in its zip: what the reader printed
// and the pictures and papers that they may see.
type ArchivedFile struct {
	Path   string `json:"path"` // within the zip
	Name   string `json:"name"` // as it was brought
	Type   string `json:"type"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hex
}

// ArchiveEntry is the path of the archive itself within its zip.
const ArchiveEntry = "archive.json"

// WithFiles is the archive with the list of what lies beside it, sealed.
func (a Archive) WithFiles(files []ArchivedFile, sign func([]byte) []byte) Archive {
	a.Files = files
	a.FilesSignature = base64.StdEncoding.EncodeToString(sign(a.signedFiles()))
	return a
}

// signedFiles is what the seal of the list covers: number, head and all that is
// said of each file.
func (a Archive) signedFiles() []byte {
	list, err := json.Marshal(a.Files)
	if err != nil {
		panic("complaint: texts and numbers always encode: " + err.Error())
	}
	sum := sha256.Sum256(list)
	return []byte(a.Number + "\n" + a.Head + "\n" + hex.EncodeToString(sum[:]))
}

// VerifyFiles lists what is wrong with the files of the archive's zip. digests
// are those of the files that lie there, by path, the archive's own left out.
func (a Archive) VerifyFiles(digests map[string]string) []Flaw {
	var wrong flaws
	if a.FilesSignature == "" {
		wrong.say(0, "the list of files was taken out")
	}
	for _, f := range a.Files {
		switch digest, there := digests[f.Path]; {
		case !there:
			wrong.say(0, "%s is missing", f.Path)
		case digest != f.SHA256:
			wrong.say(0, "%s was altered", f.Path)
		}
	}
	for path := range digests {
		if !slices.ContainsFunc(a.Files, func(f ArchivedFile) bool { return f.Path == path }) {
			wrong.say(0, "%s does not belong to the archive", path)
		}
	}
	slices.SortStableFunc(wrong, func(x, y Flaw) int { return strings.Compare(x.What, y.What) })
	return wrong
}
