// Command benchmark measures a running Anju through its front door, for
// scripts/bench: it fills the store over HTTP and times what people wait for.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	writers      = 64 // requests under way while the store is filled
	creates      = 400
	defaultReads = 300
	patience     = 30 * time.Second
)

// bench is one run against one program.
type bench struct {
	url    string
	token  string
	houses []string
	client *http.Client
	count  atomic.Int64
	last   atomic.Value // number of a matter that exists
}

func main() {
	b := &bench{
		url:    os.Getenv("ANJU_URL"),
		client: &http.Client{Timeout: patience, Transport: &http.Transport{MaxIdleConnsPerHost: 2 * writers}},
	}
	if err := b.run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "benchmark:", err)
		os.Exit(1)
	}
}

func (b *bench) run(sizes []string) error {
	if err := b.prepare(); err != nil {
		return err
	}
	fmt.Printf("%s/%s, %d processors; started in %s ms\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), os.Getenv("ANJU_STARTED_MS"))
	fmt.Println("| matters | what | median ms | p99 ms | ÷ /healthz |\n| ---: | --- | ---: | ---: | ---: |")
	for _, size := range sizes {
		n, err := strconv.ParseInt(size, 10, 64)
		if err != nil || n < 1 || n > 10_000_000 {
			return fmt.Errorf("%q: a number of matters would be right", size)
		}
		perSecond, err := b.fill(n)
		if err != nil {
			return err
		}
		if err := b.measure(n); err != nil {
			return err
		}
		fmt.Printf("| %d | filled at %.0f durable creates/s by %d callers; memory %s | | | |\n", n, perSecond, writers, memory())
	}
	return nil
}

// prepare signs in and makes an estate and a clerk.
func (b *bench) prepare() error {
	if err := b.signIn("admin", "anju-demo-2026"); err != nil {
		return err
	}
	var community struct{ ID string }
	if err := b.post("/communities", map[string]any{"name": "量测苑"}, &community); err != nil {
		return err
	}
	for i := range 200 {
		var house struct{ ID string }
		if err := b.post("/houses", map[string]any{"communityId": community.ID, "building": strconv.Itoa(i/50 + 1), "unit": "1", "room": strconv.Itoa(100 + i%50)}, &house); err != nil {
			return err
		}
		b.houses = append(b.houses, house.ID)
	}
	if err := b.post("/users", map[string]any{"login": "bench1", "name": "量测", "role": "desk", "communityIds": []string{}, "password": "anju-demo-2026"}, nil); err != nil {
		return err
	}
	return b.signIn("bench1", "anju-demo-2026")
}

func (b *bench) signIn(login, password string) error {
	var in struct{ AccessToken string }
	err := b.post("/auth/login", map[string]any{"login": login, "password": password}, &in)
	b.token = in.AccessToken
	return err
}

// words of which the texts are made, so that search has something to tell apart.
var words = strings.Fields("电梯 漏水 停电 噪音 门禁 保洁 物业费 发票 车位 消防 绿化 宠物 外墙 渗水 水压 照明 管道 维修 客服 垃圾 地下室 单元门 楼道 监控")

func (b *bench) create() error {
	n := b.count.Add(1)
	text := ""
	for range 12 {
		text += words[rand.IntN(len(words))] + "问题"
	}
	var made struct{ Number string }
	err := b.post("/complaints", map[string]any{
		"channel": "phone", "houseId": b.houses[n%int64(len(b.houses))], "title": words[n%int64(len(words))] + "需要处理",
		"text": text, "reporter": map[string]any{"kind": "owner", "name": "量测业主", "phone": fmt.Sprintf("199%08d", n)},
	}, &made)
	if err == nil {
		b.last.Store(made.Number)
	}
	return err
}

// fill brings the store to n matters and says how many a second.
func (b *bench) fill(n int64) (float64, error) {
	begin, from := time.Now(), b.count.Load()
	var wrong atomic.Value
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for b.count.Load() < n && wrong.Load() == nil {
				if err := b.create(); err != nil {
					wrong.Store(err)
				}
			}
		})
	}
	all.Wait()
	if err, _ := wrong.Load().(error); err != nil {
		return 0, err
	}
	// Tokens live for fifteen minutes; a long filling outlasts one.
	return float64(b.count.Load()-from) / time.Since(begin).Seconds(), b.signIn("bench1", "anju-demo-2026")
}

func (b *bench) measure(n int64) error {
	reads := defaultReads
	if v, err := strconv.Atoi(os.Getenv("ANJU_BENCH_READS")); err == nil && v > 0 && v <= 100_000 {
		reads = v
	}
	number, _ := b.last.Load().(string)
	get := func(path string) func() error {
		return func() error { return b.send(http.MethodGet, path, nil, nil) }
	}
	health, err := times(reads, get("/healthz"))
	if err != nil {
		return err
	}
	for _, m := range []struct {
		what string
		n    int
		do   func() error
	}{
		{"/healthz", reads, get("/healthz")},
		{"durable create, one caller", creates, b.create},
		{"queue page (20, open, by due)", reads, get("/api/v1/complaints?open=true&sort=due&order=asc")},
		{"queue page (department, newest)", reads, get("/api/v1/complaints?department=engineering")},
		{"matter page", reads, get("/api/v1/complaints/" + number)},
		{"timeline", reads, get("/api/v1/complaints/" + number + "/timeline")},
		{"search, two characters", reads, get("/api/v1/complaints?q=%E6%BC%8F%E6%B0%B4")},
		{"search, phone number", reads, get("/api/v1/complaints?q=19900000007")},
		{"dashboard, this month", reads, get("/api/v1/reports/dashboard")},
		{"supervision board", reads, get("/api/v1/supervision")},
	} {
		t, err := times(m.n, m.do)
		if err != nil {
			return fmt.Errorf("%s: %w", m.what, err)
		}
		fmt.Printf("| %d | %s | %.2f | %.2f | %.1f |\n", n, m.what, ms(t.median), ms(t.p99), float64(t.median)/float64(health.median))
	}
	return nil
}

func (b *bench) post(path string, body, into any) error {
	return b.send(http.MethodPost, "/api/v1"+path, body, into)
}

func (b *bench) send(method, path string, body, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(method, b.url+path, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", strconv.FormatUint(rand.Uint64(), 36))
	} else {
		req.Body, req.ContentLength = nil, 0
	}
	if b.token != "" {
		req.Header.Set("Authorization", "Bearer "+b.token)
	}
	res, err := b.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, answer)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}
