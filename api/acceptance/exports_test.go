package acceptance

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// estateOf is a community with that many owners, each in a house of their own, come by file.
func estateOf(t *testing.T, desk caller, owners int) (community string) {
	t.Helper()
	name := "导出" + digits(nextPhone())
	rows := []string{"姓名,小区,楼栋,单元,房号,合同编号,签约日期,手机号"}
	for i := range owners {
		rows = append(rows, fmt.Sprintf("欧阳%03d,%s,%d,1,%d,+HT%03d,2021-03-05,%s", i, name, i/50+1, 100+i%50, i, nextPhone()))
	}
	made := desk.upload(t, "/owner-imports", "业主.csv", []byte("\ufeff"+strings.Join(rows, "\r\n"))).is(http.StatusCreated)
	require.Equal(t, int64(owners), made.number("ready"))
	desk.post(t, "/owner-imports/"+made.text("id")+"/commit", nil).is(http.StatusOK)
	for cursor := ""; ; {
		page := desk.get(t, "/communities?limit=100&cursor="+cursor).is(http.StatusOK)
		for i, n := range page.each("items", "name") {
			if n == name {
				return page.each("items", "id")[i]
			}
		}
		require.NotNil(t, page.at("nextCursor"), "the community came with the file")
		cursor = page.text("nextCursor")
	}
}

// asCSV reads an export: its titles and its rows.
func (a answer) asCSV() (titles []string, rows [][]string) {
	a.t.Helper()
	a.is(http.StatusOK)
	plain, marked := bytes.CutPrefix(a.raw, []byte("\xEF\xBB\xBF"))
	require.True(a.t, marked, "UTF-8 with its mark")
	r := csv.NewReader(bytes.NewReader(plain))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	require.NoError(a.t, err)
	return all[0], all[1:]
}

// A list is taken away whole, over as many pages as it has, with what the caller
// may see of it, and each time is one line of the audit log.
func listsAreTakenWhole(t *testing.T, c *cast) {
	const owners = 230 // over three pages
	community := estateOf(t, c.desk, owners)
	path := "/exports/owners?communityId=" + community

	taken := c.desk.get(t, path+"&format=csv")
	titles, rows := taken.asCSV()
	require.Equal(t, []string{"姓名", "电话"}, titles[:2])
	require.Len(t, rows, owners)
	require.Equal(t, []string{"230", "false"}, []string{taken.header.Get("X-Export-Rows"), taken.header.Get("X-Export-More")})
	require.Contains(t, taken.header.Get("Content-Disposition"), url.PathEscape("业主档案-"))
	seen := map[string]bool{}
	for _, row := range rows {
		seen[row[0]] = true
		require.Regexp(t, `^欧阳\d{3}$`, row[0], "the desk reads names in clear")
		require.Regexp(t, `^'\+HT\d{3}$`, row[6], "no spreadsheet program takes it for a formula")
		require.Equal(t, "2021-03-05", row[7])
	}
	require.Len(t, seen, owners, "each once")

	// By a ticket, as a browser does, once; to who may see less, masked.
	link := c.auditor.post(t, "/tickets", obj{"path": path}).is(http.StatusOK).text("url")
	book, err := excelize.OpenReader(bytes.NewReader(c.nobody.get(t, link).is(http.StatusOK).raw))
	require.NoError(t, err)
	c.nobody.get(t, link).problem(http.StatusUnauthorized, "")
	lines, err := book.GetRows("业主档案")
	require.NoError(t, err)
	require.Len(t, lines, 3+1+1+owners, "what it is, a line between, the titles and everybody")
	require.Equal(t, "小区："+rows[0][4], lines[1][1], "what it was narrowed by, in words")
	require.Contains(t, lines[2][1], c.auditor.me.text("user.name"), "who made it")
	for _, line := range lines[5:] {
		require.Regexp(t, `^欧阳\*`, line[0])
		require.Contains(t, line[1], "****")
	}
	when, err := book.GetCellType("业主档案", "H6")
	require.NoError(t, err)
	require.Contains(t, []excelize.CellType{excelize.CellTypeNumber, excelize.CellTypeUnset, excelize.CellTypeDate}, when, "a day, no text")

	log := c.auditor.get(t, "/audit?action=table.exported&target=table:owners&limit=100").is(http.StatusOK)
	var mine []string
	for i, reason := range log.each("items", "reason") {
		if strings.Contains(reason, community) {
			mine = append(mine, log.text(fmt.Sprintf("items[%d].actor.role", i))+" "+reason)
		}
	}
	require.ElementsMatch(t, []string{"desk csv rows=230 communityId=" + community, "auditor xlsx rows=230 communityId=" + community}, mine)

	c.desk.get(t, "/exports/nothing").problem(http.StatusNotFound, "")
	c.desk.get(t, "/exports/complaints?format=pdf").problem(http.StatusUnprocessableEntity, "")
	c.desk.get(t, "/exports/complaints?status=odd").problem(http.StatusUnprocessableEntity, "")
	looked := c.desk.get(t, "/exports/owners?format=csv&q=19970001234").is(http.StatusOK)
	require.Equal(t, "0", looked.header.Get("X-Export-Rows"))
	require.Equal(t, "csv rows=0 q=…", c.auditor.get(t, "/audit?action=table.exported&target=table:owners&limit=1").is(http.StatusOK).text("items[0].reason"), "not who was looked for")
}

// What cannot go into one file is said in the file, beside it and in the log.
func longListsAreCut(t *testing.T, c *cast) {
	h := start(t, c.fresh(t), "ANJU_EXPORTS_ROWS=120")
	admin := (&cast{house: h, nobody: caller{house: h}}).signIn(t, "admin", adminPassword)
	estateOf(t, admin, 130)
	taken := admin.get(t, "/exports/owners?format=csv")
	_, rows := taken.asCSV()
	require.Len(t, rows, 120+1)
	require.Equal(t, []string{"仅含前 120 行，其后还有；请缩小筛选范围分次导出。"}, rows[120])
	require.Equal(t, []string{"120", "true"}, []string{taken.header.Get("X-Export-Rows"), taken.header.Get("X-Export-More")})
	require.Equal(t, "csv rows=120 more=true", admin.get(t, "/audit?action=table.exported&limit=1").is(http.StatusOK).text("items[0].reason"))

	english := admin.get(t, "/exports/houses", header{"Accept-Language", "en"}).is(http.StatusOK)
	book, err := excelize.OpenReader(bytes.NewReader(english.raw))
	require.NoError(t, err)
	lines, err := book.GetRows("房屋")
	require.Error(t, err, "its sheet is named in English")
	require.Nil(t, lines)
	lines, err = book.GetRows("Houses")
	require.NoError(t, err)
	require.Len(t, lines, 3+1+1+120+1)
	require.Contains(t, lines[len(lines)-1][0], "The first 120 rows only")
}

// lists are the exports whose list has another path than their own name.
var lists = map[string]string{
	"message-templates": "/settings/messages", "setting-versions": "/settings/policies/versions", "roster": "/roster", "deliveries": "/webhooks/%s/deliveries",
}

// Whoever may read a list may take it away, and nobody else.
func everyListByEveryRole(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "导一")
	m := c.investigated(t, owner, false)
	c.lead.command(t, m.text("id"), "order", obj{"to": "engineering", "answerBy": in(24 * time.Hour), "note": "请说明进度"}).is(http.StatusOK)
	hook := c.admin.post(t, "/webhooks", obj{"url": "http://127.0.0.1:9/nobody", "events": []string{"approval.waiting"}, "secret": "export-export-export"}).is(http.StatusCreated).text("id")
	callers := map[string]caller{
		"owner": owner.caller, "desk": c.desk, "desk_lead": c.lead, "legal": c.legal, "leader": c.leader, "auditor": c.auditor, "admin": c.admin,
		"handler": c.handler["engineering"], "dept_head": c.head["engineering"], "finance": c.head["finance"],
	}
	var tables []string
	for _, p := range c.desk.get(t, "/openapi.json").is(http.StatusOK).at("paths").(map[string]any)["/exports/{table}"].(map[string]any)["get"].(map[string]any)["parameters"].([]any) {
		if p := p.(map[string]any); p["name"] == "table" {
			for _, name := range p["schema"].(map[string]any)["enum"].([]any) {
				tables = append(tables, name.(string))
			}
		}
	}
	require.Greater(t, len(tables), 25)
	of := map[string]string{"deliveries": hook, "setting-versions": "policies"}
	for _, name := range tables {
		list, other := lists[name]
		if !other {
			list = "/" + name
		}
		if strings.Contains(list, "%s") {
			list = fmt.Sprintf(list, hook)
		}
		for role, by := range callers {
			want := by.get(t, list).status
			if role == "owner" { // theirs is their own archive
				want = http.StatusForbidden
			}
			path := "/exports/" + name + "?format=csv"
			if of[name] != "" {
				path += "&of=" + of[name]
			}
			got := by.get(t, path)
			assert.Equal(t, want, got.status, "%s by %s: %s", name, role, cut(got.raw))
		}
	}
	c.nobody.get(t, "/exports/owners").problem(http.StatusUnauthorized, "")
	c.admin.get(t, "/exports/deliveries?of=nothing").problem(http.StatusNotFound, "")
}
