package acceptance

import (
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func oneAcceptWins(t *testing.T, c *cast) {
	owner := c.moveIn(t, c.community(t), "争一")
	for _, guarded := range []bool{false, true} {
		m := c.dispatched(t, owner)
		var extra []header
		if guarded {
			extra = append(extra, header{"If-Match", `"` + itoa(int(m.number("version"))) + `"`})
		}
		people := []caller{c.handler["engineering"], c.head["engineering"]}
		var statuses [10]int
		var all sync.WaitGroup
		for i := range statuses {
			all.Go(func() {
				if a, err := people[i%2].try(http.MethodPost, "/complaints/"+m.text("id")+"/accept", nil, extra...); err == nil {
					statuses[i] = a.status
				}
			})
		}
		all.Wait()
		won := 0
		for _, s := range statuses {
			if s == http.StatusOK {
				won++
				continue
			}
			require.Contains(t, []int{http.StatusConflict, http.StatusPreconditionFailed}, s, statuses)
		}
		require.Equal(t, 1, won, statuses)
		after := c.desk.get(t, "/complaints/"+m.text("id")).is(http.StatusOK)
		require.Equal(t, m.number("version")+1, after.number("version"))
		require.Equal(t, "investigating", after.text("status"))
	}

	// Commands that do not exclude each other all go through, none is lost.
	m := c.dispatched(t, owner)
	var statuses [4]int
	var all sync.WaitGroup
	for i := range statuses {
		all.Go(func() {
			if a, err := c.desk.try(http.MethodPost, "/complaints/"+m.text("id")+"/comment", obj{"note": "同时", "visibleToOwner": false}); err == nil {
				statuses[i] = a.status
			}
		})
	}
	all.Wait()
	require.Equal(t, [4]int{200, 200, 200, 200}, statuses)
	require.Equal(t, m.number("version")+4, c.desk.get(t, "/complaints/"+m.text("id")).number("version"))
}

func survivesKill(t *testing.T, c *cast) {
	store := c.fresh(t)
	h := start(t, store)
	own := &cast{house: h, nobody: caller{house: h}, fresh: c.fresh}
	own.admin = own.signIn(t, "admin", adminPassword)
	own.desk = own.hire(t, "desk1", "周晓梅", "desk", "service")
	owner := own.moveIn(t, own.community(t), "断电")

	// Six clerks register as fast as they can while the power goes.
	type acknowledged struct{ id, number string }
	var mu sync.Mutex
	var kept []acknowledged
	enough := make(chan struct{})
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for {
				a, err := own.desk.try(http.MethodPost, "/complaints", obj{"channel": "phone", "ownerId": owner.ownerID, "title": "断电前的一件", "text": "路灯不亮。", "nature": "repair"})
				if err != nil {
					return
				}
				m, ok := a.json.(map[string]any)
				if a.status != http.StatusCreated || !ok {
					continue
				}
				mu.Lock()
				if kept = append(kept, acknowledged{m["id"].(string), m["number"].(string)}); len(kept) == 60 {
					close(enough)
				}
				mu.Unlock()
			}
		})
	}
	<-enough
	h.kill()
	all.Wait()

	again := start(t, store)
	own.house, own.nobody = again, caller{house: again}
	desk := own.signIn(t, "desk1", staffPassword)
	require.Empty(t, again.log.panics())
	numbers := map[string]bool{}
	for i, a := range kept {
		m := desk.get(t, "/complaints/"+a.id).is(http.StatusOK)
		require.Equal(t, a.number, m.text("number"))
		require.False(t, numbers[a.number], "a number is never given twice")
		numbers[a.number] = true
		if i%10 == 0 {
			archive := desk.get(t, "/complaints/"+a.id+"/archive?format=json").is(http.StatusOK)
			code, said := verify(t, archive.raw)
			require.Equal(t, 0, code, said)
		}
	}
	require.GreaterOrEqual(t, len(kept), 60)
	next := desk.post(t, "/complaints", obj{"channel": "phone", "ownerId": owner.ownerID, "title": "来电后的一件", "text": "路灯不亮。", "nature": "repair"}).is(http.StatusCreated)
	require.False(t, numbers[next.text("number")])
	listed := desk.get(t, "/complaints?count=true&limit=1").is(http.StatusOK)
	require.GreaterOrEqual(t, listed.number("total"), int64(len(kept)+1))
}
