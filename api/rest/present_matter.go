package rest

import (
	"time"

	"anju/api/contract"
	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// presentItem shows a matter in a list, as far as the actor may look into it.
func presentItem(m *complaint.Complaint, actor access.Actor, at time.Time, cal *worktime.Calendar) contract.MatterItem {
	eyes := m.EyesOf(actor)
	x := contract.MatterItem{
		Id: m.ID, Number: m.Number, Version: m.Version, Status: contract.Status(m.Status), Channel: contract.Channel(m.Channel),
		Nature: contract.Nature(m.Nature), Title: m.Title, Severity: contract.Severity(m.Severity), Category: text(m.Category),
		Department: text(m.Department), CommunityId: m.CommunityID, CommunityName: text(m.CommunityName), Place: text(m.Place),
		ReceivedAt: m.ReceivedAt, CreatedAt: m.CreatedAt, UpdatedAt: m.UpdatedAt, ClosedAt: m.ClosedAt, Confidential: m.Confidential,
		Founded: m.Founded(), Urges: m.Urges, Overdue: m.Overdue(at), Assignee: presentPersonOf(m.Assignee),
		Clocks: presentClocks(m.Clocks, eyes, at, cal), Reporter: presentReporter(m.Reporter, eyes), Demand: presentDemand(m.Demand, eyes),
		Suggestion: presentSuggestion(m, eyes), Questions: []contract.OpenQuestion{}, FinallyAnswered: m.FinalReply != nil,
	}
	if eyes.Inside {
		x.Questions, x.Returned, x.AwaitsReading = openQuestions(m, at), presentSentBackOf(m.ReturnedNow()), m.AwaitsReading()
		x.Repeats = m.Repeats(eyes)
	}
	if m.Finding != "" {
		f := contract.Finding(m.Finding)
		x.Finding = &f
	}
	if m.Outcome != "" {
		o := contract.Outcome(m.Outcome)
		x.Outcome = &o
	}
	x.ArchiveNumber, x.AnonymisedAt = text(m.ArchiveNumber), m.AnonymisedAt
	if m.Keys.Open && m.Keys.DueAt.Before(complaint.Far) {
		due := m.Keys.DueAt
		x.DueAt = &due
	}
	if eyes.Room {
		x.HouseId, x.HouseLabel, x.OwnerId = text(m.HouseID), text(m.HouseLabel), text(m.OwnerID)
	}
	if !eyes.Apart {
		x.UrgedOn = date(m.UrgedOn)
	}
	x.Unsigned = !eyes.Apart && m.Unsigned()
	x.Promised = promiseOf(m, eyes)
	if ask := contract.Ask(m.Asks(actor, at)); ask != "" {
		x.Asks = &ask
	}
	return x
}

// presentMatter shows a whole matter, as far as the actor may look into it.
func presentMatter(m *complaint.Complaint, allowed []string, actor access.Actor, at time.Time, cal *worktime.Calendar, p policy.Policy) contract.Matter {
	eyes := m.EyesOf(actor)
	i := presentItem(m, actor, at, cal)
	x := contract.Matter{
		Id: i.Id, Number: i.Number, Version: i.Version, Status: i.Status, Channel: i.Channel, Nature: i.Nature, Title: i.Title,
		Severity: i.Severity, Category: i.Category, Department: i.Department, CommunityId: i.CommunityId, CommunityName: i.CommunityName,
		Place: i.Place, ReceivedAt: i.ReceivedAt, CreatedAt: i.CreatedAt, UpdatedAt: i.UpdatedAt, ClosedAt: i.ClosedAt,
		Confidential: i.Confidential, Founded: i.Founded, Urges: i.Urges, UrgedOn: i.UrgedOn, Overdue: i.Overdue, Assignee: i.Assignee, Clocks: i.Clocks,
		Reporter: i.Reporter, Demand: i.Demand, Suggestion: i.Suggestion, Finding: i.Finding, Outcome: i.Outcome, DueAt: i.DueAt,
		HouseId: i.HouseId, HouseLabel: i.HouseLabel, OwnerId: i.OwnerId, Promised: i.Promised, ArchiveNumber: i.ArchiveNumber, AnonymisedAt: i.AnonymisedAt,
		Questions: i.Questions, Returned: i.Returned, AwaitsReading: i.AwaitsReading, FinallyAnswered: i.FinallyAnswered, Repeats: i.Repeats, Unsigned: i.Unsigned, Asks: i.Asks,

		Text: m.Text, GroundsSufficient: m.GroundsSufficient, DemandReasonable: m.DemandReasonable, Supporting: list(m.Supporting),
		ResolvedAt: m.ResolvedAt, StartedAt: m.StartedAt, Payer: text(m.Payer), Result: text(m.Result), Rounds: m.Rounds, Refusals: m.Refusals,
		Declines: m.Declines, Appealed: m.Appealed, Reopened: m.Reopened, Allowed: list(allowed), AttachmentIds: list(m.Attachments),
		Attachments: []contract.Attachment{}, Visits: each(m.Visits, presentVisit(eyes)), Disputes: each(m.Disputes, presentDispute(eyes)),
		Payments: presentPayments(m, actor, eyes), Recoveries: []contract.Recovery{}, Accountable: presentAccountable(m, actor, eyes), PayableFen: m.Payable(), Offer: presentOffer(m.Offer, eyes), Plan: presentPlan(m, eyes),
		PastRounds: []contract.PastRound{}, Agreement: presentAgreement(m.Agreement, eyes), AgreementDue: m.AgreementDue(p),
		Confirmation: presentConfirmation(m.Confirmation, eyes), Households: households(m, actor, eyes), Tags: []string{},
		Letters: presentLetters(m, eyes), OwesWrittenReply: eyes.Inside && m.OwesWrittenReply(),
		External: []contract.External{}, InfoRequests: []contract.InfoRequest{}, Orders: []contract.Order{}, MovableClocks: []contract.ClockKind{},
		MajorBecause: []contract.MajorReason{}, Briefings: []contract.Briefing{}, Linked: []contract.LinkedMatter{}, Group: presentGroup(m, eyes),
		Instructions: []contract.Instruction{}, Consults: []contract.Consultation{}, MergedFrom: []contract.MatterRef{}, Related: []contract.Relation{},
		Hard: []contract.MatterHard{}, Holds: []contract.MatterHolds{}, Opinions: []contract.Opinion{}, Returns: []contract.SentBack{}, FinalReply: presentFinalReply(m.FinalReply, eyes),
	}
	if owed := m.MeetingOwed(); owed != nil && !eyes.Apart {
		x.Meeting = &contract.Meeting{By: owed.By, After: contract.MeetingAfter(owed.After), Yours: m.MayMeet(actor)}
	}
	if m.PriceFen > 0 {
		x.AgreedPriceFen = &m.PriceFen
	}
	if s := m.Subject; s != nil && !eyes.Apart {
		kind := contract.SubjectKind(s.Kind)
		x.Subject = &contract.Subject{Name: text(s.Name)}
		if s.Kind != "" {
			x.Subject.Kind = &kind
		}
	}
	if p := m.Pause; p != nil {
		x.Pause = &contract.Pause{Awaiting: p.Awaiting, Since: p.Since, Until: p.Until}
		if eyes.Inside {
			x.Pause.Reason = text(p.Reason)
		}
	}
	if r := m.MergedInto; r != nil && !eyes.Apart {
		x.MergedInto = &contract.MatterRef{Id: r.ID, Number: r.Number}
	}
	if eyes.Apart {
		if x.Group != nil && len(x.Households) == 0 {
			x.Group.Share = nil
		}
		x.Text, x.Attachments, x.AttachmentIds = "", nil, []string{}
		x.Attachments = []contract.Attachment{}
		x.Payer, x.AgreedPriceFen = nil, nil
		x.PayableFen = 0
		x.Visits, x.Plan, x.Offer, x.Confirmation, x.Disputes = []contract.Visit{}, nil, nil, nil, []contract.DisputeStep{}
		x.Agreement, x.AgreementDue = nil, false
	}
	presentWork(&x, m, eyes)
	if eyes.Inside {
		x.MovableClocks = each(m.MovableClocks(p), func(k terms.ClockKind) contract.ClockKind { return contract.ClockKind(k) })
		presentInside(&x, m, eyes)
		x.Holds = each(m.Holds(p), func(h complaint.Hold) contract.MatterHolds { return contract.MatterHolds(h) })
		presentReadings(&x, m, at)
	}
	return x
}

// presentInside adds what passes between colleagues.
func presentInside(x *contract.Matter, m *complaint.Complaint, eyes complaint.Eyes) {
	x.CauseCode = text(m.CauseCode)
	x.PastRounds = each(m.PastRounds, func(r complaint.Round) contract.PastRound {
		return contract.PastRound{Number: r.Number, Plan: presentInnerPlan(m, &r.Plan), Offer: presentOffer(r.Offer, eyes)}
	})
	x.LegalThreat, x.Escalated, x.ReceivedReason, x.Tags = m.LegalThreat, m.Escalated, text(m.ReceivedReason), list(m.Tags)
	if until := m.Keys.RetainTo; until.Before(complaint.Far) && !until.IsZero() && m.AnonymisedAt == nil {
		x.RetainedTo = &until
	}
	if n := m.Retained; n != nil {
		x.Retained = &contract.Retained{Until: n.Until, Reason: n.Reason, By: presentPerson(n.By), At: n.At}
	}
	x.Recoveries = each(m.Recoveries, presentRecovery)
	registrar := presentAuthor(m.RegisteredBy, eyes)
	x.RegisteredBy = &registrar
	x.Judgement = presentJudgement(m.Judgement)
	if l := m.Letter; l != nil {
		x.Letter = &contract.Letter{DocumentNumber: text(l.DocumentNumber), RegisterNumber: text(l.RegisterNumber), Sender: text(l.Sender), ReplyBy: l.ReplyBy, ReceivedOn: date(l.ReceivedOn)}
	}
	if t := m.Transfer; t != nil {
		x.Transfer = &contract.Transfer{Sender: t.Sender, ExternalNumber: text(t.ExternalNumber), ReplyBy: t.ReplyBy, ReplyFormat: text(t.ReplyFormat)}
	}
	if v := m.VisitForm; v != nil {
		present := list(v.Present)
		x.Visit = &contract.VisitForm{Desk: text(v.Desk), Present: &present}
	}
	if v := m.Investigation; v != nil {
		by := presentPerson(v.By)
		x.Investigation = &contract.Investigation{
			Cause: v.Cause, Where: text(v.Where), When: v.When, Present: text(v.Present), Tested: text(v.Tested), Result: text(v.Result),
			EvidenceIds: list(v.EvidenceIDs), Evidence: each(v.Evidence, presentEvidence), Goodwill: v.Goodwill,
			By: &by, At: v.At, Shares: each(v.Shares, presentShare(eyes)),
		}
	}
	if e := m.Evaluation; e != nil {
		x.Evaluation = &contract.Evaluation{Evaluation: e.Evaluation, Improvement: text(e.Improvement), CaseStudy: e.CaseStudy, By: presentPerson(e.By), At: e.At}
		if d := e.Errand; d != nil {
			x.Evaluation.Responsible, x.Evaluation.DueAt = &d.Department, &d.DueAt
		}
	}
	x.Orders = each(m.Orders, func(o complaint.OrderNote) contract.Order {
		return contract.Order{
			Id: o.ID, OrderId: o.Of(), Number: text(o.Number), Level: text(o.Level), Others: each(o.Others, presentRef), Ended: presentOrderEnd(o.Ended), To: o.To, By: presentPerson(o.By), At: o.At, AnswerBy: o.AnswerBy, Note: o.Note,
			Answer: text(o.Answer), AnsweredBy: presentPersonOf(o.AnsweredBy), AnsweredAt: o.AnsweredAt,
		}
	})
	x.Instructions = each(m.Instructions, func(in complaint.Instruction) contract.Instruction {
		return contract.Instruction{Id: in.ID, By: presentPerson(in.By), At: in.At, Instruction: in.Instruction, DueAt: in.DueAt}
	})
	x.Consults = each(m.Consults, presentConsultation)
	presentIncident(x, m)
	x.MergedFrom = each(m.MergedFrom, presentRef)
	for _, r := range m.Related {
		if r.ID != "" && eyes.Relates(r) {
			x.Related = append(x.Related, contract.Relation{Id: r.ID, Number: r.Number, Kind: contract.RelationKind(r.Kind)})
		}
	}
}
