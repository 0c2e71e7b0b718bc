// Package mailbox knows the mailboxes of the company as an administrator
// describes them: where mail goes out (SMTP) and comes in (IMAP), and which one
// serves whom.
package mailbox

import (
	"fmt"
	"net/mail"
	"net/netip"
	"regexp"
	"strings"

	"anju/internal/core/fault"
)

// Document is the name of the setting that holds the mailboxes.
const Document = "mailboxes"

// Most is how many mailboxes an installation may have.
const Most = 50

// TLS is how a connection to a server is kept from listeners.
type TLS string

const (
	Plain    TLS = "none"
	StartTLS TLS = "starttls" // begins in the open, then asks for TLS; a server without it is refused
	Implicit TLS = "implicit" // TLS from the first byte
)

// Server is one half of a mailbox. Password is what an administrator typed and
// is never stored; Sealed is what is.
type Server struct {
	Host     string `json:"host"`
	Port     int    `json:"port"`
	TLS      TLS    `json:"tls"`
	Login    string `json:"login"` // empty: no AUTH
	Password string `json:"-"`
	Sealed   []byte `json:"sealed,omitempty"`
}

// Address is host:port as one dials it.
func (s Server) Address() string {
	if strings.Contains(s.Host, ":") { // IPv6
		return fmt.Sprintf("[%s]:%d", s.Host, s.Port)
	}
	return fmt.Sprintf("%s:%d", s.Host, s.Port)
}

// Mailbox is one address of the company.
type Mailbox struct {
	Name        string  `json:"name"`
	Address     string  `json:"address"`
	CommunityID string  `json:"communityId,omitempty"`
	IMAP        *Server `json:"imap,omitempty"`
	SMTP        *Server `json:"smtp,omitempty"`
	PollSeconds int     `json:"pollSeconds"` // how soon a change acts, and how often mail is fetched
	Active      bool    `json:"active"`
}

// Domain is what follows the @ of the address.
func (m Mailbox) Domain() string {
	_, domain, _ := strings.Cut(m.Address, "@")
	return domain
}

// Mailboxes are all of them, in the order in which they were put.
type Mailboxes []Mailbox

// Own is the mailbox through which Anju sends of itself: the first that is in
// use, can send and serves no single community.
func (all Mailboxes) Own() (Mailbox, bool) {
	return all.first(func(m Mailbox) bool { return m.CommunityID == "" && m.SMTP != nil })
}

// AnswersFor is where answers about matters of a community are to go: its own
// mailbox where mail can come in there, else the one that sends.
func (all Mailboxes) AnswersFor(communityID string) (Mailbox, bool) {
	if m, ok := all.first(func(m Mailbox) bool { return communityID != "" && m.CommunityID == communityID && m.IMAP != nil }); ok {
		return m, true
	}
	return all.Own()
}

// Named finds a mailbox by its name.
func (all Mailboxes) Named(name string) (Mailbox, bool) {
	for _, m := range all {
		if m.Name == name {
			return m, true
		}
	}
	return Mailbox{}, false
}

func (all Mailboxes) first(fits func(Mailbox) bool) (Mailbox, bool) {
	for _, m := range all {
		if m.Active && fits(m) {
			return m, true
		}
	}
	return Mailbox{}, false
}

var hostShape = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$`)

// Path of a field of the mailbox at a place.
func Path(place int, field string) string { return fmt.Sprintf("items[%d].%s", place, field) }

// Check tells everything that is wrong with the mailboxes as they were typed.
func (all Mailboxes) Check() error {
	var f fault.Fields
	if len(all) > Most {
		f.Add("items", "most", fmt.Sprintf("最多 %d 个邮箱。", Most), fmt.Sprintf("There may be %d mailboxes at most.", Most))
		return f.Err()
	}
	names := map[string]bool{}
	for i, m := range all {
		at := Path(i, "")
		f.Length(at+"name", m.Name, 1, 60)
		if strings.ContainsAny(m.Name, "/?#\\") {
			f.Add(at+"name", "format", "名称不能含 / ? # \\。", `Must not contain / ? # \.`)
		}
		if names[m.Name] {
			f.Add(at+"name", "unique", "名称重复。", "Another mailbox has this name.")
		}
		names[m.Name] = true
		if parsed, err := mail.ParseAddress(m.Address); err != nil || parsed.Address != m.Address || len(m.Address) > 254 {
			f.Add(at+"address", "email", "不是有效的电子邮箱，例如 service@example.com。", "Not an e-mail address such as service@example.com.")
		}
		if m.PollSeconds < 1 || m.PollSeconds > 86400 {
			f.Add(at+"pollSeconds", "range", "须为 1 至 86400 秒。", "Must be 1 to 86400 seconds.")
		}
		if m.IMAP == nil && m.SMTP == nil {
			f.Add(at+"smtp", "required", "收信（IMAP）与发信（SMTP）至少填一项。", "A mailbox needs SMTP to send, IMAP to receive, or both.")
		}
		m.IMAP.check(&f, at+"imap.")
		m.SMTP.check(&f, at+"smtp.")
	}
	return f.Err()
}

func (s *Server) check(f *fault.Fields, at string) {
	if s == nil {
		return
	}
	if _, err := netip.ParseAddr(s.Host); err != nil && (len(s.Host) > 253 || !hostShape.MatchString(s.Host)) {
		f.Add(at+"host", "format", "须为服务器名或地址，例如 smtp.example.com。", "Must be a server's name or address such as smtp.example.com.")
	}
	if s.Port < 1 || s.Port > 65535 {
		f.Add(at+"port", "range", "端口须为 1 至 65535。", "A port is 1 to 65535.")
	}
	f.OneOf(at+"tls", string(s.TLS), string(Plain), string(StartTLS), string(Implicit))
	if len(s.Login) > 254 {
		f.Length(at+"login", s.Login, 0, 254)
	}
	if s.Login != "" && s.Password == "" && len(s.Sealed) == 0 {
		f.Add(at+"password", "required", "填了登录名就须填密码。", "A login needs its password.")
	}
	if s.Login == "" && s.Password != "" {
		f.Add(at+"login", "required", "填了密码就须填登录名。", "A password needs its login.")
	}
}
