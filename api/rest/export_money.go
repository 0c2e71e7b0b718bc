package rest

import (
	"context"
	"strings"
	"time"

	"anju/api/contract"
	"anju/internal/core/terms"
)

// moneyExports are the books.
func moneyExports() map[string]exported {
	return map[string]exported{
		"compensations": exportOf("listCompensations", "赔付台账", "compensations",
			columns("日期|Date|day", "受理编号|Number", "事项|Matter", "分录|Entry", "小区|Community", "房屋|House", "业主|Owner", "方式|Kind", "性质|Basis", "赔付（元）|Paid (yuan)|yuan+", "减免（元）|Waived (yuan)|yuan+", "追偿（元）|Recovered (yuan)|yuan+",
				"责任归口|Borne by", "凭证号|Voucher", "收款人|Payee", "签收|Received on", "审批|Approved by", "追偿对象 / 更正原因|Recovered from / reason", "经办|Noted by"),
			func(s *Server, ctx context.Context, _ string, p contract.ListCompensationsParams) ([]contract.Compensation, *string, error) {
				r, err := s.ListCompensations(ctx, contract.ListCompensationsRequestObject{Params: p})
				page, _ := r.(contract.ListCompensations200JSONResponse)
				return page.Items, page.NextCursor, err
			},
			entryRow),
	}
}

func entryRow(w inWords, e contract.Compensation) [][]any {
	var paid, waived, recovered any
	switch {
	case e.Type == contract.CompensationTypeRecovery:
		recovered = e.AmountFen
	case value(e.Basis) == "waiver":
		waived = e.AmountFen
	default:
		paid = e.AmountFen
	}
	signed := ""
	if e.Signed != nil {
		signed = e.Signed.On.Format(time.DateOnly) + " " + w.term(signedWays, e.Signed.How)
	}
	from := value(e.Reason)
	if e.From != nil {
		from = strings.TrimSpace(e.From.Name + " " + from)
	}
	return one(e.PaidAt, e.Number, e.Title, w.term(entryTypes, e.Type), e.CommunityName, e.HouseLabel, e.Owner, w.term(measureKinds, e.Kind), w.term(bases, e.Basis),
		paid, waived, recovered, w.borne(e.Shares), e.Receipt, e.Payee, signed, w.joined(each(e.Approvals, func(v contract.Verdict) string { return v.By.Name })), from, e.By.Name)
}

// borne names who bears how much.
func (w inWords) borne(shares []contract.Bearing) string {
	var out []string
	for _, b := range shares {
		if b.AmountFen == 0 {
			continue
		}
		who := w.department(b.Department)
		if who == "" {
			who = strings.TrimSpace(w.term(shareParties, b.Party) + " " + value(b.Name))
		}
		out = append(out, who+" "+terms.Yuan(b.AmountFen))
	}
	return w.joined(out)
}
