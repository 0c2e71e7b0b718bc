// Package letter keeps the registers of letters (来文登记、发文登记) and of the
// use of seals (用印登记): what a front office must find years later by number,
// party or subject.
package letter

import (
	"fmt"
	"strings"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/words"
)

// Number is how a register numbers: 安居客函〔2026〕12号.
func Number(prefix, year string, n int64) string {
	return fmt.Sprintf("%s〔%s〕%d号", prefix, year, n)
}

// Letter is one line of a register. Of a letter on a matter the matter holds
// the truth; the line follows from its events.
type Letter struct {
	ID             string           `json:"id"`
	Direction      string           `json:"direction"` // complaint.LetterSent, complaint.LetterReceived
	Number         string           `json:"number"`
	Kind           string           `json:"kind,omitempty"`
	Party          string           `json:"party"`
	Owner          bool             `json:"owner,omitempty"` // Party is who brought the matter
	Subject        string           `json:"subject"`
	Text           string           `json:"text,omitempty"`
	DocumentNumber string           `json:"documentNumber,omitempty"`
	ReceivedOn     string           `json:"receivedOn,omitempty"` // YYYY-MM-DD
	ReplyBy        *time.Time       `json:"replyBy,omitempty"`
	AnsweredAt     *time.Time       `json:"answeredAt,omitempty"`
	ComplaintID    string           `json:"complaintId,omitempty"` // "" for a letter about no matter
	MatterNumber   string           `json:"matterNumber,omitempty"`
	CommunityID    string           `json:"communityId"`
	Confidential   bool             `json:"confidential,omitempty"`
	Recused        []string         `json:"recused,omitempty"` // accounts that may not know of it
	By             complaint.Person `json:"by"`
	At             time.Time        `json:"at"` // registered
	Words          []string         `json:"words"`
}

// Of is the line of a letter on a matter.
func Of(m complaint.Complaint, l complaint.FiledLetter) Letter {
	out := Letter{
		ID: l.ID, Direction: l.Direction, Number: l.Number, Kind: l.Kind, Party: l.Party, Owner: l.Owner, Subject: l.Subject, Text: l.Text,
		DocumentNumber: l.DocumentNumber, ReceivedOn: l.ReceivedOn, ReplyBy: l.ReplyBy, AnsweredAt: m.AnsweredAt(l.ID),
		ComplaintID: m.ID, MatterNumber: m.Number, CommunityID: m.CommunityID, Confidential: m.Confidential, Recused: m.Recused, By: l.By, At: l.At,
	}
	return out.indexed()
}

// indexed gives the line the words under which it is found; the desk alone
// finds a letter by the name of who brought the matter.
func (l Letter) indexed() Letter {
	open := strings.Join([]string{l.Number, l.Subject, l.DocumentNumber, l.MatterNumber}, "\n")
	aside := ""
	if l.Owner || l.Confidential {
		aside = l.Party
	} else {
		open += "\n" + l.Party
	}
	l.Words = nil
	for _, token := range words.Tokens(aside) {
		l.Words = append(l.Words, words.Aside(token))
	}
	l.Words = append(l.Words, words.Tokens(open)...)
	return l
}

// Form is a letter about no matter, as the desk takes it down.
type Form struct {
	Direction, Party, Subject, Text, DocumentNumber, ReceivedOn, CommunityID string

	ReplyBy *time.Time
}

// Check says what is wrong with a form; today is a day of the estate.
func (f Form) Check(today string) error {
	var w fault.Fields
	w.OneOf("direction", f.Direction, complaint.LetterSent, complaint.LetterReceived)
	w.Length("party", strings.TrimSpace(f.Party), 1, 120)
	w.Length("subject", strings.TrimSpace(f.Subject), 1, 200)
	if f.Direction == complaint.LetterReceived {
		complaint.PastDay(&w, "receivedOn", f.ReceivedOn, today)
	}
	return w.Err()
}

// New makes the line of a letter about no matter.
func New(id, number string, f Form, by complaint.Person, at time.Time) Letter {
	l := Letter{
		ID: id, Direction: f.Direction, Number: number, Party: strings.TrimSpace(f.Party), Subject: strings.TrimSpace(f.Subject), Text: strings.TrimSpace(f.Text),
		DocumentNumber: strings.TrimSpace(f.DocumentNumber), ReplyBy: f.ReplyBy, CommunityID: f.CommunityID, By: by, At: at,
	}
	if l.CommunityID == "" {
		l.CommunityID = terms.NoCommunity
	}
	if l.Direction == complaint.LetterReceived {
		l.ReceivedOn = f.ReceivedOn
	} else {
		l.Kind = complaint.LetterOther
	}
	return l.indexed()
}
