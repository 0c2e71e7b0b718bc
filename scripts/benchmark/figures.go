package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

type figures struct{ median, p99 time.Duration }

// times does something n times, one after the other, after a short warm-up.
func times(n int, do func() error) (figures, error) {
	for range 5 {
		if err := do(); err != nil {
			return figures{}, err
		}
	}
	took := make([]time.Duration, n)
	for i := range took {
		begin := time.Now()
		if err := do(); err != nil {
			return figures{}, err
		}
		took[i] = time.Since(begin)
	}
	slices.Sort(took)
	return figures{median: took[n/2], p99: took[min(n*99/100, n-1)]}, nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// memory is what the measured program holds resident, where the system tells.
func memory() string {
	raw, err := os.ReadFile("/proc/" + os.Getenv("ANJU_PID") + "/status")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			var kb int64
			if _, err := fmt.Sscan(rest, &kb); err == nil {
				return fmt.Sprintf("%d MB", kb/1024)
			}
		}
	}
	return "unknown"
}
