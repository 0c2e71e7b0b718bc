// Package mailer hands e-mails to the mail server: each once from any number of
// instances, at a bounded pace, and again later what fails for the moment.
//
// A mail is handed over at least once. It can arrive twice only when the program
// or the connection dies between the server's taking it and our noting that down,
// which is the very next thing done; the second copy then carries the same
// Message-ID, by which receivers tell that it is one.
package mailer

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"anju/internal/core/fault"
	"anju/internal/core/mail"
	"anju/internal/core/mailbox"
	"anju/internal/core/policy"
)

const (
	// lease is longer than the worst way of one mail: dialling and handing over.
	lease = 2 * time.Minute
	// rest is the pause after a mail server could not be reached.
	rest = 5 * time.Second
	// noting bounds one try to note down what was sent.
	noting = 10 * time.Second
	keep   = 180 * 24 * time.Hour // mails stay visible so long
	second = time.Second
)

// Opener opens what is sealed.
type Opener interface {
	Open(sealed []byte) (plain string, err error)
}

// Deps is what the sender stands on.
type Deps struct {
	Mails     mail.Store
	Mailboxes func(context.Context) (mailbox.Mailboxes, error)
	// Address is where an account is written to; "" where it has no address.
	Address func(ctx context.Context, accountID string) (string, error)
	Secrets Opener
	House   mail.House
	Windows func() policy.Windows
	Now     func() time.Time
	Log     *slog.Logger
}

// Sender carries mails out.
type Sender struct {
	Deps
	restUntil time.Time
}

// NewSender makes a sender.
func NewSender(d Deps) *Sender { return &Sender{Deps: d} }

// Every is how often Once is to be called: what one call sends follows from it.
const Every = second

func (s *Sender) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// Once sends what is due, as much as the pace allows. It returns 0 so that a
// backlog waits for its next turn instead of becoming a storm.
func (s *Sender) Once(ctx context.Context) (int, error) {
	if s.now().Before(s.restUntil) {
		return 0, nil
	}
	boxes, err := s.Mailboxes(ctx)
	if err != nil {
		return 0, err
	}
	own, ok := boxes.Own()
	if !ok {
		return 0, nil
	}
	w := s.Windows()
	round := round{Sender: s, boxes: boxes, own: own, tries: time.Duration(w.MailTryHours) * time.Hour}
	defer func() { round.open.close() }()
	for range max(1, w.MailPerMinute*int(Every/second)/60) {
		m, found, err := s.Mails.Claim(ctx, s.now(), lease)
		if err != nil || !found {
			return 0, err
		}
		if err := round.carry(ctx, m); err != nil {
			return 0, err
		}
		if ctx.Err() != nil || s.now().Before(s.restUntil) {
			return 0, nil
		}
	}
	return 0, nil
}

// Sweep drops what was settled long ago.
func (s *Sender) Sweep(ctx context.Context) error { return s.Mails.Sweep(ctx, s.now().Add(-keep)) }

// round is one turn over one connection.
type round struct {
	*Sender
	boxes mailbox.Mailboxes
	own   mailbox.Mailbox
	open  *connection
	tries time.Duration
}

// carry takes one claimed mail as far as it gets.
func (r *round) carry(ctx context.Context, m mail.Mail) error {
	if m.Stale(r.now(), r.tries) {
		return r.note(ctx, m.Dropped(r.now()))
	}
	if m.To == "" {
		to, err := r.Address(ctx, m.AccountID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if to == "" {
			return r.Mails.Remove(ctx, m.ID)
		}
		m.To = to
	}
	message, err := r.message(m)
	if err != nil {
		return r.note(ctx, m.GivenUp(mail.BadAddress, trouble(err, m.To), r.now()))
	}
	if r.open == nil {
		if r.open, err = r.dial(ctx); err != nil {
			if ctx.Err() != nil {
				return ctx.Err() // the program ends; the lease lets another try
			}
			r.Log.WarnContext(ctx, "mail server cannot be reached", "mailbox", r.own.Name, "error", err)
			r.restUntil = r.now().Add(rest)
			return r.note(ctx, m.Postponed(trouble(err, m.To), r.now(), r.tries))
		}
	}
	err = r.open.send(message)
	if err == nil || message.IsDelivered() { // what fails after the server took it does not undo that
		return r.note(ctx, m.Delivered(r.now()))
	}
	said := trouble(err, m.To)
	switch what := verdict(err); what {
	case later:
		return r.note(ctx, m.Postponed(said, r.now(), r.tries))
	case broken: // the next one dials anew, a little later
		r.Log.WarnContext(ctx, "mail server does not take mail", "mailbox", r.own.Name, "error", said)
		r.open.close()
		r.open, r.restUntil = nil, r.now().Add(rest)
		return r.note(ctx, m.Postponed(said, r.now(), r.tries))
	default:
		return r.note(ctx, m.GivenUp(what, said, r.now()))
	}
}

func (r *round) dial(ctx context.Context) (*connection, error) {
	password := ""
	if len(r.own.SMTP.Sealed) > 0 {
		var err error
		if password, err = r.Secrets.Open(r.own.SMTP.Sealed); err != nil {
			return nil, err
		}
	}
	return dial(ctx, r.own, password)
}

// note keeps what became of a mail. It outlives the program's being told to end,
// and tries again while the store is away: the shorter this takes, the rarer a
// mail arrives twice.
func (r *round) note(ctx context.Context, m mail.Mail) error {
	var err error
	for range 6 {
		attempt, cancel := context.WithTimeout(context.WithoutCancel(ctx), noting)
		err = r.Mails.Settle(attempt, m)
		cancel()
		if err == nil || fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return err
}

func (r *round) message(m mail.Mail) (*gomail.Msg, error) {
	secret := ""
	if len(m.Sealed) > 0 {
		var err error
		if secret, err = r.Secrets.Open(m.Sealed); err != nil {
			return nil, err
		}
	}
	letter, err := mail.Compose(m, secret, r.House)
	if err != nil {
		return nil, err
	}
	out := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingB64)) // half as long as the other for Chinese
	if err := errors.Join(out.FromFormat(r.House.Company, r.own.Address), out.To(m.To)); err != nil {
		return nil, err
	}
	if answers, ok := r.boxes.AnswersFor(m.CommunityID); ok && answers.Address != r.own.Address {
		if err := out.ReplyTo(answers.Address); err != nil {
			return nil, err
		}
	}
	out.Subject(letter.Subject)
	out.SetDateWithValue(r.now().In(r.House.Zone))
	out.SetMessageIDWithValue(m.MessageID)
	if m.Thread != "" {
		out.SetGenHeader(gomail.HeaderInReplyTo, "<"+m.Thread+">")
		out.SetGenHeader(gomail.HeaderReferences, "<"+m.Thread+">")
	}
	out.SetGenHeader("Auto-Submitted", "auto-generated")
	out.SetGenHeader("X-Auto-Response-Suppress", "All")
	if !m.Secret() {
		out.SetListUnsubscribe(r.House.Unsubscribe(m.Staff))
	}
	out.SetBodyString(gomail.TypeTextPlain, letter.Text)
	out.AddAlternativeString(gomail.TypeTextHTML, letter.HTML)
	return out, nil
}

// What a failure means, where it does not end the mail.
const (
	later  = "later"  // this mail is not taken for the moment
	broken = "broken" // no mail is taken: the way, the server, or how the mailbox is set up
)

// verdict is what a failure means: later, broken, or why the mail is refused for good.
func verdict(err error) string {
	var e *gomail.SendError
	if !errors.As(err, &e) {
		return broken
	}
	code := e.ErrorCode()
	switch e.Reason {
	case gomail.ErrGetRcpts:
		return mail.BadAddress
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
		switch {
		case code == 0, code == closing:
			return broken
		case code < 500:
			return later
		case e.Reason == gomail.ErrSMTPRcptTo && !strings.HasPrefix(e.EnhancedStatusCode(), "5.7") && !strings.Contains(strings.ToLower(err.Error()), "relay"):
			return mail.BadAddress
		default:
			return mail.Refused
		}
	}
	return broken
}

// closing is the reply of a server that goes away (RFC 5321, 421).
const closing = 421

// longest is how much of a failure is kept, in bytes.
const longest = 300

// trouble is a failure as an administrator reads it: without the address.
func trouble(err error, to string) string {
	text, _, _ := strings.Cut(err.Error(), ", affected recipient(s)")
	var e *gomail.SendError
	if errors.As(err, &e) {
		text = strings.TrimPrefix(text, e.Reason.String()+": ")
	}
	text, _, _ = strings.Cut(text, ", affected message ID")
	if to != "" {
		text = strings.ReplaceAll(text, to, "***")
	}
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "")
	}
	return text
}
