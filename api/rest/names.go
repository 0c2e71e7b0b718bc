package rest

import "anju/api/contract"

// The names of the product's words in both languages, in the order they are offered.
var (
	natures = named("complaint", "投诉", "Complaint", "repair", "报修", "Repair", "inquiry", "咨询", "Question",
		"suggestion", "建议", "Suggestion", "praise", "表扬", "Praise")
	channels = named("phone", "来电", "Phone", "visit", "来访", "Visit", "letter", "来函", "Letter", "email", "电邮", "E-mail",
		"online", "网上", "Online", "transfer", "转办", "Transfer", "group_chat", "业主群", "Group chat", "patrol", "巡查", "Patrol")
	severities  = named("low", "不急", "Low", "normal", "一般", "Normal", "high", "紧急", "High", "critical", "特急", "Critical")
	statusNames = named("registered", "已登记", "Registered", "unfounded", "不成立已答复", "Unfounded", "dispatched", "已派单", "Dispatched",
		"investigating", "核实中", "Investigating", "proposed", "方案待批", "Plan waits for approval", "offered", "待业主确认方案", "Plan offered",
		"disputed", "争议处理", "In dispute", "executing", "实施中", "Being carried out", "resolved", "待回访确认", "Done, to be confirmed",
		"closed", "已结案归档", "Closed", "withdrawn", "已撤回", "Withdrawn", "merged", "已并案", "Merged")
	outcomes = named("fixed", "已解决", "Fixed", "partly", "部分解决", "Partly fixed", "not_feasible", "无法实施", "Not feasible",
		"answered", "已答复", "Answered", "referred", "已转告责任方", "Referred", "settled", "协商解决", "Settled", "unfounded", "不成立", "Unfounded",
		"withdrawn", "已撤回", "Withdrawn", "unreachable", "联系不上", "Unreachable", "merged", "已并案", "Merged")
	findings     = named("substantiated", "属实", "Substantiated", "partly", "部分属实", "Partly substantiated", "unsubstantiated", "不属实", "Unsubstantiated")
	commandNames = named("judge", "初判", "Judge", "classify", "分类", "Classify", "dispatch", "派单", "Dispatch", "answer", "当场答复", "Answer",
		"refer", "告知责任方", "Refer", "accept", "接单", "Accept", "return", "退回改派", "Return", "assign", "指定经办人", "Assign",
		"investigate", "记录核实", "Investigate", "conclude", "定性", "Conclude", "request-info", "请求情况", "Ask a department",
		"answer-info", "回复情况", "Answer a department", "cancel-info", "取消请求", "Cancel a question", "start", "开工", "Start",
		"interim", "先期处置", "Interim measure", "propose", "提交方案", "Propose", "approve", "批准", "Approve", "reject", "不批准", "Reject",
		"offer-accept", "接受方案", "Accept the plan", "offer-reject", "不接受方案", "Refuse the plan", "dispute", "争议处理", "Dispute",
		"settle", "达成和解", "Settle", "appoint", "预约上门", "Appoint a visit", "visit", "登记上门", "Record a visit", "progress", "告知进展", "Report progress",
		"pay", "登记付款", "Record a payment", "complete", "完工", "Complete", "confirm", "确认", "Confirm", "decline", "未解决", "Not fixed",
		"evaluate", "总结评价", "Evaluate", "spread", "举一反三", "Check the same elsewhere", "close", "结案", "Close", "reopen", "重新打开", "Reopen", "appeal", "申诉", "Appeal",
		"withdraw", "撤回", "Withdraw", "merge", "并案", "Merge", "unmerge", "撤销并案", "Unmerge", "comment", "备注", "Comment", "urge", "催单", "Urge",
		"order", "督办", "Supervision order", "answer-order", "答复督办", "Answer an order", "pause", "挂起", "Pause", "resume", "恢复", "Resume",
		"extend", "延期", "Extend", "instruct", "批示", "Instruct", "consult", "请示", "Consult", "advise", "答复请示", "Advise",
		"declare", "认定重大事件", "Declare a major incident", "task-force", "成立专项小组", "Name the task force", "decide", "记录决定", "Record a decision",
		"brief", "报送快报", "Send a briefing", "approve-wording", "批准统一口径", "Approve the wording", "stand-down", "解除重大事件", "Stand down",
		"link", "关联事项", "Link a matter", "unlink", "取消关联", "Unlink a matter", "household-confirm", "住户认可", "Household agrees",
		"household-decline", "住户不认可", "Household objects", "household-attend", "记录异议处理", "Attend to an objection",
		"group", "转群体事项", "Make a group matter", "join", "加入", "Join", "leave", "退出", "Leave", "bulletin", "统一告知", "Bulletin",
		"external-reply", "登记外部答复", "Record an outside reply", "retain", "延长保存", "Keep longer",
		"external-ask", "联系外部单位", "Ask an outside party", "second-reading", "提请复核", "Ask for a second reading", "final-reply", "终结答复", "Final reply",
		"task", "添加任务", "Add a task", "task-done", "完成任务", "Finish a task",
		"call", "登记通话", "Log a call", "visit-confirm", "答复上门时间", "Answer the appointment", "recheck", "安排复查", "Plan a re-check",
		"quote", "报价", "Quote a price", "quote-answer", "答复报价", "Answer the quote", "fund", "维修资金进度", "Maintenance fund step",
		"insurance", "保险理赔进度", "Insurance claim",
		"letter-out", "发函登记", "Register a letter sent", "letter-in", "来函登记", "Register a letter received",
		"review", "事后复核", "Review afterwards", "sign-agreement", "登记协议", "Record the agreement",
		"acknowledge", "登记签收", "Confirm receipt", "correct", "更正付款", "Correct a payment", "recover", "登记追偿", "Record a recovery",
		"accountability", "问责与表扬", "Accountability")
	clocks = named("firstResponse", "首次响应", "First response", "judgement", "初判", "First view", "acceptance", "接单", "Acceptance",
		"review", "争议复核", "Dispute review", "briefing", "快报续报", "Briefing",
		"onSite", "到场", "On site", "finding", "核实反馈", "Finding told", "plan", "方案", "Plan or answer", "approval", "审批", "Approval",
		"update", "下次告知", "Next update", "execution", "实施", "Execution", "payment", "付款", "Payment", "callback", "回访", "Call-back", "transfer", "转办", "Transfer")
	roles = named("owner", "业主", "Owner", "desk", "客服专员", "Service desk", "desk_lead", "客服主管", "Desk lead", "handler", "部门经办人", "Handler",
		"dept_head", "部门主管", "Head of department", "legal", "法务", "Legal counsel", "leader", "分管领导", "Leader", "admin", "管理员", "Admin", "auditor", "审计", "Auditor")
	demandKinds = named("repair", "修复", "Repair", "apology", "道歉", "Apology", "refund", "退费", "Refund", "compensation", "赔偿", "Compensation",
		"reduction", "减免", "Fee reduction", "explanation", "解释", "Explanation", "other", "其他", "Other")
	subjectKinds = named("department", "部门", "Department", "staff", "员工", "Staff", "contractor", "施工或维保单位", "Contractor",
		"neighbour", "邻居", "Neighbour", "facility", "设施", "Facility", "authority", "主管部门", "Authority")
	reporterKinds = named("owner", "业主", "Owner", "family", "家属", "Family", "tenant", "租户", "Tenant", "proxy", "受托人", "Proxy",
		"committee", "业委会", "Owners' committee", "joint_letter", "联名", "Joint letter", "authority", "主管部门", "Authority",
		"passer_by", "路人", "Passer-by", "anonymous", "匿名", "Anonymous")
	externalParties = named("owners_committee", "业委会", "Owners' committee", "property_company", "物业公司", "Property company",
		"developer", "开发商", "Developer", "contractor", "施工或维保单位", "Contractor", "other", "其他单位", "Other")
	shareParties = named("department", "部门", "Department", "external", "外单位", "External party", "owner", "业主", "Owner",
		"third", "第三人", "Third person", "none", "无责任方", "No one")
	measureKinds = named("repair", "维修", "Repair", "replacement", "更换", "Replacement", "refund", "退费", "Refund",
		"fee_reduction", "费用减免", "Fee reduction", "cash", "现金", "Cash", "apology", "道歉", "Apology")
	bases           = named("liability", "赔偿", "Liability", "goodwill", "补偿慰问", "Goodwill", "refund", "退费", "Refund", "waiver", "减免", "Waiver", "penalty", "违约金", "Contractual penalty")
	grounds         = named("quality", "产品质量", "Quality", "service", "服务瑕疵", "Service", "contract", "合同履行", "Contract", "care", "关怀", "Care")
	agreementWays   = named("paper", "纸质签署", "On paper", "on_site", "上门签署", "On site", "phone_photo", "手机拍照回传", "Photo by phone")
	signedWays      = named("online", "线上确认", "Online", "paper", "书面签收", "On paper", "bank", "银行回单", "Bank receipt", "phone", "电话确认", "By phone")
	recoveryParties = named("contractor", "施工或维保单位", "Contractor", "developer", "开发商", "Developer", "property_company", "物业公司", "Property company",
		"insurer", "保险公司", "Insurer", "third", "责任第三人", "Liable third party", "staff", "责任员工", "Member of staff", "other", "其他", "Other")
	accountabilityKinds = named("warning", "警告", "Warning", "deduction", "绩效扣减", "Deduction", "commendation", "表扬", "Commendation")
	payers              = named("warranty", "保修", "Builder's warranty", "management_fee", "物业费", "Management fee", "maintenance_fund", "专项维修资金", "Maintenance fund",
		"owner", "业主自费", "The owner", "third_party", "责任第三方", "Liable third party", "insurer", "保险", "Insurer", "company", "公司", "The company")
	incidentLevels = named("serious", "较大", "Serious", "major", "重大", "Major", "extraordinary", "特别重大", "Extraordinary")
	awaited        = named("owner", "业主", "Owner", "appointment", "预约", "Appointment", "parts", "配件", "Parts", "contractor", "施工单位", "Contractor",
		"authority", "主管部门", "Authority", "inspection", "检测", "Inspection", "fund_vote", "维修资金表决", "Fund vote", "weather", "天气", "Weather", "court", "法院", "Court")
	disputeSteps   = named("negotiation", "协商", "Negotiation", "mediation", "调解", "Mediation", "arbitration", "仲裁", "Arbitration", "litigation", "诉讼", "Litigation")
	visitEntries   = named("at_home", "在家", "At home", "call_first", "先电话", "Call first", "key", "委托钥匙", "Entrusted key")
	letterKinds    = named("reply", "复函", "Reply", "transfer", "转办回复（12345）", "Reply to a transfer", "contact", "工作联系单", "Contact sheet", "extension", "延期告知书", "Notice of extension", "other", "其他", "Other")
	visitOutcomes  = named("arrived", "已到场", "Arrived", "done", "已完成", "Done", "second_visit", "需二次上门", "Second visit", "owner_absent", "业主不在", "Owner absent", "missed", "我方未到", "We missed it", "moved", "已改约", "Moved")
	oldParts       = named("returned", "已交还业主", "Returned to the owner", "disposed", "业主同意处理", "Disposed of, as agreed", "none", "无旧件", "No old part")
	callPurposes   = named("callback", "回访", "Call-back", "contact", "联系业主", "Contact")
	recheckReasons = named("rain", "下次雨后", "After the next rain", "days", "到期复查", "After some time", "asked", "业主要求", "The owner asked", "remains", "遗留部分", "What was left open")
	fundSteps      = named("proposed", "提议", "Proposed", "announced", "公告", "Announced", "voted", "表决", "Voted", "applied", "申请", "Applied for", "approved", "批准", "Approved", "disbursed", "拨付", "Disbursed")
	warrantyParts  = named("structure", "主体结构", "Structure", "waterproofing", "防水", "Waterproofing", "plumbing", "给排水管道", "Plumbing", "electrical", "电气管线", "Electrical wiring",
		"heating", "供热供冷", "Heating and cooling", "decoration", "装修", "Interior finish", "doors_windows", "门窗", "Doors and windows", "facade", "外墙", "Facade", "elevator", "电梯", "Elevator", "fire_system", "消防设施", "Fire system")
	insuranceStates = named("reported", "已报案", "Reported", "surveyed", "已查勘", "Surveyed", "accepted", "已核赔", "Accepted", "refused", "拒赔", "Refused", "paid", "已赔付", "Paid")
)

// named reads code, Chinese and English in turn.
func named(words ...string) []contract.Term {
	terms := make([]contract.Term, 0, len(words)/3)
	for i := 0; i+2 < len(words); i += 3 {
		terms = append(terms, contract.Term{Code: words[i], NameZh: words[i+1], NameEn: words[i+2]})
	}
	return terms
}
