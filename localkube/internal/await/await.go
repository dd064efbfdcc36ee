// Package await waits for conditions, always with a deadline.
package await

import (
	"context"
	"fmt"
	"time"
)

// Period is how often a condition is looked at.
const Period = 50 * time.Millisecond

// Until returns nil as soon as the condition returns nil. At the deadline, or when the context ends, it returns an error
// with what was awaited and what the condition said last.
func Until(ctx context.Context, limit time.Duration, what string, condition func(context.Context) error) error {
	bounded, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tick := time.NewTicker(Period)
	defer tick.Stop()
	for {
		last := condition(bounded)
		if last == nil {
			return nil
		}
		select {
		case <-bounded.Done():
			if err := context.Cause(ctx); err != nil {
				return err
			}
			return fmt.Errorf("%s did not come about within %v: %w", what, limit, last)
		case <-tick.C:
		}
	}
}
