package mailbox_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/fault"
	"anju/internal/core/mailbox"
)

func server() *mailbox.Server {
	return &mailbox.Server{Host: "mail.example.com", Port: 587, TLS: mailbox.StartTLS, Login: "service", Password: "secret"}
}

func TestWhichMailboxServesWhom(t *testing.T) {
	all := mailbox.Mailboxes{
		{Name: "off", Address: "off@example.com", SMTP: server()},
		{Name: "lakeside", Address: "lake@example.com", CommunityID: "c-1", SMTP: server(), IMAP: server(), Active: true},
		{Name: "deaf", Address: "deaf@example.com", CommunityID: "c-2", SMTP: server(), Active: true},
		{Name: "in", Address: "in@example.com", IMAP: server(), Active: true},
		{Name: "own", Address: "own@example.com", SMTP: server(), Active: true},
		{Name: "second", Address: "second@example.com", SMTP: server(), Active: true},
	}
	own, ok := all.Own()
	require.True(t, ok)
	require.Equal(t, "own", own.Name, "the first in use that sends and serves no single community")
	for community, want := range map[string]string{"c-1": "lakeside", "c-2": "own", "c-3": "own", "": "own"} {
		m, _ := all.AnswersFor(community)
		require.Equal(t, want, m.Name, community)
	}
	_, ok = all[:4].Own()
	require.False(t, ok)
	require.Equal(t, "example.com", own.Domain())
}

func TestAServerIsDialledByNameOrAddress(t *testing.T) {
	for host, want := range map[string]string{"smtp.example.com": "smtp.example.com:25", "192.0.2.7": "192.0.2.7:25", "2001:db8::7": "[2001:db8::7]:25"} {
		require.Equal(t, want, mailbox.Server{Host: host, Port: 25}.Address())
	}
}

func TestWhatIsWrongWithMailboxesIsNamed(t *testing.T) {
	sound := func() mailbox.Mailbox {
		return mailbox.Mailbox{Name: "own", Address: "own@example.com", SMTP: server(), IMAP: server(), PollSeconds: 30, Active: true}
	}
	require.NoError(t, mailbox.Mailboxes{sound()}.Check())
	for path, spoil := range map[string]func(*mailbox.Mailbox){
		"items[0].name":          func(m *mailbox.Mailbox) { m.Name = "a/b" },
		"items[0].address":       func(m *mailbox.Mailbox) { m.Address = "Own <own@example.com>" },
		"items[0].pollSeconds":   func(m *mailbox.Mailbox) { m.PollSeconds = 0 },
		"items[0].smtp":          func(m *mailbox.Mailbox) { m.SMTP, m.IMAP = nil, nil },
		"items[0].smtp.host":     func(m *mailbox.Mailbox) { m.SMTP.Host = "mail example" },
		"items[0].smtp.port":     func(m *mailbox.Mailbox) { m.SMTP.Port = 70000 },
		"items[0].imap.tls":      func(m *mailbox.Mailbox) { m.IMAP.TLS = "ssl" },
		"items[0].imap.password": func(m *mailbox.Mailbox) { m.IMAP.Password = "" },
		"items[0].smtp.login":    func(m *mailbox.Mailbox) { m.SMTP.Login = "" },
	} {
		m := sound()
		spoil(&m)
		f, ok := fault.As(mailbox.Mailboxes{m}.Check())
		require.True(t, ok, path)
		require.Len(t, f.Fields, 1, path)
		require.Equal(t, path, f.Fields[0].Path)
	}
	f, _ := fault.As(mailbox.Mailboxes{sound(), sound()}.Check())
	require.Equal(t, "items[1].name", f.Fields[0].Path, "a name is given once")
	require.Error(t, make(mailbox.Mailboxes, mailbox.Most+1).Check())
}
