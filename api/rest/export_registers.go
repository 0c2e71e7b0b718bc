package rest

import (
	"context"
	"strconv"

	"anju/api/contract"
	"anju/internal/core/complaint"
	"anju/internal/core/keyregister"
)

// registerExports are the registers and books that departments and the desk keep.
func registerExports() map[string]exported {
	return map[string]exported{
		"orders": exportOf("listOrders", "督办登记", "supervision-orders",
			columns("编号|Number", "级别|Level", "来源|Source", "被督办部门|Department", "事项|Matters", "督办要求|What is demanded", "签发人|Signed by", "签发时间|Signed at|moment", "答复时限|Answer by|moment", "状态|State"),
			func(s *Server, ctx context.Context, _ string, p contract.ListOrdersParams) ([]contract.SupervisionOrder, *string, error) {
				r, err := s.ListOrders(ctx, contract.ListOrdersRequestObject{Params: p})
				page, _ := r.(contract.ListOrders200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			orderRows).among(orderStates),
		"follow-ups": exportOf("listFollowUps", "交办事项", "follow-ups",
			columns("来源|From", "事项|What", "地点|Place", "承办部门|Department", "负责人|Owner", "交办人|Given by", "交办时间|Given|moment", "期限|Due|moment", "出自|Source", "状态|State", "办理情况|Answer", "答复时间|Answered|moment"),
			func(s *Server, ctx context.Context, _ string, p contract.ListFollowUpsParams) ([]contract.FollowUp, *string, error) {
				r, err := s.ListFollowUps(ctx, contract.ListFollowUpsRequestObject{Params: p})
				page, _ := r.(contract.ListFollowUps200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			followUpRow).among(followUpStates),
		"hotspots": exportOf("listHotspots", "热点", "hot-spots",
			columns("地点|Place", "类别|Category", "件数|Count|count", "平常|Usual"),
			func(s *Server, ctx context.Context, _ string, p contract.ListHotspotsParams) ([]contract.Hotspot, *string, error) {
				r, err := s.ListHotspots(ctx, contract.ListHotspotsRequestObject{Params: p})
				page, _ := r.(contract.ListHotspots200JSONResponse)
				return page.Items, nil, err
			},
			func(w inWords, h contract.Hotspot) [][]any {
				return one(h.Place, w.category(h.Category), h.Count, strconv.FormatFloat(h.Usual, 'f', 1, 64))
			}),
		"corrective-actions": exportOf("listCorrectiveActions", "专项整改", "corrective-actions",
			columns("名称|Name", "地点|Place", "类别|Category", "部门|Department", "成员|Team", "发起人|Begun by", "发起时间|Begun|moment", "事项|Matters|count", "待办|To do|count", "完成|Done|count", "验证|Verified|count", "逾期|Late|count", "状态|State", "关闭时间|Closed|moment"),
			func(s *Server, ctx context.Context, _ string, p contract.ListCorrectiveActionsParams) ([]contract.CorrectiveItem, *string, error) {
				r, err := s.ListCorrectiveActions(ctx, contract.ListCorrectiveActionsRequestObject{Params: p})
				page, _ := r.(contract.ListCorrectiveActions200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, a contract.CorrectiveItem) [][]any {
				team := w.joined(each(a.Team, func(p contract.Person) string { return p.Name }))
				return one(a.Title, a.Place, w.category(a.Category), w.department(a.Department), team, a.By.Name, a.CreatedAt, a.Matters, a.Todos, a.Done, a.Verified, a.Late, w.term(correctiveStates, a.State), a.ClosedAt)
			}).among(correctiveStates),
		"case-studies": exportOf("listCaseStudies", "案例", "case-studies",
			columns("标题|Title", "类别|Category", "出自|From", "经过|Course", "原因|Cause", "处理|Handling", "启示|Lesson", "发给部门|Sent to", "发布人|Published by", "发布时间|Published|moment", "已阅|Read|count", "应阅|Sent|count", "状态|State"),
			func(s *Server, ctx context.Context, _ string, p contract.ListCaseStudiesParams) ([]contract.CaseStudy, *string, error) {
				r, err := s.ListCaseStudies(ctx, contract.ListCaseStudiesRequestObject{Params: p})
				page, _ := r.(contract.ListCaseStudies200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, c contract.CaseStudy) [][]any {
				return one(c.Title, w.category(c.Category), c.Number, c.Course, c.Cause, c.Handling, c.Lesson, w.departments(c.Departments), w.person(c.PublishedBy), c.PublishedAt, c.ReadCount, c.SentCount, w.term(caseStates, c.State))
			}).among(caseStates),
		"keys": exportOf("listKeys", "钥匙登记", "key-register",
			columns("挂牌号|Hook", "房屋|House", "钥匙|Keys", "把数|Number|count", "状态|State", "领用人|Holder", "用途|For", "受理编号|Case", "借出时间|Given out|moment", "应还时间|Due back|moment", "业主|Owner", "交来人|Brought by", "收存人|Taken in by", "收存时间|Taken in|moment", "委托期限|Consent until|day", "结束时间|Ended|moment"),
			func(s *Server, ctx context.Context, _ string, p contract.ListKeysParams) ([]contract.EntrustedKey, *string, error) {
				r, err := s.ListKeys(ctx, contract.ListKeysRequestObject{Params: p})
				page, _ := r.(contract.ListKeys200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			keyRow).among(keyStates),
		"letters": exportOf("listLetters", "函件登记", "letters",
			columns("文号|Number", "收发|Direction", "日期|Day|day", "单位或个人|Party", "事由|Subject", "文种|Kind", "对方文号|Their number", "受理编号|Case", "请对方答复期限|Answer wanted by|moment", "答复|Answered|moment", "经办人|By"),
			func(s *Server, ctx context.Context, _ string, p contract.ListLettersParams) ([]contract.RegisteredLetter, *string, error) {
				r, err := s.ListLetters(ctx, contract.ListLettersRequestObject{Params: p})
				page, _ := r.(contract.ListLetters200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			letterRow),
		"seals": exportOf("listSeals", "用印登记", "seals",
			columns("编号|Number", "文件|Document", "份数|Copies|count", "印章|Seal", "批准人|Approved by", "经办人|Used by", "日期|Day|day", "受理编号|Case"),
			func(s *Server, ctx context.Context, _ string, p contract.ListSealsParams) ([]contract.SealUse, *string, error) {
				r, err := s.ListSeals(ctx, contract.ListSealsRequestObject{Params: p})
				page, _ := r.(contract.ListSeals200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(_ inWords, x contract.SealUse) [][]any {
				return one(x.Number, x.Document, x.Copies, x.Seal, x.ApprovedBy, x.HandledBy, x.UsedOn, x.MatterNumber)
			}),
		"measures": exportOf("listMeasures", "既定措施", "standard-measures",
			columns("名称|Name", "类别|Category", "给业主的答复|What the owner is told", "金额上限（元）|At most (yuan)|yuan", "出自|From", "建立时间|Made|moment", "改过次数|Changes|count", "停用时间|Retired|moment"),
			func(s *Server, ctx context.Context, _ string, p contract.ListMeasuresParams) ([]contract.StandardMeasure, *string, error) {
				r, err := s.ListMeasures(ctx, contract.ListMeasuresRequestObject{Params: p})
				page, _ := r.(contract.ListMeasures200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, m contract.StandardMeasure) [][]any {
				var from string
				if m.From != nil {
					from = m.From.Number
				}
				return one(m.Title, w.category(m.Category), m.Text, m.AmountFen, from, m.CreatedAt, len(m.History), m.RetiredAt)
			}),
		"handovers": exportOf("listHandovers", "交接班", "handovers",
			columns("小区|Community", "交班人|Handed over by", "交班时间|Handed over|moment", "覆盖到|Covers until|moment", "接班人|Taken over by", "接班时间|Taken over|moment", "交代事项|Notes", "借出的钥匙|Keys out", "钥匙交代|Notes on keys", "接班备注|Note on taking over"),
			func(s *Server, ctx context.Context, _ string, p contract.ListHandoversParams) ([]contract.Handover, *string, error) {
				r, err := s.ListHandovers(ctx, contract.ListHandoversRequestObject{Params: p})
				page, _ := r.(contract.ListHandovers200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			func(w inWords, h contract.Handover) [][]any {
				come := contract.ShiftSignature{}
				var at any
				if h.Come != nil {
					come, at = *h.Come, h.Come.At
				}
				keys := w.joined(each(h.Page.Keys, func(k contract.ShiftKey) string { return k.Tag + " " + k.Holder }))
				return one(w.place(h.CommunityId), h.Gone.Name, h.Gone.At, h.Page.Until, come.Name, at, h.Notes, keys, h.KeyNotes, come.Note)
			}),
		"roster": exportOf("getRoster", "值班表", "duty-roster",
			columns("星期|Weekday", "日期|Day|day", "岗位|Post", "开始|From", "结束|To", "姓名|Name", "电话|Phone"),
			func(s *Server, ctx context.Context, _ string, p contract.GetRosterParams) ([]contract.RosterWeek, *string, error) {
				r, err := s.GetRoster(ctx, contract.GetRosterRequestObject{Params: p})
				week, _ := r.(contract.GetRoster200JSONResponse)
				return []contract.RosterWeek{contract.RosterWeek(week)}, nil, err
			},
			rosterRows),
	}
}

var (
	orderLevels      = named("urging", "催办", "Urging", "order", "督办", "Order", "circular", "通报", "Circular")
	orderSources     = named("overdue", "超时", "Overdue", "instruction", "批示", "Instruction", "transfer", "转办", "Transfer", "urged", "业主催单", "Urged by owners", "audit", "审计", "Audit")
	orderStates      = named("open", "待答复", "To be answered", "answered", "待核验", "To be checked", "ended", "已销号", "Struck off")
	orderParts       = named("waiting", "待答复", "To be answered", "answered", "已答复，待核验", "Answered, to be checked", "done", "已完成", "Done")
	followUpKinds    = named("improvement", "改进", "Improve", "check", "排查", "Check", "instruction", "批示", "Instruction", "step", "整改", "Corrective", "assigned", "交办", "Handed over", "audit", "审计发现", "Audit finding")
	followUpStates   = named("open", "待办", "Open", "answered", "待验收", "To be accepted", "done", "已办", "Done")
	correctiveStates = named("open", "进行中", "Under way", "closed", "已关闭", "Closed")
	keyStates        = named("out", "借出", "Out", "lost", "遗失", "Lost", "held", "在库", "On its hook", "ended", "已了结", "Ended")
	caseStates       = named("draft", "草稿", "Draft", "published", "已发布", "Published")
)

func orderRows(w inWords, o contract.SupervisionOrder) [][]any {
	rows := make([][]any, len(o.Parts))
	for i, p := range o.Parts {
		state := w.term(orderParts, p.State)
		if o.Ended != nil && o.Ended.Cancelled {
			state = w.say("已撤销", "Taken back")
		} else if o.Ended != nil {
			state = w.term(orderStates, "ended")
		}
		matters := w.joined(each(p.Matters, func(m contract.OrderMatter) string { return m.Number }))
		rows[i] = []any{o.Number, w.term(orderLevels, o.Level), w.term(orderSources, o.Source), w.department(p.Department), matters, o.Note, o.By.Name, o.At, p.AnswerBy, state}
	}
	return rows
}

func followUpRow(w inWords, f contract.FollowUp) [][]any {
	from := f.Title
	if f.Matter != nil {
		from = &f.Matter.Number
	}
	var said, at any
	if f.Answer != nil {
		said, at = f.Answer.Text, f.Answer.At
	}
	return one(w.term(followUpKinds, f.Kind), f.What, f.Place, w.department(f.Department), w.person(f.Owner), f.By.Name, f.CreatedAt, f.DueAt, from, w.term(followUpStates, f.State), said, at)
}

func keyRow(w inWords, k contract.EntrustedKey) [][]any {
	state := w.term(keyStates, k.State)
	if k.Overdue {
		state = w.say("逾期未还", "Not back")
	}
	var holder, purpose, number, given, due, ended any
	if l := k.Out; l != nil {
		holder = keyregister.Lending{Firm: value(l.Firm), Holder: complaint.Person{Name: l.Holder.Name}}.Who()
		purpose, number, given, due = l.Purpose, l.MatterNumber, l.At, l.DueAt
	}
	if k.Ended != nil {
		ended = k.Ended.At
	}
	return one(k.Tag, k.House, k.What, k.Count, state, holder, purpose, number, given, due, k.Owner, k.HandedInBy, k.TakenInBy.Name, k.TakenInAt, k.Until, ended)
}

func letterRow(w inWords, l contract.RegisteredLetter) [][]any {
	kind := ""
	if l.Kind != nil {
		kind = w.term(letterKinds, l.Kind)
	}
	var on any = l.ReceivedOn
	if l.ReceivedOn == nil {
		on = l.At
	}
	return one(l.Number, w.term(letterWays, l.Direction), on, l.Party, l.Subject, kind, l.DocumentNumber, l.MatterNumber, l.ReplyBy, l.AnsweredAt, l.By.Name)
}
