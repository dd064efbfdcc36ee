package load

import (
	"os"
	"path/filepath"
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
	err := Options{Jobs: 0, Workers: 5000, Job: "job.yaml", Simulated: true}.Check()
	for _, want := range []string{"--jobs 0", "--workers 5000", "--simulated"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want a complaint about %s", err, want)
		}
	}
}

func TestJobsAreSuspendedUnlessSimulated(t *testing.T) {
	if job := newJob(false); !*job.Spec.Suspend {
		t.Error("a Job that shall not run is not suspended")
	}
	if job := newJob(true); *job.Spec.Suspend {
		t.Error("a Job that shall run is suspended")
	}
}

func TestAJobFromAFileIsCopied(t *testing.T) {
	file := filepath.Join(t.TempDir(), "job.json")
	text := `{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"one","namespace":"other","labels":{"a":"b"}},
		"spec":{"template":{"spec":{"containers":[{"name":"main"}]}}}}`
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	template, err := readJob(file)
	if err != nil {
		t.Fatal(err)
	}
	job := copyOf(template, "run", 7)
	if job.Name != "run-7" || job.Namespace != "" || job.Labels["a"] != "b" || job.Labels[Label] != "run" {
		t.Errorf("%+v", job.ObjectMeta)
	}
	if template.Name != "one" || template.Labels[Label] != "" {
		t.Errorf("the template was changed: %+v", template.ObjectMeta)
	}
}

func TestAFileThatIsNoJobIsRefused(t *testing.T) {
	for name, text := range map[string]string{"kind": "kind: Pod", "converting": "{", "unknown field": "kind: Job\nspecc: {}"} {
		file := filepath.Join(t.TempDir(), "job.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readJob(file); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
