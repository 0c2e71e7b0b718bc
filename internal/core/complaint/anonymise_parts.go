package complaint

// What stays of each part of an anonymised matter: codes, departments, amounts
// and dates, which figures are made of, and nothing that somebody wrote. A plan
// and its rounds are gone whole, for they would bring the matter back onto
// approvers' lists; their sums stand with the payments. Of tasks, interim measures, quotes,
// appointments yet to come and re-checks yet to come nothing counts any more.

// anonymousMoney keeps what the books need.
func (m Complaint) anonymousMoney(x *Complaint) {
	for _, p := range m.Payments {
		x.Payments = append(x.Payments, p.anonymous())
	}
	for _, r := range m.Recoveries {
		x.Recoveries = append(x.Recoveries, Recovery{
			ID: r.ID, PaymentID: r.PaymentID, AmountFen: r.AmountFen, Party: r.Party, Receipt: r.Receipt, ReceivedAt: r.ReceivedAt, CorrectionOf: r.CorrectionOf,
		})
	}
	for _, a := range m.Accountable {
		x.Accountable = append(x.Accountable, Accountable{ID: a.ID, Department: a.Department, Kind: a.Kind, AmountFen: a.AmountFen, At: a.At})
	}
	for _, f := range m.Fund {
		x.Fund = append(x.Fund, FundStep{Step: f.Step, At: f.At})
	}
	if i := m.Insurance; i != nil {
		x.Insurance = &Insurance{State: i.State, AmountFen: i.AmountFen, At: i.At}
	}
}

// anonymousReadings keeps how often it was read, sent back, asked and overturned.
func (m Complaint) anonymousReadings(x *Complaint) {
	if s := m.SecondReading; s != nil {
		x.SecondReading = &SecondReading{At: s.At, DoneAt: s.DoneAt}
	}
	if f := m.FirstReading; f != nil {
		x.FirstReading = &FirstReading{GroundsSufficient: f.GroundsSufficient, DemandReasonable: f.DemandReasonable, Finding: f.Finding, AppealedAt: f.AppealedAt}
	}
	if f := m.FinalReply; f != nil {
		x.FinalReply = &FinalReply{At: f.At, After: f.After}
	}
	for _, r := range m.Returns {
		x.Returns = append(x.Returns, SentBack{Department: r.Department, At: r.At})
	}
	for _, r := range m.InfoRequests {
		if r.Cancelled == "" {
			x.InfoRequests = append(x.InfoRequests, InfoRequest{
				ID: r.ID, From: r.From, AskedBy: Person{Department: r.AskedBy.Department}, AskedAt: r.AskedAt, AnswerBy: r.AnswerBy, AnsweredAt: r.AnsweredAt,
			})
		}
	}
	for _, e := range m.External {
		party := External{ID: e.ID, Party: e.Party, AskedAt: e.AskedAt, AnswerBy: e.AnswerBy}
		for _, r := range e.Replies {
			party.Replies = append(party.Replies, ExternalReplied{At: r.At})
		}
		x.External = append(x.External, party)
	}
}

// anonymousWork keeps which calls reached somebody, which visits were kept and
// what re-checks found.
func (m Complaint) anonymousWork(x *Complaint) {
	for _, c := range m.Calls {
		x.Calls = append(x.Calls, Call{ID: c.ID, Purpose: c.Purpose, Reached: c.Reached, At: c.At})
	}
	for _, v := range m.Visits {
		if v.Outcome != "" {
			x.Visits = append(x.Visits, Visit{ID: v.ID, From: v.From, To: v.To, ArrivedAt: v.ArrivedAt, Outcome: v.Outcome, At: v.At})
		}
	}
	for _, r := range m.Rechecks {
		if r.DoneAt != nil {
			x.Rechecks = append(x.Rechecks, Recheck{ID: r.ID, By: r.By, Because: r.Because, SetAt: r.SetAt, Told: r.Told, Outcome: r.Outcome, DoneAt: r.DoneAt})
		}
	}
}

// anonymousCourse keeps the steps that leaders and departments are measured by.
func (m Complaint) anonymousCourse(x *Complaint) {
	for _, d := range m.Disputes {
		x.Disputes = append(x.Disputes, DisputeStep{Step: d.Step, At: d.At})
	}
	for _, o := range m.Orders {
		x.Orders = append(x.Orders, OrderNote{ID: o.ID, OrderID: o.OrderID, Number: o.Number, Level: o.Level, Source: o.Source, To: o.To, At: o.At, AnswerBy: o.AnswerBy, DueAt: o.DueAt, AnsweredAt: o.AnsweredAt})
	}
	for _, i := range m.Instructions {
		x.Instructions = append(x.Instructions, Instruction{ID: i.ID, At: i.At, DueAt: i.DueAt})
	}
	for _, c := range m.Consults {
		x.Consults = append(x.Consults, Consultation{ID: c.ID, At: c.At, Options: []string{}, AnsweredAt: c.AnsweredAt})
	}
	for _, l := range m.Letters { // whether what came in writing was answered in writing
		x.Letters = append(x.Letters, FiledLetter{ID: l.ID, Direction: l.Direction, Number: l.Number, Kind: l.Kind, Answers: l.Answers, At: l.At})
	}
	if g := m.Grouped; g != nil {
		x.Grouped = &GroupInfo{CommunityID: g.CommunityID, Building: g.Building, BulletinAt: g.BulletinAt}
	}
	if i := m.Incident; i != nil {
		x.Incident = &Incident{Level: i.Level, DeclaredAt: i.DeclaredAt, EndedAt: i.EndedAt}
	}
	for _, b := range m.Briefings {
		x.Briefings = append(x.Briefings, Briefing{No: b.No, At: b.At, Casualties: b.Casualties, Households: b.Households})
	}
	if e := m.Evaluation; e != nil {
		x.Evaluation = &Evaluation{CaseStudy: e.CaseStudy, At: e.At}
	}
}
