package pod

import (
	"context"
	"encoding/binary"
	"os"
	"sync"
	"time"
)

// timesSuffix names the file beside a log that tells when the log had which size: pairs of nanoseconds and bytes.
const timesSuffix = ".times"

// logTimes looks at the sizes of all live logs, so that the times of lines are known although programs write their logs
// into files themselves. They do, so that a stopped or killed node neither blocks nor breaks them.
type logTimes struct {
	mutex sync.Mutex
	sizes map[string]int64 // live logs with the size last seen
}

func newLogTimes(ctx context.Context, period time.Duration) *logTimes {
	times := &logTimes{sizes: map[string]int64{}}
	go func() {
		tick := time.NewTicker(period)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				times.sample()
			}
		}
	}()
	return times
}

func (t *logTimes) watch(log string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.sizes[log] = 0
}

// unwatch looks for the last time.
func (t *logTimes) unwatch(log string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.look(log)
	delete(t.sizes, log)
}

func (t *logTimes) live(log string) bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	_, live := t.sizes[log]
	return live
}

func (t *logTimes) sample() {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for log := range t.sizes {
		t.look(log)
	}
}

// look runs under the mutex. A time that cannot be written is only less exact.
func (t *logTimes) look(log string) {
	info, err := os.Stat(log)
	if err != nil || info.Size() == t.sizes[log] {
		return
	}
	t.sizes[log] = info.Size()
	file, err := os.OpenFile(log+timesSuffix, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return
	}
	defer file.Close()
	entry := binary.BigEndian.AppendUint64(nil, uint64(time.Now().UnixNano()))
	_, _ = file.Write(binary.BigEndian.AppendUint64(entry, uint64(info.Size())))
}

// seen is one entry of a times file.
type seen struct {
	at   time.Time
	size int64
}

// readTimes returns the entries in order; none when there is no file.
func readTimes(log string) []seen {
	content, err := os.ReadFile(log + timesSuffix)
	if err != nil {
		return nil
	}
	var entries []seen
	for ; len(content) >= 16; content = content[16:] {
		entries = append(entries, seen{
			at:   time.Unix(0, int64(binary.BigEndian.Uint64(content))),
			size: int64(binary.BigEndian.Uint64(content[8:])),
		})
	}
	return entries
}

// offsetSince is where the log's part that is not older than the time begins.
func offsetSince(entries []seen, since time.Time) int64 {
	offset := int64(0)
	for _, entry := range entries {
		if !entry.at.Before(since) {
			break
		}
		offset = entry.size
	}
	return offset
}

// timeAt is when the byte at the offset was first seen; now, if it was not yet.
func timeAt(entries []seen, offset int64, now time.Time) time.Time {
	for _, entry := range entries {
		if entry.size > offset {
			return entry.at
		}
	}
	return now
}
