package io.henge.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.decide.Allotment;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.Known;
import io.henge.core.health.CallHealth;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.ClusterLimits;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterReportTest {
    private static final ClusterName EAST = new ClusterName("east");

    private static ClusterReport report(@Nullable String trouble, @Nullable String warning) {
        ClusterFacts well = Known.watched(EAST, true, trouble);
        ClusterFacts facts =
                new ClusterFacts(EAST, "henge", well.standing(), well.watch(), well.calls(), warning, well.occupancy());
        return report(facts);
    }

    private static ClusterReport report(ClusterFacts facts) {
        return ClusterReport.of(
                ClusterRecord.unknown(EAST),
                facts,
                Optional.empty(),
                AttemptCount.NONE,
                new Allotment.Vacancy(ClusterLimits.NONE, 1));
    }

    @Test
    void callsThatFailAreToldThoughTheClusterIsObserved() {
        CallHealth failing = CallHealth.well(Instant.EPOCH)
                .failed(new ApiFailure(ApiFailure.Kind.FORBIDDEN, "401: who are you?"), Instant.EPOCH);
        ClusterReport report = report(Known.with(Known.well(EAST), failing, 0));
        assertThat(report.trouble()).isEqualTo("401: who are you?");
        assertThat(report.observed()).isTrue();
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

    @Test
    void aClusterThatWasNeverListedSaysSo() {
        ClusterReport report = report(Known.watched(EAST, false, null));
        assertThat(report.observed()).isFalse();
        assertThat(report.trouble()).isEqualTo("It has not been listed yet");
    }
}
