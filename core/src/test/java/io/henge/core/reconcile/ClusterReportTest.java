package io.henge.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.reconcile.FleetSnapshot.ClusterSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterReportTest {
    private static ClusterReport report(@Nullable String trouble, @Nullable String warning) {
        return ClusterReport.of(
                ClusterRecord.unknown(new ClusterName("east")),
                true,
                new ClusterSnapshot("henge", true, true, trouble, Map.of(), Set.of(), null),
                Optional.ofNullable(warning),
                Reports.Count.NONE);
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
