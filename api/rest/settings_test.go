package rest_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/rules"
)

// What the core decides by is what the contract shows and takes, to the last
// field: one that the contract does not know could neither be read nor changed.
func TestTheContractShowsEveryFieldOfTheSettings(t *testing.T) {
	s := open(t)
	shipped, err := config.Rules(time.UTC)
	require.NoError(t, err)
	for _, name := range rules.Documents {
		doc, err := shipped.Decided().Document(name)
		require.NoError(t, err)
		var want map[string]any
		require.NoError(t, json.Unmarshal(doc, &want))
		want["version"] = 1.0
		got := s.call("admin", http.MethodGet, "/api/v1/settings/"+name, "")
		require.Equal(t, want, got.json(t), name)

		// Sent back as it came it is taken whole, and changes nothing.
		body, err := json.Marshal(want)
		require.NoError(t, err)
		back := s.call("admin", http.MethodPut, "/api/v1/settings/"+name, string(body)).json(t)
		require.Empty(t, back["changes"], name)
		require.Equal(t, 1.0, back["version"], name)
	}
}
