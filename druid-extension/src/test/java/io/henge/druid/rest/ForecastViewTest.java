package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Allotment;
import io.henge.core.decide.Forecast;
import io.henge.core.decide.Vitals;
import io.henge.core.health.CallHealth;
import io.henge.core.health.WatchHealth;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.report.AttemptCount;
import io.henge.core.report.ClusterReport;
import io.henge.core.report.LoopSnapshot;
import io.henge.druid.runner.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What REST tells of what becomes of a silent cluster's tasks. */
class ForecastViewTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private static JsonNode failover(@Nullable Forecast forecast) {
        Vitals vitals = new Vitals(new WatchHealth(true, null, AT), CallHealth.well(AT), null);
        ClusterReport report = new ClusterReport(
                ClusterRecord.unknown(new ClusterName("west")),
                true,
                true,
                null,
                AttemptCount.NONE,
                new Allotment.Vacancy(ClusterLimits.NONE, 0),
                new ClusterReport.Health(vitals, forecast));
        return JSON.<JsonNode>valueToTree(ClusterView.of(report, LoopSnapshot.EMPTY, Origin.STATIC))
                .path("failover");
    }

    @Test
    void aSilentClusterTellsWhatBecomesOfItsTasksAndWhen() throws JsonProcessingException {
        assertThat(failover(new Forecast(AT, 3, 1, "its onLost is Hold", true))).isEqualTo(JSON.readTree("""
                {"at": "2026-01-01T00:00:00Z", "leaving": 3, "staying": 1, "why": "its onLost is Hold", "acts": true}"""));
        assertThat(failover(new Forecast(null, 0, 0, null, false))).isEqualTo(JSON.readTree("""
                {"at": null, "leaving": 0, "staying": 0, "why": null, "acts": false}"""));
    }

    @Test
    void ofOneThatIsNotSilentThereIsNothingToTell() {
        assertThat(failover(null).isNull()).isTrue();
    }
}
