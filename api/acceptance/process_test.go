package acceptance

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// keysAreKept: on SQLite keys are made and kept beside the store, on MongoDB the
// start is refused without them.
func keysAreKept(t *testing.T, c *cast) {
	store := c.fresh(t)
	noKeys := []string{"ANJU_JWT_SECRET=", "ANJU_DATA_KEY="}
	if strings.HasPrefix(store, "mongodb") {
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), append(noKeys, "ANJU_ADDR=127.0.0.1:0", "ANJU_STORE="+store)...)
		said, err := cmd.CombinedOutput()
		require.Error(t, err)
		require.Contains(t, string(said), "ANJU_JWT_SECRET")
		require.Contains(t, string(said), "ANJU_DATA_KEY")
		return
	}
	h := start(t, store, noKeys...)
	own := &cast{house: h, nobody: caller{house: h}, fresh: c.fresh}
	own.admin = own.signIn(t, "admin", adminPassword)
	own.desk = own.hire(t, "desk1", "周晓梅", "desk", "service")
	community := own.community(t)
	owner := own.desk.post(t, "/owners", obj{"name": "钥匙", "phone": nextPhone(), "idNumber": "110101199003070003", "houses": []obj{{"houseId": own.houseIn(t, community)}}}).is(http.StatusCreated).text("id")
	require.Equal(t, 0, h.terminate(t))

	files, err := filepath.Glob(filepath.Join(filepath.Dir(strings.TrimPrefix(store, "sqlite:")), "*"))
	require.NoError(t, err)
	for _, f := range files {
		info, err := os.Stat(f)
		require.NoError(t, err)
		raw, err := os.ReadFile(f)
		if !info.IsDir() {
			require.NoError(t, err)
			require.NotContains(t, string(raw), "110101199003070003", "identity numbers are encrypted")
		}
	}

	again := start(t, store, noKeys...)
	kept := own.desk
	kept.house = again
	require.Equal(t, "desk1", kept.get(t, "/me").is(http.StatusOK).text("login"), "sessions outlive a restart")
	require.Equal(t, "110101199003070003", kept.post(t, "/owners/"+owner+"/unmask", obj{"field": "idNumber", "reason": "核对"}).is(http.StatusOK).text("value"))
}

func commandLineHelps(t *testing.T, _ *cast) {
	out, err := exec.Command(program, "version").CombinedOutput()
	require.NoError(t, err)
	require.NotEmpty(t, out)
	_, err = exec.Command(program, "fly").CombinedOutput()
	require.Error(t, err)
	code, said := verify(t, []byte(`{"format": "something-else"}`))
	require.Equal(t, 1, code, said)
	cmd := exec.Command(program, "verify-archive", filepath.Join(t.TempDir(), "nothing"))
	require.Error(t, cmd.Run())
	require.Equal(t, 1, cmd.ProcessState.ExitCode())
}
