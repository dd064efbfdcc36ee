package io.henge.druid.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a peon is told where to write segments, by the storage that the Overlord is configured with. */
class StorageRootVariableTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Attempt attempt(@Nullable String root) {
        Attempt like = Attempts.placed("task", "east", 1, NOW);
        return Attempt.placed(like.id(), like.address(), like.token(), like.traits(), 1, root, NOW);
    }

    private static Map<String, String> environment(Map<String, String> settings, @Nullable String root) {
        Properties properties = new Properties();
        properties.putAll(settings);
        return StorageRootVariable.of(properties).orElseThrow().environment(attempt(root));
    }

    @ParameterizedTest
    @CsvSource({
        "local, storageDirectory, /deep, /deep/henge-attempts/j",
        "local, storageDirectory, /deep/, /deep/henge-attempts/j",
        "hdfs, storageDirectory, hdfs://name:8020/deep, hdfs://name:8020/deep/henge-attempts/j",
        "s3, baseKey, druid/segments, druid/segments/henge-attempts/j",
        "azure, prefix, segments, segments/henge-attempts/j",
        "google, prefix, segments, segments/henge-attempts/j",
    })
    void theRootOfAnAttemptLiesBelowTheUsualOne(String type, String property, String base, String expected) {
        assertThat(environment(
                        Map.of("druid.storage.type", type, "druid.storage." + property, base), "henge-attempts/j"))
                .containsExactly(Map.entry("druid_storage_" + property, expected));
    }

    @Test
    void anAttemptThatWritesToTheUsualRootIsToldNothing() {
        assertThat(environment(Map.of("druid.storage.type", "s3", "druid.storage.baseKey", "druid"), null))
                .isEmpty();
    }

    @Test
    void withoutABaseKeyTheRootStandsAlone() {
        assertThat(environment(Map.of("druid.storage.type", "s3"), "henge-attempts/j"))
                .containsExactly(Map.entry("druid_storage_baseKey", "henge-attempts/j"));
    }

    @Test
    void withoutSettingsDruidsOwnDefaultsCount() {
        assertThat(environment(Map.of(), "henge-attempts/j"))
                .containsExactly(
                        Map.entry("druid_storage_storageDirectory", "/tmp/druid/localStorage/henge-attempts/j"));
    }

    @Test
    void aStorageThatHengeDoesNotKnowHasNoVariable() {
        Properties properties = new Properties();
        properties.setProperty("druid.storage.type", "cassandra");
        assertThat(StorageRootVariable.of(properties)).isEmpty();
    }
}
