package acceptance

import (
	"archive/zip"
	"bytes"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func attachmentsAreSafe(t *testing.T, c *cast) {
	community := c.community(t)
	owner, stranger := c.moveIn(t, community, "图一"), c.moveIn(t, community, "图二")
	photo := picture(t, 1600, 1200)
	up := owner.upload(t, "/attachments", "现场 照片.jpg", photo).is(http.StatusCreated)
	id := up.text("id")
	require.Equal(t, "image/png", up.text("type"), "told by its bytes, not by its name")
	require.NotEmpty(t, up.text("name"))
	require.Positive(t, up.number("size"))
	require.Regexp(t, `^[0-9a-f]{64}$`, up.text("sha256"))

	mine := owner.get(t, "/attachments/"+id).is(http.StatusOK)
	require.Equal(t, "image/png", mine.header.Get("Content-Type"))
	require.Equal(t, "nosniff", mine.header.Get("X-Content-Type-Options"))
	require.NotEmpty(t, mine.header.Get("Content-Disposition"))
	require.Contains(t, mine.header.Get("Content-Security-Policy"), "default-src 'none'")
	require.Equal(t, up.number("size"), int64(len(mine.raw)))
	_, _, err := image.Decode(bytes.NewReader(mine.raw))
	require.NoError(t, err)
	small := owner.get(t, "/attachments/"+id+"?thumbnail=true").is(http.StatusOK)
	thumb, _, err := image.DecodeConfig(bytes.NewReader(small.raw))
	require.NoError(t, err)
	require.Less(t, thumb.Width, 1600)

	// Until it is on a matter only its uploader sees it; then who sees the matter.
	stranger.get(t, "/attachments/"+id).problem(http.StatusNotFound, "")
	c.desk.get(t, "/attachments/"+id).problem(http.StatusNotFound, "")
	c.nobody.get(t, "/attachments/"+id).problem(http.StatusUnauthorized, "")
	stolen := stranger.post(t, "/complaints", obj{"houseId": stranger.houseID, "title": "借图", "text": "借别人的图", "attachmentIds": []string{id}})
	require.Contains(t, strings.Join(stolen.problem(http.StatusUnprocessableEntity, "").each("errors", "field"), " "), "attachmentIds")
	m := owner.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "墙面开裂", "text": "客厅墙面开裂，见照片。", "nature": "repair", "attachmentIds": []string{id}}).is(http.StatusCreated)
	c.desk.get(t, "/attachments/"+id).is(http.StatusOK)
	stranger.get(t, "/attachments/"+id).problem(http.StatusNotFound, "")
	c.handler["engineering"].get(t, "/attachments/"+id).problem(http.StatusNotFound, "")
	c.desk.command(t, m.text("id"), "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	c.handler["engineering"].get(t, "/attachments/"+id).is(http.StatusOK)
	c.handler["contracts"].get(t, "/attachments/"+id).problem(http.StatusNotFound, "")

	// Inside evidence is none of the owner's.
	c.handler["engineering"].command(t, m.text("id"), "accept", nil).is(http.StatusOK)
	evidence := c.handler["engineering"].upload(t, "/attachments", "内部.pdf", []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")).is(http.StatusCreated).text("id")
	c.handler["engineering"].command(t, m.text("id"), "investigate", obj{"cause": "沉降", "evidenceIds": []string{evidence}}).is(http.StatusOK)
	c.packed(t, owner.caller, m.text("id"), 1)
	c.packed(t, c.desk, m.text("id"), 2)
	require.Equal(t, "application/pdf", c.desk.get(t, "/attachments/"+evidence).is(http.StatusOK).header.Get("Content-Type"))
	owner.get(t, "/attachments/"+evidence).problem(http.StatusNotFound, "")

	for name, content := range map[string]string{
		"photo.jpg": "<html><script>alert(1)</script></html>",
		"draw.png":  `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`,
		"tool.pdf":  "MZ\x90\x00 this program",
	} {
		owner.upload(t, "/attachments", name, []byte(content)).problem(http.StatusUnsupportedMediaType, "")
	}
	owner.upload(t, "/attachments", "empty.png", nil).problem(http.StatusUnprocessableEntity, "")
	large := append(picture(t, 8, 8), make([]byte, 20<<20)...)
	owner.upload(t, "/attachments", "large.png", large).problem(http.StatusRequestEntityTooLarge, "")
	owner.post(t, "/attachments", obj{"file": "x"}).problem(http.StatusUnsupportedMediaType, "")
	c.auditor.upload(t, "/attachments", "x.png", photo).problem(http.StatusForbidden, "")

	many := []string{}
	for range 11 {
		many = append(many, id)
	}
	owner.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "十一张", "text": "太多了", "attachmentIds": many}).problem(http.StatusUnprocessableEntity, "")
}

// packed holds the zip of a matter to so many of its attachments, those that
// the reader may see, and to the program's own check.
func (c *cast) packed(t *testing.T, by caller, id string, attachments int) {
	t.Helper()
	a := by.get(t, "/complaints/"+id+"/archive?format=zip").is(http.StatusOK)
	z, err := zip.NewReader(bytes.NewReader(a.raw), int64(len(a.raw)))
	require.NoError(t, err)
	n := 0
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "attachments/") {
			n++
		}
	}
	require.Equal(t, attachments, n)
	code, said := verify(t, a.raw)
	require.Zero(t, code, said)
}
