package access_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
)

func TestMasks(t *testing.T) {
	for in, want := range map[string]string{"欧阳明月": "欧阳*", "歐陽修": "歐陽*", "王芳": "王*", "王小芳": "王*", "欧阳": "欧*", " 李 四 ": "李*", "李": "李*", "Smith": "S*", "": ""} {
		require.Equal(t, want, access.MaskName(in), in)
	}
	for in, want := range map[string]string{"19900001201": "199****1201", "0571-88886666": "057****6666", "88886666": "88****66", "110": "****", "": ""} {
		require.Equal(t, want, access.MaskPhone(in), in)
	}
	for in, want := range map[string]string{"wang@example.com": "w***@example.com", "@example.com": "***", "odd": "***", "": ""} {
		require.Equal(t, want, access.MaskEmail(in), in)
	}
	for in, want := range map[string]string{"99000019900101001X": "99**************1X", "990000900101001": "99***********01", "12345": "****", "": ""} {
		require.Equal(t, want, access.MaskID(in), in)
	}
}

func TestPersonalDataIsSeenByRole(t *testing.T) {
	type sight struct{ never, own, onMatter bool }
	for role, want := range map[access.Role]sight{
		access.Owner: {own: true}, access.Desk: {true, true, true}, access.DeskLead: {true, true, true},
		access.Handler: {onMatter: true}, access.DeptHead: {onMatter: true},
		access.Legal: {}, access.Leader: {}, access.Admin: {}, access.Auditor: {}, access.System: {true, true, true},
	} {
		a := access.Actor{Role: role}
		require.Equal(t, want, sight{
			access.SeesPersonal(a, false, false), access.SeesPersonal(a, true, false), access.SeesPersonal(a, false, true),
		}, role)
	}
}
