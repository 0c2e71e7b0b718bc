package sqlite

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"anju/internal/core/fault"
)

// Each file is applied once, in the order of their names, all in one
// transaction; user_version counts those that were. A file is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

func migrate(tx *tx) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	applied, err := number(context.Background(), tx, "PRAGMA user_version")
	if err != nil {
		return err
	}
	if int(applied) > len(files) {
		return fault.New(fault.Unavailable, "store_newer",
			"ANJU_STORE 指向的数据库由更新版本的安居写成，请使用相同或更新的版本启动。",
			"The database that ANJU_STORE names was written by a newer Anju; start the same or a newer version.")
	}
	for _, file := range files[applied:] {
		script, err := fs.ReadFile(migrations, file)
		if err != nil {
			return err
		}
		if _, err := tx.conn.ExecContext(context.Background(), string(script)); err != nil {
			return fault.Wrap("apply "+strings.TrimPrefix(file, "migrations/"), err)
		}
	}
	_, err = tx.conn.ExecContext(context.Background(), fmt.Sprintf("PRAGMA user_version = %d", len(files)))
	return err
}
