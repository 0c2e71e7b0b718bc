package complaint_test

import (
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/triage"
	"anju/internal/core/worktime"
)

// people who act in the tests, by the names of the demo accounts.
var people = map[string]access.Actor{
	"owner1":       {ID: "u-owner1", Name: "欧阳宁", Role: access.Owner, OwnerID: "o-1", HouseIDs: []string{"h-1"}, CommunityIDs: []string{"c-1"}},
	"owner2":       {ID: "u-owner2", Name: "邻居", Role: access.Owner, OwnerID: "o-2", HouseIDs: []string{"h-2"}, CommunityIDs: []string{"c-1"}},
	"desk1":        {ID: "u-desk1", Name: "小陈", Role: access.Desk, Department: terms.Service},
	"lead1":        {ID: "u-lead1", Name: "方主管", Role: access.DeskLead, Department: terms.Service},
	"handler.eng":  {ID: "u-heng", Name: "王工", Role: access.Handler, Department: terms.Engineering},
	"head.eng":     {ID: "u-deng", Name: "周经理", Role: access.DeptHead, Department: terms.Engineering},
	"handler.fin":  {ID: "u-hfin", Name: "会计", Role: access.Handler, Department: terms.Finance},
	"head.fin":     {ID: "u-dfin", Name: "财务经理", Role: access.DeptHead, Department: terms.Finance},
	"legal1":       {ID: "u-legal", Name: "法务", Role: access.Legal},
	"leader1":      {ID: "u-leader", Name: "副总", Role: access.Leader},
	"admin":        {ID: "u-admin", Name: "管理员", Role: access.Admin},
	"auditor1":     {ID: "u-auditor", Name: "审计", Role: access.Auditor},
	"handler.svc":  {ID: "u-hsvc", Name: "保洁班长", Role: access.Handler, Department: terms.Service},
	"handler.eng2": {ID: "u-heng2", Name: "李工", Role: access.Handler, Department: terms.Engineering},
}

var names = []string{"owner1", "owner2", "desk1", "lead1", "handler.eng", "head.eng", "handler.fin", "head.fin", "legal1", "leader1", "admin", "auditor1"}

// world is a matter in the making: its state, its timeline, the policy that
// ships, and a clock that the test moves.
type world struct {
	t        require.TestingT
	now      time.Time
	policy   policy.Policy
	calendar *worktime.Calendar
	facts    complaint.Facts
	ids      uint64

	m      complaint.Complaint
	events []complaint.Event
	tally  complaint.Tally
}

// monday is a working day without holidays around it, 09:00 in Shanghai.
var monday = at("2026-11-16 09:00")

func at(local string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", local, shanghai)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

var shanghai = func() *time.Location {
	l, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return l
}()

type decisions struct {
	policy   policy.Policy
	calendar *worktime.Calendar
	err      error
}

// shipped are the decisions that ship, read once.
var shipped = sync.OnceValue(func() decisions {
	r, err := config.Rules(shanghai)
	if err != nil {
		return decisions{err: err}
	}
	return decisions{policy: r.Policy, calendar: r.Calendar}
})

func newWorld(t require.TestingT) *world {
	s := shipped()
	require.NoError(t, s.err)
	return &world{t: t, now: monday, policy: s.policy, calendar: s.calendar, facts: complaint.Facts{
		Holders: map[string][]string{
			policy.StepDeptHead: {"u-deng"}, policy.StepFinance: {"u-dfin"}, policy.StepLegal: {"u-legal"}, policy.StepLeader: {"u-leader"},
		},
		People:       map[string]complaint.Person{"u-legal": {ID: "u-legal", Name: "法务"}},
		Handler:      &complaint.Person{ID: "u-heng2", Name: "李工", Department: terms.Engineering},
		LetterNumber: "安居客函〔2026〕1号",
		House:        &complaint.HouseFact{ID: "h-2", CommunityID: "c-1", Building: "12", OwnerID: "o-2"},
	}}
}

func (w *world) env() complaint.Env {
	return complaint.Env{
		At: w.now, Calendar: w.calendar, Policy: w.policy, Facts: w.facts,
		Salt:  func() (s [16]byte) { w.ids++; binary.BigEndian.PutUint64(s[:], w.ids); return s },
		NewID: func() string { w.ids++; return fmt.Sprintf("id-%d", w.ids) },
	}
}

// form is a complaint of owner1 about a leak, online.
func (w *world) form() complaint.Form {
	return complaint.Form{
		Channel: terms.Online, Nature: terms.Complaint, Title: "天花板渗水", Text: "12栋804卧室天花板渗水，墙面起皮。",
		CommunityID: "c-1", HouseID: "h-1", HouseLabel: "香樟苑 12-4-804", Building: "12", OwnerID: "o-1",
		Reporter: complaint.Reporter{Kind: "owner", Name: "欧阳宁", Phone: "19900001234"}, ReceivedAt: w.now,
	}
}

func suggestion() triage.Suggestion {
	return triage.Suggestion{Category: "drainage_leak", Department: terms.Engineering, Nature: terms.Complaint, Severity: terms.Normal}
}

// register takes a matter in; change it before by the function.
func (w *world) register(by string, change func(*complaint.Form, *complaint.Intake)) *world {
	f := w.form()
	in := complaint.Intake{ID: "m-1", Number: "TS-20261116-0001", Suggestion: suggestion()}
	if change != nil {
		change(&f, &in)
	}
	c, err := complaint.Register(f, in, people[by], w.env())
	require.NoError(w.t, err)
	w.keep(c)
	return w
}

func (w *world) keep(c complaint.Change) {
	w.m, w.tally = c.Next, c.Tally
	w.events = append(w.events, c.Events...)
}

// do gives a command that must be allowed.
func (w *world) do(by string, cmds ...complaint.Command) *world {
	for _, cmd := range cmds {
		require.NoError(w.t, w.try(by, cmd), "%s by %s while %s", cmd.Word(), by, w.m.Status)
	}
	return w
}

// try gives a command and keeps what comes of it.
func (w *world) try(by string, cmd complaint.Command) error {
	changes, err := complaint.Do(w.m, cmd, people[by], w.env())
	if err == nil {
		w.keep(changes[0])
	}
	return err
}

// refused asserts that a command is refused by a kind and code, and names what is wrong.
func (w *world) refused(by string, cmd complaint.Command, kind fault.Kind, code string, fields ...string) *fault.Error {
	before := w.m.Version
	err := w.try(by, cmd)
	f, ok := fault.As(err)
	require.True(w.t, ok, "%s by %s while %s: %v", cmd.Word(), by, w.m.Status, err)
	require.Equal(w.t, kind, f.Kind, f.Error())
	require.Equal(w.t, code, f.Code)
	var paths []string
	for _, x := range f.Fields {
		paths = append(paths, x.Path)
		require.NotEmpty(w.t, x.Message.ZH)
		require.NotEmpty(w.t, x.Message.EN)
	}
	require.ElementsMatch(w.t, fields, paths)
	require.NotEmpty(w.t, f.Message.ZH)
	require.NotEmpty(w.t, f.Message.EN)
	require.Equal(w.t, before, w.m.Version)
	return f
}

func (w *world) pass(d time.Duration) *world { w.now = w.now.Add(d); return w }

// tick lets time work on the matter; false when nothing was to do.
func (w *world) tick() bool {
	c, err := complaint.Tick(w.m, w.env())
	require.NoError(w.t, err)
	if c != nil {
		w.keep(*c)
	}
	return c != nil
}

// clock finds the last clock of a kind; nil when there is none.
func (w *world) clock(kind terms.ClockKind) *complaint.Clock {
	for i := len(w.m.Clocks) - 1; i >= 0; i-- {
		if w.m.Clocks[i].Kind == kind {
			return &w.m.Clocks[i]
		}
	}
	return nil
}

func (w *world) kinds() []string {
	var out []string
	for _, e := range w.events {
		out = append(out, string(e.Kind))
	}
	return out
}

func yes() *bool { v := true; return &v }
func no() *bool  { v := false; return &v }

func (w *world) behalf(by string) *complaint.OnBehalf {
	if people[by].Is(access.Owner) {
		return nil
	}
	return &complaint.OnBehalf{How: "phone 19900001234", Person: "欧阳宁", At: w.now}
}

// The usual bodies.

func (w *world) judge() complaint.Command {
	return complaint.JudgeCommand{GroundsSufficient: yes(), DemandReasonable: yes(), Reason: "有照片"}
}

func classify() complaint.Command {
	return complaint.ClassifyCommand{Category: "drainage_leak", Severity: terms.Normal}
}

func dispatch() complaint.Command { return complaint.DispatchCommand{Department: terms.Engineering} }

func investigate() complaint.Command {
	return complaint.InvestigateCommand{Cause: "外墙防水老化", Shares: []complaint.Share{{Department: terms.Engineering, Percent: 70}, {Party: "none", Percent: 30}}}
}

func (w *world) propose(fen int64) complaint.ProposeCommand {
	return complaint.ProposeCommand{
		Measures: []complaint.Measure{{Kind: "repair", Note: "重做防水"}, {Kind: "cash", Note: "墙面补偿"}}, AmountFen: fen,
		DueAt: w.now.Add(10 * 24 * time.Hour), Handler: "王工", Payer: "company",
	}
}

// payment is the first one; "none" before there is any.
func (w *world) payment() string {
	for _, p := range w.m.Payments {
		return p.ID
	}
	return "none"
}

func (w *world) recover(fen int64) complaint.Command {
	return complaint.RecoverCommand{PaymentID: w.payment(), AmountFen: fen, From: complaint.RecoveredFrom{Party: "contractor", Name: "防水公司"}, Receipt: "R-1", ReceivedAt: w.now}
}

func (w *world) pay(fen int64) complaint.Command {
	return complaint.PayCommand{AmountFen: fen, Kind: "cash", PaidAt: w.now, Receipt: "V-1", Payee: "欧阳宁"}
}

func complete() complaint.Command {
	return complaint.CompleteCommand{Result: "防水已重做，闭水试验合格", AttachmentIDs: []string{"a-1"}}
}

const threeThousandYuan = 300_000

// reach leads a matter to a status by its verbs. kind is complaint, repair or critical.
func reach(t require.TestingT, kind string, to complaint.Status) *world {
	w := newWorld(t)
	w.register("owner1", func(f *complaint.Form, in *complaint.Intake) {
		switch kind {
		case "repair":
			f.Nature = terms.Repair
		case "critical":
			in.Suggestion.Severity = terms.Critical
		}
	})
	if to == complaint.Unfounded {
		return w.do("desk1", complaint.JudgeCommand{GroundsSufficient: no(), Reason: "r", Reply: "抱歉"})
	}
	if kind != "critical" {
		w.do("desk1", w.judge())
	}
	steps := []struct {
		status complaint.Status
		lead   func()
	}{
		{complaint.Registered, func() {}},
		{complaint.Dispatched, func() { w.do("desk1", dispatch()) }},
		{complaint.Investigating, func() { w.do("handler.eng", complaint.AcceptCommand{}, investigate()) }},
		{complaint.Proposed, func() { w.do("handler.eng", w.propose(threeThousandYuan)) }},
		{complaint.Offered, func() {
			w.do("head.eng", complaint.ApproveCommand{}).do("head.fin", complaint.ApproveCommand{}).do("leader1", complaint.ApproveCommand{})
		}},
		{complaint.Executing, func() { w.do("owner1", complaint.OfferAcceptCommand{}) }},
		{complaint.Resolved, func() { w.do("handler.eng", complete()) }},
		{complaint.Closed, func() {
			w.do("handler.fin", w.pay(threeThousandYuan)).do("owner1", complaint.ConfirmCommand{Rating: 5})
			w.do("desk1", complaint.EvaluateCommand{Evaluation: "以后雨季前检查"}, complaint.CloseCommand{})
		}},
	}
	switch to {
	case complaint.Withdrawn:
		return w.do("owner1", complaint.WithdrawCommand{Reason: "r"})
	case complaint.Merged:
		w.facts.Into = other(t)
		w.do("desk1", complaint.MergeCommand{Into: "m-2"})
		w.facts.MergedInto = other(t)
		return w
	}
	for _, s := range steps {
		s.lead()
		require.Equal(t, s.status, w.m.Status)
		if s.status == to {
			break
		}
		if to == complaint.Disputed && s.status == complaint.Offered {
			return w.do("desk1", complaint.DisputeCommand{Step: "mediation", Note: "街道调解"})
		}
	}
	require.Equal(t, to, w.m.Status)
	return w
}

// other is an open matter to merge into.
func other(t require.TestingT) *complaint.Complaint {
	w := newWorld(t).register("owner1", func(_ *complaint.Form, in *complaint.Intake) { in.ID, in.Number = "m-2", "TS-20261116-0002" })
	return &w.m
}
