package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// InvestigateCommand records cause, evidence and who answers for it.
type InvestigateCommand struct {
	Cause       string         `json:"cause"`
	Where       string         `json:"where,omitempty"`
	When        *time.Time     `json:"when,omitempty"`
	Present     string         `json:"present,omitempty"`
	Tested      string         `json:"tested,omitempty"`
	Result      string         `json:"result,omitempty"`
	EvidenceIDs []string       `json:"evidenceIds,omitempty"`
	Shares      []Share        `json:"shares,omitempty"`
	CauseCode   string         `json:"causeCode,omitempty"`
	Evidence    []EvidenceMark `json:"evidence,omitempty"`
	Goodwill    bool           `json:"goodwill,omitempty"`
}

func (InvestigateCommand) Word() Word { return Investigate }

func (c InvestigateCommand) Brings() Evidence {
	return Evidence{Field: "evidenceIds", IDs: c.evidenceIDs()}
}

func (c InvestigateCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("cause", c.Cause)
	if c.When != nil {
		behind(&w, "when", *c.When, env)
	}
	checkEvidence(&w, c.Evidence)
	sum := 0
	for i, s := range c.Shares {
		if s.Party != "" {
			w.OneOf(indexed("shares", i, "party"), s.Party, ShareParties...)
		}
		if s.Party == "" || s.Party == "department" {
			knownDepartment(&w, indexed("shares", i, "department"), s.Department, env)
		}
		if s.Percent < 1 || s.Percent > 100 {
			w.Add(indexed("shares", i, "percent"), "range", "须为 1 至 100。", "Must be 1 to 100.")
		}
		sum += s.Percent
	}
	if len(c.Shares) > 0 && sum != 100 {
		w.Add("shares", "sum", "责任比例合计须为 100%。", "The shares must sum to 100 %.")
	}
	return w
}

func (c InvestigateCommand) run(t *turn) error {
	if t.m.Nature == terms.Complaint && !c.Goodwill && len(c.Shares) == 0 {
		var w fault.Fields
		w.Add("shares", "required", "投诉须划分责任，合计 100%。", "A complaint needs its shares of responsibility, 100 % in all.")
		return w.Err()
	}
	shares := slices.Clone(c.Shares)
	for i := range shares {
		if shares[i].Party == "" {
			shares[i].Party = "department"
		}
	}
	if err := t.because(c.CauseCode); err != nil {
		return err
	}
	ids := c.evidenceIDs()
	t.m.Investigation = &Investigation{
		Cause: c.Cause, Where: c.Where, When: c.When, Present: c.Present, Tested: c.Tested, Result: c.Result,
		EvidenceIDs: ids, Evidence: c.Evidence, Goodwill: c.Goodwill, Shares: shares, By: t.person(), At: t.At,
	}
	t.m.attach(ids)
	return t.note(pastTense[Investigate], c.Cause, map[string]any{
		"where": c.Where, "when": c.When, "present": c.Present, "tested": c.Tested, "result": c.Result, "shares": shares, "evidenceIds": ids,
		"causeCode": c.CauseCode, "evidence": c.Evidence, "goodwill": c.Goodwill,
	})
}

// ProposeCommand puts a plan up for approval, with a second option where the
// owner may choose.
type ProposeCommand struct {
	Title         string        `json:"title,omitempty"`
	Measures      []Measure     `json:"measures"`
	AmountFen     int64         `json:"amountFen"`
	DueAt         time.Time     `json:"dueAt"`
	Handler       string        `json:"handler"`
	Payer         string        `json:"payer,omitempty"`
	Basis         string        `json:"basis,omitempty"`
	Ground        string        `json:"ground,omitempty"`
	Calculation   []Calculation `json:"calculation,omitempty"`
	Options       []Option      `json:"options,omitempty"`
	OwnerAgreed   *Consent      `json:"ownerAgreed,omitempty"`
	Explanation   string        `json:"explanation,omitempty"`
	OverCapReason string        `json:"overCapReason,omitempty"`

	PerHouseholdFen int64 `json:"perHouseholdFen,omitempty"`
}

// options are the first and what the owner may choose beside it.
func (c ProposeCommand) options() []Option {
	first := Option{
		Title: c.Title, Measures: c.Measures, AmountFen: c.AmountFen, DueAt: c.DueAt, Payer: c.Payer,
		Basis: c.Basis, Ground: c.Ground, Calculation: c.Calculation, PerHouseholdFen: c.PerHouseholdFen,
	}
	return append([]Option{first}, c.Options...)
}

// at is the path of an option in the body.
func (ProposeCommand) at(i int) string {
	if i == 0 {
		return ""
	}
	return indexed("options", i-1, "") + "."
}

func (ProposeCommand) Word() Word { return Propose }

func (c ProposeCommand) Check(_ access.Actor, env Env) (w fault.Fields) {
	w.Require("handler", c.Handler)
	if len(c.Options) > 1 {
		w.Add("options", "max_items", "除首选方案外最多再给一个备选方案。", "At most one option beside the first.")
	}
	for i, o := range c.options() {
		checkOption(&w, c.at(i), o, env)
	}
	if c.OwnerAgreed != nil {
		w.Require("ownerAgreed.how", c.OwnerAgreed.How)
		behind(&w, "ownerAgreed.at", c.OwnerAgreed.At, env)
	}
	return w
}

func checkOption(w *fault.Fields, at string, o Option, env Env) {
	if len(o.Measures) == 0 {
		w.Add(at+"measures", "required", "至少写一项措施。", "Name at least one measure.")
	}
	for i, m := range o.Measures {
		w.OneOf(at+indexed("measures", i, "kind"), m.Kind, MeasureKinds...)
	}
	if o.AmountFen < 0 {
		w.Add(at+"amountFen", "minimum", "金额不能为负。", "An amount cannot be negative.")
	}
	if o.PerHouseholdFen < 0 || o.PerHouseholdFen > max(o.AmountFen, 0) {
		w.Add(at+"perHouseholdFen", "range", "每户金额须在零与总额之间。", "The amount per household lies between zero and the whole.")
	}
	ahead(w, at+"dueAt", o.DueAt, env)
	if o.Payer != "" {
		w.OneOf(at+"payer", o.Payer, Payers...)
	}
	checkBasis(w, at, o, env)
}

// fits looks at what depends on the matter: the standard measures named, and
// the cap of its category.
func (c ProposeCommand) fits(t *turn, options []Option, most int64) error {
	var w fault.Fields
	for i, o := range options {
		for j, x := range o.Measures {
			if x.MeasureID != "" && slices.Contains(t.Facts.Unfit, x.MeasureID) {
				w.Add(c.at(i)+indexed("measures", j, "measureId"), "unfit", "没有这条既定措施，或它不适用于本类别。", "There is no such standard measure, or it is for another category.")
			}
		}
	}
	if limit := t.m.capFen(t.Policy); limit > 0 && most > limit {
		w.Require("overCapReason", c.OverCapReason)
	}
	return w.Err()
}

// capFen is what the category pays at most without saying why; 0: no cap.
func (m *Complaint) capFen(p policy.Policy) int64 {
	class, _ := p.Category(m.category())
	return class.CapFen
}

func (c ProposeCommand) run(t *turn) error {
	m := t.m
	options, err := t.reckoned(c.options())
	if err != nil {
		return err
	}
	if err := m.shared(options); err != nil {
		return err
	}
	most := int64(0)
	for _, o := range options {
		most = max(most, o.AmountFen)
	}
	if err := c.fits(t, options, most); err != nil {
		return err
	}
	if m.Plan != nil {
		m.PastRounds = append(m.PastRounds, Round{Number: m.Rounds, Plan: *m.Plan, Offer: m.Offer})
	}
	m.Plan = &Plan{
		Options: options, Handler: c.Handler, ProposedBy: t.person(), ProposedAt: t.At, CeilingFen: most, Consent: c.OwnerAgreed,
		Explanation: c.Explanation, CapFen: m.capFen(t.Policy), OverCap: c.OverCapReason,
	}
	if m.Plan.Approvals = t.steps(most); m.Plan.Approvals == nil {
		var w fault.Fields
		w.Add("amountFen", "no_approver", "除您之外没有人能审批这个方案；请由其他人提出。", "Nobody but you could approve this plan; let somebody else propose it.")
		return w.Err()
	}
	m.Rounds++
	m.Offer = nil
	m.Status = Proposed
	t.handOver()
	t.askAnew()
	t.end(terms.PlanDue, terms.Review)
	if err := t.note(pastTense[Propose], "", map[string]any{
		"options": options, "handler": c.Handler, "round": m.Rounds, "ownerAgreed": c.OwnerAgreed, "approvals": m.Plan.Approvals,
		"explanation": c.Explanation, "overCapReason": c.OverCapReason,
	}); err != nil {
		return err
	}
	return t.nextStep()
}

// handOver gives a matter that was never dispatched (disputed straight from an
// unfounded reply) to the department that will carry the plan out.
func (t *turn) handOver() {
	if t.m.DispatchedAt != nil {
		return
	}
	at := t.At
	t.m.Department, t.m.DispatchedAt, t.m.Accepted = t.m.Lead(), &at, true
}

// execute begins the carrying out of an agreed option.
func (t *turn) execute(o Option) {
	m := t.m
	at := t.At
	m.Status, m.StartedAt, m.Payer = Executing, &at, o.Payer
	t.startUntil(terms.Execution, worktime.Wall, t.At, o.DueAt)
	if m.payable() > 0 && slices.ContainsFunc(o.Measures, func(x Measure) bool { return x.Kind != "fee_reduction" }) {
		t.drop(terms.Payment) // of an earlier round
		t.start(terms.Payment, t.At)
	}
}
