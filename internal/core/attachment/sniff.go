package attachment

import (
	"bytes"
	"slices"

	"anju/internal/core/fault"
)

// Type is the media type of an attachment, told from its bytes alone; names
// and headers of the sender are never believed.
type Type string

const (
	JPEG Type = "image/jpeg"
	PNG  Type = "image/png"
	GIF  Type = "image/gif"
	WebP Type = "image/webp"
	PDF  Type = "application/pdf"
)

// SniffLength is how many leading bytes Sniff wants to see, if there are as many.
const SniffLength = 512

// Sniff tells the type from the leading bytes, or refuses what is not taken.
func Sniff(head []byte) (Type, error) {
	switch {
	case len(head) == 0:
		var wrong fault.Fields
		wrong.Add("file", "required", "文件是空的。", "The file is empty.")
		return "", wrong.Err()
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG, nil
	case bytes.HasPrefix(head, []byte(pngSignature)):
		return PNG, nil
	case bytes.HasPrefix(head, []byte("GIF87a")), bytes.HasPrefix(head, []byte("GIF89a")):
		return GIF, nil
	case len(head) >= 16 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return WebP, nil
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDF, nil
	case isHEIC(head):
		// The place lies in these too, and nothing here can take it out.
		return "", fault.New(fault.Unsupported, "attachment_type",
			"暂不支持 HEIC 照片，请以 JPEG 格式上传（iPhone：设置 › 相机 › 格式 › 兼容性最佳）。",
			"HEIC photos are not taken; send JPEG (iPhone: Settings › Camera › Formats › Most Compatible).")
	}
	return "", fault.New(fault.Unsupported, "attachment_type",
		"只支持 JPEG、PNG、GIF、WebP 图片和 PDF 文件。", "Only JPEG, PNG, GIF and WebP pictures and PDF files are taken.")
}

func isHEIC(head []byte) bool {
	return len(head) >= 12 && string(head[4:8]) == "ftyp" &&
		slices.Contains([]string{"heic", "heix", "hevc", "mif1", "msf1", "avif"}, string(head[8:12]))
}

// Picture reports whether the type is drawn rather than read.
func (t Type) Picture() bool { return t != PDF }

func (t Type) extensions() []string {
	switch t {
	case JPEG:
		return []string{".jpg", ".jpeg"}
	case PNG:
		return []string{".png"}
	case GIF:
		return []string{".gif"}
	case WebP:
		return []string{".webp"}
	case PDF:
		return []string{".pdf"}
	}
	return nil
}
