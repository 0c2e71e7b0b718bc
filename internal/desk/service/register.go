package service

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/account"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/terms"
	"anju/internal/core/triage"
)

// Submission is what an owner or the desk sends in.
type Submission struct {
	complaint.Form
	ReceivedAt *time.Time // nil: now
}

// Register takes a matter in. An owner speaks for a house of their own, online;
// the desk for anyone, by any channel.
func (s *Service) Register(ctx context.Context, actor access.Actor, in Submission) (View, error) {
	at := s.now()
	form := in.Form
	form.ReceivedAt = at
	if in.ReceivedAt != nil && !actor.Is(access.Owner) {
		form.ReceivedAt = in.ReceivedAt.UTC().Truncate(time.Millisecond)
	}
	var err error
	if actor.Is(access.Owner) {
		err = s.ownForm(ctx, actor, &form)
	} else {
		err = s.deskForm(ctx, actor, &form)
	}
	if err != nil {
		return View{}, err
	}
	if form.Demand != nil && *form.Demand == (complaint.Demand{}) {
		form.Demand = nil
	}
	env := s.env(at)
	if err := complaint.CheckForm(form, actor, env).Err(); err != nil {
		return View{}, err
	}
	if err := s.Attachments.Check(ctx, actor, "attachmentIds", form.AttachmentIDs, 0); err != nil {
		return View{}, err
	}
	if actor.Is(access.Owner) && s.CountLimits {
		if err := s.submissions(ctx, actor, form, env); err != nil {
			return View{}, err
		}
	}
	recent, err := s.recent(ctx, form, env)
	if err != nil {
		return View{}, err
	}
	recused, err := s.about(ctx, form.Subject)
	if err != nil {
		return View{}, err
	}
	number, err := s.number(ctx, at)
	if err != nil {
		return View{}, err
	}
	suggestion := s.Suggest(form.Title, form.Text)
	if c, ok := env.Policy.Category(form.CategoryHint); ok && !c.Retired && !suggestion.Sure {
		suggestion.Category, suggestion.Department = c.Code, c.Department
	}
	change, err := complaint.Register(form, complaint.Intake{
		ID: newID(), Number: number, Suggestion: suggestion, Recent: recent, Recused: recused,
	}, actor, env)
	if err != nil {
		return View{}, err
	}
	if err := s.Matters.Commit(ctx, change); err != nil {
		return View{}, err
	}
	if err := s.Attachments.Link(ctx, change.Next.ID, form.AttachmentIDs, true); err != nil {
		return View{}, err
	}
	return s.view(change.Next, actor, at), nil
}

// Suggest says what a text is about; nothing is stored.
func (s *Service) Suggest(title, text string) triage.Suggestion {
	return s.Rules().Triage.Suggest(title, text)
}

// ownForm fills in what an owner's submission leaves open.
func (s *Service) ownForm(ctx context.Context, actor access.Actor, form *complaint.Form) error {
	o, err := s.Owners.Owner(ctx, actor.OwnerID)
	if err != nil {
		return err
	}
	form.Channel, form.OwnerID = terms.Online, o.ID
	form.ReceivedReason, form.Confidential, form.Letter, form.Transfer, form.Visit, form.Promise = "", false, nil, nil, nil, nil
	form.Reporter = complaint.Reporter{Kind: "owner", Name: o.Name, Phone: o.Phone, Email: o.Email}
	if form.HouseID == "" && len(o.Houses) == 1 {
		form.HouseID = o.Houses[0].HouseID
	}
	for _, h := range o.Houses {
		if h.HouseID == form.HouseID {
			return s.atHouse(ctx, form)
		}
	}
	var w fault.Fields
	if form.HouseID == "" {
		w.Add("houseId", "required", "请选择房屋。", "Choose a house.")
	} else {
		w.Add("houseId", "not_yours", "须是您名下的房屋。", "It must be a house of yours.")
	}
	return w.Err()
}

// deskForm fills in what the desk's form leaves open.
func (s *Service) deskForm(ctx context.Context, actor access.Actor, form *complaint.Form) error {
	var w fault.Fields
	if form.OwnerID != "" {
		o, err := s.Owners.Owner(ctx, form.OwnerID)
		if fault.Is(err, fault.NotFound) || err == nil && !knows(actor, o) {
			w.Add("ownerId", "unknown", "没有这位业主。", "There is no such owner.")
			return w.Err()
		}
		if err != nil {
			return err
		}
		fillReporter(form, o)
		if form.HouseID == "" && len(o.Houses) == 1 {
			form.HouseID = o.Houses[0].HouseID
		}
	} else if form.Reporter.Kind == "" {
		form.Reporter.Kind = "owner"
	}
	if form.HouseID != "" {
		if err := s.atHouse(ctx, form); err != nil {
			return err
		}
	} else if form.CommunityID != "" && form.CommunityID != terms.NoCommunity {
		if err := s.inCommunity(ctx, form); err != nil {
			return err
		}
	}
	if len(actor.CommunityIDs) > 0 && !contains(actor.CommunityIDs, form.CommunityID) {
		w.Add("communityId", "outside", "须是您负责的小区。", "It must be one of your communities.")
	}
	return w.Err()
}

// knows: a clerk of some communities knows the owners who have a house there; of
// others the form would bring name and phone to light.
func knows(actor access.Actor, o owner.Owner) bool {
	return len(actor.CommunityIDs) == 0 || slices.ContainsFunc(o.CommunityIDs, func(id string) bool { return contains(actor.CommunityIDs, id) })
}

func fillReporter(form *complaint.Form, o owner.Owner) {
	r := &form.Reporter
	if r.Kind == "" {
		r.Kind = "owner"
	}
	if r.Name == "" && r.Kind != "anonymous" {
		r.Name = o.Name
	}
	if r.Phone == "" && r.Kind == "owner" {
		r.Phone = o.Phone
	}
	if r.Email == "" && r.Kind == "owner" {
		r.Email = o.Email
	}
}

// atHouse takes place and community from the house.
func (s *Service) atHouse(ctx context.Context, form *complaint.Form) error {
	h, err := s.Estate.House(ctx, form.HouseID)
	if fault.Is(err, fault.NotFound) {
		var w fault.Fields
		w.Add("houseId", "unknown", "没有这套房屋。", "There is no such house.")
		return w.Err()
	}
	if err != nil {
		return err
	}
	form.CommunityID, form.HouseLabel, form.Building = h.CommunityID, h.Label, h.Building
	return s.inCommunity(ctx, form)
}

// inCommunity takes the community's name for the form.
func (s *Service) inCommunity(ctx context.Context, form *complaint.Form) error {
	c, err := s.Estate.Community(ctx, form.CommunityID)
	if fault.Is(err, fault.NotFound) {
		var w fault.Fields
		w.Add("communityId", "unknown", "没有这个小区。", "There is no such community.")
		return w.Err()
	}
	form.CommunityName = c.Name
	return err
}

// submissions holds an owner's daily limits by count.
func (s *Service) submissions(ctx context.Context, actor access.Actor, form complaint.Form, env complaint.Env) error {
	from, err := env.Calendar.DayStart(env.Calendar.Day(env.At))
	if err != nil {
		return fault.Wrap("start of day", err)
	}
	win := env.Policy.Windows
	today, err := s.Matters.List(ctx, access.Own(actor), complaint.Query{
		OwnerID: actor.OwnerID, Channel: terms.Online, From: &from, Sort: complaint.ByReceived, Limit: min(win.OwnerDailySubmissions+1, 100),
	})
	if err != nil {
		return err
	}
	same := 0
	for _, m := range today.Items {
		if m.Text == strings.TrimSpace(form.Text) {
			same++
		}
	}
	if len(today.Items) < win.OwnerDailySubmissions && same < win.OwnerSameTextDaily {
		return nil
	}
	e := fault.New(fault.TooMany, "too_many_submissions",
		"今天提交的次数已到上限；急事请直接致电客服。", "Today's submissions have reached their limit; call the desk if it is urgent.")
	e.RetryAfter = from.AddDate(0, 0, 1).Sub(env.At)
	return e
}

// recent lists the house's matters that may make this one a repeat or a rework.
func (s *Service) recent(ctx context.Context, form complaint.Form, env complaint.Env) ([]complaint.Complaint, error) {
	if form.HouseID == "" {
		return nil, nil
	}
	from := env.At.AddDate(0, 0, -max(env.Policy.Windows.RepeatDays, env.Policy.Windows.RepeatRepairDays))
	page, err := s.Matters.List(ctx, access.Everything("repeats are linked whoever may see them"),
		complaint.Query{HouseID: form.HouseID, From: &from, Sort: complaint.ByReceived, Limit: 50})
	return page.Items, err
}

// about finds the accounts whom a matter is about (回避).
func (s *Service) about(ctx context.Context, subject *complaint.Subject) ([]string, error) {
	if subject == nil || subject.Kind != "staff" || subject.Name == "" {
		return nil, nil
	}
	people, err := s.Accounts.Staff(ctx, account.StaffQuery{})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, a := range people {
		if a.Name == strings.TrimSpace(subject.Name) {
			ids = append(ids, a.ID)
		}
	}
	return ids, nil
}

// number gives the next 受理编号 of the day.
func (s *Service) number(ctx context.Context, at time.Time) (string, error) {
	day := s.Rules().Calendar.Day(at)
	n, err := s.Matters.NextNumber(ctx, day)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s-%s-%04d", s.NumberPrefix, strings.ReplaceAll(day, "-", ""), n), nil
}
