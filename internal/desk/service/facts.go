package service

import (
	"context"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/letter"
	"anju/internal/core/owner"
	"anju/internal/core/policy"
	"anju/internal/core/supervision"
	"anju/internal/core/terms"
)

// gather reads the facts that the command's rule needs from beyond the matter.
func (s *Service) gather(ctx context.Context, actor access.Actor, m complaint.Complaint, cmd complaint.Command, env *complaint.Env) error {
	f := &env.Facts
	switch c := cmd.(type) {
	case complaint.AnswerCommand:
		return s.standard(ctx, m, c.MeasureID, f)
	case complaint.AcceptCommand:
		return s.handler(ctx, c.HandlerID, f)
	case complaint.AssignCommand:
		return s.handler(ctx, c.HandlerID, f)
	case complaint.ProposeCommand:
		return s.proposing(ctx, actor, m, c, env)
	case complaint.ApproveCommand:
		_, err := s.holders(ctx, actor, m, env)
		return err
	case complaint.SettleCommand:
		if c.Plan == nil {
			return nil
		}
		return s.proposing(ctx, actor, m, *c.Plan, env)
	case complaint.MergeCommand:
		into, err := s.Matters.Get(ctx, access.SightOf(actor), c.Into)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		f.Into = &into
		return err
	case complaint.UnmergeCommand:
		if m.MergedInto == nil {
			return nil
		}
		into, err := s.Matters.Get(ctx, access.Everything("undoing a merge changes both"), m.MergedInto.ID)
		f.MergedInto = &into
		return err
	case complaint.LetterOutCommand:
		return s.letterNumber(ctx, s.LettersOut, env)
	case complaint.LetterInCommand:
		return s.letterNumber(ctx, s.LettersIn, env)
	case complaint.OrderCommand:
		return s.orderNumber(ctx, env)
	case complaint.JoinCommand:
		return s.joining(ctx, actor, c, f)
	case complaint.TaskForceCommand:
		return s.people(ctx, m, c, f)
	case complaint.LinkCommand:
		return s.linked(ctx, access.SightOf(actor), c.ComplaintID, f)
	case complaint.UnlinkCommand:
		return s.linked(ctx, access.Everything("unlinking changes both sides"), c.ComplaintID, f)
	}
	return nil
}

// standard looks whether the standard measure that is named fits the matter.
func (s *Service) standard(ctx context.Context, m complaint.Complaint, id string, f *complaint.Facts) error {
	if id == "" {
		return nil
	}
	var err error
	f.MeasureUnfit, err = s.unfit(ctx, m, id)
	return err
}

func (s *Service) unfit(ctx context.Context, m complaint.Complaint, id string) (bool, error) {
	x, err := s.Measures.Get(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return true, nil
	}
	return err == nil && (x.RetiredAt != nil || x.Category != "" && m.Category != "" && x.Category != m.Category), err
}

// proposing reads who would approve, what was promised before, and whether the
// standard measures that the plan names fit.
func (s *Service) proposing(ctx context.Context, actor access.Actor, m complaint.Complaint, c complaint.ProposeCommand, env *complaint.Env) error {
	f := &env.Facts
	named := c.Measures
	for _, o := range c.Options {
		named = append(slices.Clip(named), o.Measures...)
	}
	for _, x := range named {
		if x.MeasureID == "" || slices.Contains(f.Unfit, x.MeasureID) {
			continue
		}
		unfit, err := s.unfit(ctx, m, x.MeasureID)
		if err != nil {
			return err
		}
		if unfit {
			f.Unfit = append(f.Unfit, x.MeasureID)
		}
	}
	_, err := s.approval(ctx, actor, m, env)
	return err
}

// letterNumber takes the next number of a year's register. A letter that is then
// refused leaves a gap, as registers may have.
func (s *Service) letterNumber(ctx context.Context, prefix string, env *complaint.Env) error {
	year := env.Calendar.Day(env.At)[:4]
	n, err := s.Matters.NextNumber(ctx, prefix+year)
	env.Facts.LetterNumber = letter.Number(prefix, year, n)
	return err
}

// orderNumber takes the year's next number of the register of supervision orders.
func (s *Service) orderNumber(ctx context.Context, env *complaint.Env) error {
	year := env.Calendar.Day(env.At)[:4]
	n, err := s.Matters.NextNumber(ctx, supervision.Series(year))
	env.Facts.OrderNumber = supervision.Number(year, n)
	return err
}

func (s *Service) handler(ctx context.Context, id string, f *complaint.Facts) error {
	if id == "" {
		return nil
	}
	a, err := s.Accounts.Get(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if a.Active && (a.Role == access.Handler || a.Role == access.DeptHead) {
		f.Handler = &complaint.Person{ID: a.ID, Name: a.Name, Department: a.Department}
	}
	return nil
}

// approval finds who holds each step, and what was promised to the house before.
func (s *Service) approval(ctx context.Context, actor access.Actor, m complaint.Complaint, env *complaint.Env) (map[string][]account.Account, error) {
	holders, err := s.holders(ctx, actor, m, env)
	if err != nil || m.HouseID == "" {
		return holders, err
	}
	env.Facts.PromisedFen, err = s.Matters.Promised(ctx, m.HouseID, m.Category, promisedSince(*env), m.ID)
	return holders, err
}

// holders finds who can take each step now: who is away counts through their
// deputy, or not at all.
func (s *Service) holders(ctx context.Context, actor access.Actor, m complaint.Complaint, env *complaint.Env) (map[string][]account.Account, error) {
	holders, f := map[string][]account.Account{}, &env.Facts
	f.Holders, f.Away = map[string][]string{}, nil
	for step, q := range map[string]account.StaffQuery{
		policy.StepDeptHead: {Role: access.DeptHead, Department: m.Lead()},
		policy.StepFinance:  {Role: access.DeptHead, Department: terms.Finance},
		policy.StepLegal:    {Role: access.Legal},
		policy.StepLeader:   {Role: access.Leader},
	} {
		if step == policy.StepDeptHead && q.Department == "" {
			continue // nobody leads yet; an empty field would select the heads of all
		}
		people, err := s.Accounts.Staff(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, a := range account.Holders(people, m.CommunityID) {
			here, err := s.present(ctx, actor, m, a, env.At)
			if err != nil {
				return nil, err
			}
			if here == nil {
				f.Away = append(f.Away, step)
				continue
			}
			holders[step] = append(holders[step], *here)
			f.Holders[step] = append(f.Holders[step], here.ID)
		}
	}
	return holders, nil
}

// present is the holder, or who stands in while they are away, nil where nobody
// does: no deputy decides on a plan of the one they stand in for, nor for one
// who may not know of the matter.
func (s *Service) present(ctx context.Context, actor access.Actor, m complaint.Complaint, a account.Account, at time.Time) (*account.Account, error) {
	if !a.AwayAt(at) {
		return &a, nil
	}
	proposed := actor.Answers(a.ID) || m.Plan != nil && m.Status == complaint.Proposed && m.Plan.ProposedBy.ID == a.ID
	if a.DeputyAt(at) == "" || proposed || contains(m.Recused, a.ID) {
		return nil, nil
	}
	d, err := s.Accounts.Get(ctx, a.DeputyAt(at))
	if fault.Is(err, fault.NotFound) || err == nil && (!d.Deputised() || d.AwayAt(at)) {
		return nil, nil
	}
	d.Name = d.Actor(nil).InPlaceOf(a.Actor(nil)).Name
	return &d, err
}

// promisedSince is from when on promises to one house for one cause add up.
func promisedSince(env complaint.Env) time.Time {
	return env.At.AddDate(0, -env.Policy.Windows.PromisedWithinMonths, 0)
}

// joining reads the house that joins and whose household it is: the owner's own,
// or for the desk that of the person named, else of the only owner on file.
func (s *Service) joining(ctx context.Context, actor access.Actor, c complaint.JoinCommand, f *complaint.Facts) error {
	if actor.Is(access.Owner) && !contains(actor.HouseIDs, c.HouseID) {
		return nil
	}
	h, err := s.Estate.House(ctx, c.HouseID)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	f.House = &complaint.HouseFact{ID: h.ID, Label: h.Label, CommunityID: h.CommunityID, Building: h.Building}
	if actor.Is(access.Owner) {
		f.House.OwnerID, f.House.OwnerName = actor.OwnerID, actor.Name
		return nil
	}
	owners, err := s.Owners.SearchOwners(ctx, access.SightOf(actor), owner.Query{HouseID: c.HouseID, Limit: 20})
	if err != nil {
		return err
	}
	for _, o := range owners {
		if o.ID == c.OwnerID || c.OwnerID == "" && len(owners) == 1 {
			f.House.OwnerID, f.House.OwnerName = o.ID, o.Name
		}
	}
	return nil
}

// people finds the accounts that a task force names: on the staff, active, of the
// matter's community.
func (s *Service) people(ctx context.Context, m complaint.Complaint, c complaint.TaskForceCommand, f *complaint.Facts) error {
	f.People = map[string]complaint.Person{}
	for _, x := range append([]complaint.TaskMember{c.Lead}, c.Members...) {
		if x.AccountID == "" {
			continue
		}
		a, err := s.Accounts.Get(ctx, x.AccountID)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		here := len(a.CommunityIDs) == 0 || contains(a.CommunityIDs, m.CommunityID)
		if a.Active && here && access.May("commentComplaint", a.Role) {
			f.People[a.ID] = complaint.Person{ID: a.ID, Name: a.Name, Department: a.Department}
		}
	}
	return nil
}

func (s *Service) linked(ctx context.Context, scope access.Scope, ref string, f *complaint.Facts) error {
	x, err := s.Matters.Get(ctx, scope, ref)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	f.Linked = &x
	return err
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
