package cluster

import (
	"slices"
	"testing"

	"henge.io/localkube/internal/loopback"
)

func TestTheAPIServerWritesDownRequestsOnlyWhenAsked(t *testing.T) {
	network, err := loopback.Reserve()
	if err != nil {
		t.Fatal(err)
	}
	defer network.Release()
	for _, audit := range []bool{false, true} {
		options := goodOptions(t)
		options.Audit = audit
		plan, err := newPlan(options, network)
		if err != nil {
			t.Fatal(err)
		}
		flag := "--audit-log-path=" + plan.layout.AuditLog()
		if slices.Contains(plan.apiserver().flags, flag) != audit {
			t.Errorf("flags %v with audit %v", plan.apiserver().flags, audit)
		}
	}
}
