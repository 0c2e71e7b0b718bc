package main

import (
	"fmt"
	"io"
	"os"

	"anju/internal/core/complaint"
)

// archiveLimit bounds what verify-archive reads, in bytes.
const archiveLimit = 256 << 20

// verifyArchive says whether any entry of an exported service archive was
// altered. It opens no store.
func verifyArchive(path string, out, errs io.Writer) int {
	f, err := os.Open(path)
	if err != nil {
		fmt.Fprintln(errs, "anju:", err)
		return 1
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, archiveLimit+1))
	if err == nil && len(raw) > archiveLimit {
		err = fmt.Errorf("%s: larger than an archive can be", path)
	}
	if err == nil {
		raw, err = archiveIn(raw)
	}
	if err != nil {
		fmt.Fprintln(errs, "anju:", err)
		return 1
	}
	a, wrong := complaint.VerifyArchive(raw)
	if len(wrong) == 0 {
		fmt.Fprintf(out, "档案校验: 完整  %s  %d 条记录  (complete, %d entries; key %s)\n", a.Number, len(a.Events), len(a.Events), a.PublicKey)
		return 0
	}
	fmt.Fprintf(errs, "档案校验: 不完整  %s  (altered)\n", a.Number)
	for _, w := range wrong {
		fmt.Fprintln(errs, " -", w.What)
	}
	return 1
}
