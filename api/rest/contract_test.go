package rest_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

func TestContractRolesAndCommandsNameTheSameOperations(t *testing.T) {
	s := open(t)
	spec := s.call("", "GET", "/api/v1/openapi.json", "").json(t)
	var operations []string
	commands := 0
	for path, item := range spec["paths"].(map[string]any) {
		for _, op := range item.(map[string]any) {
			o := op.(map[string]any)
			operations = append(operations, o["operationId"].(string))
			if o["tags"].([]any)[0] == "commands" {
				commands++
				require.Contains(t, complaint.Words(), complaint.Word(path[len("/complaints/{id}/"):]))
			}
		}
	}
	slices.Sort(operations)
	require.Equal(t, access.Operations(), operations)
	require.Len(t, complaint.Words(), commands)
}
