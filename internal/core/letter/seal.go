package letter

import (
	"strings"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Seal is one use of a seal (用印登记). No picture of a seal is kept.
type Seal struct {
	ID           string           `json:"id"`
	Number       string           `json:"number"` // 安居印〔2026〕3号
	Document     string           `json:"document"`
	Copies       int              `json:"copies"`
	Seal         string           `json:"seal"` // 公章、合同专用章 …, in the company's words
	ApprovedBy   string           `json:"approvedBy"`
	HandledBy    string           `json:"handledBy"`
	UsedOn       string           `json:"usedOn"` // YYYY-MM-DD
	MatterNumber string           `json:"matterNumber,omitempty"`
	By           complaint.Person `json:"by"` // who wrote it down
	At           time.Time        `json:"at"`
}

// NewSeal makes an entry out of what a person typed; today is a day of the estate.
func NewSeal(s Seal, today string) (Seal, error) {
	for _, text := range []*string{&s.Document, &s.Seal, &s.ApprovedBy, &s.HandledBy, &s.MatterNumber} {
		*text = strings.TrimSpace(*text)
	}
	var w fault.Fields
	w.Length("document", s.Document, 1, 200)
	w.Length("seal", s.Seal, 1, 60)
	w.Length("approvedBy", s.ApprovedBy, 1, 60)
	w.Length("handledBy", s.HandledBy, 1, 60)
	if s.Copies < 1 || s.Copies > 999 {
		w.Add("copies", "range", "份数须为 1 至 999。", "Must be 1 to 999 copies.")
	}
	complaint.PastDay(&w, "usedOn", s.UsedOn, today)
	return s, w.Err()
}
