package rest

import (
	"context"
	"slices"

	"anju/api/contract"
	"anju/internal/core/attachment"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
)

// The longest title and text of a matter, in characters, as the contract has them.
const (
	titleLength = 120
	textLength  = 10_000
)

// GetCatalogue tells the pages the product's words and the numbers they need.
func (s *Server) GetCatalogue(ctx context.Context, _ contract.GetCatalogueRequestObject) (contract.GetCatalogueResponseObject, error) {
	mails, err := s.Messages.CanSend(ctx)
	if err != nil {
		return nil, err
	}
	p := s.Rules().Policy
	w := p.Windows
	return contract.GetCatalogue200JSONResponse{
		Version: s.Version, Timezone: s.Location.String(), ServicePhone: text(s.ServicePhone), Demo: s.demo(), ResetByMail: mails,
		Departments: each(p.Departments, func(d policy.Department) contract.Term {
			return contract.Term{Code: d.Code, NameZh: d.NameZH, NameEn: d.NameEN, Retired: only(d.Retired)}
		}),
		Categories: each(p.Categories, func(c policy.Category) contract.CatalogueCategory { return presentCategory(p, c) }),
		Natures:    natures, Channels: channels, Severities: severities, Statuses: statusNames, Outcomes: outcomes, Findings: findings,
		Commands: commandNames, Clocks: timeLimits(), Roles: roles, DemandKinds: demandKinds, SubjectKinds: subjectKinds,
		ReporterKinds: reporterKinds, ExternalParties: externalParties, ShareParties: shareParties, MeasureKinds: measureKinds,
		Bases: bases, SignedWays: signedWays, RecoveryParties: recoveryParties, AccountabilityKinds: accountabilityKinds, Payers: payers, Awaited: awaited, DisputeSteps: disputeSteps, VisitEntries: visitEntries, VisitOutcomes: visitOutcomes, LetterKinds: letterKinds,
		Causes: each(p.Causes, presentCause), Grounds: grounds, AgreementWays: agreementWays,
		OldParts: oldParts, CallPurposes: callPurposes, RecheckReasons: recheckReasons, FundSteps: fundSteps, InsuranceStates: insuranceStates, WarrantyParts: warrantyParts,
		Limits: contract.CatalogueLimits{
			AttachmentBytes: s.Limits.Bytes, AttachmentsPerMatter: s.Limits.PerMatter,
			AttachmentTypes: []string{string(attachment.JPEG), string(attachment.PNG), string(attachment.GIF), string(attachment.WebP), string(attachment.PDF)},
			TitleLength:     titleLength, TextLength: textLength, HoldSeconds: w.HoldSeconds, AppealDays: w.AppealDays, ReopenDays: w.ReopenDays,
			ReopenRepairDays: w.ReopenRepairDays, OwnerDailySubmissions: w.OwnerDailySubmissions,
			BackdateReasonAfterMinutes: int(w.BackdateReasonAfter), AgreementAboveFen: w.AgreementAboveFen, PercentagesFrom: w.PercentagesFrom,
			RecheckDays: w.RecheckDays, VisitFrom: w.VisitFrom, VisitTo: w.VisitTo, VisitHours: w.VisitHours,
		},
	}, nil
}

func presentCause(c policy.Cause) contract.Term {
	return contract.Term{Code: c.Code, NameZh: c.NameZH, NameEn: c.NameEN}
}

func presentCategory(p policy.Policy, c policy.Category) contract.CatalogueCategory {
	return contract.CatalogueCategory{
		Causes: each(p.CausesOf(c.Code), func(x policy.Cause) string { return x.Code }),
		Code:   c.Code, Department: c.Department, NameZh: c.NameZH, NameEn: c.NameEN, Legal: c.Legal, EvaluationDue: c.EvaluationDue, Retired: only(c.Retired),
		Tags: each(c.Tags, func(t policy.Tag) contract.Term {
			return contract.Term{Code: t.Code, NameZh: t.NameZH, NameEn: t.NameEN}
		}),
	}
}

// only leaves out what is not so.
func only(yes bool) *bool {
	if !yes {
		return nil
	}
	return &yes
}

func (s *Server) demo() *contract.Demo {
	if s.Demo == nil {
		return nil
	}
	x := &contract.Demo{Password: s.Demo.Password}
	for _, a := range s.Demo.Accounts {
		x.Accounts = append(x.Accounts, struct {
			Login string        `json:"login"`
			Name  string        `json:"name"`
			Role  contract.Role `json:"role"`
		}{a.Login, a.Name, contract.Role(a.Role)})
	}
	return x
}

// timeLimits are the clocks by name; a meeting is promised as they are, and is none.
func timeLimits() []contract.Term {
	return slices.DeleteFunc(slices.Clone(clocks), func(x contract.Term) bool { return !slices.Contains(terms.ClockKinds, terms.ClockKind(x.Code)) })
}
