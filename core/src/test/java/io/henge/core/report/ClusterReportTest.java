package io.henge.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.FleetSnapshot.ClusterSnapshot;
import io.henge.core.decide.Placement;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.ClusterRecord;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterReportTest {
    private static final ClusterName EAST = new ClusterName("east");

    private static ClusterReport report(@Nullable String trouble, @Nullable String warning) {
        ClusterSnapshot seen = new ClusterSnapshot("henge", null, true, trouble, Map.of(), Set.of(), null);
        FleetSnapshot fleet = new FleetSnapshot(new TreeMap<>(Map.of(EAST, seen)));
        return ClusterReport.of(
                ClusterRecord.unknown(EAST),
                true,
                seen,
                Optional.ofNullable(warning),
                AttemptCount.NONE,
                new Placement(Map.of(), fleet, Policies.DEFAULT));
    }

    @Test
    void aWarningIsToldAndTheClusterIsObservedAllTheSame() {
        assertThat(report(null, "mend it").trouble()).isEqualTo("mend it");
        assertThat(report(null, "mend it").observed()).isTrue();
        assertThat(report(null, null).trouble()).isNull();
    }

    @Test
    void troubleGoesBeforeAWarning() {
        assertThat(report("gone", "mend it").trouble()).isEqualTo("gone");
        assertThat(report("gone", "mend it").observed()).isFalse();
    }
}
