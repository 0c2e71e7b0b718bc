package message_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/message"
	"anju/internal/core/terms"
)

var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

func event(kind complaint.Kind, visible bool, by complaint.EventActor, data string) complaint.Event {
	return complaint.Event{ID: "m-1-2", ComplaintID: "m-1", Seq: 2, At: noon, Kind: kind, Actor: by, VisibleToOwner: visible, Note: "明天上午到场查看", Data: json.RawMessage(data)}
}

func TestWhoIsTold(t *testing.T) {
	desk, owner := complaint.EventActor{ID: "u-desk", Role: "desk"}, complaint.EventActor{ID: "u-owner", Role: "owner"}
	head := func(d string) message.Post { return message.Post{Role: access.DeptHead, Department: d} }
	matter := func() complaint.Complaint {
		at := noon
		return complaint.Complaint{
			ID: "m-1", OwnerID: "o-1", Department: "engineering", DispatchedAt: &at, Assignee: &complaint.Person{ID: "u-li"}, Severity: terms.Normal,
			Orders: []complaint.OrderNote{{ID: "x", By: complaint.Person{ID: "u-lead"}}},
			Plan:   &complaint.Plan{ProposedBy: complaint.Person{ID: "u-li"}, Approvals: []complaint.Approval{{Role: "finance", State: complaint.Waiting}}},
		}
	}
	deskPosts := []message.Post{{Role: access.Desk}, {Role: access.DeskLead}}
	for name, c := range map[string]struct {
		event    complaint.Event
		change   func(*complaint.Complaint)
		owners   []string
		accounts []string
		posts    []message.Post
	}{
		"an owner of an answer":              {event: event("answered", true, desk, `{}`), owners: []string{"o-1"}},
		"no owner of what they did":          {event: event(complaint.KindRegistered, true, owner, `{}`)},
		"no owner of what is inside":         {event: event("progressed", false, desk, `{}`)},
		"no owner of a visit that went well": {event: event("visited", true, desk, `{"outcome":"done"}`)},
		"an owner of a visit that did not":   {event: event("visited", true, desk, `{"outcome":"missed"}`), owners: []string{"o-1"}},
		"every household of a bulletin": {event: event("bulletin_issued", true, desk, `{}`), change: func(m *complaint.Complaint) {
			m.Grouped, m.Households = &complaint.GroupInfo{}, []complaint.Household{{OwnerID: "o-2"}, {OwnerID: "o-1"}}
		}, owners: []string{"o-1", "o-2"}},
		"of a reply only who brought the group matter": {event: event(complaint.KindReplied, true, desk, `{}`), change: func(m *complaint.Complaint) {
			m.Grouped, m.Households = &complaint.GroupInfo{}, []complaint.Household{{OwnerID: "o-2"}}
		}, owners: []string{"o-1"}},
		"of an owner's own press the neighbours": {event: event("closed", true, owner, `{}`), change: func(m *complaint.Complaint) {
			m.Grouped, m.Households = &complaint.GroupInfo{}, []complaint.Household{{OwnerID: "o-2"}}
		}, owners: []string{"o-2"}},
		"a household of what it was paid itself": {event: event("paid", false, desk, `{"paymentId":"p-2"}`), change: func(m *complaint.Complaint) {
			m.Grouped, m.Households = &complaint.GroupInfo{}, []complaint.Household{{OwnerID: "o-2", HouseID: "h-2"}, {OwnerID: "o-3", HouseID: "h-3"}}
			m.Payments = []complaint.Payment{{ID: "p-1", HouseID: "h-3"}, {ID: "p-2", HouseID: "h-2"}}
		}, owners: []string{"o-2"}},
		"the departments of a dispatch":            {event: event("dispatched", true, desk, `{"department":"engineering","supporting":["finance"]}`), posts: []message.Post{head("engineering"), {Role: access.Handler, Department: "engineering"}, head("finance")}},
		"the holder of the step that waits":        {event: event("proposed", false, desk, `{}`), posts: []message.Post{head("finance")}},
		"the proposer of the last approval":        {event: event("approved", false, desk, `{}`), change: func(m *complaint.Complaint) { m.Plan.Approvals[0].State = complaint.Approved }, accounts: []string{"u-li"}},
		"handler, head and desk of a refusal":      {event: event("offer_rejected", true, owner, `{}`), accounts: []string{"u-li"}, posts: append([]message.Post{head("engineering")}, deskPosts...)},
		"the desk of a return":                     {event: event("returned", false, desk, `{"department":"engineering"}`), posts: deskPosts},
		"who ordered, of the answer":               {event: event("order_answered", false, desk, `{"orderId":"x"}`), accounts: []string{"u-lead"}},
		"handler and head of a limit":              {event: event(complaint.KindEscalated, false, complaint.EventActor{Role: "system"}, `{"percent":100}`), accounts: []string{"u-li"}, posts: []message.Post{head("engineering")}},
		"leaders at once of danger late by half":   {event: event(complaint.KindEscalated, false, complaint.EventActor{Role: "system"}, `{"percent":150}`), change: func(m *complaint.Complaint) { m.Severity = terms.Critical }, accounts: []string{"u-li"}, posts: []message.Post{head("engineering"), {Role: access.Leader}}},
		"only the digest of what they were told":   {event: event(complaint.KindEscalated, false, complaint.EventActor{Role: "system"}, `{"percent":150,"before":100}`)},
		"the desk of its own limits":               {event: event(complaint.KindEscalated, false, complaint.EventActor{Role: "system"}, `{"percent":100,"clock":"callback"}`), posts: deskPosts},
		"the holder of an approval that is late":   {event: event(complaint.KindEscalated, false, complaint.EventActor{Role: "system"}, `{"percent":100,"clock":"approval"}`), posts: []message.Post{head("finance")}},
		"finance of a payment that is late":        {event: event(complaint.KindEscalated, false, complaint.EventActor{Role: "system"}, `{"percent":100,"clock":"payment"}`), posts: []message.Post{head("finance"), {Role: access.Handler, Department: "finance"}}},
		"the head of what nobody handles":          {event: event(complaint.KindEscalated, false, complaint.EventActor{Role: "system"}, `{"percent":100,"clock":"acceptance"}`), change: func(m *complaint.Complaint) { m.Assignee = nil }, posts: []message.Post{head("engineering")}},
		"leaders at once of a major incident":      {event: event(complaint.KindEscalated, false, complaint.EventActor{Role: "system"}, `{"percent":150,"before":100}`), change: func(m *complaint.Complaint) { m.Incident = &complaint.Incident{} }, posts: []message.Post{{Role: access.Leader}}},
		"nobody of what the register carries":      {event: event(complaint.KindOrdered, false, desk, `{"to":"engineering","carried":true}`)},
		"nobody of the handler's own reminder":     {event: event(complaint.KindReminded, false, complaint.EventActor{Role: "system"}, `{"percent":75}`)},
		"nobody twice, and not who did it":         {event: event("accepted", false, complaint.EventActor{ID: "u-li", Role: "handler"}, `{}`)},
		"nobody whom the matter is about (回避)":     {event: event("assigned", false, desk, `{}`), change: func(m *complaint.Complaint) { m.Recused = []string{"u-li"} }},
		"desk and leaders of danger just reported": {event: event(complaint.KindRegistered, true, desk, `{}`), change: func(m *complaint.Complaint) { m.Severity = terms.Critical }, owners: []string{"o-1"}, posts: append(deskPosts, message.Post{Role: access.Leader})},
	} {
		t.Run(name, func(t *testing.T) {
			m := matter()
			if c.change != nil {
				c.change(&m)
			}
			to := message.Listeners(c.event, m)
			require.ElementsMatch(t, c.owners, to.OwnerIDs)
			require.ElementsMatch(t, c.accounts, to.AccountIDs)
			require.ElementsMatch(t, c.posts, to.Posts)
		})
	}
}

func shipped(t *testing.T) ([]message.Template, *message.Templates) {
	all, err := config.Messages()
	require.NoError(t, err)
	name := func(code string) fault.Text { return fault.Text{ZH: "工程技术部", EN: "Engineering"} }
	read, err := message.ReadTemplates(all, message.Names{Department: name, Clock: name}, time.FixedZone("CST", 8*3600))
	require.NoError(t, err)
	return all, read
}

func words(t *message.Templates, reader string, e complaint.Event, m complaint.Complaint, d message.Detail) (message.Said, bool, error) {
	return t.Say(reader, message.TemplateOf(e, false), e, m, d)
}

func TestWhatShips(t *testing.T) {
	all, read := shipped(t)
	kinds := complaint.Kinds()
	for _, x := range all {
		if !slices.Contains(message.Apart, x.Event) {
			require.Contains(t, kinds, complaint.Kind(x.Event), "a template is for an event that there is")
		}
	}
	m := complaint.Complaint{ID: "m-1", Number: "TS-20260302-0001", Title: "外墙渗水"}
	said, ok, err := words(read, message.ForOwner, event("extended", true, complaint.EventActor{}, ""), m, message.Detail{Until: "2026-03-05T02:30:00Z"})
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, "「外墙渗水」（TS-20260302-0001）延期至 2026-03-05 10:30：明天上午到场查看", said.Body.ZH)
	require.Equal(t, "“外墙渗水” (TS-20260302-0001) will take until 2026-03-05 10:30: 明天上午到场查看", said.Body.EN)

	_, ok, err = words(read, message.ForOwner, event("judged", true, complaint.EventActor{}, ""), m, message.Detail{})
	require.NoError(t, err)
	require.False(t, ok, "what has no words is told to nobody")
}

func TestAMessageSaysWhichMatter(t *testing.T) {
	_, read := shipped(t)
	m := complaint.Complaint{ID: "m-1", Number: "TS-20260302-0001", Title: "外墙渗水"}
	visit := event("appointed", true, complaint.EventActor{}, "")
	said, _, err := words(read, message.ForOwner, visit, m, message.Detail{From: "2026-03-05T02:00:00Z", To: "2026-03-05T04:00:00Z"})
	require.NoError(t, err)
	require.Equal(t, "「外墙渗水」（TS-20260302-0001）已约 2026-03-05 10:00–12:00 上门，请确认时间是否方便。", said.Body.ZH)
	require.Equal(t, "TS-20260302-0001 已约 2026-03-05 10:00–12:00 上门，请在业主平台确认。", said.SMS.ZH, "a text message goes outside: no title")
	m.Confidential = true
	said, _, err = words(read, message.ForStaff, event("escalated", false, complaint.EventActor{}, ""), m, message.Detail{Percent: 100})
	require.NoError(t, err)
	require.Equal(t, "TS-20260302-0001 一事的工程技术部已超时（100%）", said.Body.ZH, "its clock is named like the department here")
}

func TestWhoBroughtAMergedMatterHearsTheCourse(t *testing.T) {
	for kind, told := range map[complaint.Kind]bool{"accepted": true, "completed": true, complaint.KindAutoClosed: true, "progressed": false, complaint.KindReplied: false, "paid": false} {
		e, _, ok := message.Follow(event(kind, true, complaint.EventActor{}, `{}`))
		require.Equal(t, told, ok, kind)
		if ok {
			require.Empty(t, e.Note, "nobody's words")
		}
	}
	bulletin, _, ok := message.Follow(event("bulletin_issued", true, complaint.EventActor{}, `{}`))
	require.True(t, ok)
	require.Equal(t, "明天上午到场查看", bulletin.Note)
	_, _, ok = message.Follow(event("accepted", false, complaint.EventActor{}, `{}`))
	require.False(t, ok, "what is inside stays there")

	mine := complaint.Complaint{OwnerID: "o-1", Reporter: complaint.Reporter{Email: "x@example.com"}}
	require.Equal(t, message.To{OwnerIDs: []string{"o-1"}}, message.Follows(mine, message.To{}))
	require.Equal(t, message.To{}, message.Follows(mine, message.To{OwnerIDs: []string{"o-1"}}), "whoever hears of both hears once")
	mine.OwnerID = ""
	require.True(t, message.Follows(mine, message.To{}).Reporter)
}

func TestAConfidentialMatterIsNotNamedToColleagues(t *testing.T) {
	_, read := shipped(t)
	m := complaint.Complaint{ID: "m-1", Number: "TS-20260302-0001", Title: "502 室欧阳某投诉楼上", Confidential: true}
	said, ok, err := words(read, message.ForStaff, event("dispatched", true, complaint.EventActor{}, ""), m, message.Detail{})
	require.NoError(t, err)
	require.True(t, ok)
	require.NotContains(t, said.Body.ZH+said.Body.EN, "欧阳")
}

func TestALongNoteIsQuotedShort(t *testing.T) {
	_, read := shipped(t)
	e := event("commented", true, complaint.EventActor{}, "")
	for range 8 {
		e.Note += e.Note
	}
	said, _, err := words(read, message.ForOwner, e, complaint.Complaint{Number: "TS-20260302-0001"}, message.Detail{})
	require.NoError(t, err)
	require.Less(t, utf8.RuneCountInString(said.Body.ZH), 120)
	require.Contains(t, said.Mail.ZH, e.Note, "an e-mail holds all of it")
}

func TestATemplateThatCannotBeReadIsNamed(t *testing.T) {
	good := message.Words{ZH: "好", EN: "fine"}
	for text, want := range map[string]struct{ rule, says string }{
		"{{.Numbre}} is closed":         {"unknown_field", "At character 3, .Numbre cannot be used here; there are .Number"},
		"完成{{.Numbre}}":                 {"unknown_field", "At character 5, .Numbre"},
		"{{.Number":                     {"broken", "Line 1"},
		"one\n{{end}}":                  {"broken", "Line 2"},
		"  ":                            {"required", ""},
		"{{range .Note}}x{{end}}":       {"broken", "only fields"},
		`{{printf "%99999d" .Percent}}`: {"broken", "only fields"},
		"{{.Number | len}}":             {"broken", "only fields"},
		"{{$x := .Number}}":             {"broken", "only fields"},
		strings.Repeat("长", 1001):       {"length", "1001 characters; 1000 are the most"},
	} {
		_, err := message.Try(message.Template{Event: "closed", For: message.ForOwner, Subject: good, Body: message.Words{ZH: "好", EN: text}, SMS: good})
		f, ok := fault.As(err)
		require.True(t, ok, text)
		require.Len(t, f.Fields, 1, text)
		require.Equal(t, "body.en", f.Fields[0].Path, text)
		require.Equal(t, want.rule, f.Fields[0].Rule, text)
		require.Contains(t, f.Fields[0].Message.EN, want.says, text)

		_, err = message.ReadTemplates([]message.Template{{Event: "closed", For: message.ForOwner, Subject: good, Body: message.Words{ZH: "好", EN: text}, SMS: good}}, message.Names{}, time.UTC)
		require.ErrorContains(t, err, "owner/closed: body.en", text)
	}
}

func TestATextMessageHoldsSeventyCharactersAndNoPersonalData(t *testing.T) {
	good := message.Words{ZH: "好", EN: "fine"}
	try := func(sms string) []fault.Field {
		_, err := message.Try(message.Template{Event: "closed", For: message.ForOwner, Subject: good, Body: good, SMS: message.Words{ZH: sms, EN: "fine"}})
		f, _ := fault.As(err)
		if f == nil {
			return nil
		}
		return f.Fields
	}
	require.Empty(t, try("{{.Number}}"+strings.Repeat("长", 54)), "the sample's number has 16")
	require.Equal(t, "length", try("{{.Number}}" + strings.Repeat("长", 55))[0].Rule)
	for _, field := range []string{"Title", "Handler", "Note"} {
		require.Equal(t, "unknown_field", try("{{." + field + "}}")[0].Rule)
	}

	all, read := shipped(t)
	m := complaint.Complaint{ID: "m-1", Number: "TS-20260302-0001", Title: "502 室欧阳某投诉楼上"}
	for _, x := range all {
		said, err := message.Try(x)
		require.NoError(t, err, x.Key())
		for _, text := range []string{said.Subject.ZH, said.Subject.EN, said.SMS.ZH, said.SMS.EN} {
			require.NotContains(t, text, "  ", x.Key())
		}
		told, _, err := read.Say(x.For, x.Event, event(complaint.Kind(x.Event), true, complaint.EventActor{}, ""), m, message.Detail{Handler: "李工", Until: "2026-03-05T02:30:00Z"})
		require.NoError(t, err)
		require.NotContains(t, told.SMS.ZH+told.SMS.EN, "欧阳", x.Key())
		require.LessOrEqual(t, utf8.RuneCountInString(told.SMS.EN), message.SMSMost)
	}
}

func TestEveryEventBelongsToAGroupThatCanBeChosen(t *testing.T) {
	all, _ := shipped(t)
	used := map[string]bool{}
	for _, x := range all {
		g := message.GroupOf(x.For, x.Event)
		require.Contains(t, message.Groups[x.For], g, x.Key())
		used[x.For+g] = true
	}
	for reader, groups := range message.Groups {
		for _, g := range groups {
			require.True(t, used[reader+g], "nobody would be told of %s", g)
		}
	}
}

func TestChangedTemplatesStandInThePlaceOfShippedOnes(t *testing.T) {
	all, _ := shipped(t)
	mine := message.Template{Event: "closed", For: message.ForOwner, Body: message.Words{ZH: "了结"}}
	out := message.Replace(all, []message.Template{mine, {Event: "no_more", For: message.ForOwner}})
	require.Len(t, out, len(all))
	require.Contains(t, out, mine)
	require.NotEqual(t, "了结", all[slices.IndexFunc(all, func(x message.Template) bool { return x.Key() == mine.Key() })].Body.ZH)
}
