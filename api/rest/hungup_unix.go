//go:build unix

package rest

import (
	"net"
	"syscall"
)

// hungUp tells whether the caller has gone while nothing was sent yet: then there
// is the end to read on their line. What else may stand there is left alone.
func hungUp(line net.Conn) bool {
	plain, ok := line.(syscall.Conn)
	if !ok {
		return false
	}
	raw, err := plain.SyscallConn()
	if err != nil {
		return false
	}
	gone := false
	err = raw.Control(func(fd uintptr) {
		n, _, err := syscall.Recvfrom(int(fd), make([]byte, 1), syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		gone = n == 0 && err == nil || err == syscall.ECONNRESET
	})
	return gone || err != nil
}
