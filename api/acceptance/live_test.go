package acceptance

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// heard is one event of a live stream.
type heard struct{ id, kind, data string }

// listen opens the live stream of a page. The channel closes when the stream ends.
func (c caller) listen(t *testing.T, lastID string) <-chan heard {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.house.base+"/api/v1/events", nil)
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+c.token)
	if lastID != "" {
		req.Header.Set("Last-Event-ID", lastID)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.True(t, strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream"))
	out := make(chan heard, 100)
	go func() {
		defer close(out)
		defer res.Body.Close()
		var e heard
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			field, value, _ := strings.Cut(lines.Text(), ": ")
			switch field {
			case "id":
				e.id = value
			case "event":
				e.kind = value
			case "data":
				e.data = value
			case "":
				if e.kind != "" {
					out <- e
				}
				e = heard{}
			}
		}
	}()
	return out
}

// await takes events until one is of the kind and about the matter.
func await(t *testing.T, events <-chan heard, kind, id string) heard {
	t.Helper()
	end := time.NewTimer(patience)
	defer end.Stop()
	for {
		select {
		case e, open := <-events:
			require.True(t, open, "the stream ended")
			var about struct {
				ID string `json:"id"`
			}
			require.NoError(t, json.Unmarshal([]byte(e.data), &about), e.data)
			if e.kind == kind && about.ID == id {
				return e
			}
		case <-end.C:
			require.Fail(t, "not heard in time", "%s of %s within %s", kind, id, patience)
		}
	}
}

func pagesHear(t *testing.T, c *cast) {
	community := c.community(t)
	owner, stranger := c.moveIn(t, community, "听一"), c.moveIn(t, community, "听二")
	theirs, others, desk := owner.listen(t, ""), stranger.listen(t, ""), c.desk.listen(t, "")
	id := c.dispatched(t, owner).text("id")
	for e := (heard{}); !strings.Contains(e.data, `"kind":"dispatched"`); {
		e = await(t, theirs, "complaint.changed", id)
	}
	c.desk.command(t, id, "comment", obj{"note": "内部", "visibleToOwner": false}).is(http.StatusOK)
	c.desk.command(t, id, "comment", obj{"note": "师傅在路上", "visibleToOwner": true}).is(http.StatusOK)
	e := await(t, theirs, "complaint.changed", id)
	require.Contains(t, e.data, `"version":4`, "what passes between colleagues is not heard")
	require.NotEmpty(t, e.id)
	await(t, desk, "complaint.changed", id)
	select {
	case e := <-others:
		require.NotContains(t, e.data, id)
	default:
	}

	// Resumed behind the last one heard.
	c.desk.command(t, id, "comment", obj{"note": "师傅到了", "visibleToOwner": true}).is(http.StatusOK)
	later := await(t, theirs, "complaint.changed", id)
	resumed := await(t, owner.listen(t, e.id), "complaint.changed", id)
	require.Equal(t, later, resumed)

	// Who holds the waiting step hears of it.
	head := c.head["engineering"].listen(t, "")
	plan := c.investigated(t, owner, false)
	c.handler["engineering"].command(t, plan.text("id"), "propose", proposal(0)).is(http.StatusOK)
	await(t, head, "approval.waiting", plan.text("id"))
}

// pagesResume: a page that lost its program goes on with another on the same
// store, or with the same one started anew, and hears everything once.
func pagesResume(t *testing.T, c *cast) {
	store := c.fresh(t)
	first := start(t, store)
	second := first
	if strings.HasPrefix(store, "mongodb") {
		second = start(t, store)
	}
	own := &cast{house: first, nobody: caller{house: first}, fresh: c.fresh}
	own.admin = own.signIn(t, "admin", adminPassword)
	own.desk = own.hire(t, "desk1", "周晓梅", "desk", "service")
	owner := own.moveIn(t, own.community(t), "续听")
	theirs := owner.caller
	theirs.house = second
	page := theirs.listen(t, "")
	id := own.dispatched(t, owner).text("id")
	comment := func(n int) {
		for range n {
			own.desk.command(t, id, "comment", obj{"note": "师傅在路上", "visibleToOwner": true}).is(http.StatusOK)
		}
	}
	last, position := "", 0
	hear := func(page <-chan heard, kinds ...string) {
		t.Helper()
		for _, kind := range kinds {
			e := await(t, page, "complaint.changed", id)
			require.Contains(t, e.data, `"kind":"`+kind+`"`, "each once, in their order")
			n, err := strconv.Atoi(e.id)
			require.NoError(t, err)
			require.Greater(t, n, position)
			last, position = e.id, n
		}
	}
	comment(2)
	hear(page, "registered", "dispatched", "commented", "commented")

	second.kill()
	if first == second {
		first = start(t, store)
		own.desk.house, second = first, first
	} else {
		comment(2) // meanwhile, through the other
		second = start(t, store)
	}
	theirs.house = second
	page = theirs.listen(t, last)
	if first != second {
		hear(page, "commented", "commented")
	}
	comment(1)
	hear(page, "commented")
	own.desk.command(t, id, "urge", obj{"note": "再催一次"}).is(http.StatusOK)
	hear(page, "urged")

	// At the other instance, from further back: the same tale.
	back := position - 2
	position = back
	theirs.house = first
	again := theirs.listen(t, itoa(back))
	hear(again, "commented", "urged")

	unknown := theirs.listen(t, "999999")
	e := <-unknown
	require.Equal(t, "stream.reload", e.kind)
	require.Equal(t, last, e.id, "it goes on from now")
}

func endsGracefully(t *testing.T, c *cast) {
	h := start(t, c.fresh(t))
	own := &cast{house: h, nobody: caller{house: h}, fresh: c.fresh}
	own.admin = own.signIn(t, "admin", adminPassword)
	desk := own.hire(t, "desk1", "周晓梅", "desk", "service")
	events := desk.listen(t, "")

	// A request that is under way: half of its body has arrived.
	body, kind := multipartFile(t, "slow.png", picture(t, 400, 300))
	whole, err := io.ReadAll(body)
	require.NoError(t, err)
	reader, writer := io.Pipe()
	req, err := http.NewRequest(http.MethodPost, h.base+"/api/v1/attachments", reader)
	require.NoError(t, err)
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Authorization", "Bearer "+desk.token)
	req.Header.Set("Expect", "100-continue") // the body goes only when the program has begun with the request
	type result struct {
		a   answer
		err error
	}
	done := make(chan result, 1)
	go func() {
		a, err := send(&http.Client{Timeout: patience, Transport: &http.Transport{ExpectContinueTimeout: patience}}, req)
		done <- result{a, err}
	}()
	_, err = writer.Write(whole[:len(whole)/2])
	require.NoError(t, err)

	ended := make(chan int, 1)
	go func() { ended <- h.terminate(t) }()
	end := time.NewTimer(patience)
	defer end.Stop()
	for open := true; open; {
		select {
		case _, open = <-events:
		case <-end.C:
			require.Fail(t, "the live stream does not end")
		}
	}
	_, err = writer.Write(whole[len(whole)/2:])
	require.NoError(t, err)
	require.NoError(t, writer.Close())
	r := <-done
	require.NoError(t, r.err)
	require.Equal(t, http.StatusCreated, r.a.status, "a request under way is finished: %s", r.a.raw)
	require.Equal(t, 0, <-ended, h.log.tail())
}
