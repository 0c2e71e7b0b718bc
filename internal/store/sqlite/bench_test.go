package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/terms"
	"anju/internal/core/words"
	"anju/internal/store/set"
)

var statuses = []complaint.Status{complaint.Registered, complaint.Dispatched, complaint.Executing, complaint.Resolved}

// sample is the i-th matter of a large estate: most are closed, the texts differ.
func sample(i int) complaint.Change {
	received := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 7 * time.Minute)
	department := []string{terms.Engineering, terms.Finance, terms.Contracts, terms.Service}[i%4]
	community := fmt.Sprint("c-", i%7)
	m := complaint.Complaint{
		ID: fmt.Sprintf("m-%08d", i), Number: fmt.Sprintf("TS-%08d", i), Version: 1, Status: complaint.Closed, Channel: terms.Channels[i%len(terms.Channels)],
		Nature: terms.Natures[i%len(terms.Natures)], Severity: terms.Severities[i%4], Category: fmt.Sprint("category-", i%43), Department: department,
		Title: fmt.Sprintf("%d幢电梯停运第%d次", i%40, i%9), CommunityID: community, OwnerID: fmt.Sprint("o-", i%9000), HouseID: fmt.Sprint("h-", i%9000),
		Text:     fmt.Sprintf("十二幢的电梯停了两天，老人上下楼不便，已经反映了%d次，物业至今没有答复，请尽快处理。屋面渗水、墙皮脱落，卫生间漏水到楼下%d室。", i%5, i%3000),
		Reporter: complaint.Reporter{Name: "欧阳静", Phone: fmt.Sprintf("1990%07d", i%9000)}, ReceivedAt: received, CreatedAt: received, UpdatedAt: received, Seq: 1,
		Keys: complaint.Keys{DueAt: complaint.Far, WakeAt: complaint.Far, Audience: []string{access.OwnerAudience(fmt.Sprint("o-", i%9000)), access.DepartmentAudience(department)}},
	}
	if i%50 == 0 {
		m.Status, m.Keys.Open, m.Keys.DueAt, m.Keys.Waiting = statuses[i/50%4], true, received.Add(48*time.Hour), "dept_head:"+department
		m.Keys.WakeAt = m.Keys.DueAt
	}
	m.Keys.Words = words.Tokens(m.Number + "\n" + m.Title + "\n" + m.Reporter.Name + "\n" + m.Reporter.Phone + "\n" + m.Text)
	day := received.Format(time.DateOnly)
	return complaint.Change{
		Next:   m,
		Events: []complaint.Event{{ID: m.ID + "-1", ComplaintID: m.ID, Seq: 1, At: received, Kind: complaint.KindRegistered, Data: []byte(`{"title":"电梯停运"}`)}},
		Tally: complaint.Tally{day: {
			"received": 1, "received/channel/" + string(m.Channel): 1, "received/nature/" + string(m.Nature): 1, "received/category/" + m.Category: 1, "received/department/" + department: 1,
			"received/severity/" + string(m.Severity): 1, "received/community/" + community: 1, "received/status/" + string(m.Status): 1, "received/outcome/none": 1,
		}},
	}
}

// BenchmarkCommit measures durable creations, one after the other and by 64 at once.
func BenchmarkCommit(b *testing.B) {
	for _, at := range []int{1, 64} {
		b.Run(fmt.Sprint(at), func(b *testing.B) {
			s := opened(b, filepath.Join(b.TempDir(), "anju.db"))
			var next atomic.Int64
			b.SetParallelism((at + 1) / 2) // of the two processors
			b.ResetTimer()
			if at == 1 {
				for i := range b.N {
					require.NoError(b, s.Complaints.Commit(context.Background(), sample(i)))
				}
			} else {
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if err := s.Complaints.Commit(context.Background(), sample(int(next.Add(1)))); err != nil {
							b.Error(err)
						}
					}
				})
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
		})
	}
}

// filled is a store of so many matters, ANJU_BENCH_MATTERS or 10,000.
func filled(b *testing.B) (*set.Set, int) {
	n := 10_000
	if asked, err := strconv.Atoi(os.Getenv("ANJU_BENCH_MATTERS")); err == nil {
		n = asked
	}
	s := opened(b, ":memory:")
	var changes []complaint.Change
	for i := range n {
		if changes = append(changes, sample(i)); len(changes) == 500 || i == n-1 {
			require.NoError(b, s.Complaints.Commit(context.Background(), changes...))
			changes = changes[:0]
		}
	}
	return s, n
}

// BenchmarkRead measures what screens ask for, beside many matters.
func BenchmarkRead(b *testing.B) {
	s, n := filled(b)
	desk := access.SightOf(access.Actor{ID: "u-1", Role: access.Desk})
	few := access.SightOf(access.Actor{ID: "u-1", Role: access.Desk, CommunityIDs: []string{"c-1", "c-2", "c-3"}})
	handler := access.SightOf(access.Actor{ID: "u-1", Role: access.Handler, Department: terms.Engineering})
	owner := access.SightOf(access.Actor{ID: "u-1", Role: access.Owner, OwnerID: "o-5", CommunityIDs: []string{"c-5"}})
	yes := true
	for _, c := range []struct {
		name  string
		scope access.Scope
		q     complaint.Query
	}{
		{"newest", desk, complaint.Query{}},
		{"newest of three communities", few, complaint.Query{}},
		{"open by due", desk, complaint.Query{Open: &yes, Sort: complaint.ByDue, Ascending: true}},
		{"open by due of three communities", few, complaint.Query{Open: &yes, Sort: complaint.ByDue, Ascending: true}},
		{"several statuses", desk, complaint.Query{Statuses: statuses[:2]}},
		{"department", handler, complaint.Query{}},
		{"department open by due", handler, complaint.Query{Open: &yes, Sort: complaint.ByDue, Ascending: true}},
		{"department open", handler, complaint.Query{Open: &yes}},
		{"department by updated", handler, complaint.Query{Sort: complaint.ByUpdated}},
		{"owner", owner, complaint.Query{}},
		{"category by updated", desk, complaint.Query{Category: "category-7", Sort: complaint.ByUpdated}},
		{"category and channel", desk, complaint.Query{Category: "category-7", Channel: terms.Visit}},
		{"nothing fits", desk, complaint.Query{Category: "category-7", Nature: terms.Repair, Statuses: []complaint.Status{complaint.Unfounded, complaint.Withdrawn}}},
		{"count", desk, complaint.Query{Category: "category-7", Count: true}},
		{"search two characters, in all", desk, complaint.Query{Words: words.Query("电梯")}},
		{"search rare", desk, complaint.Query{Words: words.Query("楼下1234室")}},
		{"search one character", desk, complaint.Query{Words: words.Query("水")}},
		{"search phone beginning", desk, complaint.Query{Words: words.Query("1990000")}},
		{"search one digit", desk, complaint.Query{Words: words.Query("1")}},
		{"search in a department", handler, complaint.Query{Words: words.Query("漏水 39幢"), Open: &yes}},
		{"search two common, none together", desk, complaint.Query{Words: words.Query("3幢 TS-00000007")}},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.q.Limit = 20
			for b.Loop() {
				_, err := s.Complaints.List(context.Background(), c.scope, c.q)
				require.NoError(b, err)
			}
		})
	}
	b.Run("one matter", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			_, err := s.Complaints.Get(context.Background(), desk, fmt.Sprintf("TS-%08d", i%n))
			require.NoError(b, err)
		}
	})
	b.Run("figures of a month", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Figures.Sum(context.Background(), nil, "2024-02-01", "2024-02-28", nil, false)
			require.NoError(b, err)
		}
	})
	b.Run("figures from the beginning", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Figures.Sum(context.Background(), []string{"c-1"}, "", "2024-02-28", []string{"received/status", "closed"}, false)
			require.NoError(b, err)
		}
	})
}
