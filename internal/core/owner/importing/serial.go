package importing

import (
	"strconv"
	"strings"
	"time"
)

// serialDay reads a spreadsheet's day number (days since 1899-12-30), with or
// without a time of day behind the point. Only 1950 to 2100: what lies outside
// is rather a year or 20210305.
func serialDay(text string) (string, bool) {
	whole, _, _ := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 18264 || n > 73415 {
		return "", false
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly), true
}
