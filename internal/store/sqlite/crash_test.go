package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/store/sqlite"
)

const killedStore = "ANJU_TEST_KILLED_STORE"

// TestMain lets the test binary be the program that is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv(killedStore); path != "" {
		fmt.Println(writeForever(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForever says a matter's number when its commit was answered.
func writeForever(path string) error {
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		return err
	}
	var next atomic.Int64
	var writers errgroup.Group
	for range 16 {
		writers.Go(func() error {
			for {
				c := sample(int(next.Add(1)))
				c.Next.ID = uuid.NewString()
				c.Events[0].ComplaintID, c.Events[0].ID = c.Next.ID, c.Next.ID+"-1"
				n, err := s.Complaints.NextNumber(context.Background(), "2026-03-02")
				if err != nil {
					return err
				}
				c.Next.Number = fmt.Sprintf("N-%d", n)
				if err := s.Complaints.Commit(context.Background(), c); err != nil {
					return err
				}
				fmt.Println(c.Next.Number)
			}
		})
	}
	return writers.Wait()
}

func TestNothingAnsweredIsLostByKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "anju.db")
	var answered []string
	for range 3 {
		program := exec.Command(os.Args[0])
		program.Env = append(os.Environ(), killedStore+"="+path)
		out, err := program.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, program.Start())
		fuse := time.AfterFunc(3*time.Minute, func() { _ = program.Process.Kill() })
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			require.True(t, n > 150 || strings.HasPrefix(lines.Text(), "N-"), lines.Text())
			if answered = append(answered, lines.Text()); n == 150 {
				require.NoError(t, program.Process.Kill())
			}
		}
		_ = program.Wait()
		fuse.Stop()
		answered = answered[:len(answered)-1] // may be cut short

		s, err := sqlite.Open(context.Background(), path)
		require.NoError(t, err)
		everything := access.Everything("what was answered is there")
		for _, number := range answered {
			m, err := s.Complaints.Get(context.Background(), everything, number)
			require.NoError(t, err, number)
			entries, err := s.Complaints.Timeline(context.Background(), m.ID, 0, 10)
			require.NoError(t, err)
			require.Len(t, entries, 1)
		}
		wrong, err := s.Figures.Recount(context.Background())
		require.NoError(t, err)
		require.Zero(t, wrong, "figures belong to the same commit")
		page, err := s.Complaints.List(context.Background(), everything, complaint.Query{Limit: 1, Count: true})
		require.NoError(t, err)
		require.GreaterOrEqual(t, page.Total, int64(len(answered)))
		require.NoError(t, s.Close(context.Background()))
	}
}
