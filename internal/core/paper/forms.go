package paper

import (
	"slices"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Code names a form in paths.
type Code string

const (
	Registration         Code = "registration"          // 受理登记表
	WorkOrder            Code = "work-order"            // 派工单
	SupervisionOrder     Code = "supervision-order"     // 督办单
	CallBack             Code = "call-back"             // 回访单
	CompensationApproval Code = "compensation-approval" // 赔付审批表
	Receipt              Code = "receipt"               // 受理回执
	Handling             Code = "handling"              // 受理处理单（转办单）
	Verification         Code = "verification"          // 核实情况说明
	ContactSheet         Code = "contact"               // 工作联系单
	Extension            Code = "extension"             // 延期告知书
	Agreement            Code = "agreement"             // 赔付协议书
	Reply                Code = "reply"                 // 复函
	Waiver               Code = "waiver"                // 费用减免通知单
	TransferReply        Code = "transfer-reply"        // 12345 回复
	Incident             Code = "incident"              // 突发事件快报
	SealUse              Code = "seal-use"              // 用印登记
)

// form is what is known of one beside its content.
type form struct {
	code    Code
	name    string
	number  string // 表单编号
	docx    bool   // letters and the agreement: every office edits before sealing
	staff   []access.Role
	owner   bool                  // the owner of the matter prints it, too
	missing func(r Record) string // why it is still a blank form; "" when there is something to print
	compose func(c *composer)
}

// Sets of staff that may print; sight of the matter is asked before.
var (
	everyone  = []access.Role{access.Desk, access.DeskLead, access.Handler, access.DeptHead, access.Legal, access.Leader, access.Auditor}
	fieldwork = []access.Role{access.Desk, access.DeskLead, access.Handler, access.DeptHead}
	overseers = []access.Role{access.Desk, access.DeskLead, access.DeptHead, access.Leader, access.Auditor}
	deskwork  = []access.Role{access.Desk, access.DeskLead, access.Leader, access.Auditor}
	money     = []access.Role{access.Desk, access.DeskLead, access.Handler, access.DeptHead, access.Legal, access.Leader, access.Auditor}
	writing   = []access.Role{access.Desk, access.DeskLead, access.Legal, access.Leader, access.Auditor}
)

func always(Record) string { return "" }

// forms in the order in which a matter needs them.
var forms = []form{
	{Registration, "客户诉求（投诉）受理登记表", "AJ-KF-01", false, everyone, false, always, composeRegistration},
	{Receipt, "受理回执", "AJ-KF-02", false, deskwork, true, always, composeReceipt},
	{Handling, "受理处理单（转办单）", "AJ-KF-03", false, everyone, false, notDispatched, composeHandling},
	{WorkOrder, "派工单", "AJ-GC-01", false, fieldwork, true, notDispatched, composeWorkOrder},
	{ContactSheet, "工作联系单", "AJ-KF-04", true, fieldwork, false, nobodyAsked, composeContact},
	{Verification, "核实情况说明", "AJ-GC-02", true, everyone, false, notVerified, composeVerification},
	{SupervisionOrder, "督办单", "AJ-KF-05", false, overseers, false, noOrder, composeOrders},
	{Extension, "延期告知书", "AJ-KF-06", true, fieldwork, true, notExtended, composeExtension},
	{CompensationApproval, "赔付审批表", "AJ-CW-01", false, money, false, noPlan, composeApproval},
	{Agreement, "赔付协议书", "AJ-CW-02", true, money, true, noAgreement, composeAgreement},
	{Waiver, "费用减免通知单", "AJ-CW-03", true, money, false, noWaiver, composeWaiver},
	{CallBack, "回访单", "AJ-KF-07", false, deskwork, false, notDone, composeCallBack},
	{Reply, "复函", "AJ-KF-08", true, writing, true, noReply, composeReply},
	{TransferReply, "转办事项办理回复（12345）", "AJ-KF-09", true, writing, false, noTransfer, composeTransferReply},
	{Incident, "突发事件快报", "AJ-KF-10", true, overseers, false, notCritical, composeIncident},
	{SealUse, "用印登记", "AJ-ZH-01", false, writing, false, noReply, composeSealUse},
}

func find(code Code) (form, bool) {
	i := slices.IndexFunc(forms, func(f form) bool { return f.code == code })
	if i < 0 {
		return form{}, false
	}
	return forms[i], true
}

// Offer is a form as it stands on the list for one reader of one matter.
type Offer struct {
	Code      Code
	Name      string
	Available bool
	DOCX      bool
	Because   fault.Text // why not, or why it is still blank; empty when there is nothing to say
}

// List says which papers of the matter the reader may print. Staff print blank
// forms as well, to fill in by hand; an owner prints what there is for them.
func List(r Record, a access.Actor) []Offer {
	out := []Offer{}
	for _, f := range forms {
		owner := a.Is(access.Owner)
		if owner && !f.owner {
			continue
		}
		o := Offer{Code: f.code, Name: f.name, DOCX: f.docx}
		if err := f.refuses(r, a); err != nil {
			o.Because = err.Message
		} else {
			o.Available = true
			if why := f.missing(r); why != "" {
				o.Because = fault.Text{ZH: why + "，打印为空白表，可手工填写。", EN: "Nothing is recorded for it yet: it prints as a blank form to fill in by hand."}
			}
		}
		out = append(out, o)
	}
	return out
}

// refuses says why the reader may not print the form; nil when they may.
func (f form) refuses(r Record, a access.Actor) *fault.Error {
	switch {
	case !a.Is(access.Owner):
		if !slices.Contains(f.staff, a.Role) {
			return fault.Deny("您的岗位不打印这种单据，请向客服索取。", "Your role does not print this paper; ask the service desk for it.")
		}
	case !f.owner || r.Matter.EyesOf(a).Apart:
		return fault.Deny("这种单据只由工作人员打印；业主可打印自己事项的回执、派工单（业主联）、协议书、复函和延期告知书。",
			"Staff print this paper; owners print the receipt, their copy of the work order, agreement, reply and notice of extension of their own matters.")
	case ownersMissing(f, r) != "":
		return fault.Deny(ownersMissing(f, r)+"。", "There is no such paper for this matter yet.")
	}
	return nil
}

// ownersMissing: an owner prints no blank forms of the company, and a letter
// only when it was addressed to them.
func ownersMissing(f form, r Record) string {
	if f.code == Reply && len(replies(r.Matter, true)) == 0 {
		return "还没有给您的复函"
	}
	return f.missing(r)
}

func notDispatched(r Record) string {
	m := r.Matter
	if m.DispatchedAt == nil {
		return "尚未派单"
	}
	return ""
}

func nobodyAsked(r Record) string {
	m := r.Matter
	if len(m.InfoRequests) == 0 && len(m.External) == 0 {
		return "尚未向其他单位发出联系"
	}
	return ""
}

func notVerified(r Record) string {
	m := r.Matter
	if m.Investigation == nil {
		return "尚未核实"
	}
	return ""
}

func noOrder(r Record) string {
	m := r.Matter
	if len(m.Orders) == 0 {
		return "尚无督办"
	}
	return ""
}

func notExtended(r Record) string {
	if len(r.all("extended")) == 0 {
		return "没有办理过延期"
	}
	return ""
}

func noPlan(r Record) string {
	m := r.Matter
	if m.Plan == nil {
		return "尚未提出方案"
	}
	return ""
}

func noAgreement(r Record) string {
	m := r.Matter
	if o := agreed(m); o == nil || o.AmountFen == 0 {
		return "业主尚未同意带金额的方案"
	}
	return ""
}

func noWaiver(r Record) string {
	m := r.Matter
	if waiving(m) != nil {
		return ""
	}
	if o := chosen(m); o != nil && slices.ContainsFunc(o.Measures, func(x complaint.Measure) bool { return x.Kind == "fee_reduction" }) {
		return ""
	}
	return "方案中没有费用减免"
}

func notDone(r Record) string {
	m := r.Matter
	if m.ResolvedAt == nil {
		return "尚未办理完成"
	}
	return ""
}

func noReply(r Record) string {
	m := r.Matter
	if len(replies(m, false)) == 0 {
		return "尚未登记复函"
	}
	return ""
}

func noTransfer(r Record) string {
	m := r.Matter
	if m.Transfer == nil {
		return "不是转办事项"
	}
	return ""
}

func notCritical(r Record) string {
	m := r.Matter
	if m.Severity != "critical" && m.Incident == nil && len(m.Briefings) == 0 {
		return "不是特急或重大事件"
	}
	return ""
}

// chosen is the option that the plan stands for: the accepted one, else the
// recommended; nil without a plan.
func chosen(m *complaint.Complaint) *complaint.Option {
	if m.Plan == nil || len(m.Plan.Options) == 0 {
		return nil
	}
	i := m.Plan.Recommended
	if m.Offer != nil && m.Offer.Option != nil {
		i = *m.Offer.Option
	}
	if i < 0 || i >= len(m.Plan.Options) {
		return nil
	}
	return &m.Plan.Options[i]
}

// agreed is the option that the owner took; nil before.
func agreed(m *complaint.Complaint) *complaint.Option {
	if m.Offer != nil && m.Offer.State == "accepted" || m.Plan != nil && m.Plan.Consent != nil && m.StartedAt != nil {
		return chosen(m)
	}
	return nil
}
