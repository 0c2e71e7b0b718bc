//go:build !unix

package rest

import "net"

// hungUp is not known here: an export runs to its end or its time.
func hungUp(net.Conn) bool { return false }
