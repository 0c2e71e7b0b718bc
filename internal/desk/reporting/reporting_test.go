package reporting_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/report"
	"anju/internal/core/terms"
	"anju/internal/core/triage"
	"anju/internal/desk/reporting"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

// board is the service on a real store, fed by the rules of matters themselves.
type board struct {
	*reporting.Service
	t     *testing.T
	ctx   context.Context
	store *set.Set
	env   complaint.Env
	n     int
}

var (
	desk    = access.Actor{ID: "u-desk", Name: "小陈", Role: access.Desk}
	leader  = access.Actor{ID: "u-leader", Name: "副总", Role: access.Leader}
	headEng = access.Actor{ID: "u-eng", Name: "周经理", Role: access.DeptHead, Department: terms.Engineering}
	headFin = access.Actor{ID: "u-fin", Name: "财务经理", Role: access.DeptHead, Department: terms.Finance}
	onlyB   = access.Actor{ID: "u-b", Name: "小郑", Role: access.Desk, CommunityIDs: []string{"c-b"}}
	owner   = access.Actor{ID: "u-o", Name: "欧阳宁", Role: access.Owner, OwnerID: "o-1"}
)

func open(t *testing.T) *board {
	ctx := t.Context()
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	store, err := sqlite.Open(ctx, sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	shipped, err := config.Rules(shanghai)
	require.NoError(t, err)
	b := &board{t: t, ctx: ctx, store: store, env: complaint.Env{
		At: time.Date(2026, 11, 16, 9, 0, 0, 0, shanghai).UTC(), Calendar: shipped.Calendar, Policy: shipped.Policy,
		Salt:  func() (s [16]byte) { rand.Read(s[:]); return s },
		NewID: func() string { return uuid.NewString() },
		Facts: complaint.Facts{Holders: map[string][]string{policy.StepDeptHead: {"u-eng"}, policy.StepLeader: {"u-leader"}}},
	}}
	b.Service = reporting.New(reporting.Deps{
		Matters: store.Complaints, Figures: store.Figures, Estate: store.Estate, Accounts: store.Accounts, Rules: shipped.Fixed(), Now: func() time.Time { return b.env.At },
	})
	for _, id := range []string{"c-a", "c-b"} {
		c, err := estate.NewCommunity(id, "小区"+id, "", b.env.At)
		require.NoError(t, err)
		require.NoError(t, store.Estate.CreateCommunity(ctx, c))
		for room := range 2 {
			h := estate.NewHouse(fmt.Sprintf("%s-%d", id, room), c, estate.Place{Building: "12", Unit: "1", Room: fmt.Sprint(101 + room)}, b.env.At)
			require.NoError(t, store.Estate.CreateHouse(ctx, h))
		}
	}
	return b
}

// matter takes one in and carries out what follows.
func (b *board) matter(community, category, department string, nature terms.Nature, cmds ...func(m complaint.Complaint) (complaint.Command, access.Actor)) complaint.Complaint {
	b.n++
	in := complaint.Intake{ID: uuid.NewString(), Number: fmt.Sprintf("TS-20261116-%04d", b.n), Suggestion: triage.Suggestion{
		Category: category, Department: department, Nature: nature, Severity: terms.Normal,
	}}
	c, err := complaint.Register(complaint.Form{
		Channel: terms.Phone, Nature: nature, Title: "题目", Text: "内容", CommunityID: community, Building: "12", OwnerID: "o-1",
		Reporter: complaint.Reporter{Kind: "owner", Name: "欧阳宁"}, ReceivedAt: b.env.At,
	}, in, desk, b.env)
	require.NoError(b.t, err)
	require.NoError(b.t, b.store.Complaints.Commit(b.ctx, c))
	m := c.Next
	for _, next := range cmds {
		cmd, by := next(m)
		changes, err := complaint.Do(m, cmd, by, b.env)
		require.NoError(b.t, err)
		require.NoError(b.t, b.store.Complaints.Commit(b.ctx, changes...))
		m = changes[0].Next
	}
	return m
}

func by(actor access.Actor, cmd complaint.Command) func(complaint.Complaint) (complaint.Command, access.Actor) {
	return func(complaint.Complaint) (complaint.Command, access.Actor) { return cmd, actor }
}

func dispatched(to string) func(complaint.Complaint) (complaint.Command, access.Actor) {
	return by(desk, complaint.DispatchCommand{Department: to})
}

func (b *board) withdrawn() func(complaint.Complaint) (complaint.Command, access.Actor) {
	return by(owner, complaint.WithdrawCommand{Reason: "不用了"})
}

func TestDashboard(t *testing.T) {
	b := open(t)
	for range 3 {
		b.matter("c-a", "drainage_leak", terms.Engineering, terms.Repair, dispatched(terms.Engineering))
	}
	b.matter("c-a", "fee_dispute", terms.Finance, terms.Inquiry, by(desk, complaint.AnswerCommand{Reply: "r", CloseNow: true}))
	gone := b.matter("c-a", "fee_dispute", terms.Finance, terms.Complaint, b.withdrawn())
	b.matter("c-b", "fee_dispute", terms.Finance, terms.Complaint)

	page, err := b.Dashboard(b.ctx, leader, "", "", "")
	require.NoError(t, err)
	require.Equal(t, [2]string{"2026-11-01", "2026-11-16"}, [2]string{page.From, page.To}, "this month so far")
	f := page.Figures
	require.EqualValues(t, 6, f.Received)
	require.EqualValues(t, 2, f.Closed)
	require.EqualValues(t, 4, f.Open)
	require.Zero(t, f.Overdue)
	require.Equal(t, map[string]int64{"c-a": 5, "c-b": 1}, f.ByCommunity)
	require.Equal(t, map[string]int64{"engineering": 3, "none": 3}, f.ByDepartment)
	require.InDelta(t, 500, *f.PerThousandHouseholds, 0.001, "2 complaints, 4 houses")
	require.Len(t, f.ByDay, 16)
	require.EqualValues(t, 6, f.ByDay[15].Received)
	require.Equal(t, gone.Number, f.Excluded[0].Number)
	require.Len(t, f.Hotspots, 1)
	require.Equal(t, "小区c-a 12", f.Hotspots[0].Place)
	require.EqualValues(t, 3, f.Hotspots[0].Count)
	require.Len(t, f.Hotspots[0].ComplaintIDs, 3, "every figure opens its list")

	page, err = b.Dashboard(b.ctx, leader, "c-b", "2026-11-16", "2026-11-16")
	require.NoError(t, err)
	require.EqualValues(t, 1, page.Figures.Received)
	page, err = b.Dashboard(b.ctx, onlyB, "", "", "")
	require.NoError(t, err)
	require.EqualValues(t, 1, page.Figures.Received, "a desk of one community")
	_, err = b.Dashboard(b.ctx, onlyB, "c-a", "", "")
	require.True(t, fault.Is(err, fault.NotFound))
	page, err = b.Dashboard(b.ctx, headEng, "", "", "")
	require.NoError(t, err)
	require.EqualValues(t, 3, page.Figures.Received, "a head sees their department")
	require.Len(t, page.Figures.Hotspots, 1)
	page, err = b.Dashboard(b.ctx, headFin, "", "", "")
	require.NoError(t, err)
	require.Zero(t, page.Figures.Received)
	require.Empty(t, page.Figures.Hotspots)
	page, err = b.Dashboard(b.ctx, leader, "", "", "2026-10-31")
	require.NoError(t, err)
	require.Equal(t, "2026-10-01", page.From)
	require.Zero(t, page.Figures.Received)
}

func TestPeriodsThatAreNone(t *testing.T) {
	b := open(t)
	for _, c := range []struct{ from, to, field string }{
		{"2026", "", "from"}, {"", "2026", "to"}, {"", "x", "to"}, {"2026-13-01", "2026-11-16", "from"},
		{"2026-11-16", "2026-11-15", "to"}, {"2020-01-01", "2026-11-15", "to"},
	} {
		_, err := b.Dashboard(b.ctx, leader, "", c.from, c.to)
		f, ok := fault.As(err)
		require.True(t, ok, "%v", c)
		require.Equal(t, fault.Invalid, f.Kind)
		require.Len(t, f.Fields, 1)
		require.Equal(t, c.field, f.Fields[0].Path)
	}
}

func TestSupervision(t *testing.T) {
	b := open(t)
	late := b.matter("c-a", "drainage_leak", terms.Engineering, terms.Repair, dispatched(terms.Engineering))
	b.env.At = b.env.At.Add(4 * time.Hour) // its acceptance was due after half an hour
	b.matter("c-b", "drainage_leak", terms.Engineering, terms.Repair, dispatched(terms.Engineering))
	waits := b.matter("c-a", "drainage_leak", terms.Engineering, terms.Repair, dispatched(terms.Engineering), by(headEng, complaint.AcceptCommand{}),
		by(headEng, complaint.InvestigateCommand{Cause: "老化"}),
		by(headEng, complaint.ProposeCommand{Measures: []complaint.Measure{{Kind: "repair"}}, DueAt: b.env.At.Add(time.Hour), Handler: "王工"}))
	s, err := b.Supervision(b.ctx, leader, reporting.Within{}, "", 20)
	require.NoError(t, err)
	require.Equal(t, []string{late.ID}, ids(s.Overdue))
	require.Len(t, s.DueSoon.Items, 2)
	require.Equal(t, []string{waits.ID}, ids(s.WaitingFor))
	require.Contains(t, s.ByDepartment, reporting.DepartmentLoad{Department: terms.Engineering, Load: report.Load{Open: 3, Overdue: 1, DueSoon: 2, Waiting: 1, Unassigned: 2}})
	require.Equal(t, int64(3), s.Open)
	require.Equal(t, int64(1), s.Late[len(s.Late)-1].N, "late by less than a day")
	require.Equal(t, int64(3), s.Age[len(s.Age)-1].N)
	s, err = b.Supervision(b.ctx, headFin, reporting.Within{}, "", 20)
	require.NoError(t, err)
	require.Empty(t, s.Overdue.Items)
	require.Equal(t, []reporting.DepartmentLoad{{Department: terms.Finance}}, s.ByDepartment)
	s, err = b.Supervision(b.ctx, leader, reporting.Within{CommunityID: "c-b"}, "", 20)
	require.NoError(t, err)
	require.Empty(t, s.Overdue.Items)
}

func ids(p complaint.Page) []string {
	var out []string
	for _, m := range p.Items {
		out = append(out, m.ID)
	}
	return out
}
