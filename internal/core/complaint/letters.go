package complaint

import (
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// FiledLetter is a letter that went out or came in on a matter (发文、来文).
type FiledLetter struct {
	ID             string          `json:"id"`
	Direction      string          `json:"direction"` // out in
	Number         string          `json:"number"`    // ours: 安居客函〔2026〕12号
	Kind           string          `json:"kind,omitempty"`
	Party          string          `json:"party,omitempty"` // to whom, from whom
	Owner          bool            `json:"owner,omitempty"` // it is the reporter of the matter
	Subject        string          `json:"subject"`
	Text           string          `json:"text,omitempty"`
	ReplyBy        *time.Time      `json:"replyBy,omitempty"`
	DocumentNumber string          `json:"documentNumber,omitempty"` // the sender's
	ReceivedOn     string          `json:"receivedOn,omitempty"`     // YYYY-MM-DD
	Answers        string          `json:"answers,omitempty"`        // id of the letter that it answers
	Transfer       *TransferAnswer `json:"transferAnswer,omitempty"`
	AttachmentIDs  []string        `json:"attachmentIds,omitempty"`
	By             Person          `json:"by"`
	At             time.Time       `json:"at"`
}

// TransferAnswer is what authorities want to read in a reply to a transfer.
type TransferAnswer struct {
	ContactedAt *time.Time `json:"contactedAt,omitempty"`
	ContactHow  string     `json:"contactHow,omitempty"`
	Verified    string     `json:"verified"`
	Measures    string     `json:"measures"`
	Result      string     `json:"result"`
	Opinion     string     `json:"opinion,omitempty"`    // what the person says to it
	Unresolved  string     `json:"unresolved,omitempty"` // why it is not solved, and what is planned
}

// Directions of a letter.
const (
	LetterSent     = "out"
	LetterReceived = "in"
)

// Kinds of outgoing letters: 复函、工作联系单、延期告知、转办回复、其他.
const (
	LetterReply     = "reply"
	LetterContact   = "contact"
	LetterExtension = "extension"
	LetterTransfer  = "transfer"
	LetterOther     = "other"
)

// LetterKinds in the order they are offered.
var LetterKinds = []string{LetterReply, LetterTransfer, LetterContact, LetterExtension, LetterOther}

// maxLetter bounds a letter's text in characters.
const maxLetter = 10_000

// LetterOutCommand registers a letter of ours; it gets the year's next number.
type LetterOutCommand struct {
	Party          string          `json:"party,omitempty"`
	ToOwner        bool            `json:"toOwner,omitempty"`
	Kind           string          `json:"kind"`
	Subject        string          `json:"subject"`
	Text           string          `json:"text,omitempty"`
	ReplyBy        *time.Time      `json:"replyBy,omitempty"`
	Answers        string          `json:"answers,omitempty"`
	TransferAnswer *TransferAnswer `json:"transferAnswer,omitempty"`
	AttachmentIDs  []string        `json:"attachmentIds,omitempty"`
}

func (LetterOutCommand) Word() Word { return LetterOut }

func (c LetterOutCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs, OwnerSees: c.ToOwner}
}

func (c LetterOutCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.OneOf("kind", c.Kind, LetterKinds...)
	if !c.ToOwner {
		w.Length("party", strings.TrimSpace(c.Party), 1, 120)
	}
	w.Length("subject", strings.TrimSpace(c.Subject), 1, 200)
	if c.ReplyBy != nil {
		ahead(&w, "replyBy", *c.ReplyBy, env)
	}
	if c.Kind != LetterTransfer {
		w.Length("text", strings.TrimSpace(c.Text), 1, maxLetter)
		return w
	}
	if c.TransferAnswer == nil {
		w.Add("transferAnswer", "required", "转办回复须写明核实情况、处理措施和结果。", "A reply to a transfer says what was verified, done and achieved.")
		return w
	}
	w.Length("transferAnswer.verified", strings.TrimSpace(c.TransferAnswer.Verified), 1, maxLetter)
	w.Length("transferAnswer.measures", strings.TrimSpace(c.TransferAnswer.Measures), 1, maxLetter)
	w.Length("transferAnswer.result", strings.TrimSpace(c.TransferAnswer.Result), 1, maxLetter)
	return w
}

func (c LetterOutCommand) run(t *turn) error {
	m := t.m
	if c.Kind == LetterTransfer && m.Transfer == nil {
		var w fault.Fields
		w.Add("kind", "no_transfer", "这不是转办事项；给业主或其他单位的回复请选“复函”。", "This matter was not transferred to us; a reply to the owner or another party is kind reply.")
		return w.Err()
	}
	l := FiledLetter{
		ID: t.NewID(), Direction: LetterSent, Number: t.Facts.LetterNumber, Kind: c.Kind, Party: strings.TrimSpace(c.Party), Owner: c.ToOwner,
		Subject: strings.TrimSpace(c.Subject), Text: strings.TrimSpace(c.Text), ReplyBy: c.ReplyBy, Transfer: c.TransferAnswer,
		AttachmentIDs: c.AttachmentIDs, By: t.person(), At: t.At,
	}
	if c.ToOwner {
		l.Party = m.Reporter.Name
	}
	var err error
	if l.Answers, err = m.answered(c.Answers, LetterReceived); err != nil {
		return err
	}
	m.Letters = append(m.Letters, l)
	m.attach(c.AttachmentIDs)
	if c.Kind == LetterTransfer || c.Kind == LetterReply && m.Transfer != nil && l.Party == m.Transfer.Sender {
		t.end(terms.TransferReply)
	}
	if c.ToOwner {
		t.explained(nil)
	}
	return t.leave(pastTense[LetterOut], l.Subject, l.said(), c.ToOwner)
}

// LetterInCommand registers a letter that came in on the matter.
type LetterInCommand struct {
	Party          string   `json:"party"`
	DocumentNumber string   `json:"documentNumber,omitempty"`
	Subject        string   `json:"subject"`
	Note           string   `json:"note,omitempty"`
	ReceivedOn     string   `json:"receivedOn"`
	Answers        string   `json:"answers,omitempty"`
	AttachmentIDs  []string `json:"attachmentIds,omitempty"`
}

func (LetterInCommand) Word() Word { return LetterIn }

func (c LetterInCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs}
}

func (c LetterInCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Length("party", strings.TrimSpace(c.Party), 1, 120)
	w.Length("subject", strings.TrimSpace(c.Subject), 1, 200)
	PastDay(&w, "receivedOn", c.ReceivedOn, env.Calendar.Day(env.At))
	return w
}

// PastDay notes a day (YYYY-MM-DD) that is none or lies ahead of today.
func PastDay(w *fault.Fields, field, day, today string) {
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		w.Add(field, "format", "须为日期，如 2026-11-21。", "Must be a date such as 2026-11-21.")
	} else if day > today {
		w.Add(field, "past", "日期不能晚于今天。", "The day cannot lie in the future.")
	}
}

func (c LetterInCommand) run(t *turn) error {
	m := t.m
	l := FiledLetter{
		ID: t.NewID(), Direction: LetterReceived, Number: t.Facts.LetterNumber, Party: strings.TrimSpace(c.Party), Subject: strings.TrimSpace(c.Subject),
		Text: strings.TrimSpace(c.Note), DocumentNumber: strings.TrimSpace(c.DocumentNumber), ReceivedOn: c.ReceivedOn,
		AttachmentIDs: c.AttachmentIDs, By: t.person(), At: t.At,
	}
	l.Owner = l.Party == m.Reporter.Name
	var err error
	if l.Answers, err = m.answered(c.Answers, LetterSent); err != nil {
		return err
	}
	m.Letters = append(m.Letters, l)
	m.attach(c.AttachmentIDs)
	return t.note(pastTense[LetterIn], l.Subject, l.said())
}

// said is what the timeline keeps of a letter; it does not tell who the owner is.
func (l FiledLetter) said() map[string]any {
	data := map[string]any{"letterId": l.ID, "number": l.Number, "owner": l.Owner}
	for field, value := range map[string]string{"letterKind": l.Kind, "documentNumber": l.DocumentNumber, "receivedOn": l.ReceivedOn, "answers": l.Answers} {
		if value != "" {
			data[field] = value
		}
	}
	if !l.Owner {
		data["party"] = l.Party
	}
	return data
}

// answered finds the letter that another one answers, by id or number.
func (m *Complaint) answered(ref, direction string) (id string, err error) {
	if ref == "" {
		return "", nil
	}
	i := slices.IndexFunc(m.Letters, func(l FiledLetter) bool { return l.Direction == direction && (l.ID == ref || l.Number == ref) })
	if i < 0 {
		var w fault.Fields
		w.Add("answers", "unknown", "本事项没有登记过这封函件。", "No such letter is registered on this matter.")
		return "", w.Err()
	}
	return m.Letters[i].ID, nil
}

// OwesWrittenReply: what comes in writing is answered in writing. A matter that
// came by letter or transfer waits for its written reply, and so does a letter
// that came in later and is no answer to one of ours.
func (m *Complaint) OwesWrittenReply() bool {
	owed := m.Channel == terms.Letter || m.Channel == terms.Transfer
	for _, l := range m.Letters {
		switch {
		case l.Direction == LetterReceived && l.Answers == "":
			owed = true
		case l.Direction == LetterSent && (l.Kind == LetterReply || l.Kind == LetterTransfer):
			owed = false
		}
	}
	return owed && m.Status != Withdrawn && m.Status != Merged
}

// AnsweredAt is when a letter got its answer on the matter; nil before.
func (m *Complaint) AnsweredAt(letterID string) *time.Time {
	for _, l := range m.Letters {
		if l.Answers == letterID {
			at := l.At
			return &at
		}
	}
	return nil
}

// IsLetter reports whether an entry of the timeline files a letter.
func IsLetter(kind Kind) bool { return kind == pastTense[LetterOut] || kind == pastTense[LetterIn] }
