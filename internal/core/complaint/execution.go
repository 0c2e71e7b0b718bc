package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// StartCommand begins a repair, or a critical matter, without a plan.
type StartCommand struct {
	Payer          string `json:"payer,omitempty"`
	AgreedPriceFen int64  `json:"agreedPriceFen,omitempty"`
}

func (StartCommand) Word() Word { return Start }

func (c StartCommand) Check(access.Actor, Env) (w fault.Fields) {
	if c.Payer != "" {
		w.OneOf("payer", c.Payer, Payers...)
	}
	if c.Payer == "owner" && c.AgreedPriceFen <= 0 {
		w.Add("agreedPriceFen", "required", "有偿服务须先与业主约定价格。", "Owner-paid work needs its agreed price first.")
	}
	return w
}

func (c StartCommand) run(t *turn) error {
	at := t.At
	t.m.Status, t.m.StartedAt, t.m.Payer, t.m.PriceFen = Executing, &at, c.Payer, c.AgreedPriceFen
	t.end(terms.PlanDue, terms.FindingTold)
	return t.tell(pastTense[Start], "", map[string]any{"payer": c.Payer, "agreedPriceFen": c.AgreedPriceFen})
}

// InterimCommand records what was done at once to make a critical matter safe.
type InterimCommand struct {
	Measure string `json:"measure"`
}

func (InterimCommand) Word() Word { return Interim }

func (c InterimCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("measure", c.Measure)
	return w
}

func (c InterimCommand) run(t *turn) error {
	t.told(nil)
	t.judgeAfterwards()
	return t.tell(pastTense[Interim], c.Measure, nil)
}

// judgeAfterwards starts the judging of a critical matter once it is safe.
func (t *turn) judgeAfterwards() {
	if t.m.critical() && t.m.Judgement == nil {
		t.start(terms.Judgement, t.At)
	}
}

// AppointCommand fixes a visit (上门预约).
type AppointCommand struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Who   string    `json:"who"`
	Entry string    `json:"entry"`
}

func (AppointCommand) Word() Word { return Appoint }

func (c AppointCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("who", c.Who)
	w.Require("entry", c.Entry)
	ahead(&w, "to", c.To, env)
	if !c.To.After(c.From) {
		w.Add("to", "after", "结束时间须晚于开始时间。", "The window ends after it begins.")
	}
	return w
}

func (c AppointCommand) run(t *turn) error {
	v := Visit{ID: t.NewID(), From: c.From, To: c.To, Who: c.Who, Entry: c.Entry}
	t.m.Visits = append(t.m.Visits, v)
	t.drop(terms.OnSite)
	t.startUntil(terms.OnSite, worktime.Wall, t.At, c.To)
	t.told(nil)
	return t.tell(pastTense[Appoint], "", v)
}

// VisitCommand records what came of the open visit.
type VisitCommand struct {
	Outcome string `json:"outcome"`
	Note    string `json:"note,omitempty"`
}

func (VisitCommand) Word() Word { return VisitDone }

func (c VisitCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.OneOf("outcome", c.Outcome, VisitOutcomes...)
	return w
}

func (c VisitCommand) run(t *turn) error {
	i := slices.IndexFunc(t.m.Visits, func(v Visit) bool { return v.Outcome == "" })
	at := t.At
	v := &t.m.Visits[i]
	v.Outcome, v.Note, v.At = c.Outcome, c.Note, &at
	if c.Outcome == "missed" {
		t.drop(terms.OnSite)
	} else {
		t.end(terms.OnSite)
	}
	return t.tell(pastTense[VisitDone], c.Note, map[string]any{"outcome": c.Outcome})
}

// ProgressCommand tells how far the work is.
type ProgressCommand struct {
	Note           string     `json:"note"`
	VisibleToOwner bool       `json:"visibleToOwner"`
	NextUpdateBy   *time.Time `json:"nextUpdateBy,omitempty"`
}

func (ProgressCommand) Word() Word { return Progress }

func (c ProgressCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("note", c.Note)
	if c.NextUpdateBy != nil {
		ahead(&w, "nextUpdateBy", *c.NextUpdateBy, env)
	}
	return w
}

func (c ProgressCommand) run(t *turn) error {
	if c.VisibleToOwner {
		t.explained(c.NextUpdateBy)
	} else if c.NextUpdateBy != nil {
		t.drop(terms.Update)
		t.startUntil(terms.Update, worktime.Wall, t.At, *c.NextUpdateBy)
	}
	return t.leave(pastTense[Progress], c.Note, map[string]any{"nextUpdateBy": c.NextUpdateBy}, c.VisibleToOwner)
}

// PayCommand records a payment, up to what was approved and agreed.
type PayCommand struct {
	AmountFen int64     `json:"amountFen"`
	Kind      string    `json:"kind"`
	PaidAt    time.Time `json:"paidAt"`
	Receipt   string    `json:"receipt"`
	Payee     string    `json:"payee,omitempty"`
	Basis     string    `json:"basis,omitempty"`
}

func (PayCommand) Word() Word { return Pay }

func (c PayCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	if c.AmountFen <= 0 {
		w.Add("amountFen", "minimum", "金额须大于零。", "The amount must be more than zero.")
	}
	w.OneOf("kind", c.Kind, MeasureKinds...)
	w.Require("receipt", c.Receipt)
	if c.Basis != "" {
		w.OneOf("basis", c.Basis, Bases...)
	}
	behind(&w, "paidAt", c.PaidAt, env)
	return w
}

func (c PayCommand) run(t *turn) error {
	m := t.m
	if c.AmountFen > m.payable() {
		var w fault.Fields
		w.Add("amountFen", "maximum", "超过已批准且业主已同意的余额。", "More than what was approved and agreed.")
		return w.Err()
	}
	m.Payments = append(m.Payments, Payment{
		ID: t.NewID(), Kind: c.Kind, Basis: c.Basis, AmountFen: c.AmountFen, PaidAt: c.PaidAt,
		Receipt: c.Receipt, Payee: c.Payee, By: t.person(), Round: m.Rounds,
	})
	if m.payable() == 0 {
		t.end(terms.Payment)
	}
	return t.tell(pastTense[Pay], "", map[string]any{"amountFen": c.AmountFen, "kind": c.Kind, "paidAt": c.PaidAt, "receipt": c.Receipt})
}

// CompleteCommand says that it is done.
type CompleteCommand struct {
	Result        string   `json:"result"`
	AttachmentIDs []string `json:"attachmentIds,omitempty"`
}

func (CompleteCommand) Word() Word { return Complete }

func (c CompleteCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs, OwnerSees: true}
}

func (c CompleteCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("result", c.Result)
	return w
}

func (c CompleteCommand) run(t *turn) error {
	m := t.m
	if m.Nature == terms.Repair && len(c.AttachmentIDs) == 0 {
		var w fault.Fields
		w.Add("attachmentIds", "required", "报修完工须附修后照片或业主签名。", "A repair is completed with a photo of the result or the owner's signature.")
		return w.Err()
	}
	m.Result = c.Result
	m.attach(c.AttachmentIDs)
	if err := t.tell(pastTense[Complete], c.Result, map[string]any{"attachmentIds": c.AttachmentIDs}); err != nil {
		return err
	}
	t.judgeAfterwards()
	t.end(terms.Execution, terms.OnSite)
	t.resolve()
	return nil
}

// resolve tells the owner and waits for their confirmation or the call-back;
// who brought it without a name cannot be called.
func (t *turn) resolve() {
	at := t.At
	t.m.Status, t.m.ResolvedAt, t.m.Confirmation = Resolved, &at, nil
	t.unpauseAll()
	t.told(nil)
	t.drop(terms.Acceptance, terms.PlanDue, terms.FindingTold, terms.OnSite, terms.Execution)
	if t.m.Reporter.Kind != "anonymous" {
		t.start(terms.Callback, t.At)
	}
}
