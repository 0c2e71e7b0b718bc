package demo

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"anju/internal/core/complaint"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/desk/service"
)

// matter is what somebody brings to the desk.
type matter struct {
	Track      string         `json:"track"` // how it goes on, see tracks
	Channel    terms.Channel  `json:"channel"`
	Nature     terms.Nature   `json:"nature"`
	Category   string         `json:"category"`
	Severity   terms.Severity `json:"severity"`
	Lang       string         `json:"lang"`
	Title      string         `json:"title"`
	Text       string         `json:"text"`
	Demand     string         `json:"demand,omitempty"`
	DemandKind string         `json:"demandKind,omitempty"`
	AmountFen  int64          `json:"amountFen,omitempty"`
	House      string         `json:"house,omitempty"`
	To         string         `json:"to,omitempty"` // who is responsible, where it is not us

	place    string
	reporter complaint.Reporter
	subject  *complaint.Subject
	letter   *complaint.Letter
	transfer *complaint.Transfer
	visit    *complaint.VisitForm
	photos   int // that the owner took
}

// say picks the words in the language that the owner writes.
func (s *stage) say(zh, en string) string {
	if s.lang == "en" {
		return en
	}
	return zh
}

// received takes the matter in: online by the owner, else by the desk.
func (s *stage) received(in matter) {
	if in.Lang != "" {
		s.lang = in.Lang
	}
	f := complaint.Form{
		Channel: in.Channel, Nature: in.Nature, Title: in.Title, Text: in.Text, Subject: in.subject, Place: in.place, Reporter: in.reporter,
		Letter: in.letter, Transfer: in.transfer, Visit: in.visit,
	}
	if in.Demand != "" || in.AmountFen > 0 {
		f.Demand = &complaint.Demand{Kind: in.DemandKind, AmountFen: in.AmountFen, Text: in.Demand}
	}
	who := s.clerk
	h := s.homes[s.house]
	f.HouseID = h.HouseID
	if in.Channel == terms.Online && s.online(s.house) {
		who = s.house
	} else if f.Reporter.Name == "" && f.Reporter.Kind != "anonymous" {
		f.OwnerID = h.owner.ID
	}
	if in.place != "" && who != s.house {
		f.HouseID, f.CommunityID = "", h.CommunityID
	}
	for range in.photos {
		f.AttachmentIDs = append(f.AttachmentIDs, s.photo(who, before)...)
	}
	s.register(who, service.Submission{Form: f})
}

// photo brings a picture in.
func (s *stage) photo(who, what string) []string {
	if s.err != nil {
		return nil
	}
	raw, err := photo(what, s.seed%6)
	if err != nil {
		s.err = err
		return nil
	}
	a, err := s.uploads.Upload(s.ctx, s.by(who), fmt.Sprintf("IMG_%s.jpg", s.clock.In(s.office.Location()).Format("20060102_1504")), bytes.NewReader(raw))
	if err != nil {
		s.err = err
		return nil
	}
	return []string{a.ID}
}

// classified sets class, nature and severity; a suggested danger that is none
// is taken back by the desk lead.
func (s *stage) classified(in matter) {
	who, reason := s.clerk, ""
	if s.m.Severity == terms.Critical && in.Severity != terms.Critical {
		who, reason = "lead1", "电话核实，现场没有人身危险，按实际情况调整紧急程度。"
	}
	s.act(who, complaint.ClassifyCommand{Category: in.Category, Nature: in.Nature, Severity: in.Severity, Reason: reason})
}

// greeted tells the owner who handles it, what comes next and by when.
func (s *stage) greeted() {
	department := departmentZH[s.m.Department]
	s.act(s.clerk, complaint.CommentCommand{VisibleToOwner: true, Note: s.say(
		fmt.Sprintf("您好，我是客服%s。您反映的事项已登记，由%s跟进；最迟明天给您回话，有进展随时告知。", s.by(s.clerk).Name, department),
		"Hello, thank you for telling us. Your matter is with the responsible department; you will hear from us by tomorrow at the latest.")})
}

var departmentZH = map[string]string{
	terms.Engineering: "工程技术部", terms.Finance: "财务部", terms.Contracts: "招标合同部", terms.Service: "客户服务部",
}

// short is a department in the logins of its people.
func short(department string) string {
	return map[string]string{terms.Engineering: "eng", terms.Finance: "fin", terms.Contracts: "con", terms.Service: "svc"}[department]
}

func (s *stage) head() string { return "head." + short(s.m.Department) }

// handler of the lead department; its head where the matter is about the handler.
func (s *stage) handler() string {
	who := "handler." + short(s.m.Department)
	if slices.Contains(s.m.Recused, s.by(who).ID) {
		return s.head()
	}
	return who
}

// judged is the first view: sufficient grounds, the demand to be verified where money is asked.
func (s *stage) judged() {
	yes := true
	cmd := complaint.JudgeCommand{GroundsSufficient: &yes, DemandReasonable: &yes, Reason: "业主描述具体，与台账和巡查记录相符。"}
	if s.m.Demand != nil && s.m.Demand.AmountFen > 0 {
		cmd.DemandReasonable, cmd.Reason = nil, "事实有凭证，金额须由责任部门核实。"
	}
	s.act(s.clerk, cmd)
}

// sent dispatches to the department of the class.
func (s *stage) sent(instruction string, supporting ...string) {
	s.act(s.clerk, complaint.DispatchCommand{Department: s.m.Department, Supporting: supporting, Instruction: instruction})
}

// taken is the department's acceptance; the head names the handler.
func (s *stage) taken() {
	s.act(s.head(), complaint.AcceptCommand{HandlerID: s.by(s.handler()).ID})
}

// started is how a complaint begins, up to its acceptance.
func (s *stage) started(in matter) {
	s.received(in)
	s.served(4*time.Minute, 25*time.Minute)
	s.classified(in)
	s.greeted()
	if s.m.Nature == terms.Complaint || in.AmountFen > 0 {
		s.worked(10*time.Minute, 80*time.Minute)
		s.judged()
	}
	s.sent("请核实并按时限反馈。")
	if s.m.Nature == terms.Repair {
		s.served(4*time.Minute, 16*time.Minute)
	} else {
		s.worked(15*time.Minute, 110*time.Minute)
	}
	s.taken()
}

// found records the cause and tells the owner.
func (s *stage) found(cause string) {
	statement := complaint.InvestigateCommand{Cause: cause, Shares: s.shares()}
	if s.m.Nature == terms.Complaint {
		when := s.clock.Add(-40 * time.Minute)
		statement.Where, statement.When, statement.Present = s.homes[s.house].Label, &when, s.by(s.handler()).Name+"、业主"
		statement.Tested, statement.Result = "查看现场并拍照，核对记录与台账。", cause
	}
	s.act(s.handler(), statement)
	s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: s.say("已现场核实："+cause, "We have looked into it and found the cause; a proposal follows.")})
}

// shares of the responsibility: repairs have none, engineering shares its with a contractor.
func (s *stage) shares() []complaint.Share {
	if s.m.Nature != terms.Complaint {
		return nil
	}
	own := s.m.Department
	if own == terms.Engineering {
		return []complaint.Share{{Party: "department", Department: own, Percent: 40}, {Party: "external", Name: "维保单位", Percent: 60}}
	}
	if s.chance(40) {
		return []complaint.Share{{Party: "department", Department: own, Percent: 80, Person: s.by(s.handler()).Name}, {Party: "none", Percent: 20}}
	}
	return []complaint.Share{{Party: "department", Department: own, Percent: 100}}
}

// concluded is the desk's finding.
func (s *stage) concluded(f complaint.Finding, reason string) {
	s.act(s.clerk, complaint.ConcludeCommand{Finding: f, Reason: reason})
}

// proposed puts a plan up, to be done in so many days.
func (s *stage) proposed(kind, note string, fen int64, days int) {
	payer := ""
	if fen > 0 {
		payer = "company"
	}
	s.act(s.handler(), complaint.ProposeCommand{
		Measures: []complaint.Measure{{Kind: kind, Note: note}}, AmountFen: fen, DueAt: s.ahead(days, 1800), Handler: s.by(s.handler()).Name, Payer: payer,
	})
}

// waiting is the step that waits for approval, "" when none does.
func (s *stage) waiting() string {
	if s.m.Status == complaint.Proposed {
		for _, a := range s.m.Plan.Approvals {
			if a.State == complaint.Waiting {
				return a.Step
			}
		}
	}
	return ""
}

// approver holds a step.
func (s *stage) approver(step string) string {
	return map[string]string{policy.StepDeptHead: s.head(), policy.StepFinance: "head.fin", policy.StepLegal: "legal1", policy.StepLeader: "leader1"}[step]
}

// approved decides the waiting step.
func (s *stage) approved() {
	notes := map[string]string{policy.StepDeptHead: "同意，按计划实施。", policy.StepFinance: "金额与凭证相符，同意。", policy.StepLegal: "责任与条款已审，同意。", policy.StepLeader: "同意，注意做好解释。"}
	if step := s.waiting(); step != "" {
		s.act(s.approver(step), complaint.ApproveCommand{Note: notes[step]})
	}
}

// approvedUpTo lets the steps be decided in turn until one of the name waits;
// "" decides all.
func (s *stage) approvedUpTo(step string) {
	for s.told() && s.waiting() != "" && s.waiting() != step {
		s.worked(40*time.Minute, 4*time.Hour)
		s.approved()
	}
}

// onBehalf is the owner's word on the telephone, taken down by the desk.
func (s *stage) onBehalf() *complaint.OnBehalf {
	name := s.homes[s.house].owner.Name
	if s.m.Reporter.Name != "" {
		name = s.m.Reporter.Name
	}
	return &complaint.OnBehalf{How: "电话", Person: name, At: s.clock.Add(-2 * time.Minute)}
}

// owner is who answers for the owner: the owner, or the desk on their word.
func (s *stage) owner() (who string, word *complaint.OnBehalf) {
	if s.online(s.house) && s.m.OwnerID == s.by(s.house).OwnerID {
		return s.house, nil
	}
	return s.clerk, s.onBehalf()
}

func (s *stage) agreed() {
	who, word := s.owner()
	s.act(who, complaint.OfferAcceptCommand{OnBehalf: word, Note: s.say("同意这个方案。", "That works for me.")})
}

func (s *stage) refused(reason, instead string) {
	who, word := s.owner()
	s.act(who, complaint.OfferRejectCommand{Reason: reason, CounterDemand: instead, OnBehalf: word})
}

// paid pays what was agreed.
func (s *stage) paid(kind, basis string) {
	if !s.told() {
		return
	}
	s.act("handler.fin", complaint.PayCommand{
		AmountFen: s.m.Plan.Options[0].AmountFen, Kind: kind, Basis: basis, PaidAt: s.clock, Payee: s.homes[s.house].owner.Name,
		Receipt: fmt.Sprintf("PZ-%s-%03d", s.clock.In(s.office.Location()).Format("0601"), 100+s.rand.IntN(800)),
	})
}

// done completes it; a repair shows what it looks like now.
func (s *stage) done(result string) {
	s.act(s.handler(), complaint.CompleteCommand{Result: result, AttachmentIDs: s.evidence()})
}

func (s *stage) evidence() []string {
	if s.m.Nature != terms.Repair {
		return nil
	}
	return s.photo(s.handler(), after)
}

// confirmed is the owner's word on the result; where there was money, danger,
// dispute or delay the desk evaluates before it closes.
func (s *stage) confirmed(rating int, comment string) {
	who, word := s.owner()
	s.act(who, complaint.ConfirmCommand{Rating: rating, Comment: comment, OnBehalf: word})
	s.acknowledged(who, word)
	s.archived()
}

// acknowledged confirms what was paid; about one owner in four forgets to.
func (s *stage) acknowledged(who string, word *complaint.OnBehalf) {
	for _, p := range s.m.Payments {
		if s.told() && s.m.AwaitsReceipt(p) && p.Receipt[len(p.Receipt)-1]%4 != 0 {
			s.act(who, complaint.AcknowledgeCommand{PaymentID: p.ID, How: "phone", OnBehalf: word})
		}
	}
}

func (s *stage) archived() {
	if !s.told() || s.m.Status != complaint.Resolved || s.m.Confirmation == nil {
		return
	}
	s.worked(30*time.Minute, 5*time.Hour)
	s.act("lead1", complaint.EvaluateCommand{
		Evaluation:  "处理过程完整，告知及时性有改进余地。",
		Improvement: fmt.Sprintf("%s把同类问题列入月度检查。", departmentZH[s.m.Department]),
		CaseStudy:   s.chance(25),
	})
	s.act("lead1", complaint.CloseCommand{})
}

// replied is the answer to the authority that passed the matter on.
func (s *stage) replied(a complaint.TransferAnswer) {
	if !s.told() {
		return
	}
	at := s.clock.Add(-time.Hour)
	a.ContactedAt = &at
	s.act(s.clerk, complaint.LetterOutCommand{Kind: complaint.LetterTransfer, Party: s.m.Transfer.Sender, Subject: "关于“" + s.m.Title + "”的办理回复", TransferAnswer: &a})
}

// wrote is a letter that came in on the matter.
func (s *stage) wrote(party, number, subject, note string) {
	s.act(s.clerk, complaint.LetterInCommand{Party: party, DocumentNumber: number, Subject: subject, Note: note, ReceivedOn: s.office.Day(s.clock)})
}

// joined is another household that this concerns too.
func (s *stage) joined(house string) {
	s.act(house, complaint.JoinCommand{HouseID: s.homes[house].HouseID})
}
