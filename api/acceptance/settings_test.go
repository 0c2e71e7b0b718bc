package acceptance

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// rulesChangeWhileItRuns has a program of its own: what it decides is for everybody.
func rulesChangeWhileItRuns(t *testing.T, c *cast) {
	store := c.fresh(t)
	own := assemble(t, start(t, store), c.fresh)
	owner := own.moveIn(t, own.community(t), "短一")
	long := own.phoneCall(t, owner, "门禁刷卡没有反应", "单元门禁刷卡没有反应，进不了门。", "complaint")
	require.Equal(t, 12*time.Hour, length(t, long.clock("firstResponse")))

	stands := own.auditor.get(t, "/settings/policies").is(http.StatusOK)
	require.Equal(t, int64(1), stands.number("version"), "what ships")
	var limits []any
	for _, l := range stands.list("limits") {
		if l.(map[string]any)["clock"] != "firstResponse" {
			limits = append(limits, l)
		}
	}
	limits = append(limits, obj{"clock": "firstResponse", "calendar": "wall", "minutes": 1})

	// Everything that is wrong, at once and by its field; nothing is saved.
	wrong := own.admin.do(t, "PUT", "/settings/policies", obj{"windows": obj{"appealDays": 0, "quietFrom": "9pm"}, "tiers": []obj{}}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	require.ElementsMatch(t, []string{"windows.appealDays", "windows.quietFrom", "tiers"}, wrong.each("errors", "field"))
	own.auditor.do(t, "PUT", "/settings/policies", obj{"limits": limits}).problem(http.StatusForbidden, "")

	dry := own.admin.do(t, "PUT", "/settings/policies?dryRun=true", obj{"limits": limits}).is(http.StatusOK)
	require.Equal(t, int64(1), dry.number("version"))
	require.Contains(t, dry.each("changes", "field"), "limits[firstResponse].minutes")
	require.Equal(t, int64(1), dry.number("effects[0].count"), "one open matter keeps its due time")
	saved := own.admin.do(t, "PUT", "/settings/policies", obj{"version": 1, "limits": limits, "note": "试行一分钟"}).is(http.StatusOK)
	require.Equal(t, int64(2), saved.number("version"))
	own.admin.do(t, "PUT", "/settings/policies", obj{"limits": limits}, header{"If-Match", `"1"`}).problem(http.StatusPreconditionFailed, "stale_version")

	// At once: the running clock stays, the next one is short and goes overdue.
	require.Equal(t, 12*time.Hour, length(t, own.desk.get(t, "/complaints/"+long.text("id")).clock("firstResponse")))
	short := own.desk.post(t, "/complaints", obj{
		"channel": "phone", "ownerId": owner.ownerID, "houseId": owner.houseID, "title": "楼道灯不亮", "text": "二楼楼道灯不亮。", "nature": "complaint", "receivedAt": in(-30 * time.Minute),
	}).is(http.StatusCreated)
	require.Equal(t, time.Minute, length(t, short.clock("firstResponse")))
	require.Equal(t, "missed", short.clock("firstResponse")["state"])
	require.Contains(t, own.desk.get(t, "/complaints?overdue=true").each("items", "id"), short.text("id"))
	eventually(t, "the missed minute is told", func() bool {
		return strings.Contains(string(own.desk.get(t, "/complaints/"+short.text("id")+"/timeline").raw), `"escalated"`)
	})
	tried := own.admin.post(t, "/settings/calendar/try", obj{"receivedAt": in(0), "clock": "firstResponse"}).is(http.StatusOK)
	require.Equal(t, int64(1), tried.number("minutes"))
	drafted := own.admin.post(t, "/settings/calendar/try", obj{"receivedAt": in(0), "clock": "firstResponse", "policies": obj{"limits": []obj{{"clock": "firstResponse", "calendar": "wall", "minutes": 7}}}}).is(http.StatusOK)
	require.Equal(t, int64(7), drafted.number("minutes"), "a draft can be tried")

	// A new category is there for all, a new department takes matters, and neither vanishes.
	departments := append(own.admin.get(t, "/settings/departments").list("items"), obj{"code": "greening", "nameZh": "绿化部", "nameEn": "Greening"})
	own.admin.do(t, "PUT", "/settings/departments", obj{"items": departments}).is(http.StatusOK)
	categories := append(own.admin.get(t, "/settings/categories").list("items"), obj{"code": "ev_charging", "department": "greening", "nameZh": "充电桩", "nameEn": "EV charging"})
	own.admin.do(t, "PUT", "/settings/categories", obj{"items": categories}).is(http.StatusOK)
	require.Contains(t, own.desk.get(t, "/catalogue").each("categories", "code"), "ev_charging")
	gardener := own.hire(t, "handler.green", "绿化经办", "handler", "greening")
	own.desk.command(t, short.text("id"), "judge", obj{"groundsSufficient": true, "demandReasonable": true, "reason": "属实"}).is(http.StatusOK)
	own.desk.command(t, short.text("id"), "classify", obj{"category": "ev_charging"}).is(http.StatusOK)
	own.desk.command(t, short.text("id"), "dispatch", obj{"department": "greening"}).is(http.StatusOK)
	gardener.command(t, short.text("id"), "accept", obj{}).is(http.StatusOK)
	gone := own.admin.do(t, "PUT", "/settings/categories", obj{"items": categories[:len(categories)-1]}).problem(http.StatusUnprocessableEntity, "")
	require.Equal(t, "in_use", gone.text("errors[0].rule"))
	categories[len(categories)-1].(obj)["retired"] = true
	retired := own.admin.do(t, "PUT", "/settings/categories", obj{"items": categories}).is(http.StatusOK)
	require.Equal(t, int64(1), retired.number("effects[0].count"))
	own.desk.command(t, long.text("id"), "classify", obj{"category": "ev_charging"}).problem(http.StatusUnprocessableEntity, "")

	// A notice of days off is read; another instance, or the next start, holds all of it.
	notice := own.admin.post(t, "/settings/calendar/notice", obj{"year": 2027, "text": "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月5日至11日放假调休。1月30日（周六）、2月20日（周六）上班。"}).is(http.StatusOK)
	require.Equal(t, []string{"2027-01-30", "2027-02-20"}, notice.texts("makeUpDays"))
	own.admin.do(t, "PUT", "/settings/calendar", obj{"office": []obj{{"from": "09:00", "to": "18:00"}}}).is(http.StatusOK)
	if strings.HasPrefix(store, "mongodb") {
		other := own.admin
		other.house = start(t, store)
		require.Equal(t, "18:00", other.get(t, "/settings/calendar").text("office[0].to"))
		own.admin.do(t, "PUT", "/settings/policies", obj{"windows": obj{"appealDays": 21}}).is(http.StatusOK)
		eventually(t, "the other instance follows", func() bool { return other.get(t, "/settings/policies").number("windows.appealDays") == 21 })
	} else {
		require.Equal(t, 0, own.house.terminate(t))
		own.admin.house = start(t, store)
		require.Equal(t, "18:00", own.admin.get(t, "/settings/calendar").text("office[0].to"))
	}

	// Who changed what stays, and leads back.
	history := own.admin.get(t, "/settings/policies/versions?limit=100").is(http.StatusOK)
	require.Nil(t, history.at("nextCursor"))
	require.Contains(t, history.each("items", "note"), "试行一分钟")
	require.Equal(t, "", history.each("items", "by")[len(history.list("items"))-1], "the first is what ships")
	back := own.admin.post(t, "/settings/policies/restore", obj{"version": 1, "note": "试行结束"}).is(http.StatusOK)
	require.Contains(t, back.each("changes", "field"), "limits[firstResponse].minutes")
	require.Equal(t, int64(720), own.admin.post(t, "/settings/calendar/try", obj{"receivedAt": in(0), "clock": "firstResponse"}).number("minutes"))
	require.Contains(t, own.admin.get(t, "/audit?action=settings.changed").text("items[0].reason"), "试行结束")
}
