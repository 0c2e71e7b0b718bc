package policy

import "slices"

// Approval steps by name, in the order in which they are taken.
const (
	StepDeptHead = "dept_head" // a head of the lead department
	StepFinance  = "finance"   // a head of finance
	StepLegal    = "legal"     // legal counsel
	StepLeader   = "leader"    // a leader
)

var stepOrder = []string{StepDeptHead, StepFinance, StepLegal, StepLeader}

// Step is one approval. A later step holds nothing up: it is reviewed afterwards in a batch.
type Step struct {
	Name  string `json:"name" validate:"required,oneof=dept_head finance legal leader"`
	Later bool   `json:"later,omitempty"`
}

// Tier says who approves amounts from so many fen up to where the next tier begins.
type Tier struct {
	FromFen int64  `json:"fromFen" validate:"gte=0"`
	Steps   []Step `json:"steps" validate:"min=1,max=4,dive"`
}

// Steps that a plan of the amount goes through. With legal, counsel looks at it
// too, before the leader.
func (p Policy) Steps(amountFen int64, legal bool) []Step {
	return p.steps(p.tier(amountFen), legal)
}

// StepsOneTierUp are the steps of the next tier: for what goes beyond a category's cap.
func (p Policy) StepsOneTierUp(amountFen int64, legal bool) []Step {
	return p.steps(min(p.tier(amountFen)+1, len(p.Tiers)-1), legal)
}

// OnTheSpot reports whether whoever handles the matter may grant the amount
// without waiting for anybody.
func (p Policy) OnTheSpot(amountFen int64) bool {
	if amountFen <= 0 {
		return false
	}
	return !slices.ContainsFunc(p.Steps(amountFen, false), func(s Step) bool { return !s.Later })
}

// tier is the index of the last tier that begins at or below the amount.
func (p Policy) tier(amountFen int64) int {
	at := 0
	for i, t := range p.Tiers {
		if t.FromFen <= amountFen {
			at = i
		}
	}
	return at
}

func (p Policy) steps(tier int, legal bool) []Step {
	if tier < 0 || tier >= len(p.Tiers) {
		return nil
	}
	steps := slices.Clone(p.Tiers[tier].Steps)
	isLegal := func(s Step) bool { return s.Name == StepLegal }
	if !legal || slices.ContainsFunc(steps, isLegal) {
		return steps
	}
	at := slices.IndexFunc(steps, func(s Step) bool { return s.Name == StepLeader })
	if at < 0 {
		at = len(steps)
	}
	return slices.Insert(steps, at, Step{Name: StepLegal})
}
