package simnode

import (
	"fmt"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// Annotations of a pod that say how it shall pretend. Seconds may have decimals.
const (
	StartSeconds = "localkube.henge.io/start-seconds" // from being bound to Running; default 1
	RunSeconds   = "localkube.henge.io/run-seconds"   // from Running to the end; default 10
	ExitCode     = "localkube.henge.io/exit-code"     // of every container, 0 to 255; default 0
)

const (
	defaultStart = time.Second
	defaultRun   = 10 * time.Second
	longest      = 365 * 24 * time.Hour
)

type timings struct {
	start, run time.Duration
	exitCode   int32
}

func readTimings(pod *corev1.Pod) (timings, error) {
	read := timings{start: defaultStart, run: defaultRun}
	if err := readSeconds(pod, StartSeconds, &read.start); err != nil {
		return read, err
	}
	if err := readSeconds(pod, RunSeconds, &read.run); err != nil {
		return read, err
	}
	if text, given := pod.Annotations[ExitCode]; given {
		code, err := strconv.ParseUint(text, 10, 8)
		if err != nil {
			return read, fmt.Errorf("annotation %s=%q is no exit code: give a number from 0 to 255", ExitCode, text)
		}
		read.exitCode = int32(code)
	}
	return read, nil
}

func readSeconds(pod *corev1.Pod, key string, into *time.Duration) error {
	text, given := pod.Annotations[key]
	if !given {
		return nil
	}
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil || !(seconds >= 0 && seconds <= longest.Seconds()) {
		return fmt.Errorf("annotation %s=%q is no number of seconds: write it like 2 or 0.5", key, text)
	}
	*into = time.Duration(seconds * float64(time.Second))
	return nil
}
