package mongo_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/store/mongotest"
	"anju/internal/store/set"
	"anju/internal/store/storetest"
)

// TestContract runs the contract whole, and lets the server tell afterwards
// that nothing but a recount was found by scanning a collection.
func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *set.Set {
		uri := mongotest.URI(t)
		server := newProfiler(t, uri)
		s := open(t, uri)
		server.start()
		t.Cleanup(func() {
			for _, n := range server.stop() {
				if comment, ok := n.Command.Lookup("comment").StringValueOK(); ok && comment == "recount" {
					continue // reads everything by its nature
				}
				require.NotContains(t, n.Plan, "COLLSCAN", "%s: %s", n.Collection, n.Command)
			}
		})
		return s
	})
}
