package load

import (
	"strings"
	"testing"
	"time"
)

func TestSummary(t *testing.T) {
	var took []time.Duration
	for i := 100; i >= 1; i-- {
		took = append(took, time.Duration(i)*time.Millisecond)
	}
	got := *summarize(took, 2*time.Second, 16)
	want := Result{
		Jobs: 100, Workers: 16, Seconds: 2, CreatesPerSecond: 50, MeanMillis: 50.5, P50Millis: 50, P99Millis: 99, MaxMillis: 100,
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if text := got.Text(); !strings.Contains(text, "50 creates/s") || !strings.Contains(text, "p99 99.0 ms") {
		t.Error(text)
	}
	if one := summarize(took[:1], time.Second, 1); one.P50Millis != 100 || one.P99Millis != 100 {
		t.Errorf("of one: %+v", one)
	}
}

func TestBadOptions(t *testing.T) {
	err := Options{Jobs: 0, Workers: 5000}.Check()
	for _, want := range []string{"--jobs 0", "--workers 5000"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want a complaint about %s", err, want)
		}
	}
}

func TestJobsAreSuspendedUnlessSimulated(t *testing.T) {
	if job := newJob("run", 7, false); !*job.Spec.Suspend || job.Name != "run-7" {
		t.Errorf("%s suspended %v", job.Name, *job.Spec.Suspend)
	}
	if job := newJob("run", 7, true); *job.Spec.Suspend {
		t.Error("a Job that shall run is suspended")
	}
}
