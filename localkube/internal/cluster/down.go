package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"henge.io/localkube/internal/pod"
	"henge.io/localkube/internal/procs"
)

// Grace between SIGTERM and SIGKILL when a cluster is taken down. Its data is thrown away, so no part needs long.
const (
	nodeGrace = 5 * time.Second
	partGrace = 3 * time.Second
)

// Down ends every process that up started in the directory, and all processes of pods. It may be called again, and
// without a cluster it does nothing. Logs stay.
func Down(ctx context.Context, layout Layout) error {
	record, err := ReadRecord(layout)
	if err != nil || record == nil {
		return err
	}
	isNode := func(part Part) bool { return part.Node }
	isEtcd := func(part Part) bool { return part.Name == "etcd" }
	isOther := func(part Part) bool { return !part.Node && part.Name != "etcd" }
	failures := []error{procs.Stop(ctx, nodeGrace, record.identities(isNode)...)}
	for _, part := range record.Parts {
		if part.Node {
			failures = append(failures, pod.EndLeftovers(ctx, layout.NodeDir(part.Name)))
		}
	}
	failures = append(failures,
		endTagged(ctx, record.ID),
		procs.Stop(ctx, partGrace, record.identities(isOther)...),
		procs.Stop(ctx, partGrace, record.identities(isEtcd)...),
	)
	if err := errors.Join(failures...); err != nil {
		return err
	}
	if err := os.Remove(layout.ClusterFile()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove %s: %w", layout.ClusterFile(), err)
	}
	return nil
}

// endTagged ends pod processes that left their process group, or that a node started but could not write down.
func endTagged(ctx context.Context, id string) error {
	left, err := procs.FindByEnvironment(pod.TagVariable, id)
	if err != nil {
		return fmt.Errorf("look for processes of pods: %w", err)
	}
	return procs.Stop(ctx, pod.LeftoverGrace, left...)
}
