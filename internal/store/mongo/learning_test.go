package mongo_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/casestudy"
	"anju/internal/core/corrective"
	"anju/internal/core/followup"
	"anju/internal/core/supervision"
	"anju/internal/store/mongotest"
)

func TestWhatIsLearnedIsListedByAnIndexInItsOrder(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	for name, list := range map[string]func() error{
		"follow-ups": func() error {
			_, err := s.FollowUps.List(t.Context(), followup.Query{
				Key: followup.KeyOf("finance", "", "open"), Communities: []string{"c"}, NotRecused: "u", Descending: true, After: &followup.Mark{DueAt: noon, ID: "a"}, Limit: 5,
			})
			return err
		},
		"corrective actions": func() error {
			_, err := s.Correctives.List(t.Context(), corrective.Query{Key: corrective.KeyOf("", "", "open"), Before: "b", Limit: 5})
			return err
		},
		"orders": func() error {
			_, err := s.Orders.List(t.Context(), supervision.Query{Key: supervision.KeyOf("finance", "", "open"), Communities: []string{"c"}, NotRecused: "u", Before: "b", Limit: 5})
			return err
		},
		"orders that climb": func() error {
			_, err := s.Orders.Waking(t.Context(), noon, 5)
			return err
		},
		"follow-ups that are due": func() error {
			_, err := s.FollowUps.Waking(t.Context(), noon, 5)
			return err
		},
		"case studies": func() error {
			_, err := s.CaseStudies.List(t.Context(), casestudy.Query{Key: casestudy.KeyOf("draft"), Before: "b", Limit: 5})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := newProfiler(t, uri)
			server.start()
			require.NoError(t, list())
			noted := server.stop()
			require.NotEmpty(t, noted)
			for _, n := range noted {
				require.Contains(t, n.Plan, "IXSCAN", n.Command)
				require.False(t, n.Sorted, "sorts in memory: %s", n.Command)
			}
		})
	}
}
