package attachment_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/attachment"
	"anju/internal/core/fault"
)

func TestNamesAreSafeAndFitTheBytes(t *testing.T) {
	for in, want := range map[string]string{
		"漏水.jpg":                   "漏水.jpg",
		"IMG_0001.JPEG":            "IMG_0001.JPEG",
		"../../etc/passwd":         "passwd.jpg",
		`C:\Users\a\照片.jpg`:        "照片.jpg",
		"evil.html":                "evil.html.jpg",
		"a\x00b\r\n\".jpg":         "ab.jpg",
		"gpj.\u202Eexe":            "gpj.exe.jpg",
		"":                         "attachment.jpg",
		"...":                      "attachment.jpg",
		strings.Repeat("长", 300):   strings.Repeat("长", 116) + ".jpg",
		strings.Repeat("a/", 9000): "a.jpg",
	} {
		require.Equal(t, want, attachment.CleanName(in, attachment.JPEG), "%q", in)
	}
}

func TestTypeIsToldFromTheBytesAlone(t *testing.T) {
	for head, want := range map[string]attachment.Type{
		"\xff\xd8\xff\xe0":                 attachment.JPEG,
		"\x89PNG\r\n\x1a\nxxxx":            attachment.PNG,
		"GIF89a....":                       attachment.GIF,
		"RIFF\x10\x00\x00\x00WEBPVP8 ....": attachment.WebP,
		"%PDF-1.7\n":                       attachment.PDF,
	} {
		kind, err := attachment.Sniff([]byte(head))
		require.NoError(t, err)
		require.Equal(t, want, kind)
	}
	for _, head := range []string{"<html>", "<svg xmlns='http://www.w3.org/2000/svg'>", "PK\x03\x04", "RIFF\x10\x00\x00\x00WAVEfmt .", "MZ", "\xff\xd8", "\x00\x00\x00\x18ftypheic...."} {
		_, err := attachment.Sniff([]byte(head))
		require.True(t, fault.Is(err, fault.Unsupported), "%q", head)
	}
	_, err := attachment.Sniff(nil)
	require.True(t, fault.Is(err, fault.Invalid))
}

func TestAnOwnerSeesOnlyLinksMeantForOwners(t *testing.T) {
	a := attachment.New(access.Actor{ID: "u1"}, "x.png", attachment.PNG, 1, "aa", "", time.Now())
	a.Links = []attachment.Link{{ComplaintID: "m1"}, {ComplaintID: "m2", VisibleToOwner: true}}
	require.True(t, a.UploadedByActor(access.Actor{ID: "u1"}))
	require.False(t, a.UploadedByActor(access.Actor{}))
	require.Len(t, a.LinksFor(access.Actor{Role: access.Handler}), 2)
	require.Equal(t, []attachment.Link{{ComplaintID: "m2", VisibleToOwner: true}}, a.LinksFor(access.Actor{Role: access.Owner}))
	require.Len(t, a.Links, 2)
}

func TestTenAMatter(t *testing.T) {
	l := attachment.DefaultLimits()
	require.NoError(t, l.Room("attachmentIds", 7, 3))
	f, ok := fault.As(l.Room("attachmentIds", 8, 3))
	require.True(t, ok)
	require.Equal(t, "attachmentIds", f.Fields[0].Path)
	require.True(t, fault.Is(l.TooLarge(), fault.TooLarge))
}
