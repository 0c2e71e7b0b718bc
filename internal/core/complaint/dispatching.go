package complaint

import (
	"fmt"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// DispatchCommand sends a matter to its departments (派单).
type DispatchCommand struct {
	Department  string          `json:"department"`
	Supporting  []string        `json:"supporting,omitempty"`
	External    []ExternalParty `json:"external,omitempty"`
	Instruction string          `json:"instruction,omitempty"`
}

func (DispatchCommand) Word() Word { return Dispatch }

func (c DispatchCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	departmentInUse(&w, "department", c.Department, env)
	for i, d := range c.Supporting {
		if known, ok := env.Policy.Department(d); !ok || known.Retired || d == c.Department || slices.Contains(c.Supporting[:i], d) {
			w.Add(indexed("supporting", i, ""), "unknown", "协办须是另一个在用的部门。", "A supporting department is another one in use.")
		}
	}
	for i, e := range c.External {
		e.check(&w, indexed("external", i, "")+".", env)
	}
	return w
}

// knownDepartment notes a department that the company does not have. One that is
// retired can still be at fault or be asked.
func knownDepartment(w *fault.Fields, field, code string, env Env) {
	if _, ok := env.Policy.Department(code); !ok {
		w.Add(field, "unknown", "没有这个部门。", "There is no such department.")
	}
}

// departmentInUse notes a department that takes no new matters.
func departmentInUse(w *fault.Fields, field, code string, env Env) {
	knownDepartment(w, field, code, env)
	if d, _ := env.Policy.Department(code); d.Retired {
		w.Add(field, "retired", "该部门已停用，不再接单。", "The department is retired and takes no new matters.")
	}
}

func (c DispatchCommand) run(t *turn) error {
	m := t.m
	if m.Category == "" {
		m.Category = m.Suggestion.Category
	}
	at := t.At
	m.Status, m.Department, m.Supporting, m.DispatchedAt = Dispatched, c.Department, c.Supporting, &at
	for _, e := range c.External {
		m.External = append(m.External, t.external(e))
	}
	m.Accepted, m.Assignee, m.Misrouted = false, nil, false
	if m.Judgement != nil || !m.needsJudging() {
		t.end(terms.Judgement)
	}
	t.start(terms.Acceptance, t.At)
	t.start(terms.FindingTold, t.At)
	if err := t.tell(pastTense[Dispatch], "", map[string]any{"department": c.Department, "supporting": c.Supporting}); err != nil {
		return err
	}
	if c.Instruction == "" && len(c.External) == 0 {
		return nil
	}
	return t.note(KindNoted, c.Instruction, map[string]any{"external": c.External})
}

// recall takes the matter back from its department.
func (t *turn) recall() {
	t.m.DispatchedAt, t.m.Accepted, t.m.Assignee, t.m.Misrouted = nil, false, nil, false
	t.drop(terms.Acceptance, terms.FindingTold, terms.PlanDue, terms.OnSite)
}

// AcceptCommand takes a matter on (接单).
type AcceptCommand struct {
	HandlerID string `json:"handlerId,omitempty"`
}

func (AcceptCommand) Word() Word                           { return Accept }
func (AcceptCommand) Check(access.Actor, Env) fault.Fields { return nil }

func (c AcceptCommand) run(t *turn) error {
	m := t.m
	if err := t.assign(c.HandlerID); err != nil {
		return err
	}
	m.Status, m.Accepted = Investigating, true
	t.end(terms.Acceptance)
	t.start(terms.PlanDue, t.At)
	t.start(terms.OnSite, t.At)
	return t.tell(pastTense[Accept], "", map[string]any{"department": m.Department, "handler": m.Assignee.Name})
}

// assign names the handler: the one asked for, else whoever acts.
func (t *turn) assign(handlerID string) error {
	if handlerID == "" || handlerID == t.by.ID {
		p := t.person()
		t.m.Assignee = &p
		return nil
	}
	h := t.Facts.Handler
	if h == nil || h.ID != handlerID || h.Department != t.m.Department {
		var w fault.Fields
		w.Add("handlerId", "unknown", "经办人须是承办部门的在职人员。", "The handler is an active member of the lead department.")
		return w.Err()
	}
	t.m.Assignee = h
	return nil
}

// AssignCommand names another handler.
type AssignCommand struct {
	HandlerID string `json:"handlerId"`
}

func (AssignCommand) Word() Word { return Assign }

func (c AssignCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("handlerId", c.HandlerID)
	return w
}

func (c AssignCommand) run(t *turn) error {
	if err := t.assign(c.HandlerID); err != nil {
		return err
	}
	return t.tell(pastTense[Assign], "", map[string]any{"handler": t.m.Assignee.Name})
}

// ReturnCommand sends a misrouted matter back to the desk (退回改派).
type ReturnCommand struct {
	Reason string `json:"reason"`
}

func (ReturnCommand) Word() Word { return Return }

func (c ReturnCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return w
}

func (c ReturnCommand) run(t *turn) error {
	from := t.m.Department
	t.end(terms.Acceptance)
	t.recall()
	t.m.Status, t.m.Supporting, t.m.Misrouted = Registered, nil, true
	t.m.Returns = append(t.m.Returns, SentBack{Department: from, By: t.person(), At: t.At, Reason: c.Reason})
	return t.note(pastTense[Return], c.Reason, map[string]any{"department": from})
}

// RequestInfoCommand asks a department a question.
type RequestInfoCommand struct {
	From     string     `json:"from"`
	Question string     `json:"question"`
	AnswerBy *time.Time `json:"answerBy,omitempty"`
}

func (RequestInfoCommand) Word() Word { return RequestInfo }

func (c RequestInfoCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	knownDepartment(&w, "from", c.From, env)
	w.Require("question", c.Question)
	if c.AnswerBy != nil {
		ahead(&w, "answerBy", *c.AnswerBy, env)
	}
	return w
}

func (c RequestInfoCommand) run(t *turn) error {
	r := InfoRequest{ID: t.NewID(), From: c.From, AskedBy: t.person(), AskedAt: t.At, Question: c.Question, AnswerBy: c.AnswerBy}
	t.m.InfoRequests = append(t.m.InfoRequests, r)
	return t.note(pastTense[RequestInfo], c.Question, map[string]any{"requestId": r.ID, "from": c.From, "answerBy": c.AnswerBy})
}

// AnswerInfoCommand answers such a question.
type AnswerInfoCommand struct {
	RequestID     string   `json:"requestId"`
	Answer        string   `json:"answer"`
	AttachmentIDs []string `json:"attachmentIds,omitempty"`
}

func (AnswerInfoCommand) Word() Word { return AnswerInfo }

func (c AnswerInfoCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs}
}

func (c AnswerInfoCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("requestId", c.RequestID)
	w.Require("answer", c.Answer)
	return w
}

func (c AnswerInfoCommand) run(t *turn) error {
	r, err := t.question(c.RequestID)
	if err != nil {
		return err
	}
	if r.From != t.by.Department {
		return denied()
	}
	p, at := t.person(), t.At
	r.Answer, r.AnsweredBy, r.AnsweredAt, r.AttachmentIDs = c.Answer, &p, &at, c.AttachmentIDs
	t.m.attach(c.AttachmentIDs)
	return t.note(pastTense[AnswerInfo], c.Answer, map[string]any{"requestId": r.ID, "attachmentIds": c.AttachmentIDs})
}

// CancelInfoCommand gives up a stale question.
type CancelInfoCommand struct {
	RequestID string `json:"requestId"`
	Reason    string `json:"reason"`
}

func (CancelInfoCommand) Word() Word { return CancelInfo }

func (c CancelInfoCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("requestId", c.RequestID)
	w.Require("reason", c.Reason)
	return w
}

func (c CancelInfoCommand) run(t *turn) error {
	r, err := t.question(c.RequestID)
	if err != nil {
		return err
	}
	r.Cancelled = c.Reason
	return t.note(pastTense[CancelInfo], c.Reason, map[string]any{"requestId": r.ID})
}

// question finds an open question by its id.
func (t *turn) question(id string) (*InfoRequest, error) {
	i := slices.IndexFunc(t.m.InfoRequests, func(r InfoRequest) bool { return r.ID == id && r.Open() })
	if i < 0 {
		var w fault.Fields
		w.Add("requestId", "unknown", "没有这条待答复的询问。", "There is no such open question.")
		return nil, w.Err()
	}
	return &t.m.InfoRequests[i], nil
}

// ownersWord demands the owner's word where the desk acts for the owner.
func ownersWord(o *OnBehalf, by access.Actor, env Env) (w fault.Fields) {
	if by.Is(access.Owner) {
		return nil
	}
	if o == nil {
		w.Add("onBehalf", "required", "代业主操作须写明方式、对象和时间。", "Acting for the owner takes how, with whom and when.")
		return w
	}
	w.Require("onBehalf.how", o.How)
	w.Require("onBehalf.person", o.Person)
	behind(&w, "onBehalf.at", o.At, env)
	return w
}

// skew is how far another's clock may run before ours.
const skew = time.Minute

// behind notes a time that was not given or has not come yet.
func behind(w *fault.Fields, field string, at time.Time, env Env) {
	if at.IsZero() || at.After(env.At.Add(skew)) {
		w.Add(field, "past", "须是已经过去的时间。", "This lies in the past.")
	}
}

// ahead notes a time that is not in the future.
func ahead(w *fault.Fields, field string, at time.Time, env Env) {
	if !at.After(env.At) {
		w.Add(field, "future", "须晚于现在。", "This lies in the future.")
	}
}

func behalf(o *OnBehalf) any {
	if o == nil {
		return nil
	}
	return map[string]any{"onBehalf": o}
}

func indexed(list string, i int, field string) string {
	path := fmt.Sprintf("%s[%d]", list, i)
	if field != "" {
		path += "." + field
	}
	return path
}

// attach links evidence to the matter, each once.
func (m *Complaint) attach(ids []string) {
	for _, id := range ids {
		if !slices.Contains(m.Attachments, id) {
			m.Attachments = append(m.Attachments, id)
		}
	}
}
