// Major incidents (重大事件): what is kept of one, and what looks like one.

package complaint

import (
	"slices"
	"strings"
	"time"

	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// Incident is a matter that a leader declared a major incident.
type Incident struct {
	Level      string     `json:"level"`
	Reason     string     `json:"reason"`
	DeclaredBy Person     `json:"declaredBy"`
	DeclaredAt time.Time  `json:"declaredAt"`
	TaskForce  *TaskForce `json:"taskForce,omitempty"`
	Decisions  []Decision `json:"decisions,omitempty"`
	EndedAt    *time.Time `json:"endedAt,omitempty"`
	EndedBy    *Person    `json:"endedBy,omitempty"`
	Conclusion string     `json:"conclusion,omitempty"`
}

// IncidentLevels from the least on: 较大、重大、特别重大.
var IncidentLevels = []string{"serious", "major", "extraordinary"}

// Open reports an incident that was not stood down.
func (i *Incident) Open() bool { return i != nil && i.EndedAt == nil }

// TaskForce (专项处理小组) is who handles it together.
type TaskForce struct {
	Lead    TaskMember   `json:"lead"`
	Members []TaskMember `json:"members,omitempty"`
	By      Person       `json:"by"`
	At      time.Time    `json:"at"`
}

// TaskMember is one of the staff by account, or somebody from outside by name.
type TaskMember struct {
	AccountID  string `json:"accountId,omitempty"`
	Name       string `json:"name"`
	Department string `json:"department,omitempty"`
	Role       string `json:"role,omitempty"` // what they do in the task force
}

// accounts are those of the staff that the task force names.
func (f *TaskForce) accounts() []string {
	if f == nil {
		return nil
	}
	var ids []string
	for _, x := range append([]TaskMember{f.Lead}, f.Members...) {
		if x.AccountID != "" {
			ids = append(ids, x.AccountID)
		}
	}
	return ids
}

func (f *TaskForce) names(accountID string) bool { return slices.Contains(f.accounts(), accountID) }

// Decision is one entry of the decision log.
type Decision struct {
	Decision   string    `json:"decision"`
	By         string    `json:"by"` // who decided, in words
	At         time.Time `json:"at"`
	RecordedBy Person    `json:"recordedBy"`
}

// Briefing (突发事件快报、续报) tells leaders how things stand.
type Briefing struct {
	No         int        `json:"no"` // 1 is the 快报, all later ones 续报
	By         Person     `json:"by"`
	At         time.Time  `json:"at"`
	Situation  string     `json:"situation"`
	Casualties *int       `json:"casualties,omitempty"` // people hurt; nil: not known yet
	Households *int       `json:"households,omitempty"` // households affected; nil: not known yet
	Measures   string     `json:"measures"`
	NextBy     *time.Time `json:"nextBy,omitempty"` // when the next one was promised
}

// Wording (统一口径) is the sentence that everybody says of a matter.
type Wording struct {
	Proposed   string     `json:"proposed,omitempty"` // waits for a leader
	ProposedBy *Person    `json:"proposedBy,omitempty"`
	ProposedAt *time.Time `json:"proposedAt,omitempty"`
	Approved   string     `json:"approved,omitempty"`
	ApprovedBy *Person    `json:"approvedBy,omitempty"`
	ApprovedAt *time.Time `json:"approvedAt,omitempty"`
}

// Statement is the approved wording, "" while there is none.
func (m *Complaint) Statement() string {
	if m.Wording == nil {
		return ""
	}
	return m.Wording.Approved
}

// Affected is how many households the matter concerns as far as is known: those
// who joined with the one that brought it, or what the last briefing said.
func (m *Complaint) Affected() int {
	n := 1 + len(m.Households)
	for _, b := range slices.Backward(m.Briefings) {
		if b.Households != nil {
			return max(n, *b.Households)
		}
	}
	return n
}

// Words by which a report says that somebody was hurt, or that the press knows.
var (
	injuryWords = []string{"受伤", "摔伤", "砸伤", "烫伤", "烧伤", "划伤", "骨折", "砸到人", "砸中人", "送医", "住院", "昏迷", "死亡", "身亡", "流血", "救护车",
		"injured", "hospital", "ambulance", "broken arm", "broken leg", "bleeding", "unconscious"}
	unhurtWords = []string{"没有人员受伤", "无人员受伤", "没有人受伤", "没人受伤", "无人受伤", "没有受伤", "并未受伤", "未受伤", "没受伤", "无人伤亡",
		"nobody was injured", "no one was injured", "nobody is injured", "not injured", "without injured"}
	mediaWords = []string{"记者", "媒体", "电视台", "报社", "曝光", "热搜", "journalist", "reporter", "newspaper", "tv station", "the press"}
)

// MajorBecause says why policy suggests to declare a major incident; nothing
// when it does not. It never declares one.
func (m *Complaint) MajorBecause(p policy.Policy) []string {
	var because []string
	most := int64(0)
	if m.Demand != nil {
		most = m.Demand.AmountFen
	}
	if m.Plan != nil {
		for _, o := range m.Plan.Options {
			most = max(most, o.AmountFen)
		}
	}
	if most >= p.Windows.MajorAmountFen {
		because = append(because, "amount")
	}
	if m.Affected() >= p.Windows.MajorHouseholds {
		because = append(because, "households")
	}
	said := strings.ToLower(m.Title + "\n" + m.Text)
	for _, w := range unhurtWords {
		said = strings.ReplaceAll(said, w, "")
	}
	if anyIn(said, injuryWords) || slices.ContainsFunc(m.Briefings, func(b Briefing) bool { return b.Casualties != nil && *b.Casualties > 0 }) {
		because = append(because, "injury")
	}
	if m.Transfer != nil {
		said += "\n" + strings.ToLower(m.Transfer.Sender)
	}
	if anyIn(said, mediaWords) {
		because = append(because, "media")
	}
	return because
}

func anyIn(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// startBriefing begins the time limit of the first briefing on a critical matter.
func (t *turn) startBriefing(from time.Time) {
	if t.m.critical() && len(t.m.Briefings) == 0 {
		t.startUntil(terms.Briefing, worktime.Wall, from, from.Add(t.Policy.Windows.CriticalBriefing.Duration()))
	}
}

// briefOn starts or drops that limit after the severity changed.
func (t *turn) briefOn() {
	if !t.m.critical() && !t.m.Incident.Open() {
		t.drop(terms.Briefing)
		return
	}
	t.startBriefing(t.At)
}
