package complaint

import (
	"slices"
	"sort"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/triage"
	"anju/internal/core/worktime"
)

// Form is what is taken down when a matter comes in. Its whole content goes
// into the first entry of the timeline.
type Form struct {
	Channel        terms.Channel `json:"channel"`
	Nature         terms.Nature  `json:"nature,omitempty"` // "" leaves it to the suggestion
	Title          string        `json:"title"`
	Text           string        `json:"text"`
	Demand         *Demand       `json:"demand,omitempty"`
	Subject        *Subject      `json:"subject,omitempty"`
	CategoryHint   string        `json:"categoryHint,omitempty"`
	Place          string        `json:"place,omitempty"`
	CommunityID    string        `json:"communityId"`
	CommunityName  string        `json:"communityName,omitempty"`
	HouseID        string        `json:"houseId,omitempty"`
	HouseLabel     string        `json:"houseLabel,omitempty"`
	Building       string        `json:"building,omitempty"`
	OwnerID        string        `json:"ownerId,omitempty"`
	Reporter       Reporter      `json:"reporter"`
	ReceivedAt     time.Time     `json:"receivedAt"`
	ReceivedReason string        `json:"receivedReason,omitempty"`
	Confidential   bool          `json:"confidential,omitempty"`
	Letter         *Letter       `json:"letter,omitempty"`
	Transfer       *Transfer     `json:"transfer,omitempty"`
	Visit          *VisitForm    `json:"visit,omitempty"`
	AttachmentIDs  []string      `json:"attachmentIds,omitempty"`
	Promise        *Promise      `json:"promise,omitempty"` // told to the caller on the line
}

// Intake is what the use case found out for a form.
type Intake struct {
	ID         string
	Number     string
	Suggestion triage.Suggestion
	Recent     []Complaint // earlier matters of the same house, for repeat and rework
	Recused    []string    // accounts whom the matter is about
}

// confidentialKinds and categories are preset as confidential: neighbour and staff matters.
func presetConfidential(f Form, s triage.Suggestion) bool {
	if f.Subject != nil && (f.Subject.Kind == "neighbour" || f.Subject.Kind == "staff") {
		return true
	}
	return s.Sure && (s.Category == "staff_attitude" || s.Category == "noise_neighbour")
}

// CheckForm says what is wrong with a form by the rules of intake.
func CheckForm(f Form, by access.Actor, env Env) fault.Fields {
	var w fault.Fields
	w.Length("title", strings.TrimSpace(f.Title), 1, 120)
	w.Length("text", strings.TrimSpace(f.Text), 1, 10_000)
	if !slices.Contains(terms.Channels, f.Channel) {
		w.Add("channel", "one_of", "请选择来源渠道。", "Say by which channel it came.")
	}
	if f.ReceivedAt.After(env.At.Add(time.Minute)) {
		w.Add("receivedAt", "past", "收到时间不能晚于现在。", "The time of receipt cannot lie in the future.")
	}
	if by.Staff() && env.At.Sub(f.ReceivedAt) > env.Policy.Windows.BackdateReasonAfter.Duration() && strings.TrimSpace(f.ReceivedReason) == "" {
		w.Add("receivedReason", "required", "收到时间早于现在一小时以上，请说明原因。", "It was received more than an hour ago; say why it is registered only now.")
	}
	if by.Staff() && f.OwnerID == "" && strings.TrimSpace(f.Reporter.Name) == "" && f.Reporter.Kind != "anonymous" {
		w.Add("reporter.name", "required", "请选择业主，或填写诉求人姓名（匿名请选“匿名”）。", "Choose an owner, or give the reporter's name (or mark it anonymous).")
	}
	if f.Channel == terms.Transfer && (f.Transfer == nil || f.Transfer.Sender == "") {
		w.Add("transfer.sender", "required", "转办件须写明转办单位。", "A transfer names its sender.")
	}
	if k := f.Reporter.Kind; k != "" {
		w.OneOf("reporter.kind", k, ReporterKinds...)
	}
	if f.Subject != nil {
		w.OneOf("subject.kind", f.Subject.Kind, SubjectKinds...)
	}
	if f.Demand != nil && f.Demand.Kind != "" {
		w.OneOf("demand.kind", f.Demand.Kind, DemandKinds...)
	}
	if f.Demand != nil && f.Demand.AmountFen < 0 {
		w.Add("demand.amountFen", "minimum", "金额不能为负。", "An amount cannot be negative.")
	}
	if f.Promise != nil && !f.Promise.By.After(env.At) {
		w.Add("promise.by", "future", "承诺时间须晚于现在。", "A promise lies in the future.")
	}
	return w
}

// Register makes a new matter out of a well form.
func Register(f Form, in Intake, by access.Actor, env Env) (Change, error) {
	if err := CheckForm(f, by, env).Err(); err != nil {
		return Change{}, err
	}
	nature := f.Nature
	if nature == "" {
		nature = in.Suggestion.Nature
	}
	m := &Complaint{
		ID: in.ID, Number: in.Number, Status: Registered, Channel: f.Channel,
		Nature: nature, NatureGiven: f.Nature != "", Title: strings.TrimSpace(f.Title), Text: strings.TrimSpace(f.Text),
		Demand: f.Demand, Subject: f.Subject, Place: f.Place, Reporter: f.Reporter,
		Confidential: f.Confidential || presetConfidential(f, in.Suggestion),
		Letter:       f.Letter, Transfer: f.Transfer, VisitForm: f.Visit, Attachments: f.AttachmentIDs,
		CommunityID: f.CommunityID, CommunityName: f.CommunityName, HouseID: f.HouseID, HouseLabel: f.HouseLabel, Building: f.Building, OwnerID: f.OwnerID,
		ReceivedAt: f.ReceivedAt, ReceivedReason: f.ReceivedReason, CreatedAt: env.At,
		Suggestion: in.Suggestion, Severity: in.Suggestion.Severity, Recused: in.Recused,
	}
	if m.CommunityID == "" {
		m.CommunityID = terms.NoCommunity
	}
	if f.Reporter.Kind == "joint_letter" && m.CommunityID != terms.NoCommunity && !m.Confidential {
		m.Grouped = &GroupInfo{CommunityID: m.CommunityID}
	}
	t := &turn{Env: env, by: by, m: m}
	m.RegisteredBy = t.person()
	m.Related = related(m, in.Recent, env)
	t.start(terms.FirstResponse, m.ReceivedAt)
	// The clock of the first view runs for every nature, not for complaints
	// alone: the product's table stops it when a matter that is no complaint is
	// dispatched or answered, so it is the promise that somebody looks within half
	// a day. Screens call it so where nothing is judged.
	if !m.critical() {
		t.start(terms.Judgement, m.ReceivedAt)
	}
	t.startBriefing(m.ReceivedAt)
	if tr := m.Transfer; tr != nil && tr.ReplyBy != nil {
		t.startUntil(terms.TransferReply, worktime.Office, m.ReceivedAt, t.beforeLimit(*tr.ReplyBy))
	}
	if err := t.tell(KindRegistered, "", map[string]any{"form": f, "number": m.Number}); err != nil {
		return Change{}, err
	}
	if by.OnDesk() && f.Promise != nil {
		t.told(&f.Promise.By)
		m.Promised = &Promise{What: f.Promise.What, By: f.Promise.By, At: env.At}
	}
	return t.finish(0), nil
}

// beforeLimit is the sender's limit less the margin of the policy. Where that has
// gone by already, half of the time that the sender leaves: a matter is not late
// in the moment in which it comes.
func (t *turn) beforeLimit(limit time.Time) time.Time {
	margin := t.Policy.Windows.TransferMargin.Duration()
	left := limit.Sub(t.At)
	minutes := sort.Search(max(int(left/time.Minute), 0), func(i int) bool {
		return t.Calendar.Between(worktime.Office, limit.Add(-time.Duration(i)*time.Minute), limit) >= margin
	})
	at := limit.Add(-time.Duration(minutes) * time.Minute)
	switch {
	case left <= 0:
		return t.At
	case t.Calendar.Between(worktime.Office, at, limit) < margin:
		return limit.Add(-left / 2)
	}
	return at
}

// related links earlier matters of the same house and class: repeat, or rework of a repair.
func related(m *Complaint, recent []Complaint, env Env) []Relation {
	var out []Relation
	for _, r := range recent {
		if m.HouseID == "" || r.HouseID != m.HouseID || r.category() != m.category() || r.Status == Withdrawn {
			continue
		}
		kind, days := "repeat", env.Policy.Windows.RepeatDays
		if m.Nature == terms.Repair {
			kind, days = "rework", env.Policy.Windows.RepeatRepairDays
		}
		if m.ReceivedAt.Sub(r.ReceivedAt) <= time.Duration(days)*24*time.Hour {
			out = append(out, Relation{Ref: Ref{ID: r.ID, Number: r.Number}, Kind: kind, Confidential: r.Confidential})
		}
	}
	return out
}
