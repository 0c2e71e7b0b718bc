package demo

import (
	"context"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/letter"
	"anju/internal/core/terms"
	"anju/internal/desk/letters"
)

// ledgerStories are what the ledger shows beside plain payments: two departments
// at fault with a signed agreement, a payment put right, money back from a
// contractor, and a waiver on a bill.
func (p *planner) ledgerStories() {
	p.at(40, 1040, p.house("星河左岸"), "two departments, agreement signed, payment put right", func(s *stage) {
		s.started(matter{Channel: terms.Phone, Nature: terms.Complaint, Category: "drainage_leak", Severity: terms.High, DemandKind: "compensation", AmountFen: 300000, photos: 1,
			Title: "楼上卫生间渗水，卧室木地板鼓起", Text: "楼上公共立管返水两次，报过修没人来看，昨天卧室木地板整片鼓起来了，要求修好并赔地板三千元。"})
		s.workday(38, 1000)
		when := s.clock.Add(-50 * time.Minute)
		s.act(s.handler(), complaint.InvestigateCommand{
			Cause: "立管检修口密封老化返水；前两次报修客服登记后未派单，延误了处理。", CauseCode: "upkeep",
			Where: s.homes[s.house].Label, When: &when, Present: s.by(s.handler()).Name + "、业主", Tested: "打开检修口查看，核对两次来电登记。", Result: "返水痕迹清楚，登记记录在案。",
			Evidence: s.pair(),
			Shares: []complaint.Share{
				{Party: "department", Department: terms.Engineering, Percent: 50}, {Party: "department", Department: terms.Service, Percent: 20, Person: "赵敏"},
				{Party: "external", Name: "恒通管道维保公司", Percent: 30},
			},
		})
		s.act(s.handler(), complaint.ProgressCommand{VisibleToOwner: true, Note: "已现场核实：立管检修口返水，前两次报修我们没有及时处理。方案三个工作日内告诉您。"})
		s.concluded(complaint.Substantiated, "现场、照片和来电登记一致。")
		s.workday(36, 1030)
		s.proposed("cash", "重做检修口密封，赔付木地板 3,000 元", 300000, 20)
		s.approvedUpTo("")
		s.served(2*time.Hour, 5*time.Hour)
		s.agreed()
		s.workday(33, 1000)
		s.act(s.clerk, complaint.SignAgreementCommand{SignedAt: s.clock.Add(-20 * time.Minute), How: "on_site", Number: "XY-" + s.clock.In(s.office.Location()).Format("0601") + "-01", AttachmentIDs: s.photo(s.clerk, after)})
		s.workday(31, 1430)
		s.paid("cash", "liability")
		s.workday(30, 1000)
		if !s.told() {
			return
		}
		paid := s.m.Payments[0]
		s.act("handler.fin", complaint.CorrectCommand{PaymentID: paid.ID, AmountFen: -30000, Reason: "银行实付 2,700 元，凭证金额录错；余款 300 元另行补付", Receipt: paid.Receipt + "-1"})
		s.workday(29, 1000)
		s.act("handler.fin", complaint.PayCommand{AmountFen: 30000, Kind: "cash", Basis: "liability", Ground: "service", PaidAt: s.clock, Receipt: paid.Receipt + "-2", Payee: paid.Payee})
		s.done("检修口密封已重做，通水试验不漏；赔付已到账。")
		s.served(4*time.Hour, 8*time.Hour)
		s.confirmed(4, "处理得还算认真，第一次报修就该来看。")
		s.workday(20, 1000)
		s.act("leader1", complaint.AccountabilityCommand{Person: "赵敏", Department: terms.Service, Kind: "warning", Note: "两次来电登记后未派单。"})
		s.workday(12, 1100)
		s.act("handler.fin", complaint.RecoverCommand{PaymentID: paid.ID, AmountFen: 90000, From: complaint.RecoveredFrom{Party: "contractor", Name: "恒通管道维保公司"}, Receipt: "SK-" + s.clock.In(s.office.Location()).Format("0601") + "-003", ReceivedAt: s.clock.Add(-time.Minute)})
	})
	p.at(26, 1500, p.house("海棠里"), "a waiver on the next bill", func(s *stage) {
		s.started(matter{Channel: terms.Visit, Nature: terms.Complaint, Category: "fee_dispute", Severity: terms.Normal, DemandKind: "reduction", AmountFen: 36000,
			Title: "电梯停运期间仍收电梯费", Text: "电梯停了将近一个月，电梯费照收，要求减免停运期间的费用。", visit: &complaint.VisitForm{Present: []string{"业主本人"}, Desk: "前台 2 号位"}})
		s.workday(24, 1000)
		s.found("电梯停运 28 天属实，账单未按停运天数扣减。")
		s.concluded(complaint.Substantiated, "停运公告与账单一致。")
		s.workday(22, 1100)
		s.proposed("fee_reduction", "第四季度账单减免电梯费 360 元", 36000, 20)
		s.approvedUpTo("")
		s.served(2*time.Hour, 5*time.Hour)
		s.agreed()
		s.workday(18, 1000)
		quarter := s.clock.In(s.office.Location()).Format("2006") + " 年第四季度"
		s.act("handler.fin", complaint.PayCommand{AmountFen: 36000, Kind: "fee_reduction", Basis: "waiver", PaidAt: s.clock, Receipt: "JM-" + s.clock.In(s.office.Location()).Format("0601") + "-01",
			Waiver: &complaint.Waiver{Bill: "物业服务费", Period: quarter, DueFen: 186000, ReducedFen: 36000, AfterFen: 150000}})
		s.done("减免已记入下期账单。")
		s.served(3*time.Hour, 6*time.Hour)
		s.confirmed(5, "账单上看到了，谢谢。")
	})
}

// pair is a picture from before and one from after.
func (s *stage) pair() (out []complaint.EvidenceMark) {
	for _, when := range []string{before, after} {
		for _, id := range s.photo(s.handler(), when) {
			out = append(out, complaint.EvidenceMark{ID: id, When: when})
		}
	}
	return out
}

// sealed writes down what the seals were used for: the signed agreements and the
// letters that went out.
func sealed(ctx context.Context, d Deps, c *cast) error {
	use := func(at time.Time, seal letter.Seal) error {
		on := d.Letters.Deps
		on.Now = func() time.Time { return at }
		seal.Copies, seal.HandledBy, seal.UsedOn = max(seal.Copies, 1), c.by("desk1").Name, on.Rules().Calendar.Day(at)
		_, err := letters.New(on).UseSeal(ctx, c.by("lead1"), seal)
		return err
	}
	q := complaint.Query{Sort: complaint.ByReceived, Ascending: true, Limit: 100}
	for {
		page, err := d.Matters.Matters.List(ctx, access.Everything("the demo fills the register of seals"), q)
		if err != nil {
			return err
		}
		for _, m := range page.Items {
			if m.Agreement != nil {
				err = use(m.Agreement.At, letter.Seal{Document: "赔付协议书 " + m.Agreement.Number, Copies: 2, Seal: "合同专用章", ApprovedBy: c.by("leader1").Name, MatterNumber: m.Number})
			}
			for _, l := range m.Letters {
				if l.Direction == complaint.LetterSent && err == nil {
					err = use(l.At, letter.Seal{Document: l.Subject, Seal: "公章", ApprovedBy: c.by("lead1").Name, MatterNumber: m.Number})
				}
			}
			if err != nil {
				return fault.Wrap("demo seals", err)
			}
		}
		if q.Cursor = page.NextCursor; q.Cursor == "" {
			return nil
		}
	}
}
