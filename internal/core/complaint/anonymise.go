package complaint

import (
	"time"

	"anju/internal/core/access"
	"anju/internal/core/triage"
)

// lookAgain is after how many days a matter is looked at anew that was merged
// into one which is still open.
const lookAgain = 30

// Retire is what the end of the retention does: the matter keeps what figures
// are made of, its timeline keeps its hashes alone, and an entry says so. One
// that must be kept longer after all only gets its new date. What belongs to it
// elsewhere stays named (Leftovers) until Forget.
func Retire(m Complaint, env Env) (Change, error) {
	next := m.clone()
	r := m.Retention(env.Policy)
	if into := env.Facts.MergedInto; into != nil && r.Until.Before(Far) { // as long as what it was folded into
		switch until := into.Retention(env.Policy).Until; {
		case into.Status.Open():
			r.Until = later(r.Until, env.At.AddDate(0, 0, lookAgain))
		case until.Before(Far):
			r.Until = later(r.Until, until)
		}
	}
	if r.Until.After(env.At) {
		next.Version++
		next.Keys.RetainTo = r.Until
		next.Keys.Words = next.words()
		return Change{Next: next, ReadAt: m.Version, Tally: next.tally(env)}, nil
	}
	next = m.anonymous(env.At)
	t := &turn{Env: env, by: access.Anju(), m: &next}
	if err := t.tell(KindAnonymised, "", map[string]any{"years": r.Years, "because": r.Because}); err != nil {
		return Change{}, err
	}
	c := t.finish(m.Version)
	c.Next.Keys.RetainTo = env.At // until what belongs to it elsewhere is gone, too
	c.Erase = true
	return c, nil
}

// Leftovers names what belongs to an anonymised matter elsewhere: attachments
// to take away, and owners of whom nothing may be left to keep.
func (m *Complaint) Leftovers() (attachments, owners []string) {
	if m.OwnerID != "" {
		owners = append(owners, m.OwnerID)
	}
	for _, h := range m.Households {
		owners = append(owners, h.OwnerID)
	}
	return m.Attachments, owners
}

// Forget takes the names of the leftovers away, after they were dealt with.
func Forget(m Complaint, env Env) Change {
	next := m.clone()
	next.Attachments, next.OwnerID, next.Households = nil, "", nil
	t := &turn{Env: env, by: access.Anju(), m: &next}
	return t.finish(m.Version)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// anonymous is the matter with nothing in it that says who or where. It names
// what is kept, so that whatever is added to a matter is not kept by mistake.
func (m Complaint) anonymous(at time.Time) Complaint {
	x := Complaint{
		ID: m.ID, Number: m.Number, Version: m.Version, Status: m.Status, ArchiveNumber: m.ArchiveNumber, AnonymisedAt: &at,
		Channel: m.Channel, Nature: m.Nature, NatureGiven: m.NatureGiven, Title: anonymised, Reporter: Reporter{Kind: m.Reporter.Kind},
		CommunityID: m.CommunityID, CommunityName: m.CommunityName, Building: m.Building,
		ReceivedAt: m.ReceivedAt, CreatedAt: m.CreatedAt, UpdatedAt: m.UpdatedAt, ClosedAt: m.ClosedAt, ResolvedAt: m.ResolvedAt, UnfoundedAt: m.UnfoundedAt,
		Classified: m.Classified, Category: m.Category, Tags: m.Tags, Severity: m.Severity, LegalThreat: m.LegalThreat,
		GroundsSufficient: m.GroundsSufficient, DemandReasonable: m.DemandReasonable, Finding: m.Finding, Appealed: m.Appealed, Downgraded: m.Downgraded, CauseCode: m.CauseCode,
		Department: m.Department, Supporting: m.Supporting, DispatchedAt: m.DispatchedAt, Accepted: m.Accepted,
		Rounds: m.Rounds, Refusals: m.Refusals, Payer: m.Payer, PriceFen: m.PriceFen, StartedAt: m.StartedAt, Declines: m.Declines,
		Urges: m.Urges, Clocks: m.Clocks, Escalated: m.Escalated, Outcome: m.Outcome, Reopened: m.Reopened,
		MergedInto: m.MergedInto, MergedFrom: m.MergedFrom, BeforeMerge: m.BeforeMerge, Seq: m.Seq, Head: m.Head,
		Attachments: m.Attachments, OwnerID: m.OwnerID, // until Forget

		Suggestion: triage.Suggestion{
			Category: m.Suggestion.Category, Department: m.Suggestion.Department, Nature: m.Suggestion.Nature, Severity: m.Suggestion.Severity,
			Confidence: m.Suggestion.Confidence, Sure: m.Suggestion.Sure, Candidates: m.Suggestion.Candidates, Because: []string{},
		},
	}
	for _, h := range m.Households {
		x.Households = append(x.Households, Household{OwnerID: h.OwnerID}) // until Forget
	}
	if d := m.Demand; d != nil {
		x.Demand = &Demand{Kind: d.Kind, AmountFen: d.AmountFen}
	}
	if v := m.Investigation; v != nil {
		x.Investigation = &Investigation{At: v.At, Goodwill: v.Goodwill}
		for _, s := range v.Shares {
			x.Investigation.Shares = append(x.Investigation.Shares, Share{Party: s.Party, Department: s.Department, Percent: s.Percent})
		}
	}
	if c := m.Confirmation; c != nil {
		x.Confirmation = &Confirmation{Rating: c.Rating, By: c.By, Automatic: c.Automatic, At: c.At}
	}
	if m.Excluded != nil {
		x.Excluded = &Exclusion{}
	}
	for _, r := range m.Related {
		x.Related = append(x.Related, Relation{Kind: r.Kind}) // the other may still say whose house it was
	}
	m.anonymousMoney(&x)
	m.anonymousReadings(&x)
	m.anonymousWork(&x)
	m.anonymousCourse(&x)
	return x
}

// anonymised stands for the title of an anonymised matter.
const anonymised = "（已匿名化）"
