package mail_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/mail"
)

var (
	zone = time.FixedZone("CST", 8*3600)
	noon = time.Date(2026, 3, 2, 12, 0, 0, 0, zone).UTC()
	firm = mail.House{Company: "安居物业", Phone: "400-000-0000", Portal: "https://portal.example.com", Zone: zone}
)

func letter(items ...mail.Item) mail.Mail {
	return mail.Mail{
		ID: "x-1", AccountID: "u-1", Name: "欧阳<b>", Lang: "zh-CN", ComplaintID: "m-1", Number: "TS-20260302-0001", Items: items,
		State: mail.Pending, StartedAt: noon, NextAt: noon,
	}
}

func TestQuietHoursHoldUntilTheyEnd(t *testing.T) {
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 3, day, hour, minute, 0, 0, zone).UTC() }
	night, lunch := mail.Quiet{From: "21:00", To: "08:00"}, mail.Quiet{From: "12:00", To: "14:30"}
	for _, c := range []struct {
		quiet    mail.Quiet
		at, want time.Time
	}{
		{night, at(2, 20, 59), at(2, 20, 59)}, {night, at(2, 21, 0), at(3, 8, 0)}, {night, at(3, 3, 0), at(3, 8, 0)}, {night, at(3, 8, 0), at(3, 8, 0)},
		{lunch, at(2, 13, 0), at(2, 14, 30)}, {lunch, at(2, 11, 0), at(2, 11, 0)}, {lunch, at(2, 14, 30), at(2, 14, 30)},
		{mail.Quiet{From: "08:00", To: "08:00"}, at(2, 8, 0), at(2, 8, 0)}, {mail.Quiet{}, at(2, 3, 0), at(2, 3, 0)},
		{night, time.Date(2026, 3, 31, 23, 0, 0, 0, zone), time.Date(2026, 4, 1, 8, 0, 0, 0, zone).UTC()},
	} {
		require.True(t, c.want.Equal(c.quiet.After(c.at, zone)), "%v at %v: %v", c.quiet, c.at.In(zone), c.quiet.After(c.at, zone).In(zone))
	}
}

func TestTriesGrowApartAndEnd(t *testing.T) {
	m, at := letter(), noon
	var waits []time.Duration
	for m.State == mail.Pending {
		m = m.Postponed("no answer", at, 24*time.Hour)
		waits = append(waits, m.NextAt.Sub(at))
		at = m.NextAt
	}
	require.Equal(t, []time.Duration{5 * time.Second, 15 * time.Second, time.Minute, 2 * time.Minute}, waits[:4])
	require.Equal(t, time.Hour, waits[len(waits)-1])
	require.Equal(t, mail.TooLate, m.Failure)
	require.Greater(t, len(waits), 20)
	require.Equal(t, len(waits), m.Attempts)
	require.NotNil(t, m.SettledAt)

	again := m.Again(at)
	require.Equal(t, mail.Pending, again.State)
	require.Zero(t, again.Attempts)
	require.Nil(t, again.SettledAt)
	require.Equal(t, at, again.NextAt)

	require.False(t, letter().Stale(noon.Add(24*time.Hour), 24*time.Hour))
	require.True(t, letter().Stale(noon.Add(24*time.Hour+time.Second), 24*time.Hour))
}

func TestAnAnswerSaysWhichMatterItIsAbout(t *testing.T) {
	require.Equal(t, "m-1", mail.MatterOf("<"+mail.MessageID("x-1", "m-1", "example.com")+">"))
	require.Equal(t, "m-1", mail.MatterOf(" <"+mail.Thread("m-1", "example.com")+">"))
	for _, other := range []string{"", "<CAF+1@mail.gmail.com>", "<anju.x-1@example.com>", "<" + mail.MessageID("x-1", "", "example.com") + ">"} {
		require.Empty(t, mail.MatterOf(other), other)
	}
}

func TestWhatAMailLooksLike(t *testing.T) {
	one := mail.Item{EventID: "e-1", At: noon, Subject: "已接单：TS-20260302-0001", Body: "已由工程技术部接单 <script>"}
	l, err := mail.Compose(letter(one), "", firm)
	require.NoError(t, err)
	require.Equal(t, one.Subject, l.Subject)
	for _, part := range []string{"欧阳<b>，您好：", one.Body, "https://portal.example.com/matters/m-1", "安居物业", "400-000-0000", "https://portal.example.com/settings/notices"} {
		require.Contains(t, l.Text, part)
	}
	require.NotContains(t, l.HTML, "<script>")
	require.NotContains(t, l.HTML, "欧阳<b>")
	require.Contains(t, l.HTML, `href="https://portal.example.com/matters/m-1"`)
	require.Contains(t, l.HTML, `lang="zh-CN"`)

	two := mail.Item{EventID: "e-2", At: noon.Add(time.Minute), Subject: "有进展：TS-20260302-0001", Body: "已到场"}
	m := letter(two, one)
	m.Staff, m.Lang = true, "en"
	l, err = mail.Compose(m, "", firm)
	require.NoError(t, err)
	require.Equal(t, two.Subject+" (2 news)", l.Subject, "the last speaks for all")
	require.Less(t, strings.Index(l.Text, one.Body), strings.Index(l.Text, two.Body), "from the oldest on")
	require.Contains(t, l.Text, "03-02 12:01")
	require.Contains(t, l.Text, "https://portal.example.com/desk/matters/m-1")
	require.Contains(t, l.Text, "Dear ")

	m.Staff, m.Guest = false, true
	l, err = mail.Compose(m, "", firm)
	require.NoError(t, err)
	require.NotContains(t, l.Text+l.HTML, firm.Portal, "a guest has no page to open")
	require.Contains(t, l.Text, firm.Phone)
}

func TestAResetCodeIsOnlyInTheLetter(t *testing.T) {
	m := mail.ResetCode("x-1", "u-1", "zh-CN", false, "example.com", []byte("sealed"), noon.Add(15*time.Minute), noon, zone)
	l, err := mail.Compose(m, "ABCD-EFGH", firm)
	require.NoError(t, err)
	require.Contains(t, l.Text, "12:15")
	require.Contains(t, l.Text, "ABCD-EFGH")
	require.Contains(t, l.HTML, "https://portal.example.com/reset?code=ABCD-EFGH")
	require.NotContains(t, l.Subject, "ABCD")
	require.Nil(t, m.Delivered(noon).Sealed, "gone once sent")
	require.Nil(t, m.GivenUp(mail.Refused, "550", noon).Sealed)
}
