package supervision_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/supervision"
	"anju/internal/core/terms"
)

var (
	lead    = access.Actor{ID: "u-lead", Name: "林主管", Role: access.DeskLead, Department: terms.Service}
	leader  = access.Actor{ID: "u-leader", Name: "王总", Role: access.Leader}
	headEng = access.Actor{ID: "u-eng", Name: "周经理", Role: access.DeptHead, Department: terms.Engineering}
	headFin = access.Actor{ID: "u-fin", Name: "钱经理", Role: access.DeptHead, Department: terms.Finance}
	handler = access.Actor{ID: "u-li", Name: "李工", Role: access.Handler, Department: terms.Engineering}
	clerk   = access.Actor{ID: "u-desk", Name: "小陈", Role: access.Desk}
	noon    = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
)

func hours(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }

func later(n int) *time.Time { at := hours(n); return &at }

func matter(n int, department string) complaint.Complaint {
	return complaint.Complaint{ID: "m-" + strconv.Itoa(n), Number: "TS-" + strconv.Itoa(n), Title: "渗水", CommunityID: "c-1", Department: department}
}

// issued is an order over three matters of two departments.
func issued(t *testing.T) supervision.Order {
	n := 0
	in := supervision.New{Level: complaint.LevelUrging, Source: "overdue", Note: "请说明原因", AnswerBy: hours(8),
		Matters: []complaint.Complaint{matter(1, terms.Engineering), matter(2, terms.Finance), matter(3, terms.Engineering)}}
	require.Empty(t, in.Check([]string{terms.Engineering, terms.Finance}, noon))
	return supervision.Issue(in, supervision.Number("2026", 12), lead, noon, func() string { n++; return "id-" + strconv.Itoa(n) })
}

func refuses(t *testing.T, kind fault.Kind, err error) {
	t.Helper()
	f, ok := fault.As(err)
	require.True(t, ok)
	require.Equal(t, kind, f.Kind)
}

func TestAnOrderAsksEachDepartmentForItsMatters(t *testing.T) {
	o := issued(t)
	require.Equal(t, "督〔2026〕12号", o.Number)
	require.Len(t, o.Parts, 2)
	require.Len(t, o.Parts[0].Matters, 2)
	note := o.NoteOf(o.Parts[0], "m-1")
	require.Equal(t, []complaint.Ref{{ID: "m-3", Number: "TS-3"}, {ID: "m-2", Number: "TS-2"}}, note.Others)
	require.Equal(t, o.ID, note.Of())

	in := supervision.New{Level: "shout", Source: "mood", AnswerBy: noon, Matters: []complaint.Complaint{{Number: "TS-9"}}, Departments: nil}
	var paths []string
	for _, f := range in.Check([]string{terms.Engineering}, noon) {
		paths = append(paths, f.Path)
	}
	require.ElementsMatch(t, []string{"level", "source", "note", "departments", "answerBy"}, paths)

	in = supervision.New{Level: complaint.LevelOrder, Source: "audit", Note: "n", AnswerBy: hours(1), Departments: []string{terms.Engineering, terms.Finance}, Matters: []complaint.Complaint{matter(1, ""), matter(2, "")}}
	both := supervision.Issue(in, "n", leader, noon, func() string { return "x" })
	require.Len(t, both.Parts, 2)
	require.Len(t, both.Parts[1].Matters, 2, "who is named answers for all")
}

func TestAnOrderIsReceivedAnsweredCheckedAndStruckOff(t *testing.T) {
	o := issued(t)
	require.Equal(t, []string{supervision.Receive}, o.Allowed(handler))
	require.Equal(t, []string{"answer", "extend", "receive"}, o.Allowed(headEng))
	require.Equal(t, []string{"cancel"}, o.Allowed(lead))
	require.Empty(t, o.Allowed(clerk))
	_, err := o.Receipt(clerk, noon)
	refuses(t, fault.Forbidden, err)
	o, err = o.Receipt(handler, hours(1))
	require.NoError(t, err)
	_, err = o.Receipt(headEng, hours(1))
	refuses(t, fault.Refused, err)

	_, err = o.Answer(complaint.OrderReply{Progress: "x"}, handler, hours(2))
	refuses(t, fault.Forbidden, err)
	_, err = o.Answer(complaint.OrderReply{}, headEng, hours(2))
	refuses(t, fault.Invalid, err)
	o, err = o.Answer(complaint.OrderReply{Progress: "已排查", Why: "缺料", NewDate: later(30)}, headEng, hours(2))
	require.NoError(t, err)
	require.Equal(t, "open", o.State(), "finance has not answered")
	_, err = o.Answer(complaint.OrderReply{Progress: "again"}, headEng, hours(2))
	refuses(t, fault.Refused, err)

	_, err = o.Checked(terms.Engineering, "not", "", nil, lead, hours(3))
	f, _ := fault.As(err)
	require.Len(t, f.Fields, 2, "what is not done needs a reason and a new time")
	_, err = o.Checked(terms.Finance, "done", "", nil, lead, hours(3))
	refuses(t, fault.Refused, err)
	_, err = o.Checked(terms.Engineering, "done", "", nil, headEng, hours(3))
	refuses(t, fault.Forbidden, err)
	o, err = o.Checked(terms.Engineering, "partly", "只做了一半", later(40), lead, hours(3))
	require.NoError(t, err)
	require.Equal(t, supervision.Waiting, o.Parts[0].State())
	require.Nil(t, o.NoteOf(o.Parts[0], "m-1").AnsweredAt, "the matter waits for an answer again")

	o, err = o.Answer(complaint.OrderReply{Progress: "全部完成"}, headEng, hours(20))
	require.NoError(t, err)
	o, err = o.Answer(complaint.OrderReply{Progress: "已退费"}, headFin, hours(7))
	require.NoError(t, err)
	require.Equal(t, "answered", o.State())
	require.Zero(t, o.Wake)
	o, err = o.Checked(terms.Engineering, "done", "", nil, leader, hours(21))
	require.NoError(t, err)
	require.Nil(t, o.Ended)
	o, err = o.Checked(terms.Finance, "done", "", nil, lead, hours(22))
	require.NoError(t, err)
	require.Equal(t, "ended", o.State(), "the last check strikes it off")
	require.Empty(t, o.Allowed(lead))
	_, err = o.Cancelled("r", lead, hours(23))
	refuses(t, fault.Refused, err)
}

func TestMoreTimeIsAskedForAndDecided(t *testing.T) {
	o := issued(t)
	_, err := o.MoreTime(hours(4), "r", headEng, noon)
	refuses(t, fault.Invalid, err)
	o, err = o.MoreTime(hours(24), "等配件", headEng, noon)
	require.NoError(t, err)
	require.NotContains(t, o.Allowed(headEng), supervision.Extend)
	require.Contains(t, o.Allowed(lead), supervision.Decide)
	_, err = o.Decided(terms.Engineering, false, "", lead, noon)
	refuses(t, fault.Invalid, err)
	refused, err := o.Decided(terms.Engineering, false, "不同意", lead, noon)
	require.NoError(t, err)
	require.Equal(t, hours(8), refused.Parts[0].AnswerBy)
	o, err = o.Decided(terms.Engineering, true, "", lead, noon)
	require.NoError(t, err)
	require.Equal(t, hours(24), o.Parts[0].AnswerBy)
	_, err = o.Decided(terms.Finance, true, "", lead, noon)
	refuses(t, fault.Refused, err)
}

func TestAnOrderNobodyAnswersClimbsStepByStep(t *testing.T) {
	o := issued(t)
	o, err := o.Answer(complaint.OrderReply{Progress: "已退费"}, headFin, hours(1))
	require.NoError(t, err)
	_, up := o.Climb(hours(8), hours(16))
	require.False(t, up, "at its time itself it can still be answered")
	o, up = o.Climb(hours(24*7), hours(24*7+8)) // nobody looked for a week
	require.True(t, up)
	require.Equal(t, complaint.LevelOrder, o.Level, "one step, however long")
	require.Equal(t, hours(24*7+8), o.Parts[0].AnswerBy)
	require.Equal(t, hours(8), o.Parts[1].AnswerBy, "who answered is left alone")
	_, up = o.Climb(hours(24*7+1), hours(24*8))
	require.False(t, up)
	o, up = o.Climb(hours(24*8), hours(24*9))
	require.True(t, up)
	require.Equal(t, complaint.LevelCircular, o.Level)
	require.Zero(t, o.Wake, "there is nothing above")
	require.True(t, o.Late(o.Parts[0], hours(24*10)), "it stays late all the same")
}

func TestWhoIsToldOfAnOrder(t *testing.T) {
	o := issued(t)
	given := o.Notices(0)
	require.Len(t, given, 2, "one message a department, however many matters")
	require.Equal(t, []message.Post{{Role: access.DeptHead, Department: terms.Engineering}}, given[0].To.Posts)
	require.Contains(t, given[0].Title, "TS-3")
	require.NotContains(t, given[0].Title, "TS-2")
	o, up := o.Climb(hours(9), hours(17))
	require.True(t, up)
	climb := o.Notices(1)
	require.Contains(t, climb[0].To.Posts, message.Post{Role: access.Leader})
	require.Contains(t, climb[0].To.Posts, message.Post{Role: access.DeptHead, Department: terms.Engineering})
	require.NotEqual(t, climb[0].Key, o.Notices(2)[0].Key)
	o, err := o.Answer(complaint.OrderReply{Progress: "p"}, headEng, hours(10))
	require.NoError(t, err)
	require.Equal(t, []string{"u-lead"}, o.Notices(3)[0].To.AccountIDs)
}

func TestWhatWasDoneOnAMattersPageStandsInTheRegister(t *testing.T) {
	n := complaint.OrderNote{ID: "o-1", Number: "督〔2026〕1号", Level: complaint.LevelOrder, Source: "overdue", To: terms.Engineering, By: complaint.Person{ID: "u-lead"}, At: noon, AnswerBy: hours(8), Note: "限期"}
	o := supervision.FromMatter(n, matter(1, terms.Engineering))
	n.Version = 1
	require.Equal(t, n, o.NoteOf(o.Parts[0], "m-1"), "carrying it back changes nothing")
	require.Empty(t, o.Notices(0), "the matter told it")
	n.Answer, n.AnsweredBy, n.AnsweredAt = "已办", &complaint.Person{ID: "u-eng", Department: terms.Engineering}, later(2)
	n.Reply = &complaint.OrderReply{Progress: "已办"}
	n.Received = &complaint.OrderSign{By: *n.AnsweredBy, At: hours(2)}
	next, news := o.Heard(n)
	require.True(t, news)
	n.Version = next.Version
	require.Equal(t, n, next.NoteOf(next.Parts[0], "m-1"))
	_, news = next.Heard(n)
	require.False(t, news, "heard twice")
	require.Empty(t, next.Notices(1))
}

func TestSightOfAnOrder(t *testing.T) {
	o := issued(t)
	o.CommunityIDs, o.Recused = []string{"c-1", "c-2"}, []string{"u-about"}
	for name, c := range map[string]struct {
		a    access.Actor
		sees bool
	}{
		"desk": {clerk, true}, "department": {handler, true}, "other department": {access.Actor{ID: "x", Role: access.DeptHead, Department: terms.Contracts}, false},
		"a community of it": {access.Actor{ID: "x", Role: access.Desk, CommunityIDs: []string{"c-2"}}, true}, "another community": {access.Actor{ID: "x", Role: access.Desk, CommunityIDs: []string{"c-3"}}, false},
		"recused": {access.Actor{ID: "u-about", Role: access.Leader}, false}, "owner": {access.Actor{ID: "o", Role: access.Owner, OwnerID: "o"}, false},
	} {
		require.Equal(t, c.sees, o.Seen(access.SightOf(c.a)), name)
	}
}
