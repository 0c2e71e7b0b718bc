package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/mail"
	"anju/internal/store/set"
)

func mailOf(account, matter, event string, ms int64) mail.Mail {
	return mail.Mail{
		ID: id(), AccountID: account, To: account + "@example.com", Lang: "zh-CN", ComplaintID: matter, Number: "TS-1", MessageID: "anju.x." + matter + "@example.com",
		Items: []mail.Item{{EventID: event, Event: "accepted", At: at(ms), Subject: "已接单", Body: "已由工程技术部接单"}},
		Keys:  []string{mail.Key(event, account)}, State: mail.Pending, CreatedAt: at(ms), StartedAt: at(ms + 100), NextAt: at(ms + 100),
	}
}

func mails(t *testing.T, s *set.Set) {
	claim := func(ms int64) (mail.Mail, bool) {
		t.Helper()
		m, ok, err := s.Mails.Claim(ctx(t), at(ms), time.Second)
		require.NoError(t, err)
		return m, ok
	}
	list := func(q mail.Query) []mail.Mail {
		t.Helper()
		all, err := s.Mails.List(ctx(t), q)
		require.NoError(t, err)
		return all
	}
	first, other := mailOf("u-1", "m-1", "e-1", 0), mailOf("u-1", "m-1", "e-2", 10)
	urgent := mailOf("u-1", "m-1", "e-3", 20)
	urgent.NextAt, urgent.StartedAt = at(20), at(20)
	for _, m := range []mail.Mail{first, other, other, urgent} {
		require.NoError(t, s.Mails.Add(ctx(t), m))
	}
	folded := first.With(other).With(urgent)
	require.Equal(t, []mail.Mail{folded}, list(mail.Query{Limit: 9}), "what is told within a while is one mail, each event once, and what hastens one hastens all")
	_, ok := claim(19)
	require.False(t, ok, "its time has not come")

	for i := range mail.MostItems + 1 {
		require.NoError(t, s.Mails.Add(ctx(t), mailOf("u-9", "m-9", fmt.Sprint("n-", i), 5_000_000)))
	}
	full := list(mail.Query{ComplaintID: "m-9", Limit: 9})
	require.Len(t, full, 2, "a mail that is full is followed by another")
	require.ElementsMatch(t, []int{mail.MostItems, 1}, []int{len(full[0].Items), len(full[1].Items)})
	for _, m := range full {
		require.NoError(t, s.Mails.Remove(ctx(t), m.ID))
	}

	got := make([]bool, 6)
	for _, err := range atOnce(len(got), func(i int) (err error) {
		_, got[i], err = s.Mails.Claim(ctx(t), at(20), time.Second)
		return err
	}) {
		require.NoError(t, err)
	}
	require.Equal(t, 1, count(got), "of those that ask side by side one gets it")
	late := mailOf("u-1", "m-1", "e-4", 30)
	require.NoError(t, s.Mails.Add(ctx(t), late))
	require.Len(t, list(mail.Query{ComplaintID: "m-1", Limit: 9}), 2, "nothing is put into a mail that is being sent")
	m, ok := claim(20 + 1000)
	require.True(t, ok, "a lease that ended lets another try")
	require.Contains(t, []string{folded.ID, late.ID}, m.ID)

	sent := folded.Delivered(at(50))
	require.NoError(t, s.Mails.Settle(ctx(t), sent))
	back, err := s.Mails.Get(ctx(t), sent.ID)
	require.NoError(t, err)
	require.Equal(t, sent, back)
	require.NoError(t, s.Mails.Add(ctx(t), other), "of an event that went out nothing is stored again")
	postponed := late.Postponed("450 later", at(60), time.Hour)
	require.NoError(t, s.Mails.Settle(ctx(t), postponed))
	require.NoError(t, s.Mails.Add(ctx(t), mailOf("u-1", "m-1", "e-5", 70)))
	require.Len(t, list(mail.Query{ComplaintID: "m-1", Limit: 9}), 3, "what was tried stays as it is: every try sends the same")

	alone, beside := mailOf("u-2", "", "e-6", 80), mailOf("u-2", "", "e-7", 80)
	require.NoError(t, s.Mails.Add(ctx(t), alone))
	require.NoError(t, s.Mails.Add(ctx(t), beside))
	require.Equal(t, []mail.Mail{beside, alone}, list(mail.Query{Limit: 2}), "mails about no matter stay by themselves; newest first")
	require.Equal(t, []mail.Mail{alone}, list(mail.Query{Before: beside.ID, Limit: 1}))
	require.Equal(t, []mail.Mail{sent}, list(mail.Query{State: mail.Sent, Limit: 9}))

	absent(t, second(s.Mails.LastTo(ctx(t), "nobody@example.com")))
	absent(t, second(s.Mails.LastTo(ctx(t), "u-2@example.com")))
	refused := alone.GivenUp(mail.BadAddress, "550", at(90))
	require.NoError(t, s.Mails.Settle(ctx(t), refused))
	last, err := s.Mails.LastTo(ctx(t), "u-2@example.com")
	require.NoError(t, err)
	require.Equal(t, refused, last)
	require.NoError(t, s.Mails.Settle(ctx(t), beside.Delivered(at(95))))
	last, err = s.Mails.LastTo(ctx(t), "u-2@example.com")
	require.NoError(t, err)
	require.Equal(t, beside.ID, last.ID, "the last word on an address")

	require.NoError(t, s.Mails.Sweep(ctx(t), at(75)))
	absent(t, second(s.Mails.Get(ctx(t), sent.ID)))
	_, err = s.Mails.Get(ctx(t), postponed.ID)
	require.NoError(t, err, "what is pending stays")
	require.NoError(t, s.Mails.Remove(ctx(t), postponed.ID))
	absent(t, second(s.Mails.Get(ctx(t), postponed.ID)))
	absent(t, s.Mails.Settle(ctx(t), mailOf("u-9", "m-9", "e-9", 0)))

	for i := range 40 { // two instances that empty a queue hand out each mail once
		require.NoError(t, s.Mails.Add(ctx(t), mailOf("u-3", fmt.Sprint("m-", i), fmt.Sprint("e-", i), 0)))
	}
	seen := make([]map[string]int, 4)
	for _, err := range atOnce(len(seen), func(i int) error {
		seen[i] = map[string]int{}
		for {
			m, ok, err := s.Mails.Claim(ctx(t), at(100), time.Hour)
			if err != nil || !ok {
				return err
			}
			seen[i][m.ID]++
		}
	}) {
		require.NoError(t, err)
	}
	times := map[string]int{}
	for _, one := range seen {
		for id, n := range one {
			times[id] += n
		}
	}
	for id, n := range times {
		require.Equal(t, 1, n, id)
	}
	require.GreaterOrEqual(t, len(times), 40)
}

func count(got []bool) (n int) {
	for _, ok := range got {
		if ok {
			n++
		}
	}
	return n
}
