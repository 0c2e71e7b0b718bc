package terms

import "fmt"

// Yuan is how an amount of fen reads, on pages, papers and in messages: ¥3,200.00, −¥0.50.
func Yuan(fen int64) string {
	if fen < 0 {
		return "−" + Yuan(-fen)
	}
	digits := fmt.Sprint(fen / 100)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return fmt.Sprintf("¥%s.%02d", digits, fen%100)
}
