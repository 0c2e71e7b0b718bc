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
	CauseCode      string `json:"causeCode,omitempty"`
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
	if err := t.m.priced(c.Payer, c.AgreedPriceFen); err != nil {
		return err
	}
	at := t.At
	t.m.Status, t.m.StartedAt, t.m.Payer, t.m.PriceFen = Executing, &at, c.Payer, c.AgreedPriceFen
	t.end(terms.PlanDue, terms.FindingTold)
	if err := t.tell(pastTense[Start], "", map[string]any{"payer": c.Payer, "agreedPriceFen": c.AgreedPriceFen}); err != nil {
		return err
	}
	return t.cause(c.CauseCode)
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
	t.m.Interims = append(t.m.Interims, InterimMeasure{Measure: c.Measure, By: t.person(), At: t.At})
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

// CompleteCommand says that it is done, or how far and what remains.
type CompleteCommand struct {
	Result        string          `json:"result"`
	AttachmentIDs []string        `json:"attachmentIds,omitempty"`
	SignatureID   string          `json:"signatureId,omitempty"`
	Outcome       Outcome         `json:"outcome,omitempty"` // fixed, partly
	Remains       string          `json:"remains,omitempty"`
	FollowUpBy    *time.Time      `json:"followUpBy,omitempty"`
	Recheck       *RecheckCommand `json:"recheck,omitempty"`
	CauseCode     string          `json:"causeCode,omitempty"`
}

func (CompleteCommand) Word() Word { return Complete }

func (c CompleteCommand) Brings() Evidence {
	return Evidence{Field: "attachmentIds", IDs: slices.Concat(c.AttachmentIDs, given(c.SignatureID)), OwnerSees: true}
}

func (c CompleteCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("result", c.Result)
	if c.Outcome != "" {
		w.OneOf("outcome", string(c.Outcome), string(Fixed), string(FixedPartly))
	}
	if c.Outcome == FixedPartly {
		w.Require("remains", c.Remains)
		if c.FollowUpBy == nil {
			w.Add("followUpBy", "required", "部分解决须约定何时再来。", "A partial fix says when it is followed up.")
		} else {
			ahead(&w, "followUpBy", *c.FollowUpBy, env)
		}
	}
	if c.Recheck != nil {
		for _, f := range c.Recheck.Check(by, env) {
			f.Path = "recheck." + f.Path
			w = append(w, f)
		}
	}
	return w
}

func (c CompleteCommand) run(t *turn) error {
	m := t.m
	if m.Nature == terms.Repair && len(c.Brings().IDs) == 0 && !m.shown() {
		var w fault.Fields
		w.Add("attachmentIds", "required", "报修完工须附修后照片或业主签名。", "A repair is completed with a photo of the result or the owner's signature.")
		return w.Err()
	}
	m.Result, m.Remains = c.Result, ""
	m.attach(c.Brings().IDs)
	data := map[string]any{"attachmentIds": c.AttachmentIDs}
	if c.SignatureID != "" {
		data["signatureId"] = c.SignatureID
	}
	if c.Outcome == FixedPartly {
		m.Remains = c.Remains
		data["remains"], data["followUpBy"] = c.Remains, c.FollowUpBy
		t.recheck(*c.FollowUpBy, Remains, c.Remains)
	} else if r := c.Recheck; r != nil {
		data["recheck"] = r
		t.recheck(r.By, r.Because, r.Note)
	}
	if err := t.tell(pastTense[Complete], c.Result, data); err != nil {
		return err
	}
	if err := t.cause(c.CauseCode); err != nil {
		return err
	}
	t.judgeAfterwards()
	t.end(terms.Execution, terms.OnSite)
	t.resolve()
	return nil
}

// shown reports whether a visit since the work began brought a picture of the
// result, or the owner's signature.
func (m *Complaint) shown() bool {
	return slices.ContainsFunc(m.Visits, func(v Visit) bool {
		return v.Outcome == "done" && (len(v.AfterIDs) > 0 || v.SignatureID != "") && (m.StartedAt == nil || !v.At.Before(*m.StartedAt))
	})
}

// resolve tells the owner and waits for their confirmation or the call-back;
// who brought it without a name cannot be called.
func (t *turn) resolve() {
	at := t.At
	t.m.Status, t.m.ResolvedAt, t.m.Confirmation = Resolved, &at, nil
	t.unpauseAll()
	t.told(nil)
	t.askHouseholds()
	t.drop(terms.Acceptance, terms.PlanDue, terms.FindingTold, terms.OnSite, terms.Execution)
	if !t.m.Incident.Open() {
		t.drop(terms.Briefing)
	}
	if t.m.Reporter.Kind != "anonymous" {
		t.start(terms.Callback, t.At)
	}
}
