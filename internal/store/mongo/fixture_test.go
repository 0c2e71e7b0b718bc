package mongo_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/terms"
	"anju/internal/core/words"
	"anju/internal/store/mongo"
	"anju/internal/store/mongotest"
	"anju/internal/store/set"
)

var noon = time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC)

func open(t testing.TB, uri string) *set.Set {
	t.Helper()
	s, err := mongo.Open(t.Context(), uri)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	return s
}

func fresh(t testing.TB) *set.Set { return open(t, mongotest.URI(t)) }

// newMatter is the n-th matter of a test, with one event and a small tally.
func newMatter(n int) complaint.Change {
	id := uuid.Must(uuid.NewV7()).String()
	at := noon.Add(time.Duration(n) * time.Minute)
	m := complaint.Complaint{
		ID: id, Number: fmt.Sprintf("TS-20261121-%06d", n), Version: 1, Status: complaint.Registered,
		Channel: terms.Phone, Nature: terms.Complaint, Title: "电梯停运", Text: fmt.Sprintf("第 %d 件：电梯又停了，物业一直不来修。", n),
		CommunityID: fmt.Sprintf("community-%d", n%3), HouseID: fmt.Sprintf("house-%d", n%50), OwnerID: fmt.Sprintf("owner-%d", n%50),
		Department: terms.Engineering, Category: "lift", Severity: terms.Normal,
		ReceivedAt: at, CreatedAt: at, UpdatedAt: at,
	}
	m.Keys = complaint.Keys{
		Open: n%4 != 0, DueAt: at.Add(48 * time.Hour), WakeAt: complaint.Far,
		Audience: []string{"owner:" + m.OwnerID, "dept:" + m.Department}, Waiting: "dept_head:" + m.Department,
		Words: words.Tokens(m.Number + "\n" + m.Title + "\n" + m.Text),
	}
	c := complaint.Change{Next: m}
	return with(c, "registered", at)
}

// next changes a matter as it was left by the change before.
func next(c complaint.Change, at time.Time) complaint.Change {
	c.ReadAt = c.Next.Version
	c.Next.Version++
	c.Next.UpdatedAt = at
	c.Events = nil
	return with(c, "progressed", at)
}

func with(c complaint.Change, kind complaint.Kind, at time.Time) complaint.Change {
	c.Next.Seq++
	c.Events = append(c.Events, complaint.Event{
		ID: fmt.Sprintf("%s-%d", c.Next.ID, c.Next.Seq), ComplaintID: c.Next.ID, Seq: c.Next.Seq, At: at, Kind: kind,
	})
	c.Tally = complaint.Tally{"2026-11-21": {"received": 1, "hoursToClose/0.5": c.Next.Version, fmt.Sprintf("received/status/v%d", c.Next.Version): 1}}
	return c
}
