package round_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/desk/round"
)

func TestOneThatFailsDoesNotHoldUpTheOthers(t *testing.T) {
	torn, away := errors.New("torn"), errors.New("away")
	var seen []int
	n, err := round.Each([]int{1, 2, 3, 4, 5}, func(i int) (bool, error) {
		seen = append(seen, i)
		switch i {
		case 1:
			return false, torn
		case 3:
			return false, nil
		case 4:
			return false, away
		}
		return true, nil
	})
	require.Equal(t, []int{1, 2, 3, 4, 5}, seen)
	require.Equal(t, 2, n, "those that something came of")
	require.ErrorIs(t, err, torn)
	require.ErrorIs(t, err, away)
}
