package rest

import (
	"context"

	"anju/api/contract"
	"anju/internal/core/complaint"
)

// ListConsultations shows questions to leaders and what was answered.
func (s *Server) ListConsultations(ctx context.Context, r contract.ListConsultationsRequestObject) (contract.ListConsultationsResponseObject, error) {
	actor, p := actorOf(ctx), r.Params
	answered := value(p.State) == contract.ListConsultationsParamsStateAnswered
	mark := complaint.MarkConsulting
	if answered {
		mark = complaint.MarkConsulted
	}
	page, err := s.Matters.List(ctx, actor, complaint.Query{Mark: mark, Cursor: value(p.Cursor), Limit: limitOf(p.Limit)}, "", false)
	if err != nil {
		return nil, err
	}
	out := contract.ListConsultations200JSONResponse{Items: []contract.ConsultationItem{}, NextCursor: text(page.NextCursor)}
	for _, m := range page.Items {
		v := s.Matters.Look(m, actor, page.At)
		shown := presentItem(&m, actor, page.At, s.Rules().Calendar)
		for _, q := range m.Consults {
			mine := q.By.ID == actor.ID || q.AnsweredBy != nil && q.AnsweredBy.ID == actor.ID
			if (q.AnsweredAt != nil) != answered || value(p.Mine) && !mine {
				continue
			}
			out.Items = append(out.Items, contract.ConsultationItem{
				ComplaintId: m.ID, Number: m.Number, Title: shown.Title, Severity: shown.Severity, Status: shown.Status, CommunityName: shown.CommunityName,
				Consultation: presentConsultation(q), Allowed: v.Allowed,
			})
		}
	}
	return out, nil
}

func presentConsultation(q complaint.Consultation) contract.Consultation {
	return contract.Consultation{
		Id: q.ID, By: presentPerson(q.By), At: q.At, Question: q.Question, Options: list(q.Options), Recommendation: q.Recommendation,
		Answer: text(q.Answer), AnsweredBy: presentPersonOf(q.AnsweredBy), AnsweredAt: q.AnsweredAt,
	}
}
