package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/handover"
	"anju/internal/core/keyregister"
	"anju/internal/core/ledger"
	"anju/internal/core/letter"
	"anju/internal/core/owner"
	"anju/internal/core/terms"
	"anju/internal/core/words"
)

// recorder asks the engine how it would answer each query that passes.
type recorder struct {
	asker
	t     *testing.T
	plans map[string][]string
}

func (r *recorder) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if _, known := r.plans[query]; !known {
		rows, err := r.asker.query(ctx, "EXPLAIN QUERY PLAN "+query, args...)
		require.NoError(r.t, err, query)
		defer rows.Close()
		r.plans[query] = []string{}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			require.NoError(r.t, rows.Scan(&id, &parent, &unused, &detail))
			r.plans[query] = append(r.plans[query], detail)
		}
	}
	return r.asker.query(ctx, query, args...)
}

func explain(t *testing.T, e *engine, query string, args ...any) string {
	r := &recorder{asker: e.reader, t: t, plans: map[string][]string{}}
	rows, err := r.query(context.Background(), query, args...)
	require.NoError(t, err, query)
	require.NoError(t, rows.Close())
	return strings.Join(r.plans[query], "\n")
}

// TestListsOfMattersAreCarried proves that no list walks all matters to find
// its own, and that none is sorted but for one person's, house's or inbox's few:
// the index is in the order of the list. What nothing narrows is walked in order.
func TestListsOfMattersAreCarried(t *testing.T) {
	s, err := Open(context.Background(), InMemory)
	require.NoError(t, err)
	e := s.Engine.(*engine)
	defer func() { require.NoError(t, s.Close(context.Background())) }()

	yes, now := true, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	scopes := map[string]access.Scope{
		"desk":        access.SightOf(access.Actor{ID: "u-1", Role: access.Desk}),
		"community":   access.SightOf(access.Actor{ID: "u-1", Role: access.Desk, CommunityIDs: []string{"c-1"}}),
		"communities": access.SightOf(access.Actor{ID: "u-1", Role: access.Desk, CommunityIDs: []string{"c-1", "c-2"}}),
		"handler":     access.SightOf(access.Actor{ID: "u-1", Role: access.Handler, Department: terms.Engineering}),
		"owner":       access.Own(access.Actor{ID: "u-1", Role: access.Owner, OwnerID: "o-1"}),
	}
	queries := map[string]complaint.Query{
		"none": {}, "open": {Open: &yes}, "status": {Statuses: []complaint.Status{complaint.Closed}}, "open statuses": {Statuses: []complaint.Status{complaint.Registered, complaint.Dispatched}},
		"department": {Department: terms.Finance}, "open of a department": {Department: terms.Finance, Open: &yes}, "community": {CommunityID: "c-1"}, "overdue": {DueBefore: &now},
		"open of a community": {CommunityID: "c-1", Open: &yes}, "overdue of a department": {DueBefore: &now, Department: terms.Finance}, "words": {Words: words.Query("电梯 199")},
		"received": {From: &now, To: &now},
	}
	byReceipt := map[string]complaint.Query{
		"outcome": {Outcome: complaint.Fixed}, "category": {Category: "leak"}, "severity": {Severity: terms.High}, "nature": {Nature: terms.Repair}, "channel": {Channel: terms.Phone},
	}
	few := map[string]complaint.Query{
		"owner": {OwnerID: "o-1"}, "house": {HouseID: "h-1"}, "spot": {Spot: "c-1/12/leak"}, "assignee": {AssigneeID: "u-1"}, "waiting": {Waiting: []string{"leader", "finance"}},
		"mark": {Mark: complaint.MarkReturned}, "mark of a house": {Mark: complaint.MarkFinal, HouseID: "h-1"},
	}
	byRetention := complaint.Query{RetainedTo: &now}
	check := func(name string, scope access.Scope, q complaint.Query, sort complaint.Sort, mayWalk, maySort bool) {
		q.Sort, q.Limit = sort, 20
		for _, cursor := range []bool{false, true} {
			p := planFor(scope, q)
			if cursor {
				p.beyond(cursorOf(q), false)
			}
			query, args := p.page(false, 21)
			label := fmt.Sprintf("%s by %s, cursor %t:\n%s\n", name, sort, cursor, query)
			plan, _, _ := strings.Cut(explain(t, e, query, args...), "SCAN page")
			t.Run(name+" by "+string(sort), func(t *testing.T) {
				if !mayWalk {
					require.NotRegexp(t, `SCAN (c|a|complaint_docs)\b`, plan, label)
				}
				if !maySort {
					require.NotContains(t, plan, "TEMP B-TREE FOR ORDER BY", label)
				}
			})
		}
	}
	for within, scope := range scopes {
		inOrder := within == "desk" || within == "communities" // nothing narrows: newest first, until the page is full
		for name, q := range queries {
			for _, sort := range []complaint.Sort{complaint.ByReceived, complaint.ByUpdated, complaint.ByDue} {
				if len(q.Words) > 0 && sort != complaint.ByReceived {
					continue // search is by receipt alone
				}
				narrow := name != "none" && (name != "received" || sort == complaint.ByReceived)
				check(within+", "+name, scope, q, sort, inOrder && !narrow, false)
			}
		}
		for name, q := range byReceipt {
			check(within+", "+name, scope, q, complaint.ByReceived, false, false)
		}
		check(within+", retention", scope, byRetention, complaint.ByRetention, false, false)
		for name, q := range few {
			check(within+", "+name, scope, q, complaint.ByReceived, false, name == "waiting")
			check(within+", "+name, scope, q, complaint.ByDue, false, true)
		}
	}
}

// TestBoardsOfIncidentsAreCarried: the board of incidents, what looks like one,
// and what concerns a caller are walked along their audience in order, over one
// community or over all.
func TestBoardsOfIncidentsAreCarried(t *testing.T) {
	s, err := Open(context.Background(), InMemory)
	require.NoError(t, err)
	e := s.Engine.(*engine)
	defer func() { require.NoError(t, s.Close(context.Background())) }()
	for who, a := range map[string]access.Actor{
		"leader":  {ID: "u-1", Role: access.Leader},
		"desk":    {ID: "u-1", Role: access.Desk, CommunityIDs: []string{"c-1", "c-2"}},
		"handler": {ID: "u-1", Role: access.Handler, Department: terms.Engineering},
		"owner":   {ID: "u-1", Role: access.Owner, OwnerID: "o-1", CommunityIDs: []string{"c-1"}},
	} {
		scopes := map[string]access.Scope{"incidents": access.IncidentsOf(a), "groups": access.GroupsIn(a, "c-1")}
		if a.OnDesk() || a.Is(access.Leader) {
			scopes["maybe"] = access.MaybeIncidentsOf(a)
		}
		for board, scope := range scopes {
			for _, community := range []string{"", "c-1"} {
				p := planFor(scope, complaint.Query{Sort: complaint.ByReceived, CommunityID: community, Limit: 20})
				p.beyond(cursor{Sort: complaint.ByReceived, N: 1}, false)
				query, args := p.page(false, 21)
				label := who + ", " + board + " in " + community + ":\n" + query
				plan, _, _ := strings.Cut(explain(t, e, query, args...), "SCAN page")
				require.NotRegexp(t, `SCAN (c|a|complaint_docs)\b`, plan, label)
				require.NotContains(t, plan, "TEMP B-TREE FOR ORDER BY", label)
			}
		}
	}
}

// TestTheLedgerIsCarried: every filter of the ledger walks one index in the
// order of the list; what nothing narrows is walked from the newest on.
func TestTheLedgerIsCarried(t *testing.T) {
	s, err := Open(context.Background(), InMemory)
	require.NoError(t, err)
	e := s.Engine.(*engine)
	defer func() { require.NoError(t, s.Close(context.Background())) }()
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	within := access.Books(access.Actor{ID: "u-1", CommunityIDs: []string{"c-1", "c-2"}})
	for name, q := range map[string]ledger.Query{
		"all": {}, "days": {From: &day, To: &day}, "community": {CommunityID: "c-1"}, "department": {Department: terms.Finance}, "category": {Category: "leak"},
		"kind": {Kind: "cash"}, "basis": {Basis: "waiver"}, "type": {Type: ledger.Recovery}, "owner": {OwnerID: "o-1"}, "house": {HouseID: "h-1", Whole: true},
		"matter": {ComplaintID: "m-1"}, "words": {Words: words.Query("欧阳 12-4-804")},
		"many": {Department: terms.Finance, Kind: "cash", CommunityID: "c-1", From: &day, Words: words.Query("PZ-003")},
	} {
		for _, scope := range []access.Scope{access.Everything("test"), within} {
			for _, after := range []*ledger.Position{nil, {At: day, ID: "e"}} {
				q.Limit, q.After = 20, after
				from, c := ledgerPlan(scope, q)
				query, args := ledgerPage(from, c, q)
				plan, _, _ := strings.Cut(explain(t, e, query, args...), "SCAN page")
				walked := len(q.Keys()) == 0 && q.From == nil && after == nil
				require.Equal(t, walked, strings.Contains(plan, "SCAN w "), "%s:\n%s\n%s", name, query, plan)
				require.NotRegexp(t, `SCAN (l|k|r)\b`, plan, name)
				require.NotContains(t, plan, "TEMP B-TREE FOR ORDER BY", name)
			}
		}
	}
}

func cursorOf(q complaint.Query) cursor { return cursor{Sort: q.Sort, At: 1, N: 1} }

// TestOtherReadsAreCarried goes through every other read once and proves that
// none walks a table that grows.
func TestOtherReadsAreCarried(t *testing.T) {
	s, err := Open(context.Background(), InMemory)
	require.NoError(t, err)
	e := s.Engine.(*engine)
	defer func() { require.NoError(t, s.Close(context.Background())) }()
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, q := range []struct {
		query string
		args  []any
	}{
		{"SELECT d.doc FROM complaint_docs d WHERE d.n IN (SELECT n FROM complaints WHERE id = ?1 UNION ALL SELECT n FROM complaints WHERE number = ?1) LIMIT 1", []any{"m"}},
		{"SELECT doc FROM timeline WHERE complaint_id = ? AND seq > ? ORDER BY seq LIMIT ?", []any{"m", 1, 1}},
		{"SELECT id FROM complaints WHERE wake_at <= ? ORDER BY wake_at, n LIMIT ?", []any{1, 1}},
		{"SELECT doc FROM audit WHERE actor_id = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?", []any{"u", 1, "a", 1}},
		{"SELECT doc FROM houses WHERE label >= ? AND label < ? AND sort > ? ORDER BY sort LIMIT ?", []any{"a", "b", "", 1}},
		{"SELECT doc FROM contacts WHERE owner_id = ? ORDER BY id DESC LIMIT ?", []any{"o", 1}},
	} {
		require.NotContains(t, explain(t, e, q.query, q.args...), "SCAN", q.query)
	}
	require.Contains(t, explain(t, e, sheetsByID, list([]string{"c-1/usual"})), "SEARCH rosters USING INDEX")
	deputies := explain(t, e, namedDeputy, "u-1", 1)
	require.Contains(t, deputies, "SEARCH accounts USING INDEX accounts_deputy")
	require.NotContains(t, deputies, "TEMP B-TREE", "in the order of the index")
	require.Contains(t, explain(t, e, oldHandovers, "all", 1), "SEARCH handovers_lists USING PRIMARY KEY (key=? AND place<?)")
	shifts, args := handoverWalk(handover.Query{Key: handover.AllLists, BeforeAt: now, BeforeID: "h", Limit: 5}).query("handovers")
	require.NotRegexp(t, `SCAN (l|d)\b|TEMP B-TREE`, explain(t, e, shifts, args...))
	for _, q := range []keyregister.Query{{Lists: []string{keyregister.All}}, {Lists: []string{keyregister.Named("A-1"), keyregister.InState(keyregister.Out)}, Communities: []string{"c"}, After: &keyregister.Place{At: 1, ID: "k"}}} {
		query, args := keyWalk(q).query("entrusted_keys")
		require.NotRegexp(t, `SCAN (l|d|x)\b|TEMP B-TREE`, explain(t, e, query, args...))
	}
	require.Contains(t, explain(t, e, onHook, "c/a-1", "k"), "USING INDEX entrusted_keys_hook")
	for name, q := range map[string]letter.Query{
		"all": {BeforeAt: now, BeforeID: "l"}, "sent": {Direction: "out", BeforeAt: now, BeforeID: "l"}, "days": {Direction: "in", From: &now, To: &now}, "words": {Words: words.Query("住建局")},
	} {
		from, c := letterPlan(q)
		plan := explain(t, e, "SELECT l.doc FROM "+from+c.where()+" ORDER BY l.at DESC, l.id DESC LIMIT 21", c.args...)
		require.NotRegexp(t, `SCAN l\b`, plan, name)
		require.Equal(t, len(q.Words) > 0, strings.Contains(plan, "TEMP B-TREE"), "%s: what a search finds is sorted, and nothing else", name)
	}
	for _, table := range []string{"follow_ups", "correctives", "case_studies", "orders"} {
		for _, w := range []walk{{key: "all/open"}, {key: "all", anyCommunity: []string{"c"}}, {key: "dept:finance", ascending: true, beyond: true, place: 1, id: "a", communities: []string{"c"}, notRecused: "u"}} {
			query, args := w.query(table)
			plan := explain(t, e, query, args...)
			require.NotRegexp(t, `SCAN (l|d)\b`, plan, query)
			require.NotContains(t, plan, "TEMP B-TREE FOR ORDER BY", query)
		}
	}
	for _, table := range []string{"follow_ups", "orders", "entrusted_keys"} {
		plan := explain(t, e, wakingOf(table), 1, 100)
		require.Contains(t, plan, "USING INDEX "+table+"_wake")
		require.NotContains(t, plan, "TEMP B-TREE")
	}
	for _, q := range []complaint.LoadQuery{{}, {Communities: []string{"c"}, Department: "finance", Due: []time.Time{now, now}, Received: []time.Time{now}}} {
		query, args := loadOf(q)
		require.Contains(t, explain(t, e, query, args...), "USING COVERING INDEX complaints_load", "no matter is read")
	}
	sums := explain(t, e, summed+" GROUP BY 1, 2", "2026-01-01", "2026-02-01", 0, bounds([]string{"received", "closed/"}))
	require.NotRegexp(t, `SCAN (f|figures)\b`, sums)
	require.Contains(t, sums, "SEARCH f USING PRIMARY KEY (span=? AND measure>? AND measure<?)", "each measure is sought in each span")
	desk := access.SightOf(access.Actor{ID: "u-1", Role: access.Desk, CommunityIDs: []string{"c-1", "c-2"}})
	for _, q := range []owner.Query{{PhoneKey: "1"}, {HouseID: "h"}, {CommunityID: "c"}, {Terms: words.Query("欧阳")}, {HouseID: "h", PhoneKey: "1"}} {
		from, c := searchPlan(desk, q)
		require.NotRegexp(t, `SCAN (o|k)\b`, explain(t, e, "SELECT o.doc FROM "+from+c.where(), c.args...))
	}
}
