// Package letter keeps the registers of letters (来文登记、发文登记) and of the
// use of seals (用印登记): what a front office must find years later by number,
// party or subject.
package letter

import "fmt"

// Number is how a register numbers: 安居客函〔2026〕12号.
func Number(prefix, year string, n int64) string {
	return fmt.Sprintf("%s〔%s〕%d号", prefix, year, n)
}
