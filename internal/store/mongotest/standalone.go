package mongotest

import (
	"net"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Standalone returns the address of a mongod that is no replica set and ends
// with the test. It is left out where no mongod can be started.
func Standalone(t testing.TB) string {
	t.Helper()
	program, err := find()
	if err != nil && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	require.NoError(t, err)
	port, err := freePort()
	require.NoError(t, err)
	folder, err := os.MkdirTemp("", "anju-mongod-")
	require.NoError(t, err)
	cmd := exec.Command("sh", "-c", keeper, "mongod-keeper", folder,
		program, "--bind_ip", "127.0.0.1", "--port", strconv.Itoa(port), "--dbpath", folder, "--wiredTigerCacheSizeGB", "0.25", "--nounixsocket",
		"--setParameter", "diagnosticDataCollectionEnabled=false")
	lifeline, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = lifeline.Close()
		_ = cmd.Wait()
	})
	return "mongodb://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) + "/?directConnection=true&serverSelectionTimeoutMS=30000"
}
