package io.henge.druid.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Location;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import org.apache.druid.indexer.TaskLocation;
import org.junit.jupiter.api.Test;

/** What Druid's console shows as a task's location. */
class ShownLocationsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Attempt PLACED = Attempts.placed("a", "east", 1, AT);

    @Test
    void thePodIsNamedAsItIsUnlessItsClusterIsAskedFor() {
        Attempt located = PLACED.withLocation(new Location("10.0.0.7", 8100, -1, "pod"), AT);
        assertThat(new ShownLocations(false).of(located))
                .isEqualTo(TaskLocation.create("10.0.0.7", 8100, -1, false, "pod"));
        assertThat(new ShownLocations(true).of(located))
                .isEqualTo(TaskLocation.create("10.0.0.7", 8100, -1, false, "east/pod"));
        Attempt byTls = PLACED.withLocation(new Location("10.0.0.7", 8100, 8101, "pod"), AT);
        assertThat(new ShownLocations(true).of(byTls))
                .isEqualTo(TaskLocation.create("10.0.0.7", 8100, 8101, true, "east/pod"));
        assertThat(new ShownLocations(true).of(PLACED)).isEqualTo(TaskLocation.unknown());
    }
}
