package mongo

import (
	"context"
	"errors"
	"regexp"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"anju/internal/core/fault"
)

// failed says in the product's terms what the driver said. Faults pass as they
// are; a missing document is NotThere; a primary out of reach is Unavailable.
func failed(what string, err error) error {
	if err == nil {
		return nil
	}
	if f, ok := fault.As(err); ok {
		return f
	}
	var nobody topology.ServerSelectionError
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return fault.NotThere()
	case mongo.IsTimeout(err), mongo.IsNetworkError(err), errors.As(err, &nobody),
		errors.Is(err, context.Canceled), errors.Is(err, mongo.ErrClientDisconnected), away(err):
		return fault.New(fault.Unavailable, "store_unavailable",
			"数据库暂时无法访问，请稍后再试。", "The database is away for the moment; try again shortly.").Because(err)
	}
	return fault.Wrap(what, err)
}

// away recognises a server that is starting, ending or no longer primary.
func away(err error) bool {
	var s mongo.ServerError
	return errors.As(err, &s) && (s.HasErrorLabel("RetryableWriteError") || s.HasErrorLabel("TransientTransactionError") ||
		s.HasErrorCode(notPrimary) || s.HasErrorCode(notPrimaryNoSecondaryOk) || s.HasErrorCode(shutdownInProgress) || s.HasErrorCode(interruptedAtShutdown))
}

// Codes of the server.
const (
	shutdownInProgress      = 91
	duplicateKey            = 11000
	notPrimary              = 10107
	notPrimaryNoSecondaryOk = 13435
	interruptedAtShutdown   = 11600
	objectTooLarge          = 10334
	tooLargeAfterUpdate     = 17419
	tooLargeAfterPush       = 17420
)

func tooLarge(err error) bool {
	var s mongo.ServerError
	return errors.As(err, &s) && (s.HasErrorCode(objectTooLarge) || s.HasErrorCode(tooLargeAfterUpdate) || s.HasErrorCode(tooLargeAfterPush))
}

var indexInMessage = regexp.MustCompile(`index: (\S+) dup key`)

// duplicate names the unique index that a write ran into; "_id_" is the key's own.
func duplicate(err error) (index string, is bool) {
	if !mongo.IsDuplicateKeyError(err) {
		return "", false
	}
	if m := indexInMessage.FindStringSubmatch(err.Error()); m != nil {
		return m[1], true
	}
	return "", true
}

// thereAlready reports whether every document that a bulk write refused has
// been there before.
func thereAlready(err error) bool {
	var bulk mongo.BulkWriteException
	if !errors.As(err, &bulk) || bulk.WriteConcernError != nil {
		return false
	}
	for _, e := range bulk.WriteErrors {
		if e.Code != duplicateKey {
			return false
		}
	}
	return len(bulk.WriteErrors) > 0
}
