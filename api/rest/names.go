package rest

import (
	"slices"

	"anju/api/contract"
)

// The names of the product's words in both languages, in the order they are offered:
// the pages' own lists, and those that the pages in turn ask the catalogue for.
var (
	natures       = vocabulary("nature")
	channels      = vocabulary("channel")
	severities    = vocabulary("severity")
	statusNames   = vocabulary("status")
	outcomes      = vocabulary("outcome")
	findings      = vocabulary("finding")
	eventNames    = vocabulary("event")
	commandNames  = vocabulary("command")
	clocks        = vocabulary("clock")
	roles         = slices.DeleteFunc(slices.Clone(vocabulary("role")), func(t contract.Term) bool { return t.Code == "system" }) // nobody signs in as that
	demandKinds   = vocabulary("demand")
	subjectKinds  = vocabulary("subject")
	reporterKinds = named("owner", "业主", "Owner", "family", "家属", "Family", "tenant", "租户", "Tenant", "proxy", "受托人", "Proxy",
		"committee", "业委会", "Owners' committee", "joint_letter", "联名", "Joint letter", "authority", "主管部门", "Authority",
		"passer_by", "路人", "Passer-by", "anonymous", "匿名", "Anonymous")
	externalParties = named("owners_committee", "业委会", "Owners' committee", "property_company", "物业公司", "Property company",
		"developer", "开发商", "Developer", "contractor", "施工或维保单位", "Contractor", "other", "其他单位", "Other")
	shareParties = named("department", "部门", "Department", "external", "外单位", "External party", "owner", "业主", "Owner",
		"third", "第三人", "Third person", "none", "无责任方", "No one")
	measureKinds    = vocabulary("measure")
	bases           = named("liability", "赔偿", "Liability", "goodwill", "补偿慰问", "Goodwill", "refund", "退费", "Refund", "waiver", "减免", "Waiver", "penalty", "违约金", "Contractual penalty")
	grounds         = named("quality", "产品质量", "Quality", "service", "服务瑕疵", "Service", "contract", "合同履行", "Contract", "care", "关怀", "Care")
	agreementWays   = named("paper", "纸质签署", "On paper", "on_site", "上门签署", "On site", "phone_photo", "手机签名或拍照回传", "Signed or photographed by phone")
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
	callPurposes   = named("callback", "回访", "Call-back", "contact", "联系业主", "Contact", "meeting", "主管面谈", "Desk lead’s meeting", "duty", "联系值班", "Ring who is on duty")
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
