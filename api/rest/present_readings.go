package rest

import (
	"time"

	"anju/api/contract"
	"anju/internal/core/complaint"
)

// presentReadings adds who read the matter and found what, and what others were
// asked and said.
func presentReadings(x *contract.Matter, m *complaint.Complaint, at time.Time) {
	x.Concluded, x.Downgraded = presentJudgement(m.Concluded), m.Downgraded
	x.Hard = each(m.Hard(), func(why string) contract.MatterHard { return contract.MatterHard(why) })
	x.Returns = each(m.Returns, presentSentBack)
	x.Opinions = each(m.Opinions, func(o complaint.Opinion) contract.Opinion {
		return contract.Opinion{By: presentPerson(o.By), At: o.At, Note: o.Note, AttachmentIds: list(o.AttachmentIDs)}
	})
	if s := m.SecondReading; s != nil {
		x.SecondReading = &contract.SecondReading{By: presentPerson(s.By), At: s.At, Reason: s.Reason, DoneBy: presentPersonOf(s.DoneBy), DoneAt: s.DoneAt}
	}
	if f := m.FirstReading; f != nil {
		x.FirstReading = &contract.FirstReading{
			Judgement: presentJudgement(f.Judgement), GroundsSufficient: f.GroundsSufficient, DemandReasonable: f.DemandReasonable,
			Concluded: presentJudgement(f.Concluded), Reply: text(f.Reply), Appeal: f.Appeal, AppealedAt: f.AppealedAt,
		}
		if f.Finding != "" {
			finding := contract.Finding(f.Finding)
			x.FirstReading.Finding = &finding
		}
	}
	x.External = each(m.External, presentExternal(m, at))
	x.InfoRequests = each(m.InfoRequests, func(r complaint.InfoRequest) contract.InfoRequest {
		return contract.InfoRequest{
			Id: r.ID, From: r.From, AskedBy: presentPerson(r.AskedBy), AskedAt: r.AskedAt, Question: r.Question, AnswerBy: r.AnswerBy,
			Answer: text(r.Answer), AnsweredBy: presentPersonOf(r.AnsweredBy), AnsweredAt: r.AnsweredAt, AttachmentIds: list(r.AttachmentIDs),
			Cancelled: text(r.Cancelled), Late: m.Keys.Open && r.Late(at),
		}
	})
}

func presentJudgement(j *complaint.Judgement) *contract.Judgement {
	if j == nil {
		return nil
	}
	return &contract.Judgement{By: presentPerson(j.By), At: j.At, Reason: j.Reason}
}

// presentFinalReply is the last word, which the owner was told as well.
func presentFinalReply(f *complaint.FinalReply, eyes complaint.Eyes) *contract.FinalReply {
	if f == nil || eyes.Apart {
		return nil
	}
	x := &contract.FinalReply{At: f.At, Reply: f.Reply, After: contract.FinalReplyAfter(f.After)}
	if eyes.Inside {
		by := presentPerson(f.By)
		x.By = &by
	}
	return x
}

func presentSentBack(r complaint.SentBack) contract.SentBack {
	return contract.SentBack{Department: r.Department, By: presentPerson(r.By), At: r.At, Reason: r.Reason}
}

func presentSentBackOf(r *complaint.SentBack) *contract.SentBack {
	if r == nil {
		return nil
	}
	x := presentSentBack(*r)
	return &x
}

func openQuestions(m *complaint.Complaint, at time.Time) []contract.OpenQuestion {
	out := []contract.OpenQuestion{}
	for _, r := range m.InfoRequests {
		if m.Keys.Open && r.Open() {
			out = append(out, contract.OpenQuestion{Id: r.ID, From: r.From, By: text(r.AskedBy.Department), AnswerBy: r.AnswerBy, Late: r.Late(at)})
		}
	}
	return out
}

func presentExternal(m *complaint.Complaint, at time.Time) func(complaint.External) contract.External {
	return func(e complaint.External) contract.External {
		x := contract.External{
			Id: e.ID, Party: e.Party, Name: text(e.Name), Contact: text(e.Contact), Asked: text(e.Asked), AskedBy: presentPersonOf(e.AskedBy),
			AskedAt: e.AskedAt, AnswerBy: e.AnswerBy, Late: m.Keys.Open && e.Late(at),
			Replies: each(e.Replies, func(r complaint.ExternalReplied) contract.ExternalReplied {
				return contract.ExternalReplied{Note: r.Note, At: r.At, By: presentPerson(r.By), AttachmentIds: list(r.AttachmentIDs)}
			}),
		}
		if n := len(e.Replies); n > 0 {
			x.Reply, x.At = text(e.Replies[n-1].Note), &e.Replies[n-1].At
		}
		return x
	}
}
