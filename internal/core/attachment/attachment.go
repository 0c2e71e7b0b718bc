// Package attachment holds the rules of pictures and PDFs that people add to a
// matter: what is taken, how it is told from its bytes, what is taken out of it
// (where it was photographed), and who may see it.
package attachment

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"anju/internal/core/access"
	"anju/internal/core/fault"
)

// Limits of attachments, as values of policy.
type Limits struct {
	Bytes     int64 // of one file
	PerMatter int   // files on one matter
	Pixels    int64 // of a picture that is decoded for its thumbnail; a larger one has none
	Thumbnail int   // longest side, in pixels
}

// DefaultLimits are those of the contract: 20 MB, ten a matter.
func DefaultLimits() Limits {
	return Limits{Bytes: 20 << 20, PerMatter: 10, Pixels: 50_000_000, Thumbnail: 480}
}

// Attachment is a stored file's description. Its bytes lie among the Blobs
// under SHA256; files with the same bytes share them.
type Attachment struct {
	ID              string    `json:"id"`
	Name            string    `json:"name"`
	Type            string    `json:"type"`
	Size            int64     `json:"size"`
	SHA256          string    `json:"sha256"`
	ThumbnailSHA256 string    `json:"thumbnailSha256,omitempty"` // JPEG; absent for PDF and for what cannot be decoded
	UploadedBy      string    `json:"uploadedBy"`
	UploadedAt      time.Time `json:"uploadedAt"`
	Links           []Link    `json:"links,omitempty"`
}

// Link says that a matter carries the attachment.
type Link struct {
	ComplaintID    string `json:"complaintId"`
	VisibleToOwner bool   `json:"visibleToOwner"` // evidence and inside answers are not
}

// New describes a file that was stored.
func New(actor access.Actor, name string, kind Type, size int64, sha, thumbnailSHA string, now time.Time) Attachment {
	return Attachment{
		ID: uuid.Must(uuid.NewV7()).String(), Name: CleanName(name, kind), Type: string(kind), Size: size, SHA256: sha, ThumbnailSHA256: thumbnailSHA,
		UploadedBy: actor.ID, UploadedAt: now.UTC().Truncate(time.Millisecond),
	}
}

// LinksFor are the links through which the actor may see the attachment,
// provided that they see the matter. The uploader sees it without any.
func (a Attachment) LinksFor(actor access.Actor) []Link {
	if actor.Role != access.Owner {
		return a.Links
	}
	return slices.DeleteFunc(slices.Clone(a.Links), func(l Link) bool { return !l.VisibleToOwner })
}

// UploadedByActor reports whether this person brought it.
func (a Attachment) UploadedByActor(actor access.Actor) bool {
	return actor.ID != "" && a.UploadedBy == actor.ID
}

// longestName in characters; longer ones lose their middle part, not the extension.
const longestName = 120

// CleanName makes a name that is safe to show and to save: no folders, no
// control or direction characters, and an extension that fits the bytes.
func CleanName(name string, kind Type) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf) || strings.ContainsRune(`"<>|:*?`, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, " ./")
	if name == "" {
		name = "attachment"
	}
	extensions := kind.extensions()
	ext := strings.ToLower(path.Ext(name))
	if len(extensions) > 0 && !slices.Contains(extensions, ext) {
		ext = extensions[0]
		name += ext
	}
	if letters := []rune(name); len(letters) > longestName {
		name = string(letters[:longestName-len([]rune(ext))]) + ext
	}
	return name
}

// TooLarge refuses a file beyond the limit.
func (l Limits) TooLarge() error {
	mb := l.Bytes >> 20
	return fault.New(fault.TooLarge, "attachment_too_large",
		fmt.Sprintf("单个附件不能超过 %d MB。", mb), fmt.Sprintf("An attachment may have at most %d MB.", mb))
}

// Room refuses, for the named field, more attachments on a matter than the limit.
func (l Limits) Room(field string, already, more int) error {
	var wrong fault.Fields
	if already+more > l.PerMatter {
		wrong.Add(field, "too_many", fmt.Sprintf("每件诉求最多 %d 个附件。", l.PerMatter), fmt.Sprintf("A matter takes at most %d attachments.", l.PerMatter))
	}
	return wrong.Err()
}
