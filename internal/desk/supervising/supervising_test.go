package supervising_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/followup"
	"anju/internal/core/mailbox"
	"anju/internal/core/message"
	"anju/internal/core/supervision"
	"anju/internal/core/terms"
	"anju/internal/core/triage"
	"anju/internal/desk/messages"
	"anju/internal/desk/service"
	"anju/internal/desk/supervising"
	"anju/internal/store/set"
	"anju/internal/store/sqlite"
)

var (
	desk    = access.Actor{ID: "u-desk", Name: "小陈", Role: access.Desk, Department: terms.Service}
	lead    = access.Actor{ID: "u-lead", Name: "林主管", Role: access.DeskLead, Department: terms.Service}
	leader  = access.Actor{ID: "u-leader", Name: "王总", Role: access.Leader}
	onlyB   = access.Actor{ID: "u-leader-b", Name: "李总", Role: access.Leader, CommunityIDs: []string{"c-b"}}
	headEng = access.Actor{ID: "u-eng", Name: "周经理", Role: access.DeptHead, Department: terms.Engineering}
)

// office is the use cases on a real store, with people and a clock that the test moves.
type office struct {
	*supervising.Service
	t     *testing.T
	ctx   context.Context
	store *set.Set
	env   complaint.Env
	n     int
	down  bool // messages cannot be written
}

func open(t *testing.T) *office {
	ctx := t.Context()
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	store, err := sqlite.Open(ctx, sqlite.InMemory)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	shipped, err := config.Rules(shanghai)
	require.NoError(t, err)
	o := &office{t: t, ctx: ctx, store: store, env: complaint.Env{
		At: time.Date(2026, 11, 16, 9, 0, 0, 0, shanghai).UTC(), Calendar: shipped.Calendar, Policy: shipped.Policy, Salt: service.Salt, NewID: uuid.NewString,
	}}
	now := func() time.Time { return o.env.At }
	for _, a := range []access.Actor{desk, lead, leader, onlyB, headEng} {
		require.NoError(t, store.Accounts.Create(ctx, account.Account{ID: a.ID, Login: a.ID, Name: a.Name, Role: a.Role, Department: a.Department, CommunityIDs: a.CommunityIDs, Version: 1, Active: true}))
	}
	all, err := config.Messages()
	require.NoError(t, err)
	name := func(code string) fault.Text { return fault.Text{ZH: code, EN: code} }
	o.Service = supervising.New(supervising.Deps{
		Orders: store.Orders, FollowUps: store.FollowUps, Matters: store.Complaints, Accounts: store.Accounts, Rules: shipped.Fixed(), Now: now,
		Carrier: service.New(service.Deps{Matters: store.Complaints, Rules: shipped.Fixed(), Now: now}),
		Teller: teller{o, messages.New(messages.Deps{
			Messages: store.Messages, Mails: store.Mails, Accounts: store.Accounts, Owners: store.Owners, Matters: store.Complaints, Rules: shipped.Fixed(), Now: now, NewID: uuid.NewString,
			Mailboxes: func(context.Context) (mailbox.Mailboxes, error) { return mailbox.Mailboxes{}, nil },
			Words: &messages.Wordings{
				Settings: store.Settings, Audit: store.Audit, Shipped: all, Names: message.Names{Department: name, Clock: name}, Zone: shanghai, Now: now, NewID: uuid.NewString,
			},
		})},
	})
	return o
}

// teller is the real one, which a test can take away.
type teller struct {
	o *office
	*messages.Service
}

func (t teller) Notify(ctx context.Context, n message.Notice) error {
	if t.o.down {
		return errors.New("the store is away")
	}
	return t.Service.Notify(ctx, n)
}

func (o *office) matter(community string) complaint.Complaint {
	o.n++
	c, err := complaint.Register(complaint.Form{
		Channel: terms.Phone, Nature: terms.Repair, Title: "渗水", Text: "卧室渗水", CommunityID: community, Reporter: complaint.Reporter{Kind: "owner", Name: "欧阳宁"}, ReceivedAt: o.env.At,
	}, complaint.Intake{ID: uuid.NewString(), Number: "TS-20261116-000" + string(rune('0'+o.n)), Suggestion: triage.Suggestion{Category: "drainage_leak", Department: terms.Engineering, Nature: terms.Repair, Severity: terms.Normal}}, desk, o.env)
	require.NoError(o.t, err)
	require.NoError(o.t, o.store.Complaints.Commit(o.ctx, c))
	return o.do(c.Next, desk, complaint.DispatchCommand{Department: terms.Engineering})
}

func (o *office) do(m complaint.Complaint, by access.Actor, cmd complaint.Command) complaint.Complaint {
	changes, err := complaint.Do(m, cmd, by, o.env)
	require.NoError(o.t, err)
	require.NoError(o.t, o.store.Complaints.Commit(o.ctx, changes...))
	return changes[0].Next
}

// tick lets the passing of time do its work on a matter.
func (o *office) tick(m complaint.Complaint) complaint.Complaint {
	change, err := complaint.Tick(m, o.env)
	require.NoError(o.t, err)
	require.NotNil(o.t, change)
	require.NoError(o.t, o.store.Complaints.Commit(o.ctx, *change))
	return change.Next
}

// told are the messages of an account whose words hold a piece.
func (o *office) told(a access.Actor, piece string) (texts []string) {
	all, err := o.store.Messages.List(o.ctx, a.ID, "", false, 100)
	require.NoError(o.t, err)
	for _, m := range all {
		if strings.Contains(m.ZH, piece) {
			texts = append(texts, m.ZH)
		}
	}
	return texts
}

func TestAnOrderReachesItsMattersThroughACrashAndTheirEnd(t *testing.T) {
	o := open(t)
	a, b := o.matter("c-a"), o.matter("c-b")
	o.down = true // the store goes away after the register is written
	in := supervising.NewOrder{Level: complaint.LevelUrging, Source: "overdue", Note: "说明原因", ComplaintIDs: []string{a.ID, b.Number}, AnswerBy: o.env.At.Add(8 * time.Hour)}
	issued, err := o.Issue(o.ctx, lead, in)
	require.Error(t, err)
	_, err = o.CarryAll(o.ctx)
	require.Error(t, err)
	o.down = false
	b = o.matterNow(b.ID)
	b = o.do(b, desk, complaint.ReferCommand{To: "自来水公司", Reply: "由自来水公司负责"})
	require.False(t, b.Status.Open())
	for range 3 {
		_, err = o.CarryAll(o.ctx)
		require.NoError(t, err)
	}
	require.Len(t, o.told(headEng, issued.Number), 1, "told once, of both")
	answered, err := o.Answer(o.ctx, headEng, issued.ID, complaint.OrderReply{Progress: "已排查"}, 0)
	require.NoError(t, err)
	for _, id := range []string{a.ID, b.ID} {
		m := o.matterNow(id)
		require.Len(t, m.Orders, 1)
		require.Equal(t, "已排查", m.Orders[0].Answer)
	}
	_, err = o.Check(o.ctx, leader, issued.ID, terms.Engineering, "done", "", nil, answered.Version)
	require.NoError(t, err)
	require.Len(t, o.told(lead, "已排查"), 1, "who signed is told of the answer")
	left, err := o.CarryAll(o.ctx)
	require.NoError(t, err)
	require.Zero(t, left)
	_, err = o.Order(o.ctx, onlyB, issued.ID)
	require.NoError(t, err)
	page, err := o.ListOrders(o.ctx, onlyB, supervising.OrderQuery{Limit: 5})
	require.NoError(t, err)
	require.Equal(t, []supervision.Matter{{Ref: complaint.Ref{ID: b.ID, Number: b.Number}, Title: b.Title, CommunityID: "c-b"}}, page.Items[0].Parts[0].Matters, "only what is in their sight")
}

func TestADepartmentReadsTheTitlesOfItsOwnPartAlone(t *testing.T) {
	o := open(t)
	own, other := o.matter("c-a"), o.matter("c-a")
	other = o.do(other, access.Actor{ID: "u-eng", Role: access.DeptHead, Department: terms.Engineering}, complaint.ReturnCommand{Reason: "属财务"})
	other = o.do(other, desk, complaint.DispatchCommand{Department: terms.Finance})
	issued, err := o.Issue(o.ctx, lead, supervising.NewOrder{Level: complaint.LevelOrder, Source: "overdue", Note: "说明原因", ComplaintIDs: []string{own.ID, other.ID}, AnswerBy: o.env.At.Add(8 * time.Hour)})
	require.NoError(t, err)
	titles := func(by access.Actor) map[string]string {
		got, err := o.Order(o.ctx, by, issued.ID)
		require.NoError(t, err)
		out := map[string]string{}
		for _, p := range got.Parts {
			out[p.Department] = p.Matters[0].Title
		}
		return out
	}
	require.Equal(t, map[string]string{terms.Engineering: own.Title, terms.Finance: ""}, titles(headEng))
	require.Equal(t, map[string]string{terms.Engineering: own.Title, terms.Finance: other.Title}, titles(leader))
}

func (o *office) matterNow(id string) complaint.Complaint {
	m, err := o.store.Complaints.Get(o.ctx, access.Everything("test"), id)
	require.NoError(o.t, err)
	return m
}

func TestAfterAWeekDownAnOrderClimbsOneStep(t *testing.T) {
	o := open(t)
	issued, err := o.Issue(o.ctx, lead, supervising.NewOrder{Level: complaint.LevelUrging, Source: "overdue", Note: "n", ComplaintIDs: []string{o.matter("c-a").ID}, AnswerBy: o.env.At.Add(time.Hour)})
	require.NoError(t, err)
	o.env.At = o.env.At.AddDate(0, 0, 7)
	for range 4 {
		_, err = o.Climb(o.ctx)
		require.NoError(t, err)
	}
	now, err := o.Order(o.ctx, lead, issued.ID)
	require.NoError(t, err)
	require.Equal(t, complaint.LevelOrder, now.Level)
	require.Len(t, o.told(leader, issued.Number), 1)
	require.Len(t, o.told(headEng, "升级"), 1)
	o.env.At = o.env.At.Add(-48 * time.Hour) // the clock is put back
	climbed, err := o.Climb(o.ctx)
	require.NoError(t, err)
	require.Zero(t, climbed)
}

func TestLeadersReadOneDigestADay(t *testing.T) {
	o := open(t)
	digest := func(want ...int) {
		t.Helper()
		for range 3 {
			_, err := o.TellDigest(o.ctx)
			require.NoError(t, err)
		}
		require.Len(t, o.told(leader, "每日督办"), want[0])
		require.Len(t, o.told(onlyB, "每日督办"), want[1])
	}
	digest(0, 0) // nothing when there is nothing
	a := o.matter("c-a")
	o.env.At = o.env.At.Add(2 * time.Hour) // its acceptance was due after half an hour
	a = o.tick(a)
	require.Contains(t, a.Keys.Marks, complaint.MarkLongLate)
	digest(1, 0) // who has the other community has nothing to read
	require.Contains(t, o.told(leader, "每日督办")[0], a.Number)
	require.Contains(t, o.told(leader, "每日督办")[0], "工程技术部 1 件")
	o.env.At = o.env.At.AddDate(0, 0, 7) // a week down: one digest, not seven
	digest(2, 0)
}

func TestItemsAreCalledToMindOnce(t *testing.T) {
	o := open(t)
	item := followup.Made(followup.Item{
		ID: "f-1", Kind: followup.Instruction, What: "查明渗水原因", Department: terms.Engineering, By: complaint.Person{ID: leader.ID}, CommunityID: "c-a", CreatedAt: o.env.At, DueAt: o.env.At.Add(8 * time.Hour),
	})
	require.NoError(t, o.store.FollowUps.Add(o.ctx, item))
	remind := func(head, giver int) {
		t.Helper()
		for range 3 {
			_, err := o.Remind(o.ctx)
			require.NoError(t, err)
		}
		require.Len(t, o.told(headEng, "查明渗水原因"), head)
		require.Len(t, o.told(leader, "查明渗水原因"), giver)
	}
	remind(0, 0)
	o.env.At = o.env.At.Add(9 * time.Hour)
	o.down = true
	_, err := o.Remind(o.ctx)
	require.Error(t, err)
	o.down = false
	remind(1, 0)
	o.env.At = o.env.At.Add(9 * time.Hour)
	remind(1, 1)

	item.ID, item.CreatedAt, item.DueAt, item.What = "f-2", o.env.At, o.env.At.Add(time.Hour), "查明渗水原因之二"
	require.NoError(t, o.store.FollowUps.Add(o.ctx, followup.Made(item)))
	o.env.At = o.env.At.AddDate(0, 0, 7)
	remind(2, 2) // of both rungs missed one is told, to both
}
