package mongo_test

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkCreate registers matters, each durable before the next of its side:
// the number, its guard and the matter.
func BenchmarkCreate(b *testing.B) {
	for name, sides := range map[string]int{"one": 1, "64 at once": 64} {
		b.Run(name, func(b *testing.B) {
			s := fresh(b)
			var n atomic.Int64
			b.SetParallelism(max(1, sides/runtime.GOMAXPROCS(0)))
			create := func() error {
				if _, err := s.Complaints.NextNumber(b.Context(), "2026-11-21"); err != nil {
					return err
				}
				return s.Complaints.Commit(b.Context(), newMatter(int(n.Add(1))))
			}
			if sides == 1 {
				for b.Loop() {
					require.NoError(b, create())
				}
				return
			}
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := create(); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

// BenchmarkCommit changes one matter after the other.
func BenchmarkCommit(b *testing.B) {
	s := fresh(b)
	c := newMatter(1)
	require.NoError(b, s.Complaints.Commit(b.Context(), c))
	for b.Loop() {
		c = next(c, noon)
		require.NoError(b, s.Complaints.Commit(b.Context(), c))
	}
}
