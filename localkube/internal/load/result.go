package load

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Result is what a run measured. Latencies are of single creates, in milliseconds.
type Result struct {
	Jobs             int     `json:"jobs"`
	Workers          int     `json:"workers"`
	Seconds          float64 `json:"seconds"`
	CreatesPerSecond float64 `json:"createsPerSecond"`
	MeanMillis       float64 `json:"meanMillis"`
	P50Millis        float64 `json:"p50Millis"`
	P99Millis        float64 `json:"p99Millis"`
	MaxMillis        float64 `json:"maxMillis"`
}

// Text is the result for people.
func (r *Result) Text() string {
	return fmt.Sprintf("%d Jobs in %.2f s with %d workers: %.0f creates/s\nlatency: mean %.1f ms, p50 %.1f ms, p99 %.1f ms, max %.1f ms\n",
		r.Jobs, r.Seconds, r.Workers, r.CreatesPerSecond, r.MeanMillis, r.P50Millis, r.P99Millis, r.MaxMillis)
}

func summarize(took []time.Duration, total time.Duration, workers int) *Result {
	sorted := slices.Sorted(slices.Values(took))
	sum := time.Duration(0)
	for _, duration := range sorted {
		sum += duration
	}
	return &Result{
		Jobs: len(took), Workers: workers, Seconds: total.Seconds(),
		CreatesPerSecond: float64(len(took)) / total.Seconds(),
		MeanMillis:       millis(sum) / float64(len(took)),
		P50Millis:        millis(percentile(sorted, 50)),
		P99Millis:        millis(percentile(sorted, 99)),
		MaxMillis:        millis(sorted[len(sorted)-1]),
	}
}

// percentile is the smallest value that at least that share of all is not above.
func percentile(sorted []time.Duration, percent int) time.Duration {
	rank := int(math.Ceil(float64(percent) / 100 * float64(len(sorted))))
	return sorted[max(0, rank-1)]
}

func millis(duration time.Duration) float64 { return float64(duration) / float64(time.Millisecond) }
