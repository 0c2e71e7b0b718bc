package terms_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/terms"
)

func TestAmountsRead(t *testing.T) {
	for fen, want := range map[int64]string{0: "¥0.00", 5: "¥0.05", 99900: "¥999.00", 100000: "¥1,000.00", 123456789: "¥1,234,567.89", -30000: "−¥300.00"} {
		require.Equal(t, want, terms.Yuan(fen))
	}
}
