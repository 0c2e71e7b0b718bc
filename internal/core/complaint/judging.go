package complaint

import (
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// JudgeCommand is the first view (初判): null means "to be verified".
type JudgeCommand struct {
	GroundsSufficient *bool  `json:"groundsSufficient"`
	DemandReasonable  *bool  `json:"demandReasonable"`
	Reason            string `json:"reason"`
	Reply             string `json:"reply,omitempty"`
}

func (JudgeCommand) Word() Word { return Judge }

func (c JudgeCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	if c.GroundsSufficient != nil && !*c.GroundsSufficient {
		w.Require("reply", c.Reply)
	}
	return w
}

func (c JudgeCommand) run(t *turn) error {
	m := t.m
	m.Judgement = &Judgement{By: t.person(), At: t.At, Reason: c.Reason}
	m.GroundsSufficient, m.DemandReasonable = c.GroundsSufficient, c.DemandReasonable
	t.read()
	t.end(terms.Judgement)
	if err := t.note(pastTense[Judge], c.Reason, map[string]any{"groundsSufficient": c.GroundsSufficient, "demandReasonable": c.DemandReasonable}); err != nil {
		return err
	}
	if c.GroundsSufficient != nil && !*c.GroundsSufficient {
		return t.unfounded(c.Reply)
	}
	return t.reply(c.Reply)
}

// unfounded ends the matter for now with a courteous reasoned reply.
func (t *turn) unfounded(reply string) error {
	if err := mayEnd(t.m, t.by, t.Env); err != nil {
		return err
	}
	at := t.At
	t.m.Status, t.m.UnfoundedAt, t.m.Outcome, t.m.UnfoundedReply = Unfounded, &at, OutcomeUnfounded, reply
	t.explained(nil)
	t.voidPlan()
	t.stop()
	return t.tell(KindReplied, reply, nil)
}

// reply tells the owner the words that came with another command, if any.
func (t *turn) reply(words string) error {
	if words == "" {
		return nil
	}
	t.explained(nil)
	return t.tell(KindReplied, words, nil)
}

// ClassifyCommand sets class, nature and severity (分类).
type ClassifyCommand struct {
	Category    string         `json:"category"`
	Nature      terms.Nature   `json:"nature,omitempty"`
	Severity    terms.Severity `json:"severity,omitempty"`
	Department  string         `json:"department,omitempty"`
	Tags        []string       `json:"tags,omitempty"`
	LegalThreat *bool          `json:"legalThreat,omitempty"`
	Reason      string         `json:"reason,omitempty"`
}

func (ClassifyCommand) Word() Word { return Classify }

func (c ClassifyCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	class, ok := env.Policy.Category(c.Category)
	if !ok {
		w.Add("category", "unknown", "没有这个类别。", "There is no such category.")
	}
	for i, tag := range c.Tags {
		if _, known := class.Tag(tag); ok && !known {
			w.Add(indexed("tags", i, ""), "unknown", "该类别没有这个细项。", "The category has no such tag.")
		}
	}
	if c.Department != "" {
		departmentInUse(&w, "department", c.Department, env)
	}
	if c.Nature != "" && !slices.Contains(terms.Natures, c.Nature) {
		w.Add("nature", "one_of", "没有这种性质。", "There is no such nature.")
	}
	if c.Severity != "" && c.Severity.Rank() < 0 {
		w.Add("severity", "one_of", "没有这种紧急程度。", "There is no such severity.")
	}
	return w
}

func (c ClassifyCommand) run(t *turn) error {
	m := t.m
	class, _ := t.Policy.Category(c.Category)
	if class.Retired && m.Category != c.Category {
		var w fault.Fields
		w.Add("category", "retired", "该类别已停用，请选其他类别。", "The category is retired; choose another.")
		return w.Err()
	}
	department := c.Department
	if department == "" {
		department = class.Department
	}
	downgraded := (m.Nature == terms.Complaint && c.Nature != "" && c.Nature != terms.Complaint && (m.NatureGiven || m.Classified)) ||
		(c.Severity != "" && c.Severity.Rank() < m.Severity.Rank() && (m.Classified || m.critical()))
	if downgraded && !t.by.Is(access.DeskLead) {
		return fault.Deny("把投诉改为其他性质或降低紧急程度，须由客服主管说明理由后进行。", "Only a desk lead, with a reason, may change a complaint to another nature or lower the severity.")
	}
	if downgraded && c.Reason == "" {
		var w fault.Fields
		w.Require("reason", c.Reason)
		return w.Err()
	}
	m.Downgraded = m.Downgraded || downgraded
	wasCritical := m.critical()
	before := map[string]any{"category": m.Category, "nature": m.Nature, "severity": m.Severity}
	m.Category, m.Tags, m.Classified = c.Category, c.Tags, true
	if c.Nature != "" {
		m.Nature, m.NatureGiven = c.Nature, true
	}
	if c.Severity != "" {
		m.Severity = c.Severity
		t.briefOn()
	}
	if c.LegalThreat != nil {
		m.LegalThreat = *c.LegalThreat
	}
	if m.DispatchedAt == nil {
		m.Department = department
	}
	t.retime()
	switch {
	case m.critical() && !wasCritical: // act first, judge once it is safe
		t.drop(terms.Judgement)
	case wasCritical && !m.critical() && m.Judgement == nil && m.Status == Registered:
		t.start(terms.Judgement, t.At)
	}
	return t.note(pastTense[Classify], c.Reason, map[string]any{
		"category": m.Category, "nature": m.Nature, "severity": m.Severity, "department": m.Department,
		"tags": m.Tags, "before": before, "downgraded": downgraded,
	})
}

// AnswerCommand answers on the spot (当场办结).
type AnswerCommand struct {
	Reply     string `json:"reply"`
	MeasureID string `json:"measureId,omitempty"`
	CloseNow  bool   `json:"closeNow,omitempty"`
}

func (AnswerCommand) Word() Word { return Answer }

func (c AnswerCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("reply", c.Reply)
	return w
}

func (c AnswerCommand) run(t *turn) error {
	m := t.m
	if (m.Nature == terms.Complaint || m.Nature == terms.Repair) && c.MeasureID == "" {
		var w fault.Fields
		w.Add("measureId", "required", "投诉和报修只有属于既定措施时才能当场答复，请选择措施。", "A complaint or repair is answered on the spot only within a standard measure; choose one.")
		return w.Err()
	}
	if t.Facts.MeasureUnfit {
		var w fault.Fields
		w.Add("measureId", "unfit", "没有这条既定措施，或它不适用于本类别。", "There is no such standard measure, or it is for another category.")
		return w.Err()
	}
	if err := t.tell(pastTense[Answer], c.Reply, map[string]any{"measureId": c.MeasureID}); err != nil {
		return err
	}
	m.Outcome, m.Result = Answered, c.Reply
	t.end(terms.Judgement, terms.PlanDue, terms.FindingTold)
	if c.CloseNow && (!m.evaluationDue(t.Policy) || m.Evaluation != nil) {
		t.told(nil)
		return t.close(Answered)
	}
	t.resolve()
	return nil
}

// ReferCommand tells the owner who is responsible (非我方职责).
type ReferCommand struct {
	To     string `json:"to"`
	Reply  string `json:"reply"`
	Assist bool   `json:"assist,omitempty"` // we help on: the matter stays open with the desk
}

func (ReferCommand) Word() Word { return Refer }

func (c ReferCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("to", c.To)
	w.Require("reply", c.Reply)
	return w
}

func (c ReferCommand) run(t *turn) error {
	if !c.Assist {
		if err := mayEnd(t.m, t.by, t.Env); err != nil {
			return err
		}
	}
	if err := t.tell(pastTense[Refer], c.Reply, map[string]any{"to": c.To, "assist": c.Assist}); err != nil {
		return err
	}
	t.told(nil)
	t.end(terms.Judgement)
	if c.Assist {
		return nil
	}
	return t.close(Referred)
}

// ConcludeCommand is the finding (定性) on the department's statement.
type ConcludeCommand struct {
	Finding Finding `json:"finding"`
	Reason  string  `json:"reason"`
	Reply   string  `json:"reply,omitempty"`
}

func (ConcludeCommand) Word() Word { return Conclude }

func (c ConcludeCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.OneOf("finding", string(c.Finding), string(Substantiated), string(Partly), string(Unsubstantiated))
	w.Require("reason", c.Reason)
	if c.Finding == Unsubstantiated {
		w.Require("reply", c.Reply)
	}
	return w
}

func (c ConcludeCommand) run(t *turn) error {
	t.m.Finding, t.m.Concluded = c.Finding, &Judgement{By: t.person(), At: t.At, Reason: c.Reason}
	t.read()
	if err := t.note(pastTense[Conclude], c.Reason, map[string]any{"finding": c.Finding}); err != nil {
		return err
	}
	if c.Finding == Unsubstantiated {
		return t.unfounded(c.Reply)
	}
	return t.reply(c.Reply)
}
