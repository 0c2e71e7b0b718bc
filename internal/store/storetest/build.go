package storetest

import (
	"encoding/json"
	"fmt"
	"sync/atomic"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/terms"
	"anju/internal/core/words"
)

var everything = access.Everything("the contract of the stores")

var numbers atomic.Int64

// matter is a small open matter; with changes it before its keys are taken.
func matter(with ...func(m *complaint.Complaint)) complaint.Complaint {
	m := complaint.Complaint{
		ID: id(), Number: fmt.Sprintf("TS-20260302-%06d", numbers.Add(1)), Version: 1, Status: complaint.Registered,
		Channel: terms.Phone, Nature: terms.Complaint, Title: "电梯停运", Text: "十二幢的电梯停了两天。", Severity: terms.Normal,
		CommunityID: terms.NoCommunity, ReceivedAt: at(0), CreatedAt: at(0), UpdatedAt: at(0),
		RegisteredBy: complaint.Person{ID: "u-1", Name: "王敏"}, Seq: 1, Head: "h1",
		Keys: complaint.Keys{Open: true, DueAt: complaint.Far, WakeAt: complaint.Far, RetainTo: complaint.Far, Audience: []string{}},
	}
	for _, change := range with {
		change(&m)
	}
	m.Keys.Words = words.Tokens(m.Number + "\n" + m.Title + "\n" + m.Reporter.Name + "\n" + m.Reporter.Phone + "\n" + m.Text)
	return m
}

// registered is the change that creates the matter.
func registered(m complaint.Complaint) complaint.Change {
	c := complaint.Change{Next: m, Tally: complaint.Tally{"2026-03-02": {"received": 1, "received/status/" + string(m.Status): 1}}}
	for seq := int64(1); seq <= m.Seq; seq++ {
		c.Events = append(c.Events, entry(m.ID, seq, complaint.KindRegistered))
	}
	return c
}

// after is the change to the next version of the matter, with one entry.
func after(m complaint.Complaint, with ...func(m *complaint.Complaint)) complaint.Change {
	next := m
	next.Version, next.Seq = m.Version+1, m.Seq+1
	next.UpdatedAt = m.UpdatedAt.Add(1e6)
	for _, change := range with {
		change(&next)
	}
	return complaint.Change{
		Next: next, ReadAt: m.Version, Events: []complaint.Event{entry(m.ID, next.Seq, "commented")},
		Tally: complaint.Tally{"2026-03-02": {"received": 1, "received/status/" + string(next.Status): 1}},
	}
}

func entry(matter string, seq int64, kind complaint.Kind) complaint.Event {
	return complaint.Event{
		ID: fmt.Sprintf("%s-%d", matter, seq), ComplaintID: matter, Seq: seq, At: at(seq), Kind: kind,
		Actor: complaint.EventActor{ID: "u-1", Name: "王敏", Role: "desk"}, Note: "已致电业主。", VisibleToOwner: seq%2 == 1,
		Data: json.RawMessage(`{"amountFen":9007199254740993,"text":"a \u003c b 中文"}`), Salt: "00", PayloadDigest: "d", PrevHash: "p", Hash: "h",
	}
}

func in(community string) func(*complaint.Complaint) {
	return func(m *complaint.Complaint) { m.CommunityID = community }
}

func receivedAt(ms int64) func(*complaint.Complaint) {
	return func(m *complaint.Complaint) { m.ReceivedAt = at(ms) }
}

func seenBy(keys ...string) func(*complaint.Complaint) {
	return func(m *complaint.Complaint) { m.Keys.Audience = keys }
}

// ended takes a matter out of the open ones.
func ended(status complaint.Status) func(*complaint.Complaint) {
	return func(m *complaint.Complaint) {
		m.Status, m.Keys.Open, m.Keys.DueAt = status, false, complaint.Far
	}
}

// whole is a matter with something in every corner.
func whole() complaint.Complaint {
	person := complaint.Person{ID: "u-2", Name: "李工", Department: terms.Engineering}
	yes, no := true, false
	m := matter()
	m.Status, m.Text = complaint.Executing, "“引号” <b> & \u2028 表情 🏠 与换行\n第二行"
	m.Demand = &complaint.Demand{Kind: "compensation", AmountFen: 9007199254740993, By: ptr(at(5)), Text: "赔偿"}
	m.Subject = &complaint.Subject{Kind: "department", Name: "工程部"}
	m.Reporter = complaint.Reporter{Kind: "owner", Name: "欧阳静", Phone: "199-0000-8825", Email: "a@example.com"}
	m.Letter = &complaint.Letter{RegisterNumber: "L-1", ReceivedOn: "2026-03-01", ReplyBy: ptr(at(6))}
	m.Attachments, m.Tags, m.Supporting, m.Recused = []string{"a-1"}, []string{"电梯"}, []string{terms.Finance}, []string{"u-9"}
	m.OwnerID, m.HouseID, m.HouseLabel, m.Building = "o-1", "h-1", "香樟苑 12-4-804", "12"
	m.Suggestion.Category, m.Suggestion.Confidence = "elevator", 0.8125
	m.Judgement = &complaint.Judgement{By: person, At: at(7), Reason: "属实"}
	m.GroundsSufficient, m.DemandReasonable, m.Finding = &yes, &no, complaint.Partly
	m.Department, m.Category, m.DispatchedAt, m.Accepted, m.Assignee = terms.Engineering, "elevator", ptr(at(8)), true, &person
	m.InfoRequests = []complaint.InfoRequest{{ID: "q-1", From: terms.Finance, AskedBy: person, AskedAt: at(9), Question: "？"}}
	m.Investigation = &complaint.Investigation{Cause: "老化", Shares: []complaint.Share{{Party: "department", Department: terms.Engineering, Percent: 100}}, By: person, At: at(10)}
	m.Plan = &complaint.Plan{
		Options: []complaint.Option{{Measures: []complaint.Measure{{Kind: "repair"}}, AmountFen: 1, DueAt: at(11)}}, Handler: "李工", ProposedBy: person, ProposedAt: at(12), CeilingFen: 50_000,
		Approvals: []complaint.Approval{{Step: "dept_head", Role: "dept_head", State: complaint.Waiting, OpenedAt: ptr(at(13))}},
	}
	m.Offer = &complaint.Offer{State: "accepted", Option: ptr(0), At: at(14)}
	m.Clocks = []complaint.Clock{{Kind: terms.FirstResponse, StartedAt: at(0), DueAt: at(15)}}
	m.Promised = &complaint.Promise{What: "update", By: at(16), At: at(15)}
	m.Households = []complaint.Household{{HouseID: "h-1", OwnerID: "o-1", JoinedAt: at(17)}}
	m.Related = []complaint.Relation{{Ref: complaint.Ref{ID: "m-0", Number: "TS-1"}, Kind: "repeat"}}
	m.Returns = []complaint.SentBack{{Department: terms.Finance, By: person, At: at(18), Reason: "不属本部门"}}
	m.External = []complaint.External{{ID: "e-1", Party: "contractor", Replies: []complaint.ExternalReplied{{Note: "在保", At: at(19), By: person, AttachmentIDs: []string{"a-1"}}}}}
	m.Keys.Marks = []string{complaint.MarkDowngraded}
	m.Keys.DueAt, m.Keys.WakeAt, m.Keys.Waiting, m.Keys.Audience = at(15), at(14), "dept_head:engineering", []string{"owner:o-1", "dept:engineering"}
	m.CauseCode = "wear"
	m.PastRounds = []complaint.Round{{Number: 1, Plan: *m.Plan, Offer: &complaint.Offer{State: "rejected", At: at(14)}}}
	m.Agreement = &complaint.Agreement{SignedAt: at(14), How: "paper", AttachmentIDs: []string{"a-1"}, By: person, At: at(15), Round: 2}
	return m
}
