package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"anju/internal/core/fault"
)

var errClosed = errors.New("the store is closed")

// failed says in the product's terms what the driver said. Faults pass as they
// are; a disk that is full, gone or held by another is Unavailable.
func failed(what string, err error) error {
	if err == nil {
		return nil
	}
	if f, ok := fault.As(err); ok {
		return f
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errClosed) || errors.Is(err, sql.ErrConnDone) {
		return away(err)
	}
	var engine *sqlite.Error
	if errors.As(err, &engine) {
		switch engine.Code() & 0xff {
		case codes.SQLITE_FULL, codes.SQLITE_IOERR, codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN, codes.SQLITE_INTERRUPT:
			return away(err)
		}
	}
	return fault.Wrap(what, err)
}

func away(cause error) error {
	return fault.New(fault.Unavailable, "store_unavailable",
		"数据库暂时无法访问，请稍后再试。", "The database is away for the moment; try again shortly.").Because(cause)
}
