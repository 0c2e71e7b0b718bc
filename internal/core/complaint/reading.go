package complaint

import (
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// SecondReading is a judgement that a clerk handed to the desk lead (复核). It
// forbids nobody to judge; it ends when a lead has judged or found.
type SecondReading struct {
	By     Person     `json:"by"`
	At     time.Time  `json:"at"`
	Reason string     `json:"reason"`
	DoneBy *Person    `json:"doneBy,omitempty"`
	DoneAt *time.Time `json:"doneAt,omitempty"`
}

// FirstReading is what was decided before the owner appealed, kept so that
// whoever reads it again sees both side by side.
type FirstReading struct {
	Judgement         *Judgement `json:"judgement,omitempty"`
	GroundsSufficient *bool      `json:"groundsSufficient,omitempty"`
	DemandReasonable  *bool      `json:"demandReasonable,omitempty"`
	Finding           Finding    `json:"finding,omitempty"`
	Concluded         *Judgement `json:"concluded,omitempty"`
	Reply             string     `json:"reply,omitempty"` // what the owner was told
	Appeal            string     `json:"appeal"`          // what the owner says against it
	AppealedAt        time.Time  `json:"appealedAt"`
}

// readable are the statuses in which a judgement or a finding is given.
var readable = []Status{Registered, Investigating}

// AwaitsReading reports whether the desk lead was asked and has not read it yet.
func (m *Complaint) AwaitsReading() bool {
	return m.SecondReading != nil && m.SecondReading.DoneAt == nil && m.Status.in(readable)
}

// Hard says why a case should be read by the desk lead: advice, never a bar.
// Nothing is said of what needs no judging or is past it.
func (m *Complaint) Hard() []string {
	if !m.Status.in(readable) || !m.needsJudging() {
		return nil
	}
	var why []string
	for _, x := range []struct {
		holds bool
		code  string
	}{
		{m.claim(), "claim"},
		{m.Severity.Rank() >= terms.High.Rank(), "severity"},
		{m.LegalThreat, "legal_threat"},
		{m.Channel == terms.Transfer, "transfer"},
		{m.Appealed, "appeal"},
		{m.aboutStaff(), "staff"},
	} {
		if x.holds {
			why = append(why, x.code)
		}
	}
	return why
}

// aboutStaff: a service complaint, which is the desk lead's to decide.
func (m *Complaint) aboutStaff() bool {
	return m.category() == "staff_attitude" || m.Subject != nil && m.Subject.Kind == "staff"
}

// SecondReadingCommand hands a judgement to the desk lead.
type SecondReadingCommand struct {
	Reason string `json:"reason"`
}

func (SecondReadingCommand) Word() Word { return AskReading }

func (c SecondReadingCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return w
}

func (c SecondReadingCommand) run(t *turn) error {
	t.m.SecondReading = &SecondReading{By: t.person(), At: t.At, Reason: c.Reason}
	return t.note(pastTense[AskReading], c.Reason, nil)
}

func notAwaited(m *Complaint, _ access.Actor, _ Env) *fault.Error {
	if m.AwaitsReading() {
		return refused("已经交客服主管复核，请等待其初判或定性。", "The desk lead has been asked already; wait for their judgement or finding.")
	}
	return nil
}

// read ends a second reading when the desk lead has judged or found.
func (t *turn) read() {
	if s := t.m.SecondReading; t.m.AwaitsReading() && t.by.Is(access.DeskLead) {
		p, at := t.person(), t.At
		s.DoneBy, s.DoneAt = &p, &at
	}
}

// AppealCommand asks for a second reading of an unfounded matter (申诉).
type AppealCommand struct {
	Reason   string    `json:"reason"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (AppealCommand) Word() Word { return Appeal }

func (c AppealCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

func (c AppealCommand) run(t *turn) error {
	m := t.m
	m.FirstReading = &FirstReading{
		Judgement: m.Judgement, GroundsSufficient: m.GroundsSufficient, DemandReasonable: m.DemandReasonable, Finding: m.Finding,
		Concluded: m.Concluded, Reply: m.UnfoundedReply, Appeal: c.Reason, AppealedAt: t.At,
	}
	m.Status, m.Appealed, m.Outcome = Registered, true, ""
	m.forgetVerdict()
	t.recall()
	t.start(terms.Judgement, t.At)
	t.start(terms.Update, t.At)
	return t.tell(pastTense[Appeal], c.Reason, behalf(c.OnBehalf))
}

// forgetVerdict lets the matter be read anew.
func (m *Complaint) forgetVerdict() {
	m.Judgement, m.GroundsSufficient, m.DemandReasonable, m.Finding, m.UnfoundedAt = nil, nil, nil, "", nil
	m.Concluded, m.SecondReading, m.UnfoundedReply = nil, nil, ""
}
