package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const (
	callers      = 64 // at once
	manyCreates  = 3000
	creates      = 300 // by one caller
	defaultReads = 300
)

// measure times the running program and prints a Markdown table.
func measure(matters int) error {
	d := &door{url: os.Getenv("ANJU_URL"), client: &http.Client{Timeout: patience, Transport: &http.Transport{MaxIdleConnsPerHost: 2 * callers}}}
	if err := d.enter(); err != nil {
		return err
	}
	reads := defaultReads
	if n, err := strconv.Atoi(os.Getenv("ANJU_BENCH_READS")); err == nil && n > 0 && n <= 100_000 {
		reads = n
	}
	number, err := d.create()
	if err != nil {
		return err
	}
	get := func(path string) func() error {
		return func() error { return d.send(http.MethodGet, path, nil, nil) }
	}
	today := time.Now()
	ago := func(months int) string { return today.AddDate(0, -months, 0).Format(time.DateOnly) }
	fmt.Printf("| %s, %d matters | median ms | p99 ms | ÷ /healthz |\n| --- | ---: | ---: | ---: |\n", os.Getenv("ANJU_BENCH_STORE"), matters)
	var health figures
	for i, m := range []struct {
		what string
		n    int
		do   func() error
	}{
		{"`/healthz`", reads, get("/healthz")},
		{"queue page: 20 open by due time", reads, get("/api/v1/complaints?open=true&sort=due&order=asc")},
		{"queue page: 20 newest of a department", reads, get("/api/v1/complaints?department=engineering")},
		{"matter page", reads, get("/api/v1/complaints/" + number)},
		{"timeline", reads, get("/api/v1/complaints/" + number + "/timeline")},
		{"search: two characters", reads, get("/api/v1/complaints?q=%E6%BC%8F%E6%B0%B4")},
		{"search: telephone number", reads, get("/api/v1/complaints?q=19900000007")},
		{"dashboard: this month", reads, get("/api/v1/reports/dashboard")},
		{"dashboard: six months", reads, get("/api/v1/reports/dashboard?from=" + ago(6) + "&to=" + ago(0))},
		{"dashboard: two years", reads, get("/api/v1/reports/dashboard?from=" + ago(24) + "&to=" + ago(0))},
		{"supervision board", reads, get("/api/v1/supervision")},
		{"durable create, one caller", creates, func() error { _, err := d.create(); return err }},
	} {
		t, err := times(m.n, m.do)
		if err != nil {
			return fmt.Errorf("%s: %w", m.what, err)
		}
		if i == 0 {
			health = t
		}
		fmt.Printf("| %s | %.2f | %.2f | %.1f |\n", m.what, ms(t.median), ms(t.p99), float64(t.median)/float64(health.median))
	}
	perSecond, err := d.createMany()
	if err != nil {
		return err
	}
	fmt.Printf("\n%.0f durable creates a second by %d callers; ready %s ms after its start on this store (%s ms on an empty one); %s resident after all this. %s/%s, %d processors.\n\n",
		perSecond, callers, os.Getenv("ANJU_STARTED_MS"), os.Getenv("ANJU_EMPTY_MS"), memory(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	return nil
}

// createMany registers matters side by side and says how many a second.
func (d *door) createMany() (float64, error) {
	var n atomic.Int64
	var wrong atomic.Value
	var all sync.WaitGroup
	begin := time.Now()
	for range callers {
		all.Go(func() {
			for n.Add(1) <= manyCreates && wrong.Load() == nil {
				if _, err := d.create(); err != nil {
					wrong.Store(err)
				}
			}
		})
	}
	all.Wait()
	if err, _ := wrong.Load().(error); err != nil {
		return 0, err
	}
	return manyCreates / time.Since(begin).Seconds(), nil
}

// create registers a matter as the desk does on the telephone.
func (d *door) create() (number string, err error) {
	house := rand.IntN(communities * houses)
	var made struct{ Number string }
	err = d.post("/complaints", map[string]any{
		"channel": "phone", "houseId": houseID(house/houses, house%houses), "title": words[rand.IntN(len(words))] + "需要处理", "text": sentence(),
		"reporter": map[string]any{"kind": "owner", "name": "量测业主", "phone": fmt.Sprintf("199%08d", house)},
	}, &made)
	return made.Number, err
}
