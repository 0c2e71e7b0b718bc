// Package terms holds the product's words as constants, so that every other
// package writes them the same way. It knows no rule and imports nothing.
package terms

// Nature is what kind of matter it is (性质).
type Nature string

const (
	Complaint  Nature = "complaint"  // 投诉
	Repair     Nature = "repair"     // 报修
	Inquiry    Nature = "inquiry"    // 咨询
	Suggestion Nature = "suggestion" // 建议
	Praise     Nature = "praise"     // 表扬
)

// Natures in the order they are offered.
var Natures = []Nature{Complaint, Repair, Inquiry, Suggestion, Praise}

// Channel is the way a matter reached us (渠道).
type Channel string

const (
	Visit     Channel = "visit"      // 来访
	Letter    Channel = "letter"     // 来函
	Phone     Channel = "phone"      // 来电
	Email     Channel = "email"      // 电邮
	Online    Channel = "online"     // 网上
	Transfer  Channel = "transfer"   // 转办
	GroupChat Channel = "group_chat" // 业主群
	Patrol    Channel = "patrol"     // 巡查
)

// Channels in the order they are offered.
var Channels = []Channel{Phone, Visit, Letter, Email, Online, Transfer, GroupChat, Patrol}

// Severity is how urgent a matter is (紧急程度).
type Severity string

const (
	Low      Severity = "low"
	Normal   Severity = "normal"
	High     Severity = "high"
	Critical Severity = "critical" // danger to life or limb now
)

// Severities from least to most urgent.
var Severities = []Severity{Low, Normal, High, Critical}

// Rank orders severities; an unknown one ranks below all.
func (s Severity) Rank() int {
	for i, v := range Severities {
		if v == s {
			return i
		}
	}
	return -1
}

// Departments that ship; more can be added as data.
const (
	Engineering = "engineering" // 工程技术部
	Finance     = "finance"     // 财务部
	Contracts   = "contracts"   // 招标合同部
	Service     = "service"     // 客户服务部
)

// NoCommunity is the communityId of a matter that belongs to none.
const NoCommunity = "none"

// ClockKind names a time limit (时限).
type ClockKind string

const (
	FirstResponse ClockKind = "firstResponse" // 首次响应
	Judgement     ClockKind = "judgement"     // 初判
	Acceptance    ClockKind = "acceptance"    // 接单
	OnSite        ClockKind = "onSite"        // 到场
	FindingTold   ClockKind = "finding"       // 核实反馈
	PlanDue       ClockKind = "plan"          // 方案
	Approval      ClockKind = "approval"      // 审批
	Update        ClockKind = "update"        // 下次告知
	Execution     ClockKind = "execution"     // 实施
	Payment       ClockKind = "payment"       // 付款
	Callback      ClockKind = "callback"      // 回访
	TransferReply ClockKind = "transfer"      // 转办
	Review        ClockKind = "review"        // 争议复核
	Briefing      ClockKind = "briefing"      // 突发事件快报、续报
)

// ClockKinds in the order of the lifecycle.
var ClockKinds = []ClockKind{FirstResponse, Judgement, Acceptance, OnSite, FindingTold, PlanDue, Approval, Update, Execution, Payment, Callback, TransferReply, Review, Briefing}

// WarrantyParts are the parts of a home or a building that a warranty (保修) names:
// 主体结构、防水、给排水管道、电气管线、供热供冷、装修、门窗、外墙、电梯、消防设施。
var WarrantyParts = []string{"structure", "waterproofing", "plumbing", "electrical", "heating", "decoration", "doors_windows", "facade", "elevator", "fire_system"}
