package acceptance

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	staffPassword = "the-staff-of-anju-1"
	ownerPassword = "living-in-peace-88"
)

// cast is the staff of a company and the program that they work with.
type cast struct {
	house *house
	fresh func(t *testing.T) string

	nobody, admin, desk, lead, legal, leader, auditor caller
	handler, head                                     map[string]caller // by department
}

var departments = []string{"engineering", "finance", "contracts", "service"}

// assemble makes one account of every role, through the contract.
func assemble(t *testing.T, h *house, fresh func(t *testing.T) string) *cast {
	t.Helper()
	c := &cast{house: h, fresh: fresh, nobody: caller{house: h}, handler: map[string]caller{}, head: map[string]caller{}}
	c.admin = c.signIn(t, "admin", adminPassword)
	c.desk = c.hire(t, "desk1", "周晓梅", "desk", "service")
	c.lead = c.hire(t, "lead1", "陈主管", "desk_lead", "service")
	c.legal = c.hire(t, "legal1", "罗法务", "legal", "")
	c.leader = c.hire(t, "leader1", "方总", "leader", "")
	c.auditor = c.hire(t, "auditor1", "秦审计", "auditor", "")
	for _, d := range departments {
		c.handler[d] = c.hire(t, "handler."+d, "经办"+d, "handler", d)
		c.head[d] = c.hire(t, "head."+d, "主管"+d, "dept_head", d)
	}
	return c
}

// hire makes an account of the staff and signs it in.
func (c *cast) hire(t *testing.T, login, name, role, department string) caller {
	t.Helper()
	return c.hireFor(t, login, name, role, department)
}

// hireFor hires somebody for some communities; none: all.
func (c *cast) hireFor(t *testing.T, login, name, role, department string, communities ...string) caller {
	t.Helper()
	body := obj{"login": login, "name": name, "role": role, "password": staffPassword, "communityIds": append([]string{}, communities...)}
	if department != "" {
		body["department"] = department
	}
	made := c.admin.post(t, "/users", body).is(http.StatusCreated)
	require.Equal(t, login, made.text("login"))
	require.Equal(t, role, made.text("role"))
	return c.signIn(t, login, staffPassword)
}

func (c *cast) signIn(t *testing.T, login, password string) caller {
	t.Helper()
	in := c.nobody.post(t, "/auth/login", obj{"login": login, "password": password}).is(http.StatusOK)
	return caller{house: c.house, token: in.text("accessToken"), me: in}
}

// resident is an owner with a house and a signed-in account.
type resident struct {
	caller
	ownerID, name, phone, houseID, communityID string
}

var phones atomic.Int64

// nextPhone gives a number that nobody has, in the form that people read.
func nextPhone() string {
	n := phones.Add(1)
	return fmt.Sprintf("199-%04d-%04d", n/10_000, n%10_000)
}

// digits of a phone number.
func digits(phone string) string { return strings.ReplaceAll(phone, "-", "") }

// community makes one with a name that nobody else uses.
func (c *cast) community(t *testing.T) string {
	t.Helper()
	made := c.admin.post(t, "/communities", obj{"name": fmt.Sprintf("云栖里%d期", phones.Add(1))}).is(http.StatusCreated)
	return made.text("id")
}

// houseIn makes the next house of a community.
func (c *cast) houseIn(t *testing.T, community string) string {
	t.Helper()
	return c.admin.post(t, "/houses", obj{"communityId": community, "building": "3", "unit": "2", "room": fmt.Sprint(phones.Add(1))}).is(http.StatusCreated).text("id")
}

// moveIn makes an owner with a house, invites them and activates their account.
func (c *cast) moveIn(t *testing.T, community, name string) resident {
	t.Helper()
	r := resident{name: name, phone: nextPhone(), communityID: community, houseID: c.houseIn(t, community)}
	owner := c.desk.post(t, "/owners", obj{
		"name": name, "phone": r.phone, "email": digits(r.phone) + "@example.com",
		"houses": []obj{{"houseId": r.houseID, "contractNumber": "HT-" + r.phone, "signedOn": "2021-03-05", "handedOverOn": "2021-10-01", "areaM2": 96.5}},
	}).is(http.StatusCreated)
	r.ownerID = owner.text("id")
	code := c.desk.post(t, "/owners/"+r.ownerID+"/invitation", obj{"houseId": r.houseID}).is(http.StatusCreated).text("code")
	in := c.nobody.post(t, "/auth/activate", obj{"code": code, "phone": r.phone, "password": ownerPassword}).is(http.StatusOK)
	require.Equal(t, "owner", in.text("user.role"))
	require.Equal(t, r.ownerID, in.text("user.ownerId"))
	require.Equal(t, r.houseID, in.text("user.houses[0].houseId"))
	require.Equal(t, community, in.text("user.houses[0].communityId"))
	require.NotEmpty(t, in.text("user.houses[0].label"))
	require.Equal(t, int64(900), in.number("expiresIn"))
	r.caller = caller{house: c.house, token: in.text("accessToken"), me: in}
	return r
}

// phoneCall registers a matter as the desk does on the line.
func (c *cast) phoneCall(t *testing.T, r resident, title, text, nature string) answer {
	t.Helper()
	return c.desk.post(t, "/complaints", obj{
		"channel": "phone", "ownerId": r.ownerID, "houseId": r.houseID, "title": title, "text": text, "nature": nature,
	}).is(http.StatusCreated)
}

// dispatched is a repair that waits for engineering to accept it.
func (c *cast) dispatched(t *testing.T, r resident) answer {
	t.Helper()
	m := c.phoneCall(t, r, "厨房水龙头滴水", "厨房水龙头关不紧，一直滴水，请派人来修。", "repair")
	return c.desk.command(t, m.text("id"), "dispatch", obj{"department": "engineering"}).follows(m, "dispatched")
}
