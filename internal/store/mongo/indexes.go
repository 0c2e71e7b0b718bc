package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/complaint"
	"anju/internal/core/mail"
)

// Collections.
const (
	matters       = "complaints"
	timelines     = "complaint_events"
	numbers       = "numbers"
	counters      = "counters"
	tallies       = "tallies"
	figures       = "figures"
	figureBatches = "figure_batches"
	held          = "held"
	accounts      = "accounts"
	sessions      = "sessions"
	codes         = "codes"
	attempts      = "attempts"
	owners        = "owners"
	contacts      = "contacts"
	corrections   = "corrections"
	imports       = "imports"
	staged        = "staged_imports"
	stagedOwners  = "staged_owners"
	communities   = "communities"
	houses        = "houses"
	auditLog      = "audit"
	attachments   = "attachments"
	requests      = "requests"
	tickets       = "tickets"
	settingDocs   = "settings"
	measures      = "measures"
	letters       = "letters"
	seals         = "seals"
	webhooks      = "webhooks"
	deliveries    = "deliveries"
	followUps     = "follow_ups"
	correctives   = "correctives"
	caseStudies   = "case_studies"
	messages      = "messages"
	mails         = "mails"
	ledgerEntries = "ledger"
	leases        = "leases"
	liveEntries   = "live_log"
	rosters       = "rosters"
	supervisions  = "orders"
	handovers     = "handovers"
	entrustedKeys = "entrusted_keys"
)

// Indexes of matters; every list hints at the one that carries it. Those of
// lists end with the order and the id, so that a page is a walk of the index.
const (
	byNumber        = "number"
	byReceived      = "received"
	byUpdated       = "updated"
	byDue           = "due"
	byOpen          = "open_received"
	byStatus        = "status_received"
	byDepartment    = "department_received"
	byDepartmentDue = "department_open_due"
	byCategory      = "category_received"
	byOutcome       = "outcome_received"
	byCommunity     = "community_received"
	byOwner         = "owner_received"
	byHouse         = "house_received"
	byAssignee      = "assignee_received"
	byWaiting       = "waiting_received"
	bySpot          = "spot_received"
	byMark          = "mark_received"
	byAudience      = "audience_received"
	byAudienceDue   = "audience_due"
	byWord          = "word_received"
	byWake          = "wake"
	byRetention     = "retention"
	byPending       = "pending"
	byTallyDue      = "tally_due"
	byLoad          = "open_load"
)

// Indexes of the other collections that are named elsewhere.
const (
	uniqueLogin   = "login"
	uniquePhone   = "phone"
	uniqueOwnerID = "ownerId"
	uniqueKey     = "key"
	uniqueSort    = "sort"
	uniqueHook    = "hook"
	bySpan        = "span_measure"
	byMeasure     = "measure_span"
	byKey         = "_id_"
	byOwnerID     = "owner"

	accountsByRole         = "role_login"
	accountsByDepartment   = "department_login"
	accountsByName         = "active_name"
	accountsByDeputy       = "deputy"
	ownersByWord           = "words"
	ownersByPhone          = "phone"
	ownersByCommunity      = "community"
	ownersByHouse          = "house"
	correctionsByCommunity = "community"
	housesByCommunity      = "community_sort"
	housesByLabel          = "label"
	housesByPlace          = "place"
	measuresByCategory     = "category"
	settingsByVersion      = "name_version"
	lettersByTime          = "at"
	lettersByDirection     = "direction_at"
	lettersByWord          = "words_at"
	auditByTime            = "at"
	auditByActor           = "actor"
	auditByAction          = "action"
	auditByTarget          = "target"
	deliveriesByWebhook    = "webhook"
	deliveriesByNext       = "next"
	byList                 = "list"
	byListDue              = "list_due"
	byListPlace            = "list_place"
	byWaking               = "wake"
	handoversByList        = "list_at"
	messagesByAccount      = "account"
	messagesUnread         = "unread"
	mailsByFold            = "fold"
	mailsByNext            = "next"
	mailsByState           = "state"
	mailsByMatter          = "matter"
	mailsByAddress         = "address"
	ledgerByPaid           = "paid"
	ledgerByKey            = "key_paid"
)

// index is one line of the table.
type index struct {
	collection string
	name       string
	keys       []string
	unique     bool
	sparse     bool   // documents without the field are not in it
	where      bson.D // only such documents are in it
}

var indexes = []index{
	{collection: matters, name: byNumber, keys: []string{"matter.number"}},
	{collection: matters, name: byReceived, keys: []string{"matter.receivedAt", "_id"}},
	{collection: matters, name: byUpdated, keys: []string{"matter.updatedAt", "_id"}},
	{collection: matters, name: byDue, keys: []string{"matter.keys.dueAt", "_id"}},
	{collection: matters, name: byOpen, keys: []string{"matter.keys.open", "matter.receivedAt", "_id"}},
	{collection: matters, name: byStatus, keys: []string{"matter.status", "matter.receivedAt", "_id"}},
	{collection: matters, name: byDepartment, keys: []string{"matter.department", "matter.receivedAt", "_id"}},
	{collection: matters, name: byDepartmentDue, keys: []string{"matter.department", "matter.keys.open", "matter.keys.dueAt", "_id"}},
	{collection: matters, name: byCategory, keys: []string{"matter.category", "matter.receivedAt", "_id"}},
	{collection: matters, name: byOutcome, keys: []string{"matter.outcome", "matter.receivedAt", "_id"}},
	{collection: matters, name: byCommunity, keys: []string{"matter.communityId", "matter.receivedAt", "_id"}},
	{collection: matters, name: byOwner, keys: []string{"matter.ownerId", "matter.receivedAt", "_id"}},
	{collection: matters, name: byHouse, keys: []string{"matter.houseId", "matter.receivedAt", "_id"}},
	{collection: matters, name: byAssignee, keys: []string{"matter.assignee.id", "matter.receivedAt", "_id"}},
	{collection: matters, name: byWaiting, keys: []string{"matter.keys.waiting", "matter.receivedAt", "_id"}},
	{collection: matters, name: bySpot, keys: []string{"matter.keys.spot", "matter.receivedAt", "_id"}},
	{collection: matters, name: byMark, keys: []string{"matter.keys.marks", "matter.receivedAt", "_id"}, where: bson.D{{Key: "matter.keys.marks", Value: bson.D{{Key: "$exists", Value: true}}}}},
	{collection: matters, name: byAudience, keys: []string{"matter.keys.audience", "matter.receivedAt", "_id"}},
	{collection: matters, name: byAudienceDue, keys: []string{"matter.keys.audience", "matter.keys.dueAt", "_id"}},
	{collection: matters, name: byWord, keys: []string{"matter.keys.words", "matter.receivedAt", "_id"}},
	{collection: matters, name: byWake, keys: []string{"matter.keys.wakeAt", "_id"}},
	{collection: matters, name: byRetention, keys: []string{"matter.keys.retainTo", "_id"}},
	{collection: matters, name: byPending, keys: []string{"since", "_id", "leaseUntil"}, where: bson.D{{Key: "since", Value: bson.D{{Key: "$lt", Value: complaint.Far}}}}},
	{collection: matters, name: byTallyDue, keys: []string{"tallyDue", "_id"}, where: bson.D{{Key: "tallyDue", Value: true}}},
	{collection: matters, name: byLoad, keys: []string{"matter.keys.open", "matter.communityId", "matter.department", "matter.assignee.id", "matter.keys.waiting", "matter.keys.watch", "matter.keys.dueAt", "matter.receivedAt"}, where: bson.D{{Key: "matter.keys.open", Value: true}}},
	{collection: timelines, name: "matter_to", keys: []string{"matter", "to"}},
	{collection: figures, name: bySpan, keys: []string{"d", "m", "c", "n"}},
	{collection: figures, name: byMeasure, keys: []string{"m", "d", "c", "n"}},
	{collection: held, name: "due", keys: []string{"dueAt", "leaseUntil"}},

	{collection: accounts, name: uniqueLogin, keys: []string{"login"}, unique: true},
	{collection: accounts, name: uniquePhone, keys: []string{"phone"}, unique: true, sparse: true},
	{collection: accounts, name: uniqueOwnerID, keys: []string{"ownerId"}, unique: true, sparse: true},
	{collection: accounts, name: accountsByRole, keys: []string{"role", "login"}},
	{collection: accounts, name: accountsByDepartment, keys: []string{"department", "login"}},
	{collection: accounts, name: accountsByName, keys: []string{"active", "name", "_id"}},
	{collection: accounts, name: accountsByDeputy, keys: []string{"deputy.accountId", "_id"}, sparse: true},
	{collection: sessions, name: "account", keys: []string{"accountId"}},
	{collection: sessions, name: "expires", keys: []string{"expiresAt"}},
	{collection: codes, name: "owner", keys: []string{"ownerId"}, sparse: true},
	{collection: codes, name: "account", keys: []string{"accountId"}, sparse: true},
	{collection: codes, name: "expires", keys: []string{"expiresAt"}},
	{collection: attempts, name: "expires", keys: []string{"expiresAt"}},

	{collection: owners, name: ownersByWord, keys: []string{"words", "_id"}},
	{collection: owners, name: ownersByPhone, keys: []string{"phoneKeys", "_id"}},
	{collection: owners, name: "id_number", keys: []string{"idNumberHash"}, sparse: true},
	{collection: owners, name: ownersByCommunity, keys: []string{"communityIds", "_id"}},
	{collection: owners, name: ownersByHouse, keys: []string{"houseIds", "_id"}},
	{collection: contacts, name: byOwnerID, keys: []string{"ownerId", "_id"}},
	{collection: corrections, name: byOwnerID, keys: []string{"ownerId", "_id"}},
	{collection: corrections, name: correctionsByCommunity, keys: []string{"communityId", "_id"}},

	{collection: stagedOwners, name: "staging", keys: []string{"staging", "_id"}},

	{collection: communities, name: uniqueKey, keys: []string{"key"}, unique: true},
	{collection: houses, name: uniqueSort, keys: []string{"sort"}, unique: true},
	{collection: houses, name: housesByCommunity, keys: []string{"communityId", "sort"}},
	{collection: houses, name: housesByLabel, keys: []string{"label", "sort"}},
	{collection: houses, name: housesByPlace, keys: []string{"place", "sort"}},

	{collection: auditLog, name: auditByTime, keys: []string{"at", "_id"}},
	{collection: auditLog, name: auditByActor, keys: []string{"actorId", "at", "_id"}},
	{collection: auditLog, name: auditByAction, keys: []string{"action", "at", "_id"}},
	{collection: auditLog, name: auditByTarget, keys: []string{"target", "at", "_id"}},

	{collection: attachments, name: "bytes", keys: []string{"sha256"}},
	{collection: attachments, name: "thumbnail", keys: []string{"thumbnailSha256"}, sparse: true},
	{collection: requests, name: "expires", keys: []string{"expiresAt"}},
	{collection: tickets, name: "expires", keys: []string{"expiresAt"}},
	{collection: settingDocs, name: settingsByVersion, keys: []string{"name", "version"}},
	{collection: measures, name: measuresByCategory, keys: []string{"category", "_id"}},
	{collection: letters, name: lettersByTime, keys: []string{"at", "_id"}},
	{collection: letters, name: lettersByDirection, keys: []string{"direction", "at", "_id"}},
	{collection: letters, name: lettersByWord, keys: []string{"words", "at", "_id"}},
	{collection: letters, name: "matter", keys: []string{"complaintId"}},

	{collection: messages, name: messagesByAccount, keys: []string{"accountId", "_id"}},
	{collection: messages, name: "event", keys: []string{"eventId", "accountId"}, unique: true},
	{collection: messages, name: messagesUnread, keys: []string{"accountId", "unread", "_id"}, where: bson.D{{Key: "unread", Value: true}}},
	{collection: messages, name: "at", keys: []string{"at"}},

	{collection: liveEntries, name: "key", keys: []string{"key"}, unique: true},

	{collection: mails, name: "key", keys: []string{"keys"}, unique: true},
	{collection: mails, name: mailsByFold, keys: []string{"fold"}, where: bson.D{{Key: "state", Value: mail.Pending}}},
	{collection: mails, name: mailsByNext, keys: []string{"state", "nextAt", "leaseUntil"}},
	{collection: mails, name: mailsByState, keys: []string{"state", "_id"}},
	{collection: mails, name: mailsByMatter, keys: []string{"complaintId", "_id"}},
	{collection: mails, name: mailsByAddress, keys: []string{"to", "settledAt"}, where: bson.D{{Key: "settledAt", Value: bson.D{{Key: "$exists", Value: true}}}}},
	{collection: mails, name: "made", keys: []string{"state", "createdAt"}},

	{collection: deliveries, name: deliveriesByWebhook, keys: []string{"webhookId", "_id"}},
	{collection: deliveries, name: "event", keys: []string{"webhookId", "eventId"}, unique: true},
	{collection: deliveries, name: deliveriesByNext, keys: []string{"state", "nextAt", "leaseUntil"}},
	{collection: deliveries, name: "made", keys: []string{"state", "createdAt"}},
	{collection: followUps, name: byListDue, keys: []string{"keys", "dueAt", "_id"}},
	{collection: followUps, name: byWaking, keys: []string{"wake", "_id"}, sparse: true},
	{collection: supervisions, name: byList, keys: []string{"keys", "_id"}},
	{collection: supervisions, name: byWaking, keys: []string{"wake", "_id"}, sparse: true},
	{collection: correctives, name: byList, keys: []string{"keys", "_id"}},
	{collection: caseStudies, name: byList, keys: []string{"keys", "_id"}},

	{collection: handovers, name: handoversByList, keys: []string{"keys", "gone.at", "_id"}},
	{collection: entrustedKeys, name: byListPlace, keys: []string{"keys", "place", "_id"}},
	{collection: entrustedKeys, name: byWaking, keys: []string{"wake", "_id"}, sparse: true},
	{collection: entrustedKeys, name: uniqueHook, keys: []string{"hook"}, unique: true, sparse: true},
	{collection: ledgerEntries, name: ledgerByPaid, keys: []string{"paidAt", "_id"}},
	{collection: ledgerEntries, name: ledgerByKey, keys: []string{"keys", "paidAt", "_id"}},
}

// ensureIndexes makes the indexes that are not there yet; one that is there
// with other keys is an error that names it.
func (c *Client) ensureIndexes(ctx context.Context) error {
	models := map[string][]mongo.IndexModel{}
	for _, i := range indexes {
		models[i.collection] = append(models[i.collection], i.model())
	}
	for collection, wanted := range models {
		if _, err := c.db.Collection(collection).Indexes().CreateMany(ctx, wanted); err != nil {
			return failed("make the indexes of "+collection, err)
		}
	}
	return nil
}

func (i index) model() mongo.IndexModel {
	var keys bson.D
	for _, k := range i.keys {
		keys = append(keys, bson.E{Key: k, Value: 1})
	}
	o := options.Index().SetName(i.name)
	if i.unique {
		o.SetUnique(true)
	}
	if i.sparse {
		o.SetSparse(true)
	}
	if i.where != nil {
		o.SetPartialFilterExpression(i.where)
	}
	return mongo.IndexModel{Keys: keys, Options: o}
}
