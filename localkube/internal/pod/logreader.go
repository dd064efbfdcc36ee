package pod

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// followPeriod is how often a follower looks for more.
const followPeriod = 50 * time.Millisecond

// beginning is the offset from which the options want the log.
func beginning(file *os.File, log string, options corev1.PodLogOptions) (int64, error) {
	begin := int64(0)
	since := time.Time{}
	if options.SinceSeconds != nil {
		since = time.Now().Add(-time.Duration(*options.SinceSeconds) * time.Second)
	}
	if options.SinceTime != nil {
		since = options.SinceTime.Time
	}
	if !since.IsZero() {
		begin = offsetSince(readTimes(log), since)
	}
	if options.TailLines == nil {
		return begin, nil
	}
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	tail, err := tailOffset(file, info.Size(), *options.TailLines)
	return max(begin, tail), err
}

// tailOffset finds where the last lines begin, reading backwards.
func tailOffset(file io.ReaderAt, size, lines int64) (int64, error) {
	const piece = 64 << 10
	if lines <= 0 {
		return size, nil
	}
	buffer := make([]byte, piece)
	for end := size; end > 0; {
		begin := max(0, end-piece)
		part := buffer[:end-begin]
		if _, err := file.ReadAt(part, begin); err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		for index := len(part) - 1; index >= 0; index-- {
			at := begin + int64(index)
			if part[index] != '\n' || at == size-1 { // the newline at the very end ends the last line
				continue
			}
			if lines--; lines == 0 {
				return at + 1, nil
			}
		}
		end = begin
	}
	return 0, nil
}

// lastLines is for termination messages.
func lastLines(log string, lines, most int64) string {
	file, err := os.Open(log)
	if err != nil {
		return ""
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return ""
	}
	begin, err := tailOffset(file, info.Size(), lines)
	if err != nil {
		return ""
	}
	content, err := io.ReadAll(io.NewSectionReader(file, max(begin, info.Size()-most), most))
	if err != nil {
		return ""
	}
	return string(content)
}

// follower reads a log until its container has ended and all is read.
type follower struct {
	ctx  context.Context
	file *os.File
	live func() bool
}

func (f *follower) Read(buffer []byte) (int, error) {
	for {
		live := f.live() // asked before reading: what the container wrote at its end is then read too
		n, err := f.file.Read(buffer)
		if n > 0 || err != nil && !errors.Is(err, io.EOF) {
			return n, err
		}
		if !live {
			return 0, io.EOF
		}
		if !sleep(f.ctx, followPeriod) {
			return 0, f.ctx.Err()
		}
	}
}

// stamping puts the time before each line.
type stamping struct {
	to          io.Writer
	log         string
	offset      int64
	atLineStart bool
}

func (s *stamping) Write(content []byte) (int, error) {
	entries, now := readTimes(s.log), time.Now()
	var out bytes.Buffer
	lines := bufio.NewReader(bytes.NewReader(content))
	for {
		line, err := lines.ReadBytes('\n')
		if s.atLineStart && len(line) > 0 {
			out.WriteString(timeAt(entries, s.offset, now).UTC().Format(time.RFC3339Nano) + " ")
		}
		out.Write(line)
		s.offset += int64(len(line))
		s.atLineStart = err == nil || len(line) == 0 && s.atLineStart
		if err != nil {
			break
		}
	}
	if _, err := s.to.Write(out.Bytes()); err != nil {
		return 0, err
	}
	return len(content), nil
}

var errLimit = errors.New("limitBytes reached")

// limited stops after so many bytes.
type limited struct {
	to   io.Writer
	left int64
}

func (l *limited) Write(content []byte) (int, error) {
	n, err := l.to.Write(content[:min(int64(len(content)), l.left)])
	l.left -= int64(n)
	if err == nil && l.left == 0 {
		err = errLimit
	}
	return n, err
}

// onlyWriter hides other methods, so that io.Copy does not go past the writers above.
type onlyWriter struct{ io.Writer }
