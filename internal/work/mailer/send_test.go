package mailer_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/internal/auth"
	"anju/internal/core/mail"
	"anju/internal/core/mailbox"
	"anju/internal/core/policy"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
	"anju/internal/work/mailer"
	"anju/internal/work/mailtest"
)

// desk is a program's sending half with a clock of its own.
type desk struct {
	t      *testing.T
	store  *set.Set
	sealer *auth.Sealer
	boxes  mailbox.Mailboxes
	at     time.Time
}

var zone = time.FixedZone("CST", 8*3600)

func open(t *testing.T, boxes ...mailbox.Mailbox) *desk {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	sealer, err := auth.NewSealer(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	d := &desk{t: t, store: store, sealer: sealer, boxes: boxes, at: time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)}
	for _, b := range d.boxes {
		if b.SMTP != nil && b.SMTP.Password != "" {
			b.SMTP.Sealed, _, err = sealer.Seal(b.SMTP.Password)
			require.NoError(t, err)
		}
	}
	return d
}

func (d *desk) now() time.Time { return d.at }

func (d *desk) later(by time.Duration) { d.at = d.at.Add(by) }

func (d *desk) sender() *mailer.Sender {
	return mailer.NewSender(mailer.Deps{
		Mails: d.store.Mails, Mailboxes: func(context.Context) (mailbox.Mailboxes, error) { return d.boxes, nil },
		Address: func(_ context.Context, account string) (string, error) {
			return map[string]string{"u-7": "seven@example.com"}[account], nil
		},
		Secrets: d.sealer, House: mail.House{Company: "安居物业服务有限公司", Portal: "https://portal.example.com", Zone: zone},
		Windows: func() policy.Windows { return policy.Windows{MailTryHours: 24, MailPerMinute: 600} },
		Now:     d.now, Log: slog.New(slog.DiscardHandler),
	})
}

func (d *desk) once(s *mailer.Sender) {
	d.t.Helper()
	_, err := s.Once(d.t.Context())
	require.NoError(d.t, err)
}

func (d *desk) add(to, matter string) mail.Mail {
	d.t.Helper()
	id, at := uuid.Must(uuid.NewV7()).String(), d.now()
	m := mail.Mail{
		ID: id, AccountID: "u-1", Name: "欧阳女士", To: to, Lang: "zh-CN", ComplaintID: matter, CommunityID: "c-1", Number: "TS-20260302-0001",
		MessageID: mail.MessageID(id, matter, "example.com"), Thread: mail.Thread(matter, "example.com"),
		Items: []mail.Item{{EventID: id, Event: "accepted", At: at, Subject: "已接单：TS-20260302-0001 外墙渗水，多年失修的西山墙由防水班组重新处理", Body: "已由工程技术部接单"}},
		Keys:  []string{id}, State: mail.Pending, CreatedAt: at, StartedAt: at, NextAt: at,
	}
	require.NoError(d.t, d.store.Mails.Add(d.t.Context(), m))
	return m
}

func (d *desk) get(m mail.Mail) mail.Mail {
	d.t.Helper()
	got, err := d.store.Mails.Get(d.t.Context(), m.ID)
	require.NoError(d.t, err)
	return got
}

func box(port int, tls mailbox.TLS, login, password string) mailbox.Mailbox {
	return mailbox.Mailbox{Name: "own", Address: "service@example.com", SMTP: &mailbox.Server{Host: mailtest.Host, Port: port, TLS: tls, Login: login, Password: password}, PollSeconds: 1, Active: true}
}

// patience bounds the waits for the mail server and for threads of the test; how
// fast a busy machine is, is not what is tested.
const patience = 3 * time.Minute

// arrived waits until the server has filed a mail: it does so after it took it.
func arrived(t *testing.T, server *mailtest.Server, address string, n int) []mailtest.Mail {
	t.Helper()
	var got []mailtest.Mail
	require.Eventually(t, func() bool { got = server.To(t, address); return len(got) >= n }, patience, 20*time.Millisecond, address)
	return got
}

// TestWithAMailServer holds all that one server serves: the process trusts one
// certificate from its first use on.
func TestWithAMailServer(t *testing.T) {
	server := mailtest.Start(t)
	t.Setenv("SSL_CERT_FILE", server.Roots)

	for protocol, b := range map[string]mailbox.Mailbox{
		"esmtpsa": box(server.Port, mailbox.StartTLS, mailtest.Login, mailtest.Password),
		"esmtps":  box(server.TLSPort, mailbox.Implicit, "", ""),
		"esmtpa":  box(server.Port, mailbox.Plain, mailtest.Login, mailtest.Password),
		"esmtp":   box(server.Port, mailbox.Plain, "", ""),
	} {
		t.Run("a mail arrives by "+protocol, func(t *testing.T) {
			lake := mailbox.Mailbox{Name: "lake", Address: "lake@example.com", CommunityID: "c-1", IMAP: &mailbox.Server{}, Active: true}
			d := open(t, b, lake)
			m := d.add(protocol+"@example.com", "m-1")
			d.once(d.sender())
			require.Equal(t, mail.Sent, d.get(m).State, d.get(m).LastError)
			got := arrived(t, server, m.To, 1)[0]
			require.Contains(t, strings.Join(strings.Fields(got.Header.Get("Received")), " "), "with "+protocol+" ")
			require.Equal(t, m.Items[0].Subject, got.Subject)
			require.Contains(t, got.Text, "欧阳女士，您好：\n\n已由工程技术部接单\n\n")
			require.Contains(t, got.HTML, "https://portal.example.com/matters/m-1")
			require.Equal(t, "<"+m.MessageID+">", got.MessageID)
			for name, want := range map[string]string{
				"References": "<" + m.Thread + ">", "In-Reply-To": "<" + m.Thread + ">", "Auto-Submitted": "auto-generated", "Reply-To": "<lake@example.com>",
				"List-Unsubscribe": "<https://portal.example.com/settings/notices>", "To": "<" + m.To + ">",
			} {
				require.Equal(t, want, got.Header.Get(name), name)
			}
			from, err := got.Header.AddressList("From")
			require.NoError(t, err)
			require.Equal(t, "安居物业服务有限公司", from[0].Name)
			require.Equal(t, "service@example.com", from[0].Address)
		})
	}

	good := box(server.TLSPort, mailbox.Implicit, mailtest.Login, mailtest.Password)
	t.Run("what is refused for good ends, what is put off comes again, and neither holds up others", func(t *testing.T) {
		d := open(t, good)
		gone, busy, abroad, fine := d.add("nobody@example.com", "m-1"), d.add("busy@example.com", "m-2"), d.add("x@elsewhere.test", "m-3"), d.add("fine@example.com", "m-4")
		odd := d.add("not an address", "m-5")
		d.once(d.sender())
		require.Equal(t, mail.BadAddress, d.get(gone).Failure)
		require.Equal(t, 1, d.get(gone).Attempts)
		require.Contains(t, d.get(gone).LastError, "nobody of this name")
		require.NotContains(t, d.get(gone).LastError, gone.To)
		require.Equal(t, mail.Refused, d.get(abroad).Failure)
		require.Equal(t, mail.BadAddress, d.get(odd).Failure)
		require.NotContains(t, d.get(odd).LastError, odd.To)
		require.Equal(t, mail.Sent, d.get(fine).State)
		require.Equal(t, mail.Pending, d.get(busy).State)
		require.Equal(t, d.now().Add(5*time.Second), d.get(busy).NextAt)
		last, err := d.store.Mails.LastTo(t.Context(), gone.To)
		require.NoError(t, err)
		require.Equal(t, mail.BadAddress, last.Failure)
	})

	t.Run("a mail that waited too long is dropped and said to be", func(t *testing.T) {
		d := open(t, good)
		m := d.add("stale@example.com", "m-1")
		d.later(25 * time.Hour)
		d.once(d.sender())
		require.Equal(t, mail.TooLate, d.get(m).Failure)
		require.Empty(t, server.To(t, m.To))
	})

	t.Run("nobody's code goes nowhere, somebody's to their address, and is gone once sent", func(t *testing.T) {
		d := open(t, good)
		sealed, _, err := d.sealer.Seal("ABCD-EFGH")
		require.NoError(t, err)
		for _, account := range []string{"", "u-7"} {
			require.NoError(t, d.store.Mails.Add(t.Context(), mail.ResetCode("r-"+account, account, "en", true, "example.com", sealed, d.now().Add(time.Minute), d.now(), zone)))
		}
		d.once(d.sender())
		got := arrived(t, server, "seven@example.com", 1)[0]
		require.Contains(t, got.Text, "ABCD-EFGH")
		require.Contains(t, got.Text, "https://portal.example.com/desk/reset?code=ABCD-EFGH")
		left, err := d.store.Mails.List(t.Context(), mail.Query{Limit: 9})
		require.NoError(t, err)
		require.Len(t, left, 1)
		require.Nil(t, left[0].Sealed)
	})

	t.Run("a mailbox that is set up wrongly loses nothing", func(t *testing.T) {
		d := open(t, box(server.Port, mailbox.StartTLS, mailtest.Login, "wrong"))
		m := d.add("patient@example.com", "m-1")
		s := d.sender()
		d.once(s)
		require.Equal(t, mail.Pending, d.get(m).State)
		require.Contains(t, d.get(m).LastError, "535")
		d.boxes = mailbox.Mailboxes{good}
		d.boxes[0].SMTP.Sealed, _, _ = d.sealer.Seal(mailtest.Password)
		d.later(10 * time.Second)
		d.once(s)
		require.Equal(t, mail.Sent, d.get(m).State, d.get(m).LastError)
	})

	t.Run("the words of a test say what is wrong", func(t *testing.T) {
		d := open(t)
		probe := func(b mailbox.Mailbox) string {
			b.SMTP.Sealed, _, _ = d.sealer.Seal(b.SMTP.Password)
			wrong, err := mailer.Prober{Secrets: d.sealer}.TrySMTP(t.Context(), b)
			require.NoError(t, err)
			if wrong == nil {
				return ""
			}
			require.NotEmpty(t, wrong.ZH)
			return wrong.EN
		}
		require.Empty(t, probe(good))
		require.Empty(t, probe(box(server.Port, mailbox.StartTLS, mailtest.Login, mailtest.Password)))
		require.Contains(t, probe(box(server.Port, mailbox.StartTLS, mailtest.Login, "wrong")), "Signing in was refused")
		require.Contains(t, probe(box(server.Port, mailbox.Implicit, "", "")), "does not speak TLS at once")
		require.Contains(t, probe(box(1, mailbox.Plain, "", "")), "refuses connections")
		elsewhere := box(server.TLSPort, mailbox.Implicit, "", "")
		elsewhere.SMTP.Host = "127.0.0.1"
		require.Contains(t, probe(elsewhere), "certificate is not for 127.0.0.1")
		elsewhere.SMTP.Host = "nowhere.invalid"
		require.Contains(t, probe(elsewhere), "There is no server nowhere.invalid")
	})

	for how, end := range map[string]func(testing.TB){"stops": server.Stop, "is cut off": func(testing.TB) { server.Kill() }} {
		t.Run("the server "+how+" under load and comes again: nothing is lost, nothing doubled", func(t *testing.T) {
			d := open(t, good)
			const n = 60
			to := strings.ReplaceAll(how, " ", "-") + "@example.com"
			want := map[string]bool{}
			for i := range n {
				want["<"+d.add(to, fmt.Sprint("m-", i)).MessageID+">"] = true
			}
			instances := []*mailer.Sender{d.sender(), d.sender()}
			turn := func() { // of both at once; the clock stands while they send, so a claim outlives the slowest machine
				var both sync.WaitGroup
				for _, s := range instances {
					both.Go(func() { _, _ = s.Once(t.Context()) }) // what fails in between is the point
				}
				both.Wait()
				d.later(mailer.Every)
			}
			var under sync.WaitGroup
			under.Go(func() {
				for range 2 { // of twenty mails at most
					turn()
				}
			})
			arrived(t, server, to, n/6)
			end(t)
			under.Wait()
			pending := func() []mail.Mail {
				left, err := d.store.Mails.List(t.Context(), mail.Query{State: mail.Pending, Limit: n})
				require.NoError(t, err)
				return left
			}
			require.NotEmpty(t, pending(), "the server went while mails waited")
			server.Resume(t)
			for turns := 0; len(pending()) > 0; turns++ {
				require.Less(t, turns, 3600, "nothing waits for an hour")
				turn()
			}
			got := map[string]int{}
			require.Eventually(t, func() bool {
				clear(got)
				for _, m := range server.To(t, to) {
					got[m.MessageID]++
				}
				return len(got) == n
			}, patience, 50*time.Millisecond, "each arrived")
			for id, times := range got {
				require.True(t, want[id])
				if how == "stops" { // cut off, the server may have filed what it could not say that it took
					require.Equal(t, 1, times, id)
				}
			}
		})
	}
}
