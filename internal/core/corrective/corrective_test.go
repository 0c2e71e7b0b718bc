package corrective_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/corrective"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

var (
	desk    = access.Actor{ID: "u-desk", Name: "小陈", Role: access.Desk, Department: terms.Service}
	handler = access.Actor{ID: "u-heng", Name: "王工", Role: access.Handler, Department: terms.Engineering}
	head    = access.Actor{ID: "u-deng", Name: "周经理", Role: access.DeptHead, Department: terms.Engineering}
	clerk   = access.Actor{ID: "u-hfin", Name: "会计", Role: access.Handler, Department: terms.Finance}
	leader  = access.Actor{ID: "u-leader", Name: "副总", Role: access.Leader}
	auditor = access.Actor{ID: "u-audit", Name: "审计", Role: access.Auditor}

	monday = time.Date(2026, 11, 16, 1, 0, 0, 0, time.UTC)
	wangs  = complaint.Person{ID: "u-heng", Name: "王工", Department: terms.Engineering}
)

func begun(t *testing.T) corrective.Action {
	m := complaint.Complaint{ID: "m-1", Number: "TS-1", CommunityID: "c-1", Category: "drainage_leak", Department: terms.Engineering}
	m.Keys.Spot = "c-1/12/drainage_leak"
	a, err := corrective.Make("a-1", corrective.New{Title: "外墙渗水", Problem: "雨后渗水", Matters: []complaint.Complaint{m, m}, Team: []complaint.Person{wangs}}, desk, monday)
	require.NoError(t, err)
	return a
}

// act is one step of somebody.
type act func(a corrective.Action) (corrective.Action, error)

func fill(box string, by access.Actor) act {
	return func(a corrective.Action) (corrective.Action, error) {
		return a.Take(corrective.Step{Box: box, Text: "写明"}, by, monday, nil)
	}
}

func plan(box string, by access.Actor) act {
	return func(a corrective.Action) (corrective.Action, error) {
		todo := corrective.Todo{What: "重做防水", Owner: wangs, DueAt: monday.Add(time.Hour)}
		return a.Take(corrective.Step{Box: box, Todos: []corrective.Todo{todo}}, by, monday, func() string { return fmt.Sprint("t-", len(a.Todos)) })
	}
}

func done(id string, by access.Actor) act {
	return func(a corrective.Action) (corrective.Action, error) {
		return a.Take(corrective.Step{TodoID: id, Note: "做完"}, by, monday, nil)
	}
}

func verify(id string, passed bool, by access.Actor) act {
	return func(a corrective.Action) (corrective.Action, error) {
		return a.Verify(id, passed, "看过", by, monday)
	}
}

func closes(by access.Actor) act {
	return func(a corrective.Action) (corrective.Action, error) { return a.Close("渗水不再", by, monday) }
}

func upgrade(by access.Actor) act {
	return func(a corrective.Action) (corrective.Action, error) { return a.Upgrade(by, monday) }
}

func after(t *testing.T, acts ...act) corrective.Action {
	t.Helper()
	a := begun(t)
	for i, do := range acts {
		next, err := do(a)
		require.NoError(t, err, "act %d", i)
		require.Equal(t, a.Version+1, next.Version)
		a = next
	}
	return a
}

var boxes = []act{fill(corrective.Cause, handler), fill(corrective.Interim, head), fill(corrective.Permanent, desk), fill(corrective.Verification, desk)}

func TestItClosesOnceEverythingIsVerified(t *testing.T) {
	a := after(t, append(boxes, plan(corrective.Permanent, head), done("t-0", handler))...)
	require.Equal(t, []string{"verified"}, a.Missing())
	_, err := closes(desk)(a)
	f, ok := fault.As(err)
	require.True(t, ok)
	require.Equal(t, fault.Refused, f.Kind)
	require.Equal(t, "transition_refused", f.Code)
	require.Equal(t, []string{"step", "verify"}, f.Allowed)

	a, err = verify("t-0", true, head)(a)
	require.NoError(t, err)
	require.Equal(t, []string{"close", "step"}, a.Allowed(desk))
	a, err = closes(desk)(a)
	require.NoError(t, err)
	require.Equal(t, "closed", a.State)
	for _, by := range []access.Actor{desk, handler, head, leader} {
		require.Empty(t, a.Allowed(by))
	}
	for name, do := range map[string]act{"fill": fill(corrective.Cause, desk), "done": done("t-0", handler), "verify": verify("t-0", true, head), "close": closes(desk), "upgrade": upgrade(leader)} {
		_, err := do(a)
		require.True(t, fault.Is(err, fault.Refused), name)
	}
}

func TestWhatDidNotPassGoesBack(t *testing.T) {
	a := after(t, plan(corrective.Interim, desk), done("t-0", handler), verify("t-0", false, head))
	require.Nil(t, a.Todos[0].Done)
	require.Len(t, a.Todos[0].Returns, 1)
	require.True(t, a.Doable(a.Todos[0], handler))
}

func TestWhoMay(t *testing.T) {
	planned := after(t, plan(corrective.Permanent, desk))
	reported := after(t, plan(corrective.Permanent, desk), done("t-0", head))
	for name, c := range map[string]struct {
		on   corrective.Action
		do   func(access.Actor) act
		only []access.Actor
	}{
		"fill":              {planned, func(by access.Actor) act { return fill(corrective.Cause, by) }, []access.Actor{desk, handler, head}},
		"plan":              {planned, func(by access.Actor) act { return plan(corrective.Interim, by) }, []access.Actor{desk, handler, head}},
		"done":              {planned, func(by access.Actor) act { return done("t-0", by) }, []access.Actor{desk, handler, head}},
		"verify (head did)": {reported, func(by access.Actor) act { return verify("t-0", true, by) }, []access.Actor{desk, leader}},
		"upgrade":           {planned, upgrade, []access.Actor{leader}},
	} {
		for _, by := range []access.Actor{desk, handler, head, clerk, leader, auditor} {
			_, err := c.do(by)(c.on)
			may := false
			for _, x := range c.only {
				may = may || x.ID == by.ID
			}
			if may {
				require.NoError(t, err, "%s by %s", name, by.Role)
			} else {
				require.True(t, fault.Is(err, fault.Forbidden), "%s by %s: %v", name, by.Role, err)
			}
		}
	}
}

func TestLeaderAsksForFull8D(t *testing.T) {
	a := after(t, append(boxes, upgrade(leader))...)
	require.Equal(t, []string{"prevention", "thanks", "todo"}, a.Missing())
	require.Equal(t, "u-leader", a.AskedBy.ID)
	_, err := upgrade(leader)(a)
	require.True(t, fault.Is(err, fault.Refused))
	_, err = fill(corrective.Prevention, desk)(begun(t))
	require.True(t, fault.Is(err, fault.Invalid), "the short form has no such box")
}

func TestBadInputNamesItsFields(t *testing.T) {
	a := begun(t)
	for name, c := range map[string]struct {
		do     func() error
		fields []string
	}{
		"nothing given": {func() error { _, err := corrective.Make("x", corrective.New{}, desk, monday); return err }, []string{"title", "problem", "complaintIds", "team"}},
		"no such box":   {func() error { _, err := fill("d9", desk)(a); return err }, []string{"box"}},
		"empty":         {func() error { _, err := a.Take(corrective.Step{Box: corrective.Cause}, desk, monday, nil); return err }, []string{"text"}},
		"todo under cause, late": {func() error {
			_, err := a.Take(corrective.Step{Box: corrective.Cause, Todos: []corrective.Todo{{Owner: wangs, DueAt: monday}}}, desk, monday, nil)
			return err
		}, []string{"todos", "todos[0].what", "todos[0].dueAt"}},
		"no such todo": {func() error { _, err := done("t-9", desk)(a); return err }, []string{"todoId"}},
	} {
		f, ok := fault.As(c.do())
		require.True(t, ok, name)
		var fields []string
		for _, x := range f.Fields {
			fields = append(fields, x.Path)
		}
		require.Equal(t, c.fields, fields, name)
	}
}

func TestItIsSeenByWhoWorksOnIt(t *testing.T) {
	a := begun(t)
	for _, by := range []access.Actor{desk, handler, head, leader, auditor} {
		require.True(t, a.Seen(access.SightOf(by)), by.Role)
	}
	require.False(t, a.Seen(access.SightOf(clerk)), "another department")
	elsewhere := desk
	elsewhere.CommunityIDs = []string{"c-2"}
	require.False(t, a.Seen(access.SightOf(elsewhere)))
	about := handler
	a.Recused = []string{about.ID}
	require.False(t, a.Seen(access.SightOf(about)), "whom its matters are about")
}

func TestEffect(t *testing.T) {
	date := func(at time.Time) string { return at.Format(time.DateOnly) }
	var sums []complaint.Sum
	add := func(at time.Time, n int64) {
		sums = append(sums, complaint.Sum{Day: date(at), Measure: "spot/c-1/12/drainage_leak", N: n})
	}
	add(monday.AddDate(0, 0, -80), 3)
	add(monday.AddDate(0, 0, -10), 6)
	add(monday.AddDate(0, 0, -100), 50) // too long ago
	add(monday.AddDate(0, 0, 5), 2)     // while it was under way
	add(monday.AddDate(0, 0, 25), 1)

	a := begun(t)
	e := a.EffectOf(sums, monday.AddDate(0, 0, 12), 30, date)
	require.Equal(t, corrective.Span{Days: 90, Count: 9}, e.Before)
	require.Nil(t, e.After)
	require.Nil(t, e.Fell)

	closedAt := monday.AddDate(0, 0, 10)
	a.ClosedAt = &closedAt
	e = a.EffectOf(sums, monday.AddDate(0, 0, 26), 30, date)
	require.Equal(t, corrective.Span{Days: 16, Count: 1}, *e.After)
	require.Nil(t, e.Fell, "too early to say")
	e = a.EffectOf(sums, monday.AddDate(0, 0, 45), 30, date)
	require.True(t, *e.Fell)
	add(monday.AddDate(0, 0, 30), 9)
	e = a.EffectOf(sums, monday.AddDate(1, 0, 0), 30, date)
	require.Equal(t, corrective.Span{Days: 90, Count: 10}, *e.After)
	require.False(t, *e.Fell)
	var all int64
	for _, w := range e.Weeks {
		all += w.Count
	}
	require.EqualValues(t, 21, all, "the weeks hold every matter of the span")
}
