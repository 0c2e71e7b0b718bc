package mailer

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"anju/internal/core/fault"
	"anju/internal/core/mailbox"
)

// Prober tries the servers of mailboxes: it connects and signs in, and sends nothing.
type Prober struct{ Secrets Opener }

// TrySMTP says in words what is wrong with the way out; nil when it works.
func (p Prober) TrySMTP(ctx context.Context, m mailbox.Mailbox) (*fault.Text, error) {
	password, err := p.password(m.SMTP)
	if err != nil {
		return nil, err
	}
	open, err := dial(ctx, m, password)
	if err != nil {
		return explain(err, *m.SMTP), nil
	}
	open.close()
	return nil, nil
}

// TryIMAP says in words what is wrong with the way in; nil when it works.
func (p Prober) TryIMAP(ctx context.Context, m mailbox.Mailbox) (*fault.Text, error) {
	password, err := p.password(m.IMAP)
	if err != nil {
		return nil, err
	}
	if err := signIn(ctx, *m.IMAP, password); err != nil {
		return explain(err, *m.IMAP), nil
	}
	return nil, nil
}

func (p Prober) password(s *mailbox.Server) (string, error) {
	if len(s.Sealed) == 0 {
		return "", nil
	}
	return p.Secrets.Open(s.Sealed)
}

func signIn(ctx context.Context, s mailbox.Server, password string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", s.Address())
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(timeout)); err != nil {
		return err
	}
	config := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	var client *imapclient.Client
	switch s.TLS {
	case mailbox.Implicit:
		over := tls.Client(conn, config)
		if err := over.HandshakeContext(ctx); err != nil {
			return err
		}
		client = imapclient.New(over, nil)
	case mailbox.StartTLS:
		if client, err = imapclient.NewStartTLS(conn, &imapclient.Options{TLSConfig: config}); err != nil {
			return err
		}
	default:
		client = imapclient.New(conn, nil)
	}
	defer client.Close()
	if err := client.WaitGreeting(); err != nil {
		return err
	}
	if s.Login == "" {
		return nil
	}
	if err := client.Login(s.Login, password).Wait(); err != nil {
		return err
	}
	return client.Logout().Wait()
}

// explain is a failure in words of what to look at.
func explain(err error, s mailbox.Server) *fault.Text {
	var unknownHost *net.DNSError
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	var expired x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var refused *imap.Error
	text := err.Error()
	said := func(zh, en string) *fault.Text { return &fault.Text{ZH: zh, EN: en} }
	switch {
	case errors.As(err, &unknownHost):
		return said("找不到服务器 "+s.Host+"，请核对服务器名。", "There is no server "+s.Host+"; check its name.")
	case errors.As(err, &authority):
		return said("服务器证书不是受信任的机构签发的。自建邮件服务器请把其根证书交给运行安居的系统信任。", "The server's certificate is not from an authority that is trusted; for a server of your own, let the system that runs Anju trust its root certificate.")
	case errors.As(err, &name):
		return said("服务器证书不是发给 "+s.Host+" 的，请核对服务器名。", "The server's certificate is not for "+s.Host+"; check the server's name.")
	case errors.As(err, &expired):
		return said("服务器证书已过期或无效。", "The server's certificate has expired or is not valid.")
	case errors.As(err, &record), strings.Contains(text, "first record does not look like a TLS handshake"):
		return said("服务器在此端口不直接使用 TLS，请改用 STARTTLS 或换端口（常用 465）。", "The server does not speak TLS at once on this port; use STARTTLS or another port (often 465).")
	case strings.Contains(text, "does not support STARTTLS"), strings.Contains(text, "STARTTLS"):
		return said("服务器不支持 STARTTLS，请改用直接 TLS 或换端口（常用 587）。", "The server offers no STARTTLS; use TLS at once or another port (often 587).")
	case errors.As(err, &refused), strings.Contains(text, "SMTP AUTH failed"):
		return said("登录被拒绝，请核对登录名与密码（有的邮箱要用授权码）："+short(text), "Signing in was refused; check login and password (some providers ask for an app password): "+short(text))
	case strings.Contains(text, "AUTH"):
		return said("服务器在此连接方式下不接受登录。请换用 TLS，或清空登录名："+short(text), "The server takes no login over such a connection; use TLS, or leave the login empty: "+short(text))
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return said("服务器没有在时限内应答，请核对端口与加密方式，以及防火墙。", "The server did not answer in time; check port and TLS, and firewalls.")
	case strings.Contains(text, "connection refused"):
		return said("服务器 "+s.Address()+" 拒绝连接，请核对端口。", s.Address()+" refuses connections; check the port.")
	}
	return said("连接失败："+short(text), "It failed: "+short(text))
}

func isTimeout(err error) bool {
	var timed net.Error
	return errors.As(err, &timed) && timed.Timeout()
}

func short(text string) string { return trouble(errors.New(text), "") }
