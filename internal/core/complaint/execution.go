package complaint

import (
	"slices"
	"time"

	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// StartCommand begins a repair, or a critical matter, without a plan.
type StartCommand struct {
	Payer          string `json:"payer,omitempty"`
	AgreedPriceFen int64  `json:"agreedPriceFen,omitempty"`
}

func (StartCommand) Word() Word { return Start }

func (c StartCommand) Check() (w fault.Fields) {
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
	t.end(terms.PlanDue)
	return t.tell(pastTense[Start], "", map[string]any{"payer": c.Payer, "agreedPriceFen": c.AgreedPriceFen})
}

// InterimCommand records what was done at once to make a critical matter safe.
type InterimCommand struct {
	Measure string `json:"measure"`
}

func (InterimCommand) Word() Word { return Interim }

func (c InterimCommand) Check() (w fault.Fields) {
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

func (c AppointCommand) Check() (w fault.Fields) {
	w.Require("who", c.Who)
	w.OneOf("entry", c.Entry, Entries...)
	if !c.To.After(c.From) {
		w.Add("to", "after", "结束时间须晚于开始时间。", "The window ends after it begins.")
	}
	return w
}

func (c AppointCommand) run(t *turn) error {
	if !c.To.After(t.At) {
		var w fault.Fields
		w.Add("from", "future", "预约须在将来。", "An appointment lies in the future.")
		return w.Err()
	}
	v := Visit{ID: t.NewID(), From: c.From, To: c.To, Who: c.Who, Entry: c.Entry}
	t.m.Visits = append(t.m.Visits, v)
	t.drop(terms.OnSite)
	t.startUntil(terms.OnSite, "", "wall", t.At, c.To)
	t.told(nil)
	return t.tell(pastTense[Appoint], "", v)
}

// VisitCommand records what came of the open visit.
type VisitCommand struct {
	Outcome string `json:"outcome"`
	Note    string `json:"note,omitempty"`
}

func (VisitCommand) Word() Word { return VisitDone }

func (c VisitCommand) Check() (w fault.Fields) {
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

func (c ProgressCommand) Check() (w fault.Fields) {
	w.Require("note", c.Note)
	return w
}

func (c ProgressCommand) run(t *turn) error {
	if c.NextUpdateBy != nil && !c.NextUpdateBy.After(t.At) {
		var w fault.Fields
		w.Add("nextUpdateBy", "future", "下次告知时间须晚于现在。", "The next update lies in the future.")
		return w.Err()
	}
	if c.VisibleToOwner {
		t.told(c.NextUpdateBy)
	} else if c.NextUpdateBy != nil {
		t.drop(terms.Update)
		t.startUntil(terms.Update, "", "wall", t.At, *c.NextUpdateBy)
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

func (c PayCommand) Check() (w fault.Fields) {
	if c.AmountFen <= 0 {
		w.Add("amountFen", "minimum", "金额须大于零。", "The amount must be more than zero.")
	}
	w.OneOf("kind", c.Kind, MeasureKinds...)
	w.Require("receipt", c.Receipt)
	if c.Basis != "" {
		w.OneOf("basis", c.Basis, Bases...)
	}
	if c.PaidAt.IsZero() {
		w.Add("paidAt", "required", "请填付款时间。", "Say when it was paid.")
	}
	return w
}

func (c PayCommand) run(t *turn) error {
	m := t.m
	var w fault.Fields
	if left := m.payable(); c.AmountFen > left {
		w.Add("amountFen", "maximum", "超过已批准且业主已同意的余额。", "More than what was approved and agreed.")
	}
	if c.PaidAt.After(t.At.Add(time.Minute)) {
		w.Add("paidAt", "past", "付款时间不能晚于现在。", "A payment lies in the past.")
	}
	if err := w.Err(); err != nil {
		return err
	}
	m.Payments = append(m.Payments, Payment{
		ID: t.NewID(), Kind: c.Kind, Basis: c.Basis, AmountFen: c.AmountFen, PaidAt: c.PaidAt,
		Receipt: c.Receipt, Payee: c.Payee, By: t.person(),
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

func (c CompleteCommand) Check() (w fault.Fields) {
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
	t.told(nil)
	t.judgeAfterwards()
	t.end(terms.Execution, terms.OnSite)
	return t.resolve()
}

// resolve waits for the owner's confirmation or the call-back.
func (t *turn) resolve() error {
	at := t.At
	t.m.Status, t.m.ResolvedAt, t.m.Confirmation = Resolved, &at, nil
	t.m.Pause = nil
	for i := range t.m.Clocks {
		t.unpause(&t.m.Clocks[i])
	}
	t.end(terms.Update)
	t.drop(terms.Acceptance, terms.PlanDue, terms.FindingTold, terms.OnSite, terms.Execution)
	t.start(terms.Callback, t.At)
	return nil
}
