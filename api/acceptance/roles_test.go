package acceptance

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Groups of people, as the contract's tables name them.
const (
	desk     = "desk desk_lead "
	people   = "owner stranger "
	staff    = desk + "handler dept_head finance legal leader admin auditor "
	lead     = "handler dept_head "
	readers  = "owner " + desk + lead + "legal leader auditor " // of the matter that is tried
	learners = desk + lead + "finance leader auditor "
	onIt     = desk + lead + "legal leader "
	books    = desk + "leader auditor finance " // of the payments
)

// who says by the contract who may call an operation on the matter that is tried:
// dispatched to engineering, its plan waiting for the legal step, with an open
// question and an order to engineering. To finance it is nothing: they see of the
// company's work what finance sees.
var who = map[string]string{
	"getMe": people + staff, "changePassword": people + staff, "createTicket": people + staff, "streamEvents": people + staff, "classify": people + staff, "writeSheet": staff, "exportTable": staff,
	"getMyArchive": people, "askCorrection": people,
	"listUsers": "admin", "createUser": "admin", "updateUser": "admin", "listStaff": staff, "setDeputy": "leader admin", "endDeputy": "leader admin", "listAudit": "admin auditor", "listRetention": "admin desk_lead auditor",
	"listNotifications": people + staff, "readNotifications": people + staff,
	"tryCalendar":  "admin",
	"listSettings": "admin auditor", "listSettingVersions": "admin auditor", "getPolicies": "admin auditor", "getCategories": "admin auditor", "getDepartments": "admin auditor", "getWorkCalendar": "admin auditor",
	"putPolicies": "admin", "putCategories": "admin", "putDepartments": "admin", "putWorkCalendar": "admin", "restoreSetting": "admin", "readNotice": "admin",
	"getPreferences": people + staff, "setPreferences": people + staff,
	"getMailboxes": "admin", "putMailboxes": "admin", "testMailbox": "admin", "listMails": "admin", "sendMailAgain": "admin",
	"listMessageTemplates": "admin", "previewMessageTemplate": "admin", "putMessageTemplate": "admin", "resetMessageTemplate": "admin", "listMessageVersions": "admin",
	"listWebhooks": "admin", "createWebhook": "admin", "updateWebhook": "admin", "listDeliveries": "admin", "sendDeliveryAgain": "admin",

	"registerComplaint": people + desk, "listComplaints": people + desk + "handler dept_head finance legal leader auditor",
	"getComplaint": readers, "getTimeline": readers, "getComplaintArchive": readers, "checkComplaintArchive": readers, "listPapers": readers, "getPaper": "owner " + desk + lead, // a work order
	"getVisitCalendar": readers,
	"getAttachment":    readers,
	"listSimilar":      desk + lead + "legal leader auditor", "uploadAttachment": people + desk + "handler dept_head finance legal leader",
	"takeBackHeld": onIt,

	"judgeComplaint": desk, "classifyComplaint": desk, "dispatchComplaint": desk, "concludeComplaint": desk, "cancelInfoComplaint": desk,
	"answerComplaint": desk + lead, "referComplaint": desk + lead,
	"acceptComplaint": lead, "returnComplaint": lead, "assignComplaint": "dept_head", "investigateComplaint": lead,
	"requestInfoComplaint": onIt, "answerInfoComplaint": lead,
	"startComplaint": lead, "interimComplaint": lead, "proposeComplaint": desk + lead, "approveComplaint": "legal", "rejectComplaint": "legal",
	"offerAcceptComplaint": "owner " + desk, "offerRejectComplaint": "owner " + desk,
	"disputeComplaint": desk + "leader", "settleComplaint": desk + "leader",
	"appointComplaint": desk + lead, "visitComplaint": desk + lead, "progressComplaint": desk + lead,
	"payComplaint": "", "completeComplaint": lead, "confirmComplaint": "owner " + desk, "declineComplaint": "owner " + desk,
	"evaluateComplaint": desk, "closeComplaint": desk, "reopenComplaint": "owner " + desk, "appealComplaint": "owner " + desk,
	"withdrawComplaint": "owner " + desk, "mergeComplaint": desk, "unmergeComplaint": desk, "commentComplaint": onIt,
	"urgeComplaint": "owner " + desk + "leader", "orderComplaint": "desk_lead leader", "answerOrderComplaint": "dept_head",
	"pauseComplaint": "dept_head desk_lead", "resumeComplaint": "dept_head desk_lead handler", "extendComplaint": "dept_head",
	"instructComplaint": "leader", "consultComplaint": desk + "dept_head", "adviseComplaint": "leader",
	"declareComplaint": "leader", "taskForceComplaint": desk + "leader", "decideComplaint": desk + "leader", "briefComplaint": desk + lead + "leader",
	"approveWordingComplaint": "leader", "standDownComplaint": "leader", "linkComplaint": desk + "leader", "unlinkComplaint": desk + "leader",
	"joinComplaint": people + desk, "leaveComplaint": "owner", "householdConfirmComplaint": "owner " + desk, "householdDeclineComplaint": "owner " + desk,
	"householdAttendComplaint": desk, "listIncidents": desk + "handler dept_head finance legal leader auditor", "getConcerns": people + desk,
	"acknowledgeComplaint": "owner " + desk, "correctComplaint": "", "recoverComplaint": "", "accountabilityComplaint": "dept_head desk_lead leader",
	"groupComplaint": desk, "bulletinComplaint": desk, "externalReplyComplaint": desk, "retainComplaint": "desk_lead leader", "letterOutComplaint": desk, "letterInComplaint": desk,
	"externalAskComplaint": desk, "secondReadingComplaint": desk, "finalReplyComplaint": "leader", "checkWording": desk + "handler dept_head finance legal leader", "getDirectory": staff,
	"getPayers":       desk + lead + "legal leader auditor",
	"previewApproval": onIt, "reckonCompensation": onIt, "reviewComplaint": "dept_head legal leader", "signAgreementComplaint": "owner " + desk + lead,
	"taskComplaint": desk + lead, "taskDoneComplaint": desk + lead, "callComplaint": desk + lead + "leader", "visitConfirmComplaint": "owner " + desk,
	"recheckComplaint": desk + lead, "quoteComplaint": lead, "quoteAnswerComplaint": "owner " + desk, "fundComplaint": desk + lead, "insuranceComplaint": desk + lead,

	"getRoster": staff, "putRoster": "desk_lead admin", "getDuty": staff, "exportRoster": staff,
	"listHandovers": desk + "leader auditor", "createHandover": desk, "draftHandover": desk, "getHandover": desk + "leader auditor", "takeHandover": desk, "getMorning": desk + "dept_head finance leader auditor",
	"getSupervision": desk + "dept_head finance leader auditor", "listApprovals": desk + "handler dept_head finance legal leader auditor",
	"listConsultations": desk + "dept_head finance leader auditor",
	"listOrders":        learners, "getOrder": desk + lead + "leader auditor", "createOrder": "desk_lead leader", "receiveOrder": lead, "answerSupervisionOrder": "dept_head", "extendOrder": "dept_head",
	"decideOrderExtension": "desk_lead leader", "checkOrder": "desk_lead leader", "cancelOrder": "desk_lead leader", "acceptFollowUp": "leader auditor", "returnFollowUp": "leader auditor",
	"spreadComplaint": desk + "leader", "updateMeasure": desk, "listHotspots": learners,
	"listCorrectiveActions": learners, "createCorrectiveAction": desk + "leader", "getCorrectiveAction": desk + lead + "leader auditor",
	"stepCorrectiveAction": desk + lead, "verifyCorrectiveAction": desk + "dept_head leader", "closeCorrectiveAction": desk, "upgradeCorrectiveAction": "leader",
	"listFollowUps": learners, "createFollowUp": desk + "leader auditor", "answerFollowUp": desk + lead, "registerFollowUp": desk,
	"listCaseStudies": learners + "legal", "getCaseStudy": learners + "legal", "updateCaseStudy": desk, "publishCaseStudy": desk, "withdrawCaseStudy": desk, "readCaseStudy": desk + lead + "finance",
	"listLetters": desk + "legal leader auditor", "registerLetter": desk, "listSeals": desk + "legal leader auditor", "registerSeal": desk,
	"listKeys": learners, "getKey": desk + lead + "leader auditor", "listMatterKeys": desk + lead + "leader auditor", "listMyKeys": people,
	"takeInKey": desk, "giveOutKey": desk, "signKey": "handler", "extendKey": desk, "returnKey": desk, "handBackKey": desk, "reportKey": desk, "findKey": desk, "settleKey": "desk_lead", "amendKey": desk,
	"listReplyTemplates": staff, "createReplyTemplate": "desk_lead", "updateReplyTemplate": "desk_lead",
	"listMeasures": staff, "createMeasure": desk, "getDashboard": desk + "dept_head finance leader auditor",
	"listCompensations": books, "getCompensationTotals": books, "exportCompensations": books, "correctCompensation": "finance", "recoverCompensation": "finance",
	"listCommunities": staff, "createCommunity": "admin", "updateCommunity": "admin", "listHouses": staff, "createHouse": "admin",
	"listOwners": staff, "createOwner": desk + "admin", "getOwner": "owner " + staff, "updateOwner": desk + "admin", "getOwnerOverview": staff,
	"addContact": desk, "unmaskOwner": desk + "admin", "inviteOwner": desk + "admin", "mergeOwner": desk + "admin", "unmergeOwner": desk + "admin", "listMergedOwners": desk + "admin",
	"createOwnerImport": desk + "admin", "getOwnerImport": desk + "admin", "updateOwnerImport": desk + "admin", "commitOwnerImport": desk + "admin", "getRejectedRows": desk + "admin",
}

// onGroup are tried on a group matter that the owner has joined and the stranger,
// a neighbour, has not.
var onGroup = []string{"joinComplaint", "leaveComplaint", "householdConfirmComplaint", "householdDeclineComplaint"}

// needNoToken is all that the contract opens to everybody.
var needNoToken = []string{"activate", "getCatalogue", "login", "logout", "refresh", "resetPassword"}

func everyOperationByEveryRole(t *testing.T, c *cast) {
	community := c.community(t)
	owner, stranger := c.moveIn(t, community, "权一"), c.moveIn(t, community, "权二")
	callers := map[string]caller{
		"owner": owner.caller, "stranger": stranger.caller, "desk": c.desk, "desk_lead": c.lead, "legal": c.legal, "leader": c.leader, "auditor": c.auditor, "admin": c.admin,
		"handler": c.handler["engineering"], "dept_head": c.head["engineering"], "finance": c.head["finance"],
	}
	ids := c.triedOn(t, owner)

	operations, schemas := contractOf(t, c.desk)
	var named, open []string
	for _, op := range operations {
		if op.open {
			open = append(open, op.id)
		} else {
			named = append(named, op.id)
		}
	}
	require.Equal(t, needNoToken, open)
	require.Equal(t, slices.Sorted(maps.Keys(who)), named, "every operation of the contract has its row")

	for _, op := range operations {
		if op.open {
			continue
		}
		try := func(by caller, desk bool) answer { return c.knock(t, by, op, schemas, ids, desk) }
		try(c.nobody, false).problem(http.StatusUnauthorized, "")
		for role, by := range callers {
			a := try(by, strings.HasPrefix(role, "desk"))
			what := fmt.Sprintf("%s by %s: %d %s", op.id, role, a.status, cut(a.raw))
			switch {
			case slices.Contains(strings.Fields(who[op.id]), role):
				assert.Contains(t, allowedFor(op), a.status, what)
			case outOfSight(op, role):
				assert.Equal(t, http.StatusNotFound, a.status, what)
			default:
				assert.Equal(t, http.StatusForbidden, a.status, what)
			}
		}
	}
}

// allowedFor are the answers that say "you may": commands are sent with a version
// that never was, so that they change nothing.
func allowedFor(op operation) []int {
	switch {
	case op.isCommand():
		return []int{http.StatusPreconditionFailed}
	case op.id == "takeBackHeld", op.id == "sendDeliveryAgain", op.id == "sendMailAgain", op.id == "testMailbox":
		return []int{http.StatusNotFound} // nothing is held, was sent, or is set up by that name
	case op.id == "changePassword":
		return []int{http.StatusUnauthorized, http.StatusUnprocessableEntity}
	case op.method == http.MethodGet:
		return []int{http.StatusOK}
	}
	return []int{http.StatusOK, http.StatusCreated, http.StatusConflict, http.StatusPreconditionFailed, http.StatusUnprocessableEntity, http.StatusUnsupportedMediaType}
}

// outOfSight: who does not see the matter, or the person, is told 404.
func outOfSight(op operation, role string) bool {
	switch {
	case slices.Contains(onGroup, op.id):
		return role == "legal" || role == "admin"
	case strings.HasPrefix(op.path, "/complaints/{id}"), op.id == "getAttachment":
		return slices.Contains([]string{"stranger", "finance", "admin"}, role)
	case strings.HasPrefix(op.path, "/corrective-actions/{id}"), strings.HasPrefix(op.path, "/follow-ups/{id}"), strings.HasPrefix(op.path, "/orders/{id}"):
		return slices.Contains([]string{"owner", "stranger", "legal", "finance", "admin"}, role)
	case strings.HasPrefix(op.path, "/keys/{id}"):
		return slices.Contains([]string{"stranger", "legal", "finance", "admin"}, role)
	case strings.HasPrefix(op.path, "/owners/{id}"):
		return role == "stranger"
	}
	return false
}

// triedOn makes what the operations are tried on; the ids by the path's beginning,
// and that of the group matter.
func (c *cast) triedOn(t *testing.T, owner resident) map[string]string {
	t.Helper()
	m := c.investigated(t, owner, true)
	id, eng := m.text("id"), c.handler["engineering"]
	photo := eng.upload(t, "/attachments", "现场.png", picture(t, 60, 40)).is(http.StatusCreated).text("id")
	visit := eng.command(t, id, "appoint", obj{"from": in(24 * time.Hour), "to": in(26 * time.Hour), "who": "徐师傅", "entry": "call_first"}).is(http.StatusOK).text("visits[0].id")
	eng.command(t, id, "request-info", obj{"from": "engineering", "question": "何时可以开工？"}).is(http.StatusOK)
	ordered := c.lead.command(t, id, "order", obj{"to": "engineering", "answerBy": in(24 * time.Hour), "note": "请说明进度"}).is(http.StatusOK).text("orders[0].id")
	eng.command(t, id, "investigate", obj{"cause": "外墙开裂", "evidenceIds": []string{photo}, "shares": []obj{{"department": "engineering", "percent": 100}}}).is(http.StatusOK)
	eng.command(t, id, "propose", proposal(0)).is(http.StatusOK)
	c.head["engineering"].command(t, id, "approve", nil).is(http.StatusOK)

	// An attachment that the owner sees as well.
	shown := owner.upload(t, "/attachments", "业主.png", picture(t, 50, 40)).is(http.StatusCreated).text("id")
	other := owner.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "外墙渗水照片", "text": "外墙渗水，补充照片，要求尽快。", "nature": "complaint", "attachmentIds": []string{shown}}).is(http.StatusCreated).text("id")
	c.desk.command(t, other, "judge", obj{"groundsSufficient": true, "demandReasonable": true, "reason": "x"}).is(http.StatusOK)
	c.desk.command(t, other, "classify", obj{"category": "drainage_leak", "severity": "normal", "legalThreat": true}).is(http.StatusOK)
	c.desk.command(t, other, "dispatch", obj{"department": "engineering"}).is(http.StatusOK)
	eng.command(t, other, "accept", nil).is(http.StatusOK)
	eng.command(t, other, "investigate", obj{"cause": "x", "shares": []obj{{"department": "engineering", "percent": 100}}}).is(http.StatusOK)
	eng.command(t, other, "propose", proposal(0)).is(http.StatusOK)
	c.head["engineering"].command(t, other, "approve", nil).is(http.StatusOK)

	learned := c.learns(t, owner, id)
	group, payment := c.paidTogether(t, owner)
	spare := c.admin.post(t, "/users", obj{"login": "spare.person", "name": "备用", "role": "auditor", "password": staffPassword}).is(http.StatusCreated)
	table := "姓名,小区,楼栋,单元,房号,手机号\n导入甲,导入小区,1,1,101," + nextPhone() + "\n,导入小区,1,1,102,\n"
	imported := c.desk.upload(t, "/owner-imports", "业主.csv", []byte(table)).is(http.StatusCreated)
	require.Equal(t, int64(2), imported.number("rows"))
	require.Equal(t, int64(1), imported.number("ready"))
	hook := c.admin.post(t, "/webhooks", obj{"url": "http://127.0.0.1:9/nobody", "events": []string{"approval.waiting"}, "secret": "roles-roles-roles"}).is(http.StatusCreated)
	return map[string]string{
		"/orders/": c.registered(t, ordered), "/keys/": c.lent(t, owner, id), "group": group, "visit": visit, "/compensations/": payment,
		"/corrective-actions/": learned.action, "/follow-ups/": learned.item, "/case-studies/": learned.study, "/measures/": learned.measure, "/templates/": "answer-question",
		"/webhooks/": hook.text("id"), "/staff/": spare.text("id"), "/handovers/": c.desk.post(t, "/handovers", obj{"communityId": owner.communityID}).is(http.StatusCreated).text("id"), "/complaints/": id, "/owners/": owner.ownerID, "/communities/": owner.communityID, "/attachments/": shown, "/users/": spare.text("id"), "/owner-imports/": imported.text("id"),
	}
}

// hanging is what a body needs by the contract's words, not by its schema: one of
// two fields, a field that goes with another's value.
var hanging = map[string]obj{
	"taskForceComplaint":     {"lead": obj{"name": "权一"}},
	"adviseComplaint":        {"answer": "先修"},
	"externalReplyComplaint": {"party": "自来水公司"},
	"letterOutComplaint":     {"party": "街道办", "text": "请协助处理。"},
}

// lent is a key of the resident that engineering's handler holds for a matter.
func (c *cast) lent(t *testing.T, owner resident, complaintID string) string {
	t.Helper()
	id := c.desk.post(t, "/keys", obj{"houseId": owner.houseID, "ownerId": owner.ownerID, "what": "入户门", "count": 1, "tag": "权-1", "consent": "当面签字"}).is(http.StatusCreated).text("id")
	c.desk.post(t, "/keys/"+id+"/give-out", obj{"accountId": c.handler["engineering"].me.text("user.id"), "complaintId": complaintID, "dueAt": in(4 * time.Hour)}).is(http.StatusOK)
	return id
}

// paidTogether is a group matter of a neighbour's that the resident has joined,
// and the payment to that neighbour.
func (c *cast) paidTogether(t *testing.T, joined resident) (group, payment string) {
	t.Helper()
	neighbour := c.moveIn(t, joined.communityID, "权三")
	m := c.investigated(t, neighbour, false)
	group = m.text("id")
	c.desk.command(t, group, "group", obj{"communityId": joined.communityID}).is(http.StatusOK)
	joined.command(t, group, "join", obj{"houseId": joined.houseID}).is(http.StatusOK)
	plan := proposal(10_000)
	plan["perHouseholdFen"] = 5_000
	c.handler["engineering"].command(t, group, "propose", plan).is(http.StatusOK)
	neighbour.command(t, group, "offer-accept", nil).is(http.StatusOK)
	c.handler["finance"].command(t, group, "pay", obj{"amountFen": 5_000, "kind": "cash", "paidAt": in(-time.Minute), "receipt": "V-1", "houseId": neighbour.houseID}).is(http.StatusOK)
	eventually(t, "the payment stands in the ledger", func() bool {
		lines := c.lead.get(t, "/compensations?complaintId="+group).is(http.StatusOK)
		if len(lines.list("items")) == 0 {
			return false
		}
		payment = lines.text("items[0].id")
		return true
	})
	return group, payment
}

// knock calls an operation with the least that the contract takes.
func (c *cast) knock(t *testing.T, by caller, op operation, schemas map[string]any, ids map[string]string, onDesk bool) answer {
	t.Helper()
	path := strings.NewReplacer("{heldId}", "nothing-held", "{form}", "work-order", "{table}", "owners", "{deliveryId}", "nothing-sent", "{visitId}", ids["visit"], "/settings/{name}", "/settings/policies",
		"{name}", "none", "{for}", "owner", "{event}", "unmerged", "/mails/{id}", "/mails/none").Replace(op.path)
	if slices.Contains(onGroup, op.id) {
		path = strings.ReplaceAll(path, "{id}", ids["group"])
	}
	for beginning, id := range ids {
		if strings.HasPrefix(path, beginning) {
			path = strings.ReplaceAll(path, "{id}", id)
		}
	}
	if op.id == "streamEvents" && by.token != "" {
		by.listen(t, "")
		return answer{t: t, asked: op.id, status: http.StatusOK}
	}
	if len(op.query) > 0 {
		path += "?" + op.query.Encode()
	}
	var body any
	if op.body != nil {
		body = minimal(schemas, op.body, "")
		if takesOwnersWord(schemas, op.body) && onDesk {
			body.(map[string]any)["onBehalf"] = obj{"how": "电话", "person": "权一", "at": in(-time.Minute)}
		}
	}
	for field, x := range hanging[op.id] {
		body.(map[string]any)[field] = x
	}
	if op.id == "acknowledgeComplaint" && onDesk { // the owner's own way is taken as told
		body.(map[string]any)["how"] = "paper"
	}
	return by.do(t, op.method, path, body, header{"If-Match", `"9999"`})
}

func takesOwnersWord(schemas, schema map[string]any) bool {
	if ref, ok := schema["$ref"].(string); ok {
		schema = schemas[ref[strings.LastIndex(ref, "/")+1:]].(map[string]any)
	}
	properties, _ := schema["properties"].(map[string]any)
	return properties["onBehalf"] != nil
}
