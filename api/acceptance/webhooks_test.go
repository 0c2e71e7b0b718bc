package acceptance

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// post is what the other side got.
type post struct{ body, signature, delivery, event string }

// otherSystem stands for a gateway: it fails so often before it takes anything.
type otherSystem struct {
	*httptest.Server
	mu       sync.Mutex
	failures int
	failing  string // the matter of which it takes nothing at first
	got      []post
}

func listenAsOther(t *testing.T, failures int) *otherSystem {
	o := &otherSystem{failures: failures}
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		o.mu.Lock()
		defer o.mu.Unlock()
		o.got = append(o.got, post{string(body), r.Header.Get("X-Anju-Signature"), r.Header.Get("X-Anju-Delivery"), r.Header.Get("X-Anju-Event")})
		if o.failures > 0 && strings.Contains(string(body), o.failing) {
			o.failures--
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(o.Close)
	return o
}

// about are the posts about one matter, in the order in which they came.
func (o *otherSystem) about(id string) []post {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []post
	for _, p := range o.got {
		var b struct{ Complaint struct{ ID string } }
		if json.Unmarshal([]byte(p.body), &b) == nil && b.Complaint.ID == id {
			out = append(out, p)
		}
	}
	return out
}

func webhooksTell(t *testing.T, c *cast) {
	const secret = "a secret of the gateway"
	owner := c.moveIn(t, c.community(t), "推送甲")
	other := listenAsOther(t, 0)
	c.admin.post(t, "/webhooks", obj{"url": "ftp://nowhere", "events": []string{"complaint.registred"}, "secret": secret}).problem(http.StatusUnprocessableEntity, "invalid_fields")
	hook := c.admin.post(t, "/webhooks", obj{"url": other.URL, "events": []string{"complaint.urged"}, "secret": secret}).is(http.StatusCreated)
	require.NotContains(t, string(hook.raw), secret, "a secret goes in and never comes out")

	id := owner.post(t, "/complaints", obj{"houseId": owner.houseID, "title": "楼道灯不亮", "text": "五楼楼道灯不亮，晚上看不清楼梯。"}).is(http.StatusCreated).text("id")
	other.mu.Lock()
	other.failures, other.failing = 1, id
	other.mu.Unlock()
	owner.command(t, id, "urge", obj{"note": "请快一些"}).is(http.StatusOK)
	eventually(t, "the event came, failed once, and came again", func() bool { return len(other.about(id)) >= 2 })
	got := other.about(id)
	require.Equal(t, got[0], got[1], "a retry sends the same bytes")
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(got[0].body))
	require.Equal(t, "sha256="+hex.EncodeToString(mac.Sum(nil)), got[0].signature)
	require.Equal(t, "complaint.urged", got[0].event, "and nothing that was not asked for")
	require.NotContains(t, got[0].body, "推送甲")
	require.Contains(t, got[0].body, `"texts":{"staff":{"zh":"TS-`, "with what a text message would say")

	// Others urge on matters of theirs meanwhile.
	list := func() []any {
		all := c.admin.get(t, "/webhooks/"+hook.text("id")+"/deliveries?limit=100").is(http.StatusOK).list("items")
		return slices.DeleteFunc(all, func(x any) bool { return !strings.Contains(x.(map[string]any)["body"].(string), id) })
	}
	eventually(t, "the delivery is told to have arrived", func() bool { return list()[0].(map[string]any)["state"] == "delivered" })
	require.Equal(t, got[0].delivery, list()[0].(map[string]any)["id"])
	require.Equal(t, json.Number("2"), list()[0].(map[string]any)["attempts"])

	c.admin.post(t, "/webhooks/"+hook.text("id")+"/deliveries/"+got[0].delivery+"/again", nil).is(http.StatusOK)
	eventually(t, "one press sends it once more", func() bool { return len(other.about(id)) >= 3 })
	require.Equal(t, got[0], other.about(id)[2])

	beside := listenAsOther(t, 0)
	c.admin.post(t, "/webhooks", obj{"url": beside.URL, "events": []string{"complaint.urged"}, "secret": secret}).is(http.StatusCreated)
	c.admin.patch(t, "/webhooks/"+hook.text("id"), obj{"active": false}).is(http.StatusOK)
	c.desk.command(t, id, "urge", obj{"note": "业主又来电"}).is(http.StatusOK)
	eventually(t, "the other one is told", func() bool { return len(beside.about(id)) == 1 })
	require.Len(t, list(), 1, "what is switched off is told nothing")
}
