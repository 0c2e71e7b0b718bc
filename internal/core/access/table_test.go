package access_test

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"anju/internal/core/access"
)

// contract is what the table must agree with.
type contract struct {
	Paths map[string]map[string]yaml.Node `yaml:"paths"`
}

type operation struct {
	ID       string `yaml:"operationId"`
	Security *[]any `yaml:"security"`
	Method   string `yaml:"-"`
}

func operations(t *testing.T) map[string]operation {
	text, err := os.ReadFile("../../../api/openapi.yaml")
	require.NoError(t, err)
	var c contract
	require.NoError(t, yaml.Unmarshal(text, &c))
	out := map[string]operation{}
	for path, item := range c.Paths {
		for method, node := range item {
			if !slices.Contains([]string{"get", "post", "put", "patch", "delete"}, method) {
				continue
			}
			var op operation
			require.NoError(t, node.Decode(&op))
			require.NotEmpty(t, op.ID, "%s %s", method, path)
			op.Method = method
			out[op.ID] = op
		}
	}
	return out
}

func TestTableHoldsEveryOperationOfTheContractAndNoOther(t *testing.T) {
	var ids []string
	for id := range operations(t) {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	require.Equal(t, ids, access.Operations())
}

func TestOnlyWhatTheContractOpensNeedsNoSignIn(t *testing.T) {
	for id, op := range operations(t) {
		open := op.Security != nil && len(*op.Security) == 0
		require.Equal(t, open, access.May(id, access.Nobody), id)
	}
}

func TestRolesKeepToTheirWork(t *testing.T) {
	may := func(op string) (roles []access.Role) {
		for _, r := range access.Roles {
			if access.May(op, r) {
				roles = append(roles, r)
			}
		}
		return roles
	}
	for op, want := range map[string][]access.Role{
		"createUser":           {access.Admin},
		"listAudit":            {access.Admin, access.Auditor},
		"getPolicies":          {access.Admin, access.Auditor},
		"putPolicies":          {access.Admin},
		"registerComplaint":    {access.Owner, access.Desk, access.DeskLead},
		"judgeComplaint":       {access.Desk, access.DeskLead},
		"acceptComplaint":      {access.Handler, access.DeptHead},
		"approveComplaint":     {access.DeptHead, access.Legal, access.Leader},
		"offerAcceptComplaint": {access.Owner, access.Desk, access.DeskLead},
		"orderComplaint":       {access.DeskLead, access.Leader},
		"instructComplaint":    {access.Leader},
		"unmaskOwner":          {access.Desk, access.DeskLead, access.Admin},
		"getMyArchive":         {access.Owner},
		"nothingOfTheKind":     nil,
	} {
		require.Equal(t, want, may(op), op)
	}
	for _, op := range access.Operations() {
		require.NotEmpty(t, may(op), op)
		require.False(t, access.May(op, access.System), "%s: Anju's own work does not come over the contract", op)
	}
}

// An auditor opens findings, which departments answer; no matter is changed by it.
func TestAuditorsChangeNoMatter(t *testing.T) {
	var writes []string
	for id, op := range operations(t) {
		if op.Method != "get" && access.May(id, access.Auditor) && !access.May(id, access.Nobody) {
			writes = append(writes, id)
		}
	}
	slices.Sort(writes)
	require.Equal(t, []string{"acceptFollowUp", "changePassword", "classify", "createFollowUp", "createTicket", "readNotifications", "returnFollowUp", "setPreferences", "writeSheet"}, writes)
}
