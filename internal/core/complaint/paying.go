package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// QuoteCommand tells the owner what the work would cost them.
type QuoteCommand struct {
	Items []QuoteItem `json:"items"`
	Note  string      `json:"note,omitempty"`
}

func (QuoteCommand) Word() Word { return QuoteWord }

func (c QuoteCommand) Check(access.Actor, Env) (w fault.Fields) {
	if len(c.Items) == 0 {
		w.Add("items", "required", "至少写一项。", "Name at least one item.")
	}
	for i, x := range c.Items {
		w.Require(indexed("items", i, "name"), x.Name)
		if x.Qty < 1 {
			w.Add(indexed("items", i, "qty"), "minimum", "数量至少为 1。", "At least 1.")
		}
		if x.UnitFen < 0 {
			w.Add(indexed("items", i, "unitFen"), "minimum", "单价不能为负。", "A price cannot be negative.")
		}
	}
	return w
}

func (c QuoteCommand) run(t *turn) error {
	q := Quote{ID: t.NewID(), Items: c.Items, Note: c.Note, By: t.person(), At: t.At, State: "open"}
	for _, x := range c.Items {
		q.TotalFen += x.Qty * x.UnitFen
	}
	t.m.Quote = &q
	t.end(terms.PlanDue) // what is to be done, and for how much, is told
	t.told(nil)
	return t.tell(pastTense[QuoteWord], c.Note, map[string]any{"items": q.Items, "totalFen": q.TotalFen})
}

// QuoteAnswerCommand is the owner's word on the price.
type QuoteAnswerCommand struct {
	OK       bool      `json:"ok"`
	Note     string    `json:"note,omitempty"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (QuoteAnswerCommand) Word() Word { return QuoteAnswer }

func (c QuoteAnswerCommand) Check(by access.Actor, env Env) fault.Fields {
	return ownersWord(c.OnBehalf, by, env)
}

func (c QuoteAnswerCommand) run(t *turn) error {
	m, at := t.m, t.At
	q := m.Quote
	q.State = "refused"
	if !c.OK && m.Status == Investigating {
		t.start(terms.PlanDue, t.At)
	}
	if c.OK {
		if err := t.notTenant(c.OnBehalf); err != nil {
			return err
		}
		q.State = "accepted"
		if m.Status == Executing {
			if m.Payer == "" {
				m.Payer = "owner"
			}
			m.PriceFen += q.TotalFen // found while the work goes on, so it comes on top
		}
	}
	q.Answer, q.AnsweredAt, q.OnBehalf = c.Note, &at, c.OnBehalf
	return t.tell(pastTense[QuoteAnswer], c.Note, map[string]any{"ok": c.OK, "totalFen": q.TotalFen, "onBehalf": c.OnBehalf})
}

var hasQuote = holds(func(m *Complaint) bool { return m.Quote != nil && m.Quote.State == "open" },
	"没有待业主答复的报价。", "No quote waits for the owner.")

// priced says whether owner-paid work may begin at the price: once a quote was
// made, the owner's yes to it comes first and bounds it.
func (m *Complaint) priced(payer string, fen int64) error {
	q := m.Quote
	if q == nil || payer != "owner" && (payer != "" || q.State != "open") {
		return nil
	}
	var w fault.Fields
	switch {
	case q.State == "open":
		w.Add("payer", "quote_open", "报价尚待业主答复；业主同意后再开工。", "The quote waits for the owner; start after their yes.")
	case q.State == "refused":
		w.Add("payer", "quote_refused", "业主未同意报价；请重新报价或改由其他方承担。", "The owner refused the quote; make another, or let somebody else pay.")
	case fen > q.TotalFen:
		w.Add("agreedPriceFen", "maximum", "超过业主同意的报价。", "More than the quote that the owner accepted.")
	}
	return w.Err()
}

// FundCommand is one step of drawing on the maintenance fund.
type FundCommand struct {
	Step          string    `json:"step"`
	Note          string    `json:"note"`
	At            time.Time `json:"at"`
	AttachmentIDs []string  `json:"attachmentIds,omitempty"`
}

func (FundCommand) Word() Word { return FundWord }

func (c FundCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: c.AttachmentIDs, OwnerSees: true}
}

func (c FundCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.OneOf("step", c.Step, FundSteps...)
	w.Require("note", c.Note)
	behind(&w, "at", c.At, env)
	return w
}

// run: each step follows the one before it; a lost vote or a refused
// application begins anew with a proposal.
func (c FundCommand) run(t *turn) error {
	m := t.m
	if next := m.NextFundStep(); c.Step != next && c.Step != FundSteps[0] {
		var w fault.Fields
		w.Add("step", "order", "下一步应为「"+fundZH[next]+"」，或从「提议」重新开始。", "The next step is "+next+", or begin anew with proposed.")
		return w.Err()
	}
	m.Fund = append(m.Fund, FundStep{Step: c.Step, Note: c.Note, At: c.At, By: t.person(), AttachmentIDs: c.AttachmentIDs})
	m.attach(c.AttachmentIDs)
	return t.tell(pastTense[FundWord], c.Note, map[string]any{"step": c.Step, "at": c.At, "attachmentIds": c.AttachmentIDs})
}

// NextFundStep is the step that follows the last one; money may be disbursed again.
func (m *Complaint) NextFundStep() string {
	if len(m.Fund) == 0 {
		return FundSteps[0]
	}
	return FundSteps[min(slices.Index(FundSteps, m.Fund[len(m.Fund)-1].Step)+1, len(FundSteps)-1)]
}

var fundZH = map[string]string{"proposed": "提议", "announced": "公告", "voted": "表决", "applied": "申请", "approved": "批准", "disbursed": "拨付"}

// InsuranceCommand says how far the claim on an insurer is.
type InsuranceCommand struct {
	Insurer     string `json:"insurer"`
	ClaimNumber string `json:"claimNumber,omitempty"`
	State       string `json:"state"`
	AmountFen   int64  `json:"amountFen,omitempty"`
	Note        string `json:"note,omitempty"`
}

func (InsuranceCommand) Word() Word { return InsuranceWord }

func (c InsuranceCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("insurer", c.Insurer)
	w.OneOf("state", c.State, InsuranceStates...)
	if c.AmountFen < 0 {
		w.Add("amountFen", "minimum", "金额不能为负。", "An amount cannot be negative.")
	}
	return w
}

func (c InsuranceCommand) run(t *turn) error {
	t.m.Insurance = &Insurance{Insurer: c.Insurer, ClaimNumber: c.ClaimNumber, State: c.State, AmountFen: c.AmountFen, Note: c.Note, By: t.person(), At: t.At}
	return t.note(pastTense[InsuranceWord], c.Note, map[string]any{"insurer": c.Insurer, "claimNumber": c.ClaimNumber, "state": c.State, "amountFen": c.AmountFen})
}
