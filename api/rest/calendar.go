package rest

import (
	"strings"

	ics "github.com/arran4/golang-ical"
	"github.com/gofiber/fiber/v2"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// beforehand is when a calendar reminds of a visit.
const beforehand = "-PT2H"

// getVisitCalendar gives a visit as a file that calendars take in. Taken in
// again after a change it replaces what it was: the UID stays, SEQUENCE rises.
func (s *Server) getVisitCalendar(c *fiber.Ctx) error {
	ctx := c.UserContext()
	actor := actorOf(ctx)
	v, err := s.Matters.Get(ctx, actor, c.Params("id"))
	if err != nil {
		return err
	}
	eyes := v.EyesOf(actor)
	a, found := v.Appointment(c.Params("visitId"))
	if !found || eyes.Apart {
		return fault.NotThere()
	}
	cal := s.newCalendar()
	if a.Cancelled {
		cal.SetMethod(ics.MethodCancel)
	}
	s.addVisit(cal, &v.Complaint, a, eyes, actor, visitOf(ctx).lang)
	c.Attachment("visit-" + v.Number + ".ics")
	c.Set(fiber.HeaderContentType, "text/calendar; charset=utf-8")
	return c.SendString(cal.Serialize())
}

func (s *Server) newCalendar() *ics.Calendar {
	cal := ics.NewCalendarFor("Anju")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRTimezone(s.Location.String())
	return cal
}

// addVisit puts a visit into a calendar. Calendars are kept in other people's
// clouds: of persons it names who comes and nobody else, and the place only to
// who may know it. Times are UTC, so that every calendar shows its own.
func (s *Server) addVisit(cal *ics.Calendar, m *complaint.Complaint, a complaint.Appointment, eyes complaint.Eyes, actor access.Actor, lang string) {
	say := func(zh, en string) string { return fault.Text{ZH: zh, EN: en}.In(lang) }
	e := cal.AddEvent("visit-" + a.ID + "@anju")
	e.SetDtStampTime(m.UpdatedAt)
	e.SetModifiedAt(m.UpdatedAt)
	e.SetSequence(int(a.Version))
	e.SetStartAt(a.Visit.From)
	e.SetEndAt(a.Visit.To)
	e.SetSummary(say("上门：", "Visit: ") + m.Title)
	if place := visitPlace(m, eyes); place != "" {
		e.SetLocation(place)
	}
	lines := []string{
		say("受理编号：", "Number: ") + m.Number,
		say("谁来：", "Who comes: ") + a.Visit.Who,
		say("怎么进门：", "How to get in: ") + nameOf(visitEntries, a.Visit.Entry, lang),
	}
	if s.ServicePhone != "" {
		lines = append(lines, say("客服电话：", "Service desk: ")+s.ServicePhone)
	}
	e.SetDescription(strings.Join(lines, "\n"))
	if s.PublicURL != "" {
		e.SetURL(s.pageFor(actor, m.Number))
		e.SetProperty(ics.ComponentPropertyOrganizer, s.PublicURL, ics.WithCN(s.Entity)) // an address on the web: SetOrganizer would make it one of mail
	}
	switch {
	case a.Cancelled:
		e.SetStatus(ics.ObjectStatusCancelled)
		return
	case a.Visit.Answer != nil && a.Visit.Answer.OK, a.Visit.Outcome != "":
		e.SetStatus(ics.ObjectStatusConfirmed)
	default:
		e.SetStatus(ics.ObjectStatusTentative)
	}
	alarm := e.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger(beforehand)
	alarm.SetDescription(say("两小时后有人上门：", "Somebody comes in two hours: ") + m.Title)
}

func visitPlace(m *complaint.Complaint, eyes complaint.Eyes) string {
	place := m.CommunityName
	if eyes.Room && m.HouseLabel != "" {
		place = m.HouseLabel
	}
	if m.Place != "" {
		place = strings.TrimSpace(place + " " + m.Place)
	}
	return place
}

// pageFor is where the reader finds the matter on their face.
func (s *Server) pageFor(actor access.Actor, number string) string {
	if actor.Staff() {
		return s.PublicURL + "/desk/matters/" + number
	}
	return s.linkTo(number)
}
