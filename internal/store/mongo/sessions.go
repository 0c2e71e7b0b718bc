package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"anju/internal/core/account"
	"anju/internal/core/fault"
)

// CreateSession implements account.Store.
func (s *Accounts) CreateSession(ctx context.Context, session account.Session) error {
	return failed("create a session", insert(ctx, s.sessions, session.ID, session))
}

// Session implements account.Store.
func (s *Accounts) Session(ctx context.Context, id string) (account.Session, error) {
	session, err := get[account.Session](ctx, s.sessions, byID(id))
	return session, failed("read a session", err)
}

// never is how a moment that has not come is kept.
var never = time.Time{}

// RotateSession implements account.Store.
func (s *Accounts) RotateSession(ctx context.Context, next account.Session, fromHash string) error {
	doc, err := document(next.ID, next)
	if err != nil {
		return failed("rotate a session", err)
	}
	result, err := s.sessions.ReplaceOne(ctx, bson.D{{Key: "_id", Value: next.ID}, {Key: "refreshHash", Value: fromHash}, {Key: "revokedAt", Value: never}}, doc)
	if err != nil {
		return failed("rotate a session", err)
	}
	if result.MatchedCount == 1 {
		return nil
	}
	if _, err := s.Session(ctx, next.ID); err != nil {
		return err
	}
	return fault.StaleVersion(0)
}

func revoked(at time.Time) bson.D {
	return bson.D{{Key: "$set", Value: bson.D{{Key: "revokedAt", Value: at}}}}
}

// RevokeSession implements account.Store.
func (s *Accounts) RevokeSession(ctx context.Context, id string, at time.Time) error {
	_, err := s.sessions.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "revokedAt", Value: never}}, revoked(at))
	return failed("revoke a session", err)
}

// RevokeSessionsOf implements account.Store.
func (s *Accounts) RevokeSessionsOf(ctx context.Context, accountID, exceptID string, at time.Time) error {
	_, err := s.sessions.UpdateMany(ctx, bson.D{
		{Key: "accountId", Value: accountID}, {Key: "_id", Value: bson.D{{Key: "$ne", Value: exceptID}}}, {Key: "revokedAt", Value: never},
	}, revoked(at))
	return failed("revoke sessions", err)
}

// CreateCode implements account.Store.
func (s *Accounts) CreateCode(ctx context.Context, c account.Code) error {
	return failed("create a code", insert(ctx, s.codes, c.Hash, c))
}

// Code implements account.Store.
func (s *Accounts) Code(ctx context.Context, hash string) (account.Code, error) {
	c, err := get[account.Code](ctx, s.codes, byID(hash))
	return c, failed("read a code", err)
}

func used(at time.Time) bson.D {
	return bson.D{{Key: "$set", Value: bson.D{{Key: "usedAt", Value: at}}}}
}

// ConsumeCode implements account.Store.
func (s *Accounts) ConsumeCode(ctx context.Context, hash string, purpose account.Purpose, at time.Time) (account.Code, error) {
	var c account.Code
	err := s.codes.FindOneAndUpdate(ctx, bson.D{
		{Key: "_id", Value: hash}, {Key: "purpose", Value: purpose}, {Key: "usedAt", Value: never},
		{Key: "expiresAt", Value: bson.D{{Key: "$gt", Value: at}}},
	}, used(at), options.FindOneAndUpdate().SetReturnDocument(options.After)).Decode(&c)
	return c, failed("use a code", err)
}

// RevokeCodesOf implements account.Store.
func (s *Accounts) RevokeCodesOf(ctx context.Context, purpose account.Purpose, subjectID string, at time.Time) error {
	subject := "accountId"
	if purpose == account.Activation {
		subject = "ownerId"
	}
	_, err := s.codes.UpdateMany(ctx, bson.D{{Key: subject, Value: subjectID}, {Key: "purpose", Value: purpose}, {Key: "usedAt", Value: never}}, used(at))
	return failed("revoke codes", err)
}

// count counts along an index and stops at atMost.
func count(ctx context.Context, in *mongo.Collection, filter bson.D, index string, atMost int) (int, error) {
	if atMost <= 0 {
		return 0, nil
	}
	n, err := in.CountDocuments(ctx, filter, options.Count().SetHint(index).SetLimit(int64(atMost)))
	return int(n), err
}
