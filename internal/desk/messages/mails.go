package messages

import (
	"context"
	"encoding/base64"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/fault"
	"anju/internal/core/mail"
)

// MailPage is one keyset page of mails.
type MailPage struct {
	Items []mail.Mail
	Next  string // "" on the last page
}

// ListMails lists the mails that went and go out, newest first, all or those of a state.
func (s *Service) ListMails(ctx context.Context, by access.Actor, state mail.State, cursor string, limit int) (MailPage, error) {
	if err := adminOnly(by); err != nil {
		return MailPage{}, err
	}
	before, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return MailPage{}, fault.BadCursor()
	}
	found, err := s.Mails.List(ctx, mail.Query{State: state, Before: string(before), Limit: limit + 1})
	if err != nil || len(found) <= limit {
		return MailPage{Items: found}, err
	}
	found = found[:limit]
	return MailPage{Items: found, Next: base64.RawURLEncoding.EncodeToString([]byte(found[limit-1].ID))}, nil
}

// SendMailAgain gives a mail another time of tries, from now.
func (s *Service) SendMailAgain(ctx context.Context, by access.Actor, id string) (mail.Mail, error) {
	if err := adminOnly(by); err != nil {
		return mail.Mail{}, err
	}
	m, err := s.Mails.Get(ctx, id)
	if err != nil {
		return mail.Mail{}, err
	}
	switch {
	case m.State == mail.Pending:
		return mail.Mail{}, fault.New(fault.Refused, "mail_pending", "这封邮件还在发送途中。", "This mail is still on its way.")
	case m.Secret():
		return mail.Mail{}, fault.New(fault.Refused, "mail_secret", "验证码邮件不能重发，请本人重新申请。", "A mail with a code cannot be sent again; the person asks for a new code.")
	}
	if err := s.Audit.Append(ctx, audit.New(ctx, s.NewID(), s.now(), by, "mail.sent_again", "mail:"+id, "")); err != nil {
		return mail.Mail{}, err
	}
	m = m.Again(s.now())
	return m, s.Mails.Settle(ctx, m)
}
