// Package sqlite keeps everything in one file beside the program: the store
// for trying Anju and for one site on one machine. It holds no rule; what it
// promises is what the core's store interfaces say.
//
// All writing goes through one connection, and what waits to be written is
// committed together, so that many requests share one wait for the disk.
// Reading goes beside it, on connections of its own.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"anju/internal/core/fault"
	"anju/internal/core/idempotency"
	"anju/internal/store/blob"
	"anju/internal/store/set"
)

const (
	readers     = 8
	readTimeout = 30 * time.Second // of one read whose context has no deadline
	busyTimeout = "10000"          // milliseconds, for a backup that reads at the same time
	cacheKiB    = "-32768"         // of each connection
	walBytes    = "67108864"       // to which the write-ahead log shrinks again after a long read
)

// InMemory is the path of a store that is gone when it is closed.
const InMemory = ":memory:"

// engine is the open file.
type engine struct {
	*writer
	reader *reader
	folder string // to remove when closed; "" for a store that stays
}

// Open opens the file, makes it if it is not there, and brings its tables up
// to date. Attachments lie in a folder beside it. InMemory is a file in a
// temporary folder all the same: what is shared in memory has other locks.
func Open(ctx context.Context, path string) (*set.Set, error) {
	e := &engine{}
	sync := "FULL"
	if path == InMemory {
		folder, err := os.MkdirTemp("", "anju-")
		if err != nil {
			return nil, fault.Wrap("make a temporary folder", err)
		}
		e.folder, path, sync = folder, filepath.Join(folder, "anju.db"), "OFF"
	}
	if err := e.open(ctx, path, sync); err != nil {
		return nil, errors.Join(err, e.Close(ctx))
	}
	blobs, err := blob.NewFiles(path + ".files")
	if err != nil {
		return nil, errors.Join(err, e.Close(ctx))
	}
	return &set.Set{
		Complaints: &complaints{engine: e, counts: map[string]int64{}}, Held: &held{e}, Figures: &figures{e}, Outbox: &pending{e},
		Accounts: &accounts{e}, Audit: &auditLog{e}, Owners: &owners{e}, Estate: &places{e}, Attachments: &attachments{e}, Blobs: blobs,
		Idempotency: &requests{engine: e, running: map[string]idempotency.Record{}}, Tickets: &tickets{e}, Settings: &standing{e}, Measures: &measures{e}, Letters: &letters{e}, Webhooks: &webhooks{e},
		Mails:     &mails{e},
		FollowUps: newFollowUps(e), Correctives: newCorrectives(e), CaseStudies: newCaseStudies(e), Messages: &messages{e}, Ledger: &books{e}, Orders: newOrders(e), Leases: &leases{e}, Live: &liveLog{e}, Rosters: &rosters{e}, Handovers: newHandovers(e), Keys: newKeys(e), Engine: e,
	}, nil
}

func (e *engine) open(ctx context.Context, path, sync string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return failed("make the folder of the store", err)
	}
	if err := private(path); err != nil {
		return failed("make the store", err)
	}
	write, err := sql.Open("sqlite", address(path, "journal_mode(WAL)", "synchronous("+sync+")", "foreign_keys(1)", "journal_size_limit("+walBytes+")"))
	if err != nil {
		return failed("open the store", err)
	}
	if e.writer, err = newWriter(ctx, write); err != nil {
		return errors.Join(failed("open the store", err), write.Close())
	}
	if err := e.do(ctx, migrate); err != nil {
		return err
	}
	read, err := sql.Open("sqlite", address(path, "query_only(1)"))
	if err != nil {
		return failed("open the store", err)
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	e.reader = newReader(read)
	return e.Ping(ctx)
}

// private makes the file for its owner's eyes alone, whatever the folder and the
// umask are: it holds names and numbers of people. The engine gives its logs
// beside it the same rights.
func private(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(file.Chmod(0o600), file.Close())
}

func address(path string, pragmas ...string) string {
	q := url.Values{}
	for _, p := range append([]string{"busy_timeout(" + busyTimeout + ")", "cache_size(" + cacheKiB + ")", "temp_store(MEMORY)"}, pragmas...) {
		q.Add("_pragma", p)
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// Ping implements set.Engine.
func (e *engine) Ping(ctx context.Context) error {
	_, err := number(ctx, e.reader, "SELECT 1")
	return err
}

// Close implements set.Engine: what waits to be written is written first.
func (e *engine) Close(ctx context.Context) error {
	var errs []error
	if e.reader != nil {
		errs = append(errs, e.reader.close())
	}
	if e.writer != nil {
		errs = append(errs, e.writer.close(ctx))
	}
	if e.folder != "" {
		errs = append(errs, os.RemoveAll(e.folder))
	}
	return failed("close the store", errors.Join(errs...))
}
