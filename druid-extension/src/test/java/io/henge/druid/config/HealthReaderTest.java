package io.henge.druid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.health.HealthTimings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a cluster may be silent, by profile and by values of one's own. */
class HealthReaderTest {
    private static HealthTimings read(RunnerProperties properties) {
        return properties.read().policies().health();
    }

    private static void assertRefused(RunnerProperties properties, String... complaints) {
        assertThatThrownBy(properties::read).isInstanceOf(ConfigException.class).hasMessageContainingAll(complaints);
    }

    @Test
    void theProfileIsFastWhereNoneIsGiven() {
        assertThat(read(RunnerProperties.twoClusters())).isEqualTo(HealthTimings.FAST);
        assertThat(read(RunnerProperties.twoClusters().set("health.profile", "careful")))
                .isEqualTo(HealthTimings.CAREFUL);
    }

    @Test
    void aValueIsGivenInPlaceOfTheProfiles() {
        HealthTimings timings = read(
                RunnerProperties.twoClusters().set("health.profile", "careful").set("health.lostAfter", "PT10M"));
        assertThat(timings.lostAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(timings.suspectAfter()).isEqualTo(HealthTimings.CAREFUL.suspectAfter());
    }

    @Test
    void whatNoProbeCanTellIsRefused() {
        assertRefused(
                RunnerProperties.twoClusters().set("health.suspectAfter", "PT2S"),
                "`druid.indexer.runner.health.suspectAfter` is `PT2S`. Give at least PT3S, which one probe takes with its"
                        + " timeout.");
    }

    @Test
    void whatAProbeTakesIsWhatIsGiven() {
        HealthTimings quick = read(RunnerProperties.twoClusters()
                .set("health.probeInterval", "PT0.5S")
                .set("health.probeTimeout", "PT0.5S")
                .set("health.suspectAfter", "PT1S"));
        assertThat(quick.oneProbe()).isEqualTo(quick.suspectAfter()).isEqualTo(Duration.ofSeconds(1));
        assertRefused(
                RunnerProperties.twoClusters().set("health.probeTimeout", "PT5S"),
                "`druid.indexer.runner.health.suspectAfter` is not set. Give at least PT6S, which one probe takes with its"
                        + " timeout.",
                "`druid.indexer.runner.health.unreachableAfter` is not set. Give at least PT12S, which two probes take"
                        + " with their timeouts.");
    }

    @Test
    void theWrongOrderIsRefusedByTheValueThatIsTooSmallGivenOrNot() {
        assertRefused(
                RunnerProperties.twoClusters().set("health.lostAfter", "PT5S"),
                "`druid.indexer.runner.health.lostAfter` is `PT5S`. Give at least PT10S, which is unreachableAfter.");
        assertRefused(
                RunnerProperties.twoClusters()
                        .set("health.suspectAfter", "PT1M")
                        .set("health.lostAfter", "PT2M"),
                "`druid.indexer.runner.health.unreachableAfter` is not set. Give at least PT1M, which is suspectAfter.");
    }
}
