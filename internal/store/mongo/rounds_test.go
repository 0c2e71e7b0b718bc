package mongo

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhoAsksWaitsForARoundThatBeginsLater(t *testing.T) {
	const asking = 20
	var r rounds
	begun, release := make(chan int, asking), make(chan struct{})
	n := 0
	work := func() error {
		n++ // one at a time
		begun <- n
		<-release
		if n == 2 {
			return errors.New("the second fails")
		}
		return nil
	}
	first := make(chan error, 1)
	go func() { first <- r.wait(t.Context(), work) }()
	require.Equal(t, 1, <-begun)

	joined := make([]*round, asking)
	var all sync.WaitGroup
	for i := range joined {
		all.Go(func() { joined[i] = r.join(work) })
	}
	all.Wait()
	for _, j := range joined {
		require.Same(t, joined[0], j, "all who come meanwhile share one round")
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	require.ErrorIs(t, r.wait(gone, work), context.Canceled)

	release <- struct{}{}
	require.NoError(t, <-first)
	require.Equal(t, 2, <-begun)
	release <- struct{}{}
	<-joined[0].done
	require.EqualError(t, joined[0].err, "the second fails")
	go func() { release <- struct{}{} }()
	require.NoError(t, r.wait(t.Context(), work), "and the next who asks begins anew")
	require.Equal(t, 3, n)
}
