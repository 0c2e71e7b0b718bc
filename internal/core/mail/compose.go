package mail

import (
	_ "embed"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"

	"anju/internal/core/fault"
)

//go:embed letter.html
var letterHTML string

// page is the look of every mail: one column, styles in line, because mail
// programs take no other.
var page = template.Must(template.New("letter").Parse(letterHTML))

// House is who writes: the company, and where its portal is.
type House struct {
	Company string
	Phone   string // "" leaves it out
	Portal  string // without a slash at its end
	Zone    *time.Location
}

// Letter is a mail as it is read.
type Letter struct{ Subject, Text, HTML string }

// look is what the page shows.
type look struct {
	Lang, Company, Hello, Lead, Button, Link, Note, Settings, SettingsLink, Code string
	Items                                                                        []line
}

type line struct{ When, Text string }

// Compose writes the mail; secret is the opened part of one that holds any.
func Compose(m Mail, secret string, house House) (Letter, error) {
	say := func(zh, en string) string { return fault.Text{ZH: zh, EN: en}.In(m.Lang) }
	items := m.Ordered()
	last := items[len(items)-1]
	l := look{
		Lang: m.Lang, Company: house.Company, Code: secret, Settings: say("选择哪些事用邮件告诉我", "Choose what comes by e-mail"),
		SettingsLink: house.Portal + settingsPath(m.Staff),
		Note:         say("这封邮件由系统自动发出。", "This e-mail was written by Anju for you."),
	}
	if m.Name != "" {
		l.Hello = say(m.Name+"，您好：", "Dear "+m.Name+",")
	}
	if house.Phone != "" {
		l.Note += say("需要帮助请致电 "+house.Phone+"。", " For help call "+house.Phone+".")
	}
	subject := last.Subject
	if len(items) > 1 {
		subject += say(fmt.Sprintf("（共 %d 条）", len(items)), fmt.Sprintf(" (%d news)", len(items)))
		l.Lead = say(fmt.Sprintf("这件事有 %d 条消息：", len(items)), fmt.Sprintf("There are %d news on this matter:", len(items)))
	}
	for _, x := range items {
		one := line{Text: x.Body}
		if len(items) > 1 {
			one.When = x.At.In(house.Zone).Format("01-02 15:04")
		}
		l.Items = append(l.Items, one)
	}
	switch {
	case secret != "":
		l.Link, l.Button = house.Portal+face(m.Staff)+"/reset?code="+url.QueryEscape(secret), say("设置新密码", "Set a new password")
		l.Settings, l.SettingsLink = "", ""
	case m.Link != "":
		l.Link, l.Button = house.Portal+face(m.Staff)+m.Link, say("查看", "Open")
	case m.ComplaintID != "":
		l.Link, l.Button = house.Portal+face(m.Staff)+"/matters/"+url.PathEscape(m.ComplaintID), say("查看 "+m.Number, "Open "+m.Number)
	}
	if m.Guest {
		l.Link, l.Button, l.Settings, l.SettingsLink = "", "", "", ""
	}
	var html strings.Builder
	if err := page.Execute(&html, l); err != nil {
		return Letter{}, fault.Wrap("write a mail", err)
	}
	return Letter{Subject: subject, Text: l.text(), HTML: html.String()}, nil
}

// text is the mail for programs that show no HTML.
func (l look) text() string {
	var b strings.Builder
	part := func(s string) {
		if s != "" {
			b.WriteString(s + "\n\n")
		}
	}
	part(l.Hello)
	part(l.Lead)
	for _, x := range l.Items {
		part(strings.TrimSpace(x.When + "  " + x.Text))
	}
	part(l.Code)
	if l.Link != "" {
		part(l.Button + "\n" + l.Link)
	}
	part("--\n" + l.Company + "\n" + l.Note)
	if l.SettingsLink != "" {
		part(l.Settings + "\n" + l.SettingsLink)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func face(staff bool) string {
	if staff {
		return "/desk"
	}
	return ""
}

// settingsPath is the page on which a person chooses what comes by e-mail.
func settingsPath(staff bool) string {
	if staff {
		return "/desk/account"
	}
	return "/settings/notices"
}

// Unsubscribe is where a person stops e-mail.
func (h House) Unsubscribe(staff bool) string { return h.Portal + settingsPath(staff) }

// ResetCode is the mail that brings a code for a forgotten password. Its address
// is looked up when it goes out, so that asking takes as long for a name that
// nobody has: accountID is then empty, and the mail goes nowhere.
func ResetCode(id, accountID, lang string, staff bool, domain string, sealed []byte, expires, now time.Time, zone *time.Location) Mail {
	say := func(zh, en string) string { return fault.Text{ZH: zh, EN: en}.In(lang) }
	until := expires.In(zone).Format("15:04")
	return Mail{
		ID: id, AccountID: accountID, Staff: staff, Lang: lang, MessageID: MessageID(id, "", domain), Sealed: sealed,
		Items: []Item{{
			EventID: id, Event: ResetEvent, At: now, Subject: say("重设密码", "Set a new password"),
			Body: say("您要求重设密码。请在 "+until+" 前使用下面的验证码；如果不是您本人操作，不必理会这封邮件。",
				"You asked to set a new password. Use the code below before "+until+"; if it was not you, leave this e-mail alone."),
		}},
		Keys: []string{Key(id, accountID)}, State: Pending, CreatedAt: now, StartedAt: now, NextAt: now,
	}
}
