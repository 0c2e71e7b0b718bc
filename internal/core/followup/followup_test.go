package followup_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/followup"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

var (
	desk    = access.Actor{ID: "u-desk", Role: access.Desk}
	handler = access.Actor{ID: "u-heng", Role: access.Handler, Department: terms.Engineering}
	clerk   = access.Actor{ID: "u-hfin", Role: access.Handler, Department: terms.Finance}
	leader  = access.Actor{ID: "u-leader", Role: access.Leader}
	monday  = time.Date(2026, 11, 16, 1, 0, 0, 0, time.UTC)
	yes, no = true, false
)

func check() followup.Item {
	return followup.Made(followup.Item{ID: "f-1", Kind: followup.Check, What: "排查", Matter: &complaint.Ref{ID: "m-1", Number: "TS-1"}, Place: "13栋", Department: terms.Engineering, DueAt: monday})
}

func TestAnsweringAndRegistering(t *testing.T) {
	item := check()
	for _, by := range []access.Actor{clerk, leader} {
		_, err := item.Answered(by, "看过", &no, monday)
		require.True(t, fault.Is(err, fault.Forbidden), by.Role)
		require.Empty(t, item.Allowed(by))
	}
	_, err := item.Answered(handler, " ", nil, monday)
	f, _ := fault.As(err)
	require.Len(t, f.Fields, 2, "the words, and whether it was found")

	clean, err := item.Answered(handler, "没有", &no, monday)
	require.NoError(t, err)
	require.True(t, fault.Is(clean.MayRegister(desk), fault.Refused), "nothing was found")
	_, err = clean.Answered(desk, "再看", &yes, monday)
	require.True(t, fault.Is(err, fault.Refused), "answered once")

	found, err := item.Answered(desk, "也在渗水", &yes, monday)
	require.NoError(t, err)
	require.Equal(t, []string{"register"}, found.Allowed(desk))
	require.Empty(t, found.Allowed(handler))
	require.NoError(t, found.MayRegister(desk))
	require.True(t, fault.Is(found.MayRegister(handler), fault.Forbidden))
	made := found.RegisteredAs(complaint.Ref{ID: "m-2", Number: "TS-2"})
	require.True(t, fault.Is(made.MayRegister(desk), fault.Refused), "once")
	require.Contains(t, made.Keys, followup.KeyOf("", "m-2", "done"), "it is listed on the matter that was made of it too")
}

func TestEventsBringItemsAbout(t *testing.T) {
	due := monday.Add(72 * time.Hour)
	for kind, want := range map[complaint.Kind]string{complaint.KindSpread: followup.Check, complaint.KindInstructed: followup.Instruction, complaint.KindEvaluated: followup.Improvement} {
		data, err := json.Marshal(map[string]any{"followUps": []complaint.Errand{{ID: "f-1", What: "查", Place: "13栋", Department: terms.Engineering, DueAt: due}}})
		require.NoError(t, err)
		items := followup.FromEvent(complaint.Event{Kind: kind, At: monday, Data: data}, complaint.Complaint{ID: "m-1", Number: "TS-1", CommunityID: "c-1"})
		require.Len(t, items, 1)
		require.Equal(t, want, items[0].Kind)
		require.Equal(t, "f-1", items[0].ID)
		require.True(t, due.Equal(items[0].DueAt))
		require.Contains(t, items[0].Keys, followup.KeyOf(terms.Engineering, "", "open"))
	}
	require.Empty(t, followup.FromEvent(complaint.Event{Kind: "commented", Data: json.RawMessage(`{}`)}, complaint.Complaint{}))
	require.Empty(t, followup.FromEvent(complaint.Event{Kind: "commented"}, complaint.Complaint{}))
}

func TestWhatIsSaidAnewChangesOnlyWhatIsOpen(t *testing.T) {
	item := check()
	_, changed := item.Changed(check())
	require.False(t, changed)
	later := check()
	later.DueAt = monday.Add(time.Hour)
	next, changed := item.Changed(later)
	require.True(t, changed)
	require.Equal(t, int64(2), next.Version)
	answered, err := item.Answered(handler, "没有", &no, monday)
	require.NoError(t, err)
	_, changed = answered.Changed(later)
	require.False(t, changed, "an answer stays")

	step := check()
	step.Kind, step.Answer = followup.Step, &followup.Answer{Text: "做完", At: monday}
	back, changed := followup.Made(step).Changed(func() followup.Item { s := step; s.Answer = nil; return s }())
	require.True(t, changed, "what did not pass is open again")
	require.Contains(t, back.Keys, followup.KeyOf("", "", "open"))
}

func TestAskingByHand(t *testing.T) {
	p := policy.Policy{Departments: []policy.Department{{Code: terms.Engineering}}}
	good := followup.New{What: " 汛前清一遍天沟 ", Department: terms.Engineering, DueAt: monday.Add(time.Hour)}
	for name, c := range map[string]struct {
		spoil func(*followup.New)
		field string
	}{
		"nothing":    {func(n *followup.New) { n.What = " " }, "what"},
		"no such":    {func(n *followup.New) { n.Department = "circus" }, "department"},
		"a stranger": {func(n *followup.New) { n.OwnerID = "u-x" }, "ownerId"},
		"of another": {func(n *followup.New) {
			n.OwnerID, n.Owner = "u-f", &complaint.Person{ID: "u-f", Department: terms.Finance}
		}, "ownerId"},
		"in the past":  {func(n *followup.New) { n.DueAt = monday }, "dueAt"},
		"a long place": {func(n *followup.New) { n.Place = strings.Repeat("远", 121) }, "place"},
	} {
		n := good
		c.spoil(&n)
		_, err := followup.Ask("f-1", n, desk, p, monday)
		f, ok := fault.As(err)
		require.True(t, ok, name)
		require.Equal(t, c.field, f.Fields[0].Path, name)
	}

	made, err := followup.Ask("f-1", good, desk, p, monday)
	require.NoError(t, err)
	require.Equal(t, followup.Assigned, made.Kind)
	require.Equal(t, "汛前清一遍天沟", made.What)
	require.Contains(t, made.Keys, followup.KeyOf(terms.Engineering, "", "open"))
	require.Equal(t, []string{followup.AnswerIt}, made.Allowed(handler))
	local := handler
	local.CommunityIDs = []string{"c-7"}
	require.True(t, made.Seen(access.SightOf(local)), "of no community, it concerns those of any")

	good.Matter = &complaint.Complaint{ID: "m-1", Number: "TS-1", CommunityID: "c-1", Recused: []string{handler.ID}}
	found, err := followup.Ask("f-2", good, access.Actor{ID: "u-a", Role: access.Auditor}, p, monday)
	require.NoError(t, err)
	require.Equal(t, followup.Audit, found.Kind)
	require.Contains(t, found.Keys, followup.KeyOf("", "m-1", "open"))
	require.False(t, found.Seen(access.SightOf(handler)), "whoever the matter is about does not see it")
	require.False(t, found.Seen(access.SightOf(local)), "nor who works elsewhere")
}

func TestAnItemIsCalledToMindOnceARung(t *testing.T) {
	item := followup.Made(followup.Item{ID: "f-9", Kind: followup.Instruction, What: "查明", Department: terms.Engineering, CreatedAt: monday, DueAt: monday.Add(8 * time.Hour)})
	at := func(hours float64) time.Time { return monday.Add(time.Duration(hours * float64(time.Hour))) }
	require.False(t, item.Soon(at(5.9)))
	require.True(t, item.Soon(at(6)))
	_, rung := item.Remind(at(8))
	require.Zero(t, rung, "at its time itself it can still be answered")
	due, rung := item.Remind(at(8.1))
	require.Equal(t, 100, rung)
	require.Equal(t, at(12).UnixMilli(), due.Wake)
	_, rung = due.Remind(at(11))
	require.Zero(t, rung)
	late, rung := due.Remind(at(200))
	require.Equal(t, 150, rung)
	require.Zero(t, late.Wake)
	_, rung = late.Remind(at(900))
	require.Zero(t, rung)
	_, rung = item.Remind(at(24 * 7))
	require.Equal(t, 150, rung, "of both missed the highest")
	answered, err := item.Answered(handler, "已查明", nil, at(7))
	require.NoError(t, err)
	require.Zero(t, answered.Wake)
	_, rung = answered.Remind(at(900))
	require.Zero(t, rung)
}

func TestWhoGaveItAcceptsTheAnswer(t *testing.T) {
	item := followup.Made(followup.Item{ID: "f-9", Kind: followup.Instruction, What: "查明", Department: terms.Engineering, By: complaint.Person{ID: leader.ID}, CreatedAt: monday, DueAt: monday.Add(8 * time.Hour)})
	_, err := item.Judged(leader, true, "", nil, monday)
	require.True(t, fault.Is(err, fault.Refused))
	item, err = item.Answered(handler, "已查明", nil, monday)
	require.NoError(t, err)
	require.Equal(t, followup.Answered, item.State())
	require.Contains(t, item.Keys, followup.GivenBy(leader.ID, followup.Answered))
	require.Equal(t, []string{"accept", "return"}, item.Allowed(leader))
	_, err = item.Judged(desk, true, "", nil, monday)
	require.True(t, fault.Is(err, fault.Forbidden))
	_, err = item.Judged(leader, false, "", nil, monday)
	f, _ := fault.As(err)
	require.Len(t, f.Fields, 2)
	until := monday.Add(48 * time.Hour)
	again, err := item.Judged(leader, false, "没说原因", &until, monday)
	require.NoError(t, err)
	require.Equal(t, followup.Open, again.State())
	require.Equal(t, until, again.DueAt)
	require.Equal(t, "已查明", again.Returned[0].Answer.Text)
	done, err := item.Judged(leader, true, "", nil, monday)
	require.NoError(t, err)
	require.Equal(t, followup.Done, done.State())
	found, err := check().Answered(handler, "没有", &no, monday)
	require.NoError(t, err)
	require.Equal(t, followup.Done, found.State(), "what nobody accepts is done when it is answered")
}
