package letters_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/letter"
	"anju/internal/core/outbox"
	"anju/internal/desk/letters"
	"anju/internal/store/sqlite"
)

var (
	noon  = time.Date(2026, 11, 16, 4, 0, 0, 0, time.UTC)
	clerk = access.Actor{ID: "u-1", Name: "林", Role: access.Desk}
	boss  = access.Actor{ID: "u-2", Name: "副总", Role: access.Leader}
)

func open(t *testing.T) *letters.Service {
	store, err := sqlite.Open(context.Background(), sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	shipped, err := config.Rules(shanghai)
	require.NoError(t, err)
	n := 0
	return letters.New(letters.Deps{
		Letters: store.Letters, Counter: store.Complaints, Rules: shipped.Fixed(), Prefixes: letters.Prefixes{Out: "安居客函", In: "安居客收", Seals: "安居印"},
		Now: func() time.Time { return noon }, NewID: func() string { n++; return fmt.Sprintf("id-%03d", n) },
	})
}

// matter has a letter to its owner and one from outside that answers nothing.
func matter(id string) complaint.Complaint {
	return complaint.Complaint{ID: id, Number: "TS-20261116-" + id, CommunityID: "c-1", Letters: []complaint.FiledLetter{
		{ID: id + "-1", Direction: "out", Number: "安居客函〔2026〕1号", Kind: "reply", Party: "欧阳宁", Owner: true, Subject: "复函", At: noon.Add(time.Minute)},
		{ID: id + "-2", Direction: "in", Number: "安居客收〔2026〕1号", Party: "街道办", Subject: "来函", At: noon},
	}}
}

func heard(m complaint.Complaint, kind complaint.Kind) outbox.Pending {
	return outbox.Pending{Event: complaint.Event{ComplaintID: m.ID, Kind: kind}, Matter: m}
}

func list(t *testing.T, s *letters.Service, by access.Actor, ask letters.Ask) []letter.Letter {
	ask.Limit = 20
	page, err := s.List(t.Context(), by, ask)
	require.NoError(t, err)
	return page.Items
}

func TestRegistersFollowFromTheEventsOfMatters(t *testing.T) {
	s := open(t)
	m := matter("m1")
	for range 2 {
		require.NoError(t, s.Hear(t.Context(), heard(m, "letter_sent")))
		require.NoError(t, s.Hear(t.Context(), heard(m, "letter_received")))
	}
	require.NoError(t, s.Hear(t.Context(), heard(matter("m2"), "commented")))
	all := list(t, s, clerk, letters.Ask{})
	require.Len(t, all, 2, "each once, however often it was told")
	require.Nil(t, all[1].AnsweredAt)

	m.Letters = append(m.Letters, complaint.FiledLetter{ID: "m1-3", Direction: "out", Kind: "reply", Party: "街道办", Subject: "答复来函", Answers: "m1-2", At: noon.Add(time.Hour)})
	require.NoError(t, s.Hear(t.Context(), heard(m, "letter_sent")))
	require.Equal(t, noon.Add(time.Hour), *list(t, s, clerk, letters.Ask{Direction: "in"})[0].AnsweredAt, "the answer shows on the letter that it answers")

	require.NoError(t, s.Hear(t.Context(), heard(complaint.Complaint{ID: "m1"}, complaint.KindAnonymised)))
	require.Empty(t, list(t, s, clerk, letters.Ask{}))
}

func TestTheRegisterKeepsWhatTheMatterKeeps(t *testing.T) {
	s := open(t)
	open, kept, about := matter("m1"), matter("m2"), matter("m3")
	kept.Confidential, about.Recused = true, []string{boss.ID}
	for _, m := range []complaint.Complaint{open, kept, about} {
		require.NoError(t, s.Hear(t.Context(), heard(m, "letter_sent")))
	}
	parties := func(by access.Actor, ask letters.Ask) map[string]string {
		out := map[string]string{}
		for _, l := range list(t, s, by, ask) {
			out[l.ID] = l.Party + "|" + l.Subject
		}
		return out
	}
	require.Equal(t, map[string]string{"m1-1": "欧阳*|复函", "m1-2": "街道办|来函", "m2-1": "|复函", "m2-2": "|来函", "m3-1": "|", "m3-2": "|"}, parties(boss, letters.Ask{}))
	require.Equal(t, "欧阳宁|复函", parties(clerk, letters.Ask{})["m2-1"])
	require.Len(t, parties(clerk, letters.Ask{Search: "欧阳宁"}), 3)
	require.Empty(t, parties(boss, letters.Ask{Search: "欧阳宁"}), "a search does not tell whose matter it is")
	require.Len(t, parties(boss, letters.Ask{Search: "街道办"}), 2, "nor which confidential one")
	elsewhere := access.Actor{ID: "u-3", Role: access.Desk, CommunityIDs: []string{"c-2"}}
	require.Empty(t, parties(elsewhere, letters.Ask{}))
}

func TestLettersAboutNoMatterAndSealsAreNumberedByYear(t *testing.T) {
	s := open(t)
	for n, want := range []string{"安居客函〔2026〕1号", "安居客函〔2026〕2号"} {
		l, err := s.Register(t.Context(), clerk, letter.Form{Direction: "out", Party: "供电所", Subject: fmt.Sprint("停电安排", n)})
		require.NoError(t, err)
		require.Equal(t, want, l.Number)
	}
	in, err := s.Register(t.Context(), clerk, letter.Form{Direction: "in", Party: "供电所", Subject: "停电通知", ReceivedOn: "2026-11-16"})
	require.NoError(t, err)
	require.Equal(t, "安居客收〔2026〕1号", in.Number)
	seal, err := s.UseSeal(t.Context(), clerk, letter.Seal{Document: "复函", Copies: 2, Seal: "公章", ApprovedBy: "方主管", HandledBy: "林", UsedOn: "2026-11-16"})
	require.NoError(t, err)
	require.Equal(t, "安居印〔2026〕1号", seal.Number)

	page, err := s.List(t.Context(), clerk, letters.Ask{Limit: 2})
	require.NoError(t, err)
	require.Len(t, page.Items, 2)
	rest, err := s.List(t.Context(), clerk, letters.Ask{Limit: 2, Cursor: page.NextCursor})
	require.NoError(t, err)
	require.Len(t, rest.Items, 1)
	require.Empty(t, rest.NextCursor)
	_, err = s.List(t.Context(), clerk, letters.Ask{Limit: 2, Cursor: "nonsense"})
	require.True(t, fault.Is(err, fault.Malformed))

	for _, f := range []letter.Form{{}, {Direction: "in", Party: "p", Subject: "s", ReceivedOn: "2026-11-17"}, {Direction: "in", Party: "p", Subject: "s", ReceivedOn: "17.11."}} {
		_, err := s.Register(t.Context(), clerk, f)
		require.True(t, fault.Is(err, fault.Invalid))
	}
	_, err = s.UseSeal(t.Context(), clerk, letter.Seal{UsedOn: "2026-11-17"})
	f, _ := fault.As(err)
	require.Len(t, f.Fields, 6)
}
