package acceptance

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/stretchr/testify/require"
)

// calendar parses the one entry of a calendar file as a calendar would.
func (a answer) calendar() (method string, e *ics.VEvent) {
	a.t.Helper()
	a.is(http.StatusOK)
	require.True(a.t, strings.HasPrefix(a.header.Get("Content-Type"), "text/calendar"), a.header)
	require.Contains(a.t, a.header.Get("Content-Disposition"), ".ics")
	cal, err := ics.ParseCalendar(bytes.NewReader(a.raw))
	require.NoError(a.t, err)
	require.Len(a.t, cal.Events(), 1)
	for _, p := range cal.CalendarProperties {
		if p.IANAToken == string(ics.PropertyMethod) {
			method = p.Value
		}
	}
	return method, cal.Events()[0]
}

func property(e *ics.VEvent, name ics.ComponentProperty) string {
	if p := e.GetProperty(name); p != nil {
		return p.Value
	}
	return ""
}

func visitsGoIntoCalendars(t *testing.T, c *cast) {
	community := c.community(t)
	owner, stranger := c.moveIn(t, community, "历一"), c.moveIn(t, community, "历二")
	eng := c.handler["engineering"]
	id := c.dispatched(t, owner).text("id")
	eng.command(t, id, "accept", nil).is(http.StatusOK)
	from := time.Now().Add(24 * time.Hour).UTC().Truncate(time.Second)
	appoint := func(from time.Time) answer {
		return eng.command(t, id, "appoint", obj{"from": from.Format(time.RFC3339), "to": from.Add(2 * time.Hour).Format(time.RFC3339), "who": "电工 徐师傅", "entry": "call_first"}).is(http.StatusOK)
	}
	path := "/complaints/" + id + "/visits/" + appoint(from).text("visits[0].id") + "/calendar.ics"
	sequence := 0
	look := func(by caller, from time.Time) *ics.VEvent {
		t.Helper()
		method, e := by.get(t, path).calendar()
		require.Equal(t, "PUBLISH", method)
		at, err := e.GetStartAt()
		require.NoError(t, err)
		until, err := e.GetEndAt()
		require.NoError(t, err)
		require.True(t, at.Equal(from) && until.Equal(from.Add(2*time.Hour)), "%s–%s", at, until)
		return e
	}

	e := look(owner.caller, from)
	uid := e.Id()
	require.Equal(t, "TENTATIVE", property(e, ics.ComponentPropertyStatus), "the owner has not answered")
	require.Contains(t, property(e, ics.ComponentPropertySummary), "厨房水龙头滴水")
	require.Contains(t, property(e, ics.ComponentPropertyDescription), "徐师傅")
	require.Contains(t, property(e, ics.ComponentPropertyLocation), owner.me.text("user.houses[0].label"))
	require.Len(t, e.Alarms(), 1)
	for _, by := range []caller{owner.caller, c.desk, eng} {
		require.NotContains(t, look(by, from).Serialize(&ics.SerializationConfiguration{MaxLength: 10_000, NewLine: "\n"}), owner.name, "calendars lie with others: no owner's name")
		by.get(t, path).keeps(owner.phone, digits(owner.phone))
	}
	stranger.get(t, path).problem(http.StatusNotFound, "")
	c.head["finance"].get(t, path).problem(http.StatusNotFound, "")
	owner.get(t, strings.Replace(path, "/visits/", "/visits/x", 1)).problem(http.StatusNotFound, "")

	// Through a ticket, as a phone opens it.
	url := owner.post(t, "/tickets", obj{"path": path}).is(http.StatusOK).text("url")
	_, e = caller{house: c.house}.get(t, url).calendar()
	require.Equal(t, uid, e.Id())
	rises := func(e *ics.VEvent) {
		t.Helper()
		n, err := strconv.Atoi(property(e, ics.ComponentPropertySequence))
		require.NoError(t, err)
		require.Greater(t, n, sequence)
		sequence = n
	}
	rises(e)

	// Moved: the entry stays one, by its old address too.
	visit := strings.Split(path, "/")[4]
	owner.command(t, id, "visit-confirm", obj{"visitId": visit, "ok": false, "note": "那天不在家"}).is(http.StatusOK)
	later := from.Add(48 * time.Hour)
	moved := appoint(later)
	e = look(owner.caller, later)
	require.Equal(t, uid, e.Id())
	rises(e)
	owner.command(t, id, "visit-confirm", obj{"visitId": moved.text("visits[1].id"), "ok": true}).is(http.StatusOK)
	e = look(owner.caller, later)
	require.Equal(t, "CONFIRMED", property(e, ics.ComponentPropertyStatus))
	rises(e)

	owner.command(t, id, "withdraw", obj{"reason": "自己修好了"}).is(http.StatusOK)
	method, e := owner.get(t, path).calendar()
	require.Equal(t, "CANCEL", method)
	require.Equal(t, "CANCELLED", property(e, ics.ComponentPropertyStatus))
	require.Equal(t, uid, e.Id())
	rises(e)
}
