package mongo_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/store/mongotest"
)

func TestALongTimelineKeepsTheDocumentSmall(t *testing.T) {
	uri := mongotest.URI(t)
	s := open(t, uri)
	c := newMatter(1)
	require.NoError(t, s.Complaints.Commit(t.Context(), c))
	large := strings.Repeat("x", 60<<10)
	const total = 321 // some 19 MB, more than a document may hold
	for c.Next.Seq < total {
		c = next(c, noon)
		for range 19 {
			c = with(c, "progressed", noon)
		}
		for i := range c.Events {
			c.Events[i].Note = large
		}
		require.NoError(t, s.Complaints.Commit(t.Context(), c))
	}
	var seqs []int64
	for after := int64(0); after < total; {
		page, err := s.Complaints.Timeline(t.Context(), c.Next.ID, after, 50)
		require.NoError(t, err)
		require.NotEmpty(t, page)
		for _, e := range page {
			seqs = append(seqs, e.Seq)
		}
		after = seqs[len(seqs)-1]
	}
	require.Len(t, seqs, total)
	for i, seq := range seqs {
		require.EqualValues(t, i+1, seq)
	}
	pending, err := s.Outbox.Claim(t.Context(), noon, time.Minute, total)
	require.NoError(t, err)
	require.Len(t, pending, total)
	require.Equal(t, complaint.Kind("registered"), pending[0].Event.Kind)
}
