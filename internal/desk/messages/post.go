package messages

import (
	"context"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/fault"
	"anju/internal/core/mail"
	"anju/internal/core/mailbox"
	"anju/internal/core/message"
	"anju/internal/core/outbox"
	"anju/internal/core/owner"
)

// reader is a person who is told of an event, as owner or as staff.
type reader struct {
	account account.Account // of an owner who has opened none it holds their name alone
	owner   owner.Owner     // with owners; of a reporter in no archive it holds the name and the address alone
	as      string
}

// address is where the person is written to; "" when nowhere.
func (r reader) address() string {
	if r.as == message.ForOwner {
		return r.owner.Email
	}
	return r.account.Email
}

// language in which the person is written to.
func (r reader) language() string {
	if l := r.account.Preferences.Language; l != "" {
		return l
	}
	if r.owner.Preferred != nil && fault.Text(message.Words{ZH: "zh", EN: "en"}).In(r.owner.Preferred.Language) == "en" {
		return account.Languages[1]
	}
	return account.Languages[0]
}

// guest is a reporter of whom there is neither a record nor an account.
func (r reader) guest() bool { return r.account.ID == "" && r.owner.ID == "" }

// key names the person in what is kept of mails.
func (r reader) key(complaintID string) string {
	switch {
	case r.guest():
		return "reporter/" + complaintID
	case r.account.ID == "":
		return "owner/" + r.owner.ID
	}
	return r.account.ID
}

// post makes the e-mail by which a person is told of an event; false when they
// are told on the portal alone. What can wait waits for the end of their quiet
// hours, and for a while for whatever else happens to the matter.
func (s *Service) post(r reader, boxes mailbox.Mailboxes, event string, said message.Said, p outbox.Pending, at time.Time) (mail.Mail, bool) {
	own, ok := boxes.Own()
	if !ok || r.address() == "" || !r.account.Preferences.Mailed(message.GroupOf(r.as, event)) {
		return mail.Mail{}, false
	}
	due := at
	if !message.Danger(p.Matter) {
		w := s.Rules().Policy.Windows
		quiet := mail.Quiet{From: w.QuietFrom, To: w.QuietTo}
		if q := r.account.Preferences.Quiet; q != nil {
			quiet = mail.Quiet{From: q.From, To: q.To}
		}
		due = quiet.After(at.Add(time.Duration(w.MailFoldSeconds)*time.Second), s.Words.Zone)
	}
	id, lang, name := s.NewID(), r.language(), r.account.Name
	if r.as == message.ForOwner {
		name = r.owner.Name
	}
	thread := ""
	if p.Matter.ID != "" {
		thread = mail.Thread(p.Matter.ID, own.Domain())
	}
	return mail.Mail{
		ID: id, AccountID: r.key(p.Matter.ID), Name: name, To: r.address(), Staff: r.as == message.ForStaff, Guest: r.guest(), Lang: lang,
		ComplaintID: p.Matter.ID, CommunityID: p.Matter.CommunityID, Number: p.Matter.Number,
		MessageID: mail.MessageID(id, p.Matter.ID, own.Domain()), Thread: thread,
		Items: []mail.Item{{EventID: p.Event.ID, Event: event, At: p.Event.At, Subject: said.Subject.In(lang), Body: said.Mail.In(lang)}},
		Keys:  []string{mail.Key(p.Event.ID, r.key(p.Matter.ID))}, State: mail.Pending, CreatedAt: at, StartedAt: due, NextAt: due,
	}, true
}

// Address is where an account is written to; "" where it has no address.
func (s *Service) Address(ctx context.Context, accountID string) (string, error) {
	if accountID == "" {
		return "", nil
	}
	a, err := s.Accounts.Get(ctx, accountID)
	if err != nil {
		return "", err
	}
	return s.addressOf(ctx, a)
}

func (s *Service) addressOf(ctx context.Context, a account.Account) (string, error) {
	if a.Role != access.Owner {
		return a.Email, nil
	}
	o, err := s.owner(ctx, a.OwnerID)
	return o.Email, err
}

// owner is the person, or whom they were found to be when records were merged.
func (s *Service) owner(ctx context.Context, id string) (owner.Owner, error) {
	for range 8 { // merges of merges; a circle must not hang us
		o, err := s.Owners.Owner(ctx, id)
		if err != nil || o.MergedInto == "" {
			return o, err
		}
		id = o.MergedInto
	}
	return owner.Owner{}, fault.NotThere()
}

// CanSend reports whether there is a mailbox through which mail goes out.
func (s *Service) CanSend(ctx context.Context) (bool, error) {
	boxes, err := s.Mailboxes(ctx)
	_, ok := boxes.Own()
	return ok, err
}

// DeliverResetCode sends a code for a forgotten password; it serves as
// accounts.Courier. For nobody's account it does the same work, and the mail
// goes nowhere.
func (s *Service) DeliverResetCode(ctx context.Context, to account.Account, code string, expires time.Time) error {
	boxes, err := s.Mailboxes(ctx)
	if err != nil {
		return err
	}
	own, ok := boxes.Own()
	if !ok {
		return nil
	}
	sealed, _, err := s.Sealer.Seal(code)
	if err != nil {
		return err
	}
	lang := reader{account: to}.language()
	staff := to.Role != access.Owner
	return s.Mails.Add(ctx, mail.ResetCode(s.NewID(), to.ID, lang, staff, own.Domain(), sealed, expires, s.now(), s.Words.Zone))
}
