package mailer

import (
	"context"
	"errors"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"anju/internal/core/mailbox"
)

// timeout bounds the way to a mail server with its greeting, TLS and sign-in,
// and once more the handing over of one mail.
const timeout = 20 * time.Second

// connection is an open way to a mail server.
type connection struct {
	client *gomail.Client
	smtp   *smtp.Client
}

// dial opens the way out of a mailbox; password is the opened one.
func dial(ctx context.Context, m mailbox.Mailbox, password string) (*connection, error) {
	if m.SMTP == nil {
		return nil, errors.New("the mailbox has no SMTP server")
	}
	options := []gomail.Option{
		gomail.WithPort(m.SMTP.Port), gomail.WithTimeout(timeout), gomail.WithHELO(m.Domain()),
		gomail.WithoutSMTPUTF8(), // a relay behind the server may not take it, and nothing of ours needs it
	}
	switch m.SMTP.TLS {
	case mailbox.Implicit:
		options = append(options, gomail.WithSSL())
	case mailbox.StartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if m.SMTP.Login != "" {
		auth := gomail.SMTPAuthAutoDiscover
		if m.SMTP.TLS == mailbox.Plain {
			auth = gomail.SMTPAuthPlainNoEnc // as the administrator wants it: a relay within the house
		}
		options = append(options, gomail.WithSMTPAuth(auth), gomail.WithUsername(m.SMTP.Login), gomail.WithPassword(password))
	}
	client, err := gomail.NewClient(m.SMTP.Host, options...)
	if err != nil {
		return nil, err
	}
	open, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, err
	}
	return &connection{client, open}, nil
}

func (c *connection) send(m *gomail.Msg) error { return c.client.SendWithSMTPClient(c.smtp, m) }

// close says good-bye; what was sent is sent, so that a failure of it means nothing.
func (c *connection) close() {
	if c != nil {
		_ = c.client.CloseWithSMTPClient(c.smtp)
	}
}
