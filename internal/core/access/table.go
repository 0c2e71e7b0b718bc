package access

import (
	"slices"
	"strings"
)

// Nobody is the role of a caller who is not signed in.
const Nobody Role = ""

// The sets of roles that the table speaks of.
var (
	public   = append([]Role{Nobody}, Roles...)
	signedIn = Roles
	owner    = []Role{Owner}
	staff    = []Role{Desk, DeskLead, Handler, DeptHead, Legal, Leader, Admin, Auditor}

	matterStaff   = []Role{Desk, DeskLead, Handler, DeptHead, Legal, Leader, Auditor} // read matters within their sight
	matterReaders = append([]Role{Owner}, matterStaff...)
	matterWorkers = []Role{Desk, DeskLead, Handler, DeptHead, Legal, Leader} // an auditor changes no matter
	contributors  = append([]Role{Owner}, matterWorkers...)

	desk              = []Role{Desk, DeskLead}
	deskLead          = []Role{DeskLead}
	department        = []Role{Handler, DeptHead}
	head              = []Role{DeptHead}
	leader            = []Role{Leader}
	deskAndDepartment = []Role{Desk, DeskLead, Handler, DeptHead}
	deskAndHead       = []Role{Desk, DeskLead, DeptHead}
	deskAndLeader     = []Role{Desk, DeskLead, Leader}
	writing           = []Role{Desk, DeskLead, Legal, Leader, Auditor}
	deskAndAdmin      = []Role{Desk, DeskLead, Admin}
	deskAndOwner      = []Role{Owner, Desk, DeskLead}
	overseers         = []Role{Desk, DeskLead, DeptHead, Leader, Auditor}

	learners = []Role{Desk, DeskLead, Handler, DeptHead, Leader, Auditor} // who follow what is to be done and learned

	books = []Role{Desk, DeskLead, Handler, DeptHead, Leader, Auditor} // of the departments finance alone

	keyReaders = []Role{Desk, DeskLead, Handler, DeptHead, Leader, Auditor} // of the departments what their people hold

	admin          = []Role{Admin}
	adminOrAuditor = []Role{Admin, Auditor}
)

// table says by role who may call an operation of the contract at all, keyed by
// its operationId. What depends on the matter (whose department, whose step,
// which status) is decided by core/complaint after the matter was found to be
// in sight: out of sight is answered before forbidden.
var table = map[string][]Role{
	"login":          public,
	"refresh":        public,
	"logout":         public,
	"resetPassword":  public,
	"activate":       public,
	"getCatalogue":   public,
	"changePassword": signedIn,
	"getMe":          signedIn,
	"getMyArchive":   owner,
	"askCorrection":  owner,
	"createTicket":   signedIn,
	"streamEvents":   signedIn,
	"listUsers":      admin,
	"createUser":     admin,
	"updateUser":     admin,
	"listStaff":      staff,
	"setDeputy":      append([]Role{Admin}, matterWorkers...),
	"endDeputy":      append([]Role{Admin}, matterWorkers...),
	"listAudit":      adminOrAuditor,
	"listRetention":  {Admin, DeskLead, Auditor},

	"listNotifications": signedIn,
	"readNotifications": signedIn,
	"getPreferences":    signedIn,
	"setPreferences":    signedIn,
	"listWebhooks":      admin,
	"tryCalendar":       admin,

	"listSettings":           adminOrAuditor,
	"listSettingVersions":    adminOrAuditor,
	"getPolicies":            adminOrAuditor,
	"getCategories":          adminOrAuditor,
	"getDepartments":         adminOrAuditor,
	"getWorkCalendar":        adminOrAuditor,
	"putPolicies":            admin,
	"putCategories":          admin,
	"putDepartments":         admin,
	"putWorkCalendar":        admin,
	"restoreSetting":         admin,
	"readNotice":             admin,
	"getMailboxes":           admin,
	"putMailboxes":           admin,
	"testMailbox":            admin,
	"listMessageTemplates":   admin,
	"previewMessageTemplate": admin,
	"putMessageTemplate":     admin,
	"resetMessageTemplate":   admin,
	"listMessageVersions":    admin,
	"listMails":              admin,
	"sendMailAgain":          admin,

	"createWebhook":     admin,
	"updateWebhook":     admin,
	"listDeliveries":    admin,
	"sendDeliveryAgain": admin,

	"classify":              signedIn,
	"writeSheet":            staff,
	"exportTable":           staff, // table by table: whoever may read the list
	"uploadAttachment":      contributors,
	"getAttachment":         matterReaders,
	"listComplaints":        matterReaders,
	"registerComplaint":     deskAndOwner,
	"getComplaint":          matterReaders,
	"getTimeline":           matterReaders,
	"listSimilar":           matterStaff,
	"previewApproval":       matterWorkers,
	"reckonCompensation":    matterWorkers,
	"getComplaintArchive":   matterReaders,
	"checkComplaintArchive": matterReaders,
	"listPapers":            matterReaders,
	"getPaper":              matterReaders, // form by form: core/paper
	"getVisitCalendar":      matterReaders,
	"takeBackHeld":          matterWorkers,
	"checkWording":          matterWorkers,
	"getDirectory":          staff,

	"judgeComplaint":         desk,
	"classifyComplaint":      desk,
	"dispatchComplaint":      desk,
	"answerComplaint":        deskAndDepartment,
	"referComplaint":         deskAndDepartment,
	"acceptComplaint":        department,
	"returnComplaint":        department,
	"assignComplaint":        head,
	"investigateComplaint":   department,
	"concludeComplaint":      desk,
	"requestInfoComplaint":   matterWorkers,
	"answerInfoComplaint":    matterWorkers,
	"cancelInfoComplaint":    desk,
	"startComplaint":         department,
	"interimComplaint":       department,
	"proposeComplaint":       deskAndDepartment,
	"approveComplaint":       {DeptHead, Legal, Leader},
	"rejectComplaint":        {DeptHead, Legal, Leader},
	"offerAcceptComplaint":   deskAndOwner,
	"offerRejectComplaint":   deskAndOwner,
	"disputeComplaint":       deskAndLeader,
	"settleComplaint":        deskAndLeader,
	"appointComplaint":       deskAndDepartment,
	"visitComplaint":         deskAndDepartment,
	"progressComplaint":      deskAndDepartment,
	"payComplaint":           department,
	"completeComplaint":      department,
	"confirmComplaint":       deskAndOwner,
	"declineComplaint":       deskAndOwner,
	"evaluateComplaint":      desk,
	"closeComplaint":         desk,
	"reopenComplaint":        deskAndOwner,
	"appealComplaint":        deskAndOwner,
	"withdrawComplaint":      deskAndOwner,
	"mergeComplaint":         desk,
	"unmergeComplaint":       desk,
	"commentComplaint":       matterWorkers,
	"urgeComplaint":          {Owner, Desk, DeskLead, Leader},
	"orderComplaint":         {DeskLead, Leader},
	"answerOrderComplaint":   head,
	"pauseComplaint":         {DeskLead, DeptHead},
	"resumeComplaint":        {DeskLead, Handler, DeptHead},
	"extendComplaint":        head,
	"instructComplaint":      leader,
	"consultComplaint":       deskAndHead,
	"adviseComplaint":        leader,
	"groupComplaint":         desk,
	"joinComplaint":          deskAndOwner,
	"leaveComplaint":         owner,
	"bulletinComplaint":      desk,
	"externalReplyComplaint": desk,
	"retainComplaint":        {DeskLead, Leader},
	"externalAskComplaint":   desk,
	"secondReadingComplaint": desk,
	"finalReplyComplaint":    leader,
	"letterOutComplaint":     desk,
	"letterInComplaint":      desk,

	"taskComplaint":           deskAndDepartment,
	"taskDoneComplaint":       deskAndDepartment,
	"callComplaint":           {Desk, DeskLead, Handler, DeptHead, Leader},
	"visitConfirmComplaint":   deskAndOwner,
	"recheckComplaint":        deskAndDepartment,
	"quoteComplaint":          department,
	"quoteAnswerComplaint":    deskAndOwner,
	"fundComplaint":           deskAndDepartment,
	"insuranceComplaint":      deskAndDepartment,
	"reviewComplaint":         {DeptHead, Legal, Leader},
	"signAgreementComplaint":  {Owner, Desk, DeskLead, Handler, DeptHead},
	"spreadComplaint":         deskAndLeader,
	"getPayers":               matterStaff,
	"acknowledgeComplaint":    {Owner, Desk, DeskLead, Handler, DeptHead},
	"correctComplaint":        department,
	"recoverComplaint":        department,
	"accountabilityComplaint": {DeskLead, DeptHead, Leader},

	"listCompensations":     books,
	"getCompensationTotals": books,
	"exportCompensations":   books,
	"correctCompensation":   department,
	"recoverCompensation":   department,

	"declareComplaint":          leader,
	"taskForceComplaint":        deskAndLeader,
	"decideComplaint":           matterWorkers,
	"briefComplaint":            matterWorkers,
	"approveWordingComplaint":   leader,
	"standDownComplaint":        leader,
	"linkComplaint":             deskAndLeader,
	"unlinkComplaint":           deskAndLeader,
	"householdConfirmComplaint": deskAndOwner,
	"householdDeclineComplaint": deskAndOwner,
	"householdAttendComplaint":  desk,
	"listIncidents":             matterStaff,
	"getConcerns":               deskAndOwner,

	"getRoster":    staff,
	"putRoster":    {DeskLead, Admin},
	"getDuty":      staff,
	"exportRoster": staff,

	"listHandovers":  {Desk, DeskLead, Leader, Auditor},
	"createHandover": desk,
	"draftHandover":  desk,
	"getHandover":    {Desk, DeskLead, Leader, Auditor},
	"takeHandover":   desk,
	"getMorning":     overseers,

	"getSupervision": overseers,
	"listApprovals":  matterStaff,

	"listConsultations":      {Desk, DeskLead, DeptHead, Leader, Auditor},
	"listOrders":             {Desk, DeskLead, Handler, DeptHead, Leader, Auditor},
	"getOrder":               {Desk, DeskLead, Handler, DeptHead, Leader, Auditor},
	"createOrder":            {DeskLead, Leader},
	"receiveOrder":           department,
	"answerSupervisionOrder": head,
	"extendOrder":            head,
	"decideOrderExtension":   {DeskLead, Leader},
	"checkOrder":             {DeskLead, Leader},
	"cancelOrder":            {DeskLead, Leader},
	"acceptFollowUp":         {Leader, Auditor},
	"returnFollowUp":         {Leader, Auditor},

	"listLetters":         writing,
	"registerLetter":      desk,
	"listSeals":           writing,
	"registerSeal":        desk,
	"listReplyTemplates":  staff,
	"createReplyTemplate": deskLead,
	"updateReplyTemplate": deskLead,
	"listMeasures":        staff,

	"listKeys":       keyReaders,
	"getKey":         keyReaders,
	"listMatterKeys": keyReaders,
	"listMyKeys":     owner,
	"takeInKey":      desk,
	"giveOutKey":     desk,
	"signKey":        deskAndDepartment,
	"extendKey":      desk,
	"returnKey":      desk,
	"handBackKey":    desk,
	"reportKey":      desk,
	"findKey":        desk,
	"settleKey":      {DeskLead},
	"amendKey":       desk,

	"createMeasure": desk,
	"updateMeasure": desk,
	"getDashboard":  overseers,

	"listHotspots":            learners,
	"listCorrectiveActions":   learners,
	"createCorrectiveAction":  deskAndLeader,
	"getCorrectiveAction":     learners,
	"stepCorrectiveAction":    deskAndDepartment,
	"verifyCorrectiveAction":  {Desk, DeskLead, DeptHead, Leader},
	"closeCorrectiveAction":   desk,
	"upgradeCorrectiveAction": leader,
	"listFollowUps":           learners,
	"createFollowUp":          {Desk, DeskLead, Leader, Auditor},
	"answerFollowUp":          deskAndDepartment,
	"registerFollowUp":        desk,
	"listCaseStudies":         matterStaff,
	"getCaseStudy":            matterStaff,
	"updateCaseStudy":         desk,
	"publishCaseStudy":        desk,
	"withdrawCaseStudy":       desk,
	"readCaseStudy":           deskAndDepartment,

	"listCommunities":   staff,
	"createCommunity":   admin,
	"updateCommunity":   admin,
	"listHouses":        staff,
	"createHouse":       admin,
	"listOwners":        staff,
	"createOwner":       deskAndAdmin,
	"getOwner":          signedIn, // an owner only themselves; the rest is out of their sight
	"updateOwner":       deskAndAdmin,
	"getOwnerOverview":  staff,
	"addContact":        desk,
	"unmaskOwner":       deskAndAdmin,
	"inviteOwner":       deskAndAdmin,
	"mergeOwner":        deskAndAdmin,
	"unmergeOwner":      deskAndAdmin,
	"listMergedOwners":  deskAndAdmin,
	"createOwnerImport": deskAndAdmin,
	"getOwnerImport":    deskAndAdmin,
	"updateOwnerImport": deskAndAdmin,
	"commitOwnerImport": deskAndAdmin,
	"getRejectedRows":   deskAndAdmin,
}

// May reports whether the role may call the operation at all. An operation that
// the table does not know is nobody's.
func May(op string, role Role) bool { return slices.Contains(table[op], role) }

// readings are the operations on matters that are not commands.
var readings = []string{
	"getTimeline", "listComplaints", "listSimilar", "previewApproval", "reckonCompensation", "getComplaintArchive", "checkComplaintArchive", "listPapers", "getPaper",
	"takeBackHeld", "checkWording", "getAttachment", "uploadAttachment", "getPayers", "listApprovals", "getSupervision", "listIncidents", "listMatterKeys",
}

// MayAs reports whether the actor may call the operation, for themselves or, on
// matters, in place of somebody away. Registers, settings and accounts stay with
// whose they are; so does the registering of a new matter.
func MayAs(op string, a Actor) bool {
	if May(op, a.Role) {
		return true
	}
	onMatters := strings.HasSuffix(op, "Complaint") && op != "registerComplaint" || slices.Contains(readings, op)
	return onMatters && slices.ContainsFunc(a.StandsInFor, func(x Actor) bool { return May(op, x.Role) })
}

// Deputised are the roles whose work on matters a deputy can do, and who can be one.
func Deputised() []Role { return slices.Clone(matterWorkers) }

// Operations that the table knows, in alphabetical order.
func Operations() []string {
	ops := make([]string, 0, len(table))
	for op := range table {
		ops = append(ops, op)
	}
	slices.Sort(ops)
	return ops
}
