package message

import (
	"encoding/json"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// To names people by what they have to do with a matter. Empty fields do not name.
type To struct {
	OwnerIDs   []string // persons of the owner archive
	Reporter   bool     // whoever brought the matter, of whom there is no record: by e-mail alone
	AccountIDs []string // staff by name
	Posts      []Post   // staff by their post
	Detail     Detail   // what the words are made with
	Approval   bool     // a step of the approval waits for those named by post
}

// Post is everybody of a role, in a department where one is named.
type Post struct {
	Role       access.Role
	Department string
}

// Detail is what listeners and templates need of an event's data.
type Detail struct {
	Department string   `json:"department"`
	Supporting []string `json:"supporting"`
	From       string   `json:"from"`
	To         string   `json:"to"`
	RequestID  string   `json:"requestId"`
	OrderID    string   `json:"orderId"`
	Percent    int      `json:"percent"`
	AmountFen  int64    `json:"amountFen"`
	Handler    string   `json:"handler"`
	Outcome    string   `json:"outcome"`
	Clock      string   `json:"clock"`
	Until      string   `json:"until"`
	AnswerBy   string   `json:"answerBy"`
	Before     int      `json:"before"`  // the rung that was told before, from 100 on
	Carried    bool     `json:"carried"` // the register of orders tells of it
	ConsultID  string   `json:"consultId"`
	PaymentID  string   `json:"paymentId"`

	PassedAt time.Time `json:"passedAt"` // of a time limit that was noticed late: when it ran out

	List fault.Text `json:"-"` // of a notice: what it counts up
	Link string     `json:"-"` // of a notice: the page that it opens
}

// Listeners says who is told of an event of a matter. Whoever did it is not
// told, nor anybody whom the matter is about.
func Listeners(e complaint.Event, m complaint.Complaint) To {
	var d Detail
	_ = json.Unmarshal(e.Data, &d) // an event whose data is of another shape names nobody by it
	to := To{Detail: d}
	paid := paidTo(e, d, m)
	if owners, ok := toOwner[e.Kind]; ok && (e.VisibleToOwner || paid != "") {
		if m.OwnerID != "" && paid == "" && owners(e, m) {
			to.OwnerIDs = append(to.OwnerIDs, m.OwnerID)
		}
		for _, h := range m.Households {
			if paid != "" && h.HouseID == paid || concernsAll(e) {
				to.OwnerIDs = append(to.OwnerIDs, h.OwnerID)
			}
		}
	}
	to.Reporter = e.VisibleToOwner && reachedByMailAlone(m) && slices.Contains(toReporter, e.Kind)
	if staff, ok := toStaff[e.Kind]; ok {
		staff(&to, d, m)
	}
	to.AccountIDs = slices.DeleteFunc(compact(to.AccountIDs), func(id string) bool { return id == e.Actor.ID || slices.Contains(m.Recused, id) })
	to.OwnerIDs = compact(to.OwnerIDs)
	return to
}

// concernsAll: of a group matter each household hears the course and the plan
// that it answers, and none of what passes between us and whoever brought it.
func concernsAll(e complaint.Event) bool {
	return complaint.Neighbourly.Shows(e) || e.Kind == complaint.KindOffered
}

// paidTo is the house of a household that was paid for itself; "" of any other event.
func paidTo(e complaint.Event, d Detail, m complaint.Complaint) string {
	for _, p := range m.Payments {
		if e.Kind == "paid" && p.ID == d.PaymentID && slices.ContainsFunc(m.Households, func(h complaint.Household) bool { return h.HouseID == p.HouseID }) {
			return p.HouseID
		}
	}
	return ""
}

func always(complaint.Event, complaint.Complaint) bool { return true }

// byOthers: an owner's own press needs no message to them.
func byOthers(e complaint.Event, _ complaint.Complaint) bool {
	return e.Actor.Role != string(access.Owner)
}

func missed(e complaint.Event, _ complaint.Complaint) bool {
	var d Detail
	return json.Unmarshal(e.Data, &d) == nil && d.Outcome != "" && d.Outcome != "done"
}

// toOwner are the events that owners are told of, where these may be read by them.
var toOwner = map[complaint.Kind]func(complaint.Event, complaint.Complaint) bool{
	complaint.KindRegistered: byOthers, complaint.KindReplied: always, complaint.KindOffered: always, complaint.KindAutoClosed: always,
	"answered": always, "referred": always, "accepted": always, "appointed": always, "visited": missed, "progressed": always, "commented": always,
	"started": always, "paid": always, "completed": always, "closed": byOthers, "reopened": byOthers, "extended": always, "paused": always,
	"bulletin_issued": always, "finally_replied": always, "merged": always, "quoted": always, "unmerged": always,
}

// toReporter are the events that a reporter without a record is told of: that
// it was taken down, what was answered, and how it ended. What is between stays
// with the desk, for they have no page on which to answer.
var toReporter = []complaint.Kind{complaint.KindRegistered, complaint.KindReplied, "answered", "referred", "finally_replied", "closed", complaint.KindAutoClosed}

// reachedByMailAlone: a tenant or a passer-by who left an address. Who wants no
// name is not written to, and an authority gets its reply as a letter.
func reachedByMailAlone(m complaint.Complaint) bool {
	return m.OwnerID == "" && m.Reporter.Email != "" && m.Reporter.Kind != "anonymous" && m.Reporter.Kind != "authority"
}

// toStaff are the events that colleagues are told of.
var toStaff = map[complaint.Kind]func(to *To, d Detail, m complaint.Complaint){
	complaint.KindRegistered: func(to *To, d Detail, m complaint.Complaint) {
		if Danger(m) { // the rest is found in the queue
			desk(to, d, m)
			to.post(access.Leader, "")
		}
	},
	"dispatched": func(to *To, d Detail, _ complaint.Complaint) {
		to.post(access.DeptHead, d.Department)
		to.post(access.Handler, d.Department)
		for _, s := range d.Supporting {
			to.post(access.DeptHead, s)
		}
	},
	"accepted":       assignee,
	"assigned":       assignee,
	"returned":       desk,
	"info_requested": func(to *To, d Detail, _ complaint.Complaint) { to.post(access.DeptHead, d.From) },
	"info_answered": func(to *To, d Detail, m complaint.Complaint) {
		for _, r := range m.InfoRequests {
			if r.ID == d.RequestID {
				to.AccountIDs = append(to.AccountIDs, r.AskedBy.ID)
			}
		}
	},
	"proposed":       approval,
	"approved":       approval,
	"rejected":       proposer,
	"offer_accepted": handling,
	"offer_rejected": handlingAndDesk,
	"declined":       handlingAndDesk,
	"confirmed":      assignee,
	"reopened":       handlingAndDesk,
	"appealed":       desk,
	"urged":          handlingAndDesk,
	complaint.KindOrdered: func(to *To, d Detail, _ complaint.Complaint) {
		if !d.Carried {
			to.post(access.DeptHead, d.To)
		}
	},
	complaint.KindOrderAnswered: func(to *To, d Detail, m complaint.Complaint) {
		for _, o := range m.Orders {
			if o.ID == d.OrderID && !d.Carried {
				to.AccountIDs = append(to.AccountIDs, o.By.ID)
			}
		}
	},
	"instructed": func(to *To, d Detail, m complaint.Complaint) {
		to.post(access.DeskLead, "")
		handling(to, d, m)
	},
	"consulted": func(to *To, _ Detail, _ complaint.Complaint) { to.post(access.Leader, "") },
	"advised": func(to *To, d Detail, m complaint.Complaint) {
		for _, c := range m.Consults {
			if d.ConsultID == "" || c.ID == d.ConsultID {
				to.AccountIDs = append(to.AccountIDs, c.By.ID)
			}
		}
	},
	complaint.KindEscalated: late,
}

// late tells of a time limit that ran out: who has to act and their head, once;
// leaders at once only of danger, of what authorities asked and of major
// incidents. The rest leaders read in their daily digest.
func late(to *To, d Detail, m complaint.Complaint) {
	if d.Before < 100 {
		actsOn(to, d, m)
	}
	if d.Percent > 100 && (Danger(m) || m.Channel == terms.Transfer || m.Incident.Open()) {
		to.post(access.Leader, "")
	}
}

// Danger reports a matter of which people are told in their quiet hours too.
func Danger(m complaint.Complaint) bool { return m.Severity == terms.Critical }

// actsOn are those whose work a clock waits for: the desk for its own, who holds
// the step of an approval, finance for a payment and its receipt, else the handler and the head.
func actsOn(to *To, d Detail, m complaint.Complaint) {
	switch terms.ClockKind(d.Clock) {
	case terms.Judgement, terms.Callback, terms.TransferReply, terms.Briefing:
		desk(to, d, m)
	case terms.Approval:
		approval(to, d, m)
		to.Approval = false // the words are those of the time limit
	case terms.Payment:
		to.post(access.DeptHead, terms.Finance)
		to.post(access.Handler, terms.Finance)
	default:
		handling(to, d, m)
	}
}

func (to *To) post(role access.Role, department string) {
	to.Posts = append(to.Posts, Post{role, department})
}

func assignee(to *To, _ Detail, m complaint.Complaint) {
	if m.Assignee != nil {
		to.AccountIDs = append(to.AccountIDs, m.Assignee.ID)
	}
}

// handling are the handler and the head of the department that has the matter.
func handling(to *To, d Detail, m complaint.Complaint) {
	assignee(to, d, m)
	if m.DispatchedAt != nil {
		to.post(access.DeptHead, m.Department)
	} else {
		desk(to, d, m)
	}
}

func desk(to *To, _ Detail, _ complaint.Complaint) {
	to.post(access.Desk, "")
	to.post(access.DeskLead, "")
}

func handlingAndDesk(to *To, d Detail, m complaint.Complaint) {
	handling(to, d, m)
	if m.DispatchedAt != nil {
		desk(to, d, m)
	}
}

func proposer(to *To, _ Detail, m complaint.Complaint) {
	if m.Plan != nil {
		to.AccountIDs = append(to.AccountIDs, m.Plan.ProposedBy.ID)
	}
}

// approval tells whoever holds the step that waits now.
func approval(to *To, d Detail, m complaint.Complaint) {
	if m.Plan == nil {
		return
	}
	for _, step := range m.Plan.Approvals {
		if step.State != complaint.Waiting {
			continue
		}
		switch step.Role {
		case "dept_head":
			to.post(access.DeptHead, m.Department)
		case "finance":
			to.post(access.DeptHead, terms.Finance)
		case "legal":
			to.post(access.Legal, "")
		default:
			to.post(access.Leader, "")
		}
	}
	if to.Approval = len(to.Posts) > 0; !to.Approval {
		proposer(to, d, m)
	}
}

func compact(ids []string) []string {
	slices.Sort(ids)
	return slices.Compact(ids)
}
