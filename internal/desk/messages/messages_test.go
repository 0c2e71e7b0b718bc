package messages_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/auth"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/mail"
	"anju/internal/core/mailbox"
	"anju/internal/core/message"
	"anju/internal/core/outbox"
	"anju/internal/core/owner"
	"anju/internal/core/terms"
	"anju/internal/desk/messages"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

// office is the telling half of the program, with people and a clock of its own.
type office struct {
	*messages.Service
	t     *testing.T
	store *set.Set
	at    time.Time
	boxes mailbox.Mailboxes
	seq   int64
}

var (
	zone  = time.FixedZone("CST", 8*3600)
	admin = access.Actor{ID: "u-admin", Role: access.Admin}
	desk  = complaint.EventActor{ID: "u-desk", Role: "desk"}
)

func at(day, hour, minute int) time.Time {
	return time.Date(2026, 3, day, hour, minute, 0, 0, zone).UTC()
}

func open(t *testing.T) *office {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	sealer, err := auth.NewSealer(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	shipped, err := config.Messages()
	require.NoError(t, err)
	rules, err := config.Rules(zone)
	require.NoError(t, err)
	o := &office{t: t, store: store, at: at(2, 12, 0), boxes: mailbox.Mailboxes{{Name: "own", Address: "own@example.com", SMTP: &mailbox.Server{}, Active: true}}}
	now, id := func() time.Time { return o.at }, func() string { return uuid.Must(uuid.NewV7()).String() }
	name := func(string) fault.Text { return fault.Text{ZH: "工程技术部", EN: "Engineering"} }
	o.Service = messages.New(messages.Deps{
		Messages: store.Messages, Mails: store.Mails, Accounts: store.Accounts, Owners: store.Owners, Matters: store.Complaints, Audit: store.Audit,
		Mailboxes: func(context.Context) (mailbox.Mailboxes, error) { return o.boxes, nil },
		Words:     &messages.Wordings{Settings: store.Settings, Audit: store.Audit, Shipped: shipped, Names: message.Names{Department: name, Clock: name}, Zone: zone, Now: now, NewID: id},
		Sealer:    sealer, Rules: rules.Fixed(), Now: now, NewID: id,
	})
	for _, a := range []account.Account{
		{ID: "u-owner", Login: "owner", Name: "欧阳", Role: access.Owner, OwnerID: "o-1"},
		{ID: "u-head", Login: "head", Name: "周工", Role: access.DeptHead, Department: "engineering", Email: "head@example.com"},
		{ID: "u-handler", Login: "handler", Name: "李工", Role: access.Handler, Department: "engineering"},
	} {
		a.Version, a.Active, a.CreatedAt, a.UpdatedAt = 1, true, o.at, o.at
		require.NoError(t, store.Accounts.Create(t.Context(), a))
	}
	for _, p := range []owner.Owner{
		{ID: "o-1", Name: "欧阳女士", Email: "owner@example.com"},
		{ID: "o-2", Name: "Smith", Email: "smith@example.com", Preferred: &owner.Preferred{Language: "English"}}, // has no account
	} {
		p.Version, p.CreatedAt, p.UpdatedAt = 1, o.at, o.at
		require.NoError(t, store.Owners.CreateOwner(t.Context(), p))
	}
	return o
}

func matter() complaint.Complaint {
	return complaint.Complaint{ID: "m-1", Number: "TS-20260302-0001", Title: "外墙渗水", OwnerID: "o-1", CommunityID: "c-1", Department: "engineering", Severity: terms.Normal}
}

// happens is an event of the matter at the clock's time; it is heard twice, as
// events may be.
func (o *office) happens(kind complaint.Kind, m complaint.Complaint, note, data string) {
	o.t.Helper()
	o.seq++
	e := complaint.Event{ID: fmt.Sprint(m.ID, "-", o.seq), ComplaintID: m.ID, Seq: o.seq, At: o.at, Kind: kind, Actor: desk, VisibleToOwner: true, Note: note, Data: json.RawMessage(data)}
	for range 2 {
		require.NoError(o.t, o.Hear(o.t.Context(), outbox.Pending{Event: e, Matter: m}))
	}
}

// mails are those on their way, by address.
func (o *office) mails() map[string][]mail.Mail {
	o.t.Helper()
	all, err := o.store.Mails.List(o.t.Context(), mail.Query{Limit: 100})
	require.NoError(o.t, err)
	out := map[string][]mail.Mail{}
	for _, m := range all {
		out[m.To] = append(out[m.To], m)
	}
	return out
}

func TestOnePersonGetsOneMailOfOneThing(t *testing.T) {
	o := open(t)
	o.happens("accepted", matter(), "", `{"handler":"李工"}`)
	o.at = o.at.Add(20 * time.Second)
	o.happens("progressed", matter(), "明天上午到场", `{}`)
	got := o.mails()["owner@example.com"]
	require.Len(t, got, 1, "what happens to a matter within a minute is one mail")
	require.Len(t, got[0].Items, 2, "and each thing in it once")
	require.Equal(t, at(2, 12, 1), got[0].NextAt, "the second does not put off the first")
	require.Equal(t, "欧阳女士", got[0].Name)
	require.Equal(t, "有进展：TS-20260302-0001 外墙渗水", got[0].Items[1].Subject)
	require.Equal(t, "m-1", mail.MatterOf(got[0].MessageID))
	portal, err := o.store.Messages.List(t.Context(), "u-owner", "", false, 9)
	require.NoError(t, err)
	require.Len(t, portal, 2)

	o.happens("progressed", complaint.Complaint{ID: "m-2", Number: "TS-2", OwnerID: "o-1"}, "到场", `{}`)
	require.Len(t, o.mails()["owner@example.com"], 2, "another matter is another mail")
	o.happens("dispatched", matter(), "", `{"department":"engineering"}`)
	require.Len(t, o.mails()["head@example.com"], 1)
	require.Empty(t, o.mails()[""], "who has no address is told on the portal alone")
}

func TestALimitThatRanOutInAStandstillSendsNoMail(t *testing.T) {
	o := open(t)
	at := func(ago time.Duration) string {
		return fmt.Sprintf(`{"clock":"plan","percent":100,"passedAt":%q}`, o.at.Add(-ago).Format(time.RFC3339))
	}
	m := matter()
	m.DispatchedAt = &o.at
	o.happens(complaint.KindEscalated, m, "", at(30*time.Hour))
	require.Empty(t, o.mails()["head@example.com"])
	told, err := o.List(t.Context(), access.Actor{ID: "u-head"}, "", false, 10)
	require.NoError(t, err)
	require.Len(t, told.Items, 1, "on the portal it stands")

	o.happens(complaint.KindEscalated, m, "", at(time.Minute))
	require.Len(t, o.mails()["head@example.com"], 1)
	danger := m
	danger.ID, danger.Severity = "m-2", terms.Critical
	o.happens(complaint.KindEscalated, danger, "", at(30*time.Hour))
	require.Len(t, o.mails()["head@example.com"], 2, "danger is told however late")
}

func TestAnOwnerWithoutAnAccountIsWrittenToInTheirLanguage(t *testing.T) {
	o := open(t)
	m := matter()
	m.OwnerID = "o-2"
	o.happens("accepted", m, "", `{"handler":"李工"}`)
	got := o.mails()["smith@example.com"]
	require.Len(t, got, 1)
	require.Equal(t, "Engineering has taken “外墙渗水” (TS-20260302-0001) on; 李工 handles it.", got[0].Items[0].Body)
	require.Equal(t, "en", got[0].Lang)
}

func TestAReporterWithoutARecordIsMailedOfReceiptAndOutcomeAlone(t *testing.T) {
	o := open(t)
	m := matter()
	m.OwnerID, m.Reporter = "", complaint.Reporter{Kind: "tenant", Name: "小林", Email: "tenant@example.com"}
	o.happens(complaint.KindRegistered, m, "", `{}`)
	o.happens("progressed", m, "明天上午到场", `{}`)
	o.happens("closed", m, "", `{}`)
	got := o.mails()["tenant@example.com"]
	require.Len(t, got, 1)
	require.Len(t, got[0].Items, 2, "what is between stays with the desk")
	require.True(t, got[0].Guest, "and no page of the portal is theirs")
	require.Equal(t, "小林", got[0].Name)
	require.Equal(t, "m-1", mail.MatterOf(got[0].MessageID), "what they answer finds the matter")

	for _, kind := range []string{"anonymous", "authority"} {
		m.ID, m.Reporter.Kind, m.Reporter.Email = "m-"+kind, kind, kind+"@example.com"
		o.happens(complaint.KindRegistered, m, "", `{}`)
		require.Empty(t, o.mails()[kind+"@example.com"])
	}
	known := matter()
	known.ID, known.Reporter = "m-9", complaint.Reporter{Kind: "family", Email: "family@example.com"}
	o.happens(complaint.KindRegistered, known, "", `{}`)
	require.Empty(t, o.mails()["family@example.com"], "where there is a record, its owner is told")
}

func TestQuietHoursHoldMailsUntilMorningAndFoldThem(t *testing.T) {
	o := open(t)
	o.at = at(2, 22, 30)
	o.happens("progressed", matter(), "今晚先封堵", `{}`)
	o.at = at(3, 1, 0)
	o.happens("progressed", matter(), "已止水", `{}`)
	got := o.mails()["owner@example.com"]
	require.Len(t, got, 1)
	require.Len(t, got[0].Items, 2)
	require.Equal(t, at(3, 8, 0), got[0].NextAt)
	_, due, err := o.store.Mails.Claim(t.Context(), at(3, 7, 59), time.Minute)
	require.NoError(t, err)
	require.False(t, due)

	danger := matter()
	danger.ID, danger.Severity = "m-2", terms.Critical
	o.happens("bulletin_issued", danger, "请勿使用电梯", `{}`)
	m, due, err := o.store.Mails.Claim(t.Context(), o.at, time.Minute)
	require.NoError(t, err)
	require.True(t, due, "danger waits for nobody's sleep")
	require.Equal(t, "m-2", m.ComplaintID)

	night := account.Preferences{Language: "zh-CN", Quiet: &account.Quiet{From: "00:00", To: "00:00"}}
	_, err = o.SetPreferences(t.Context(), access.Actor{ID: "u-owner", Role: access.Owner}, night, nil)
	require.NoError(t, err)
	third := matter()
	third.ID = "m-3"
	o.happens("progressed", third, "值夜班的业主", `{}`)
	require.Equal(t, o.at.Add(time.Minute), o.mails()["owner@example.com"][0].NextAt, "who wants no quiet has none")
}

func TestPeopleChooseWhatComesByMail(t *testing.T) {
	o := open(t)
	me := access.Actor{ID: "u-owner", Role: access.Owner}
	got, err := o.SetPreferences(t.Context(), me, account.Preferences{Language: "en", NoMail: []string{message.GroupProgress}}, nil)
	require.NoError(t, err)
	require.Equal(t, "owner@example.com", got.Email)
	require.False(t, got.ByPerson)
	o.happens("progressed", matter(), "明天到场", `{}`)
	require.Empty(t, o.mails())
	o.happens("completed", matter(), "", `{}`)
	require.Equal(t, "Is it solved? TS-20260302-0001 外墙渗水", o.mails()["owner@example.com"][0].Items[0].Subject)

	wrong := func(by access.Actor, p account.Preferences, email *string) []string {
		_, err := o.SetPreferences(t.Context(), by, p, email)
		f, _ := fault.As(err)
		var out []string
		for _, x := range f.Fields {
			out = append(out, x.Path)
		}
		return out
	}
	head, mine := access.Actor{ID: "u-head", Role: access.DeptHead}, "neu@example.com"
	require.Equal(t, []string{"language", "noMail", "quiet.from", "email"}, wrong(me, account.Preferences{Language: "fr", NoMail: []string{message.GroupWork}, Quiet: &account.Quiet{From: "25:00", To: "08:00"}}, &mine))
	bad := "no address"
	require.Equal(t, []string{"email"}, wrong(head, account.Preferences{}, &bad))
	changed, err := o.SetPreferences(t.Context(), head, account.Preferences{}, &mine)
	require.NoError(t, err)
	require.Equal(t, mine, changed.Email)
	require.True(t, changed.ByPerson)
	o.happens("dispatched", matter(), "", `{"department":"engineering"}`)
	require.Len(t, o.mails()[mine], 1)
}

func TestAnAddressThatDoesNotWorkIsShownUntilOneArrives(t *testing.T) {
	o := open(t)
	me := access.Actor{ID: "u-owner", Role: access.Owner}
	o.happens("accepted", matter(), "", `{}`)
	m := o.mails()["owner@example.com"][0]
	_, err := o.SendMailAgain(t.Context(), admin, m.ID)
	require.True(t, fault.Is(err, fault.Refused), "it is on its way")
	require.NoError(t, o.store.Mails.Settle(t.Context(), m.GivenUp(mail.BadAddress, "550 5.1.1 unknown", o.at)))
	p, err := o.GetPreferences(t.Context(), me)
	require.NoError(t, err)
	require.NotNil(t, p.Refused)
	require.Equal(t, "550 5.1.1 unknown", p.Refused.LastError)

	again, err := o.SendMailAgain(t.Context(), admin, m.ID)
	require.NoError(t, err)
	require.Equal(t, mail.Pending, again.State)
	require.NoError(t, o.store.Mails.Settle(t.Context(), again.Delivered(o.at.Add(time.Minute))))
	p, err = o.GetPreferences(t.Context(), me)
	require.NoError(t, err)
	require.Nil(t, p.Refused)
}

func TestWithoutAMailboxNothingIsKeptForMail(t *testing.T) {
	o := open(t)
	o.boxes = nil
	o.happens("accepted", matter(), "", `{}`)
	require.NoError(t, o.DeliverResetCode(t.Context(), account.Account{ID: "u-head"}, "code", o.at))
	require.Empty(t, o.mails())
}

func TestWhatIsOldNewsIsToldToNobody(t *testing.T) {
	o := open(t)
	e := complaint.Event{ID: "m-1-1", ComplaintID: "m-1", Seq: 1, At: o.at.Add(-25 * time.Hour), Kind: "accepted", Actor: desk, VisibleToOwner: true, Data: json.RawMessage(`{}`)}
	require.NoError(t, o.Hear(t.Context(), outbox.Pending{Event: e, Matter: matter()}))
	require.Empty(t, o.mails())
}

func TestTheCodeIsKeptSealed(t *testing.T) {
	o := open(t)
	require.NoError(t, o.DeliverResetCode(t.Context(), account.Account{ID: "u-head", Role: access.DeptHead}, "ABCD-EFGH", o.at.Add(15*time.Minute)))
	require.NoError(t, o.DeliverResetCode(t.Context(), account.Account{}, "ABCD-EFGH", o.at.Add(15*time.Minute)))
	all, err := o.store.Mails.List(t.Context(), mail.Query{Limit: 9})
	require.NoError(t, err)
	require.Len(t, all, 2, "nobody's code makes the same work")
	for _, m := range all {
		raw, err := json.Marshal(m)
		require.NoError(t, err)
		require.NotContains(t, string(raw), "ABCD")
		_, err = o.SendMailAgain(t.Context(), admin, m.Delivered(o.at).ID)
		require.True(t, fault.Is(err, fault.Refused))
	}
	to, err := o.Address(t.Context(), "u-head")
	require.NoError(t, err)
	require.Equal(t, "head@example.com", to)
}

func TestWordsAreChangedWhileTheProgramRunsAndTakenBack(t *testing.T) {
	o := open(t)
	all, err := o.Words.All(t.Context(), admin)
	require.NoError(t, err)
	var mine message.Template
	for _, w := range all {
		if w.Key() == "owner/accepted" {
			mine = w.Template
		}
	}
	mine.Body.ZH = "{{.Number}} 有人管了。"
	changed, err := o.Words.Put(t.Context(), admin, mine)
	require.NoError(t, err)
	require.True(t, changed.Changed)
	o.happens("accepted", matter(), "", `{}`)
	require.Equal(t, "TS-20260302-0001 有人管了。", o.mails()["owner@example.com"][0].Items[0].Body)

	spoilt := mine
	spoilt.Body.ZH = "{{.Nummer}}"
	_, err = o.Words.Put(t.Context(), admin, spoilt)
	require.ErrorContains(t, err, "body.zh")
	_, err = o.Words.Put(t.Context(), admin, message.Template{For: "owner", Event: "no_such"})
	require.True(t, fault.Is(err, fault.NotFound))
	_, err = o.Words.Put(t.Context(), access.Actor{Role: access.Desk}, mine)
	require.True(t, fault.Is(err, fault.Forbidden))

	back, err := o.Words.Reset(t.Context(), admin, "owner", "accepted")
	require.NoError(t, err)
	require.False(t, back.Changed)
	require.NotEqual(t, mine.Body.ZH, back.Body.ZH)
	later := matter()
	later.ID = "m-9"
	o.happens("accepted", later, "", `{}`)
	require.Equal(t, "「外墙渗水」（TS-20260302-0001）已由工程技术部接单。", o.mails()["owner@example.com"][0].Items[0].Body)
}
