//go:build unix

package rest

import (
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWhoHangsUpIsKnownBeforeAnythingIsSent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	caller, err := net.Dial("tcp", l.Addr().String())
	require.NoError(t, err)
	line, err := l.Accept()
	require.NoError(t, err)
	defer line.Close()

	require.False(t, hungUp(line))
	_, err = caller.Write([]byte("G"))
	require.NoError(t, err)
	one := make([]byte, 1)
	require.False(t, hungUp(line), "what they send next is no end")
	_, err = line.Read(one)
	require.NoError(t, err)
	require.Equal(t, "G", string(one), "and is left to read")
	require.NoError(t, caller.Close())
	require.Eventually(t, func() bool { return hungUp(line) }, 10*time.Second, time.Millisecond)
	near, far := net.Pipe()
	defer far.Close()
	require.NoError(t, near.Close())
	require.False(t, hungUp(near), "of other lines nothing is known")
}
