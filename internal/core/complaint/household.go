package complaint

import (
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
)

// HouseholdState is where one household of a group matter stands.
type HouseholdState string

const (
	HouseholdJoined    HouseholdState = "joined"
	HouseholdAgreed    HouseholdState = "agreed"    // to the plan
	HouseholdRefused   HouseholdState = "refused"   // the plan
	HouseholdConfirmed HouseholdState = "confirmed" // that it is solved
	HouseholdDeclined  HouseholdState = "declined"  // it is not solved
)

// Household is one that joined a group matter.
type Household struct {
	HouseID    string         `json:"houseId"`
	Label      string         `json:"label,omitempty"`
	OwnerID    string         `json:"ownerId"`
	Name       string         `json:"name,omitempty"`
	JoinedAt   time.Time      `json:"joinedAt"`
	State      HouseholdState `json:"state,omitempty"` // "" of matters from before there were states: joined
	Agreed     bool           `json:"agreed,omitempty"`
	Rating     int            `json:"rating,omitempty"`
	Comment    string         `json:"comment,omitempty"` // their words with the last state
	At         *time.Time     `json:"at,omitempty"`      // of the last state
	OnBehalf   *OnBehalf      `json:"onBehalf,omitempty"`
	Attended   string         `json:"attended,omitempty"` // how the desk answered the objection
	AttendedBy *Person        `json:"attendedBy,omitempty"`
}

// Stands is the state, also of one kept before there were states.
func (h Household) Stands() HouseholdState {
	if h.State == "" {
		return HouseholdJoined
	}
	return h.State
}

// objects reports an objection that nobody has attended to.
func (h Household) objects() bool {
	return (h.State == HouseholdRefused || h.State == HouseholdDeclined) && h.Attended == ""
}

// HouseholdConfirmCommand is one household's yes: to the plan while it is offered
// or carried out, to the result once it is done.
type HouseholdConfirmCommand struct {
	HouseID  string    `json:"houseId,omitempty"` // the desk says which; an owner speaks for their own
	Rating   int       `json:"rating,omitempty"`
	Comment  string    `json:"comment,omitempty"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (HouseholdConfirmCommand) Word() Word { return HouseholdYes }

func (c HouseholdConfirmCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	if c.Rating < 0 || c.Rating > 5 {
		w.Add("rating", "range", "评分为 1 至 5 分。", "A rating is 1 to 5.")
	}
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

func (c HouseholdConfirmCommand) run(t *turn) error {
	h, err := t.household(c.HouseID)
	if err != nil {
		return err
	}
	state := HouseholdAgreed
	if t.m.Status == Resolved {
		state = HouseholdConfirmed
		h.Rating = c.Rating
	}
	h.Agreed = h.State != HouseholdRefused || state == HouseholdAgreed
	h.says(state, c.Comment, c.OnBehalf, t.At)
	if t.m.payable() > 0 {
		t.start(terms.Payment, t.At)
	}
	return t.note(pastTense[HouseholdYes], c.Comment, map[string]any{"houseId": h.HouseID, "state": state, "rating": c.Rating, "onBehalf": c.OnBehalf})
}

// HouseholdDeclineCommand is one household's no.
type HouseholdDeclineCommand struct {
	HouseID  string    `json:"houseId,omitempty"`
	Reason   string    `json:"reason"`
	OnBehalf *OnBehalf `json:"onBehalf,omitempty"`
}

func (HouseholdDeclineCommand) Word() Word { return HouseholdNo }

func (c HouseholdDeclineCommand) Check(by access.Actor, env Env) (w fault.Fields) {
	w.Require("reason", c.Reason)
	return append(w, ownersWord(c.OnBehalf, by, env)...)
}

func (c HouseholdDeclineCommand) run(t *turn) error {
	h, err := t.household(c.HouseID)
	if err != nil {
		return err
	}
	state := HouseholdRefused
	if t.m.Status == Resolved {
		state = HouseholdDeclined
	} else {
		if t.m.PaidTo(h.HouseID) > 0 {
			return refused("这一户的款项已经付出，不能再表示不接受方案。", "This household was paid already and cannot refuse the plan any more.")
		}
		h.Agreed = false
	}
	h.says(state, c.Reason, c.OnBehalf, t.At)
	if t.m.payable() == 0 {
		t.drop(terms.Payment)
	}
	return t.note(pastTense[HouseholdNo], c.Reason, map[string]any{"houseId": h.HouseID, "state": state, "onBehalf": c.OnBehalf})
}

func (h *Household) says(state HouseholdState, words string, o *OnBehalf, at time.Time) {
	h.State, h.Comment, h.OnBehalf, h.At, h.Attended, h.AttendedBy = state, words, o, &at, "", nil
}

// HouseholdAttendCommand records how an objection was answered, or why it stands.
type HouseholdAttendCommand struct {
	HouseID string `json:"houseId"`
	Note    string `json:"note"`
}

func (HouseholdAttendCommand) Word() Word { return HouseholdAttend }

func (c HouseholdAttendCommand) Check(access.Actor, Env) (w fault.Fields) {
	w.Require("houseId", c.HouseID)
	w.Require("note", c.Note)
	return w
}

func (c HouseholdAttendCommand) run(t *turn) error {
	h, err := t.household(c.HouseID)
	if err != nil {
		return err
	}
	if !h.objects() {
		var w fault.Fields
		w.Add("houseId", "no_objection", "这一户没有待处理的异议。", "This household has no open objection.")
		return w.Err()
	}
	p := t.person()
	h.Attended, h.AttendedBy = c.Note, &p
	return t.note(pastTense[HouseholdAttend], c.Note, map[string]any{"houseId": h.HouseID})
}

// household finds whom a word concerns: the house the desk names, or the owner's own.
func (t *turn) household(houseID string) (*Household, error) {
	for i := range t.m.Households {
		h := &t.m.Households[i]
		if (houseID == "" || h.HouseID == houseID) && (t.by.Staff() && houseID != "" || t.by.Owns(h.OwnerID)) {
			return h, nil
		}
	}
	var w fault.Fields
	w.Add("houseId", "unknown", "请选择已加入的一户。", "Choose a household that has joined.")
	return nil, w.Err()
}

var hasHousehold = holds(func(m *Complaint) bool { return len(m.Households) > 0 },
	"还没有住户加入。", "No household has joined.")

// mayAgree: who has said yes already need not say it again.
func mayAgree(m *Complaint, a access.Actor, env Env) *fault.Error {
	said := HouseholdAgreed
	if m.Status == Resolved {
		said = HouseholdConfirmed
	}
	if a.Is(access.Owner) && !slices.ContainsFunc(m.Households, func(h Household) bool { return a.Owns(h.OwnerID) && h.State != said }) {
		return refused("您已经确认过。", "You have said so already.")
	}
	return hasHousehold(m, a, env)
}

var hasObjection = holds(func(m *Complaint) bool { return slices.ContainsFunc(m.Households, Household.objects) },
	"没有待处理的住户异议。", "No household's objection is open.")

// askHouseholds asks anew those who said that it was not solved: it was done again.
func (t *turn) askHouseholds() {
	for i := range t.m.Households {
		h := &t.m.Households[i]
		if h.State != HouseholdDeclined && h.State != HouseholdConfirmed {
			continue
		}
		h.State = HouseholdJoined
		if h.Agreed {
			h.State = HouseholdAgreed
		}
	}
}

// askAnew: there is a new plan to agree to.
func (t *turn) askAnew() {
	for i := range t.m.Households {
		h := &t.m.Households[i]
		h.State, h.Agreed, h.Attended, h.AttendedBy = HouseholdJoined, false, "", nil
	}
}

// shared says whether the options can be shared out among households.
func (m *Complaint) shared(options []Option) error {
	var w fault.Fields
	for i, o := range options {
		at := ""
		if i > 0 {
			at = indexed("options", i-1, "") + "."
		}
		switch {
		case o.PerHouseholdFen == 0:
		case m.Grouped == nil:
			w.Add(at+"perHouseholdFen", "unexpected", "只有群体事项按户补偿。", "Only a group matter is compensated by household.")
		case o.AmountFen < o.PerHouseholdFen*int64(1+len(m.Households)):
			w.Add(at+"amountFen", "minimum", "总额须够付给全部已加入的住户。", "The whole must suffice for every household that has joined.")
		}
	}
	return w.Err()
}

// Offered is the option that households are asked to agree to: the one taken for
// all, else the recommended one while it is offered.
func (m *Complaint) Offered() *Option {
	if m.Plan == nil || m.Offer == nil || m.Offer.State == "rejected" {
		return nil
	}
	if o := m.agreed(); o != nil {
		return o
	}
	if i := m.Plan.Recommended; i >= 0 && i < len(m.Plan.Options) {
		return &m.Plan.Options[i]
	}
	return nil
}

// agreedHouses are those of which each is given the amount per household: whose
// owner agreed to the plan for all, and the households that agreed for themselves.
func (m *Complaint) agreedHouses() []string {
	var houses []string
	if m.HouseID != "" {
		houses = append(houses, m.HouseID)
	}
	for _, h := range m.Households {
		if h.Agreed && !slices.Contains(houses, h.HouseID) {
			houses = append(houses, h.HouseID)
		}
	}
	return houses
}

// PaidTo is what this round paid to one household, in fen.
func (m *Complaint) PaidTo(houseID string) int64 {
	sum := int64(0)
	for _, p := range m.Payments {
		if p.Round == m.Rounds && p.HouseID == houseID {
			sum += p.AmountFen
		}
	}
	return sum
}

// PayableHouses are the households to which something is left to pay.
func (m *Complaint) PayableHouses() []string {
	o := m.agreed()
	if o == nil || o.PerHouseholdFen == 0 || m.payable() == 0 {
		return nil
	}
	return slices.DeleteFunc(m.agreedHouses(), func(h string) bool { return m.PaidTo(h) >= o.PerHouseholdFen })
}

// payableTo says whether so much may go to one household.
func (m *Complaint) payableTo(houseID string, fen int64) error {
	var w fault.Fields
	switch {
	case houseID == "":
		w.Add("houseId", "required", "此方案按户补偿，请选择收款的一户。", "This plan pays by household; say which.")
	case !slices.Contains(m.agreedHouses(), houseID):
		w.Add("houseId", "not_agreed", "这一户还没有同意方案。", "This household has not agreed to the plan.")
	case fen > m.agreed().PerHouseholdFen-m.PaidTo(houseID):
		w.Add("amountFen", "maximum", "超过这一户应得的余额。", "More than what is left for this household.")
	}
	return w.Err()
}
