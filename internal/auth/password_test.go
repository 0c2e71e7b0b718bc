package auth_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/auth"
	"anju/internal/core/fault"
)

var cheap = auth.Cost{MemoryKiB: 64, Passes: 1}

func TestPasswordFitsOnlyItsHash(t *testing.T) {
	ctx := context.Background()
	h := auth.NewHasher(cheap, 2)
	hash, err := h.Hash(ctx, "安居乐业二〇二六年")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$"), hash)

	again, err := h.Hash(ctx, "安居乐业二〇二六年")
	require.NoError(t, err)
	require.NotEqual(t, hash, again)

	for password, want := range map[string]bool{"安居乐业二〇二六年": true, "安居乐业二〇二五年": false, "": false} {
		fits, err := h.Verify(ctx, hash, password)
		require.NoError(t, err)
		require.Equal(t, want, fits)
	}
	fits, err := h.Verify(ctx, "", "anything")
	require.NoError(t, err)
	require.False(t, fits, "nobody has no password")

	costlier := auth.NewHasher(auth.Cost{MemoryKiB: 128, Passes: 2}, 1)
	fits, err = costlier.Verify(ctx, hash, "安居乐业二〇二六年")
	require.NoError(t, err)
	require.True(t, fits, "a hash carries its own cost")
}

func TestDamagedOrHugeHashesAreRefused(t *testing.T) {
	h := auth.NewHasher(cheap, 1)
	for _, stored := range []string{
		"plain", "$argon2i$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$eA", "$argon2id$v=19$m=4194304,t=1,p=1$c2FsdHNhbHQ$eA",
		"$argon2id$v=19$m=64,t=99,p=1$c2FsdHNhbHQ$eA", "$argon2id$v=19$m=64,t=1,p=1$!!$eA", "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$eA",
	} {
		_, err := h.Verify(context.Background(), stored, "x")
		require.True(t, fault.Is(err, fault.Internal), stored)
	}
}

func TestFloodOfSignInsIsBounded(t *testing.T) {
	h := auth.NewHasher(cheap, 1)
	var wg sync.WaitGroup
	answers := make(chan error, 400)
	for range 400 {
		wg.Go(func() {
			_, err := h.Hash(context.Background(), "x")
			answers <- err
		})
	}
	wg.Wait()
	close(answers)
	for err := range answers {
		require.True(t, err == nil || fault.Is(err, fault.TooMany), "%v", err)
	}
	_, err := h.Hash(context.Background(), "x")
	require.NoError(t, err, "every slot is given back")
}
