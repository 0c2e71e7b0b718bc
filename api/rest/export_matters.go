package rest

import (
	"context"
	"time"

	"anju/api/contract"
)

// matterExports are the lists of matters and of what is decided on them.
func matterExports() map[string]exported {
	return map[string]exported{
		"complaints": exportOf("listComplaints", "事项列表", "matters",
			columns("受理编号|Number", "归档号|Archive number", "紧急程度|Urgency", "事由|What it is about", "小区|Community", "房号|House", "诉求人|Reporter", "状态|Status", "性质|Nature", "渠道|Channel", "类别|Category", "主办部门|Department",
				"经办人|Handler", "下一时限|Next due|moment", "已超小时|Hours late|count", "被催次数|Urged|count", "收到时间|Received|moment", "更新|Updated|moment", "结束|Ended|moment", "办理结果|Outcome"),
			func(s *Server, ctx context.Context, _ string, p contract.ListComplaintsParams) ([]contract.MatterItem, *string, error) {
				r, err := s.ListComplaints(ctx, contract.ListComplaintsRequestObject{Params: p})
				page, _ := r.(contract.ListComplaints200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			matterRows),
		"approvals": exportOf("listApprovals", "待批方案", "approvals",
			columns("受理编号|Number", "事由|What it is about", "小区|Community", "房号|House", "类别|Category", "部门|Department", "金额（元）|Amount (yuan)|yuan+", "步骤|Step", "状态|State", "提出人|Proposed by", "提出时间|Proposed at|moment", "时限|Due|moment"),
			func(s *Server, ctx context.Context, _ string, p contract.ListApprovalsParams) ([]contract.ApprovalItem, *string, error) {
				r, err := s.ListApprovals(ctx, contract.ListApprovalsRequestObject{Params: p})
				page, _ := r.(contract.ListApprovals200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, a contract.ApprovalItem) [][]any {
				return one(a.Number, a.Title, a.CommunityName, a.HouseLabel, w.category(a.Category), w.department(a.Department), a.AmountFen, w.term(stepNames, a.Step), w.term(approvalStates, a.State), a.ProposedBy.Name, a.ProposedAt, a.DueAt)
			}),
		"incidents": exportOf("listIncidents", "重大事件", "incidents",
			columns("受理编号|Number", "级别|Level", "事由|What it is about", "小区|Community", "认定时间|Declared|moment", "认定人|Declared by", "受影响户数|Households|count", "快报|Briefings|count", "下次续报|Next briefing|moment", "解除时间|Stood down|moment", "口径|Wording"),
			func(s *Server, ctx context.Context, _ string, p contract.ListIncidentsParams) ([]contract.IncidentLine, *string, error) {
				r, err := s.ListIncidents(ctx, contract.ListIncidentsRequestObject{Params: p})
				page, _ := r.(contract.ListIncidents200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, i contract.IncidentLine) [][]any {
				var said *string
				if i.Wording != nil {
					said = i.Wording.Approved
				}
				return one(i.Matter.Number, w.term(incidentLevels, i.Incident.Level), i.Matter.Title, i.Matter.CommunityName, i.Incident.DeclaredAt, i.Incident.DeclaredBy.Name, i.Households, i.Briefings, i.NextBriefingBy, i.Incident.EndedAt, said)
			}),
		"consultations": exportOf("listConsultations", "请示", "consultations",
			columns("受理编号|Number", "事由|What it is about", "小区|Community", "请示|Question", "可选方案|Options", "建议|Recommendation", "请示人|Asked by", "请示时间|Asked at|moment", "批复|Answer", "批复人|Answered by", "批复时间|Answered at|moment"),
			func(s *Server, ctx context.Context, _ string, p contract.ListConsultationsParams) ([]contract.ConsultationItem, *string, error) {
				r, err := s.ListConsultations(ctx, contract.ListConsultationsRequestObject{Params: p})
				page, _ := r.(contract.ListConsultations200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, x contract.ConsultationItem) [][]any {
				c := x.Consultation
				return one(x.Number, x.Title, x.CommunityName, c.Question, w.joined(c.Options), c.Recommendation, c.By.Name, c.At, c.Answer, w.person(c.AnsweredBy), c.AnsweredAt)
			}).among(named("waiting", "待批复", "To be answered", "answered", "已批复", "Answered")),
		"retention": exportOf("listRetention", "保存期限", "retention",
			columns("受理编号|Number", "归档号|Archive number", "小区|Community", "类别|Category", "结案|Ended|day", "匿名化日期|Anonymised on|day", "保存年限|Years|count", "原因|Because"),
			func(s *Server, ctx context.Context, _ string, p contract.ListRetentionParams) ([]contract.RetentionItem, *string, error) {
				r, err := s.ListRetention(ctx, contract.ListRetentionRequestObject{Params: p})
				page, _ := r.(contract.ListRetention200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, r contract.RetentionItem) [][]any {
				return one(r.Number, r.ArchiveNumber, r.CommunityName, w.category(r.Category), r.ClosedAt, r.RetainedTo, r.Years, w.terms(keptBecause, r.Because))
			}),
	}
}

var keptBecause = named("money", "涉及金额", "money", "injury", "人身伤害", "injury", "dispute", "争议", "dispute", "structure", "结构安全", "structure", "held", "人工延长", "kept longer")

func matterRows(w inWords, m contract.MatterItem) [][]any {
	title := m.Title
	if m.AnonymisedAt != nil {
		title = w.say("已匿名化", "Anonymised")
	}
	category := m.Category
	if category == nil && m.Suggestion != nil {
		category = &m.Suggestion.Category
	}
	place := m.HouseLabel
	if place == nil {
		place = m.Place
	}
	var late any
	if m.DueAt != nil && m.Overdue {
		late = int64(w.now.Sub(*m.DueAt) / time.Hour)
	}
	return one(m.Number, m.ArchiveNumber, w.term(severities, m.Severity), title, m.CommunityName, place, m.Reporter.Name, w.term(statusNames, m.Status), w.term(natures, m.Nature), w.term(channels, m.Channel),
		w.category(category), w.department(m.Department), w.person(m.Assignee), m.DueAt, late, m.Urges, m.ReceivedAt, m.UpdatedAt, m.ClosedAt, w.term(outcomes, m.Outcome))
}
