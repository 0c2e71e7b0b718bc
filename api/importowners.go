package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"anju/config"
	"anju/internal/core/access"
	"anju/internal/desk/owners"
)

// importLimit bounds the file, in bytes.
const importLimit = 10 << 20

// importOwners stores the ready rows of a CSV or XLSX file, and says what was
// found in the others.
func importOwners(ctx context.Context, cfg config.Config, log *slog.Logger, path string, out io.Writer) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Size() > importLimit {
		return fmt.Errorf("%s: %d MB at most", path, importLimit>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	h, err := build(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer closeStore(h, log)
	use := h.on(time.Now).owners
	// The operator at the machine acts with the rights of an admin.
	operator := access.Actor{ID: "operator", Name: "operator", Role: access.Admin}
	preview, err := use.PreviewImport(ctx, operator, owners.Upload{FileName: filepath.Base(path), Data: data})
	if err != nil {
		return err
	}
	for _, f := range preview.Findings {
		fmt.Fprintf(out, "row %d\t%s\t%s\t%s\n", f.Row, f.Severity, f.Field, f.Message.ZH)
	}
	done, err := use.CommitImport(ctx, operator, preview.ID, 0)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d of %d rows stored\n", done.Ready, done.Rows)
	return nil
}
