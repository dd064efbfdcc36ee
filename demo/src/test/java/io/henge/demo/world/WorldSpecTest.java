package io.henge.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.henge.cli.exit.Refused;
import io.henge.demo.druid.DruidKind;
import io.henge.demo.druid.DruidVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WorldSpecTest {
    private static WorldSpec spec(List<String> clusters, int overlords, boolean query, OptionalInt port) {
        return new WorldSpec(
                Path.of("d"), WorldClusters.named(clusters), overlords, query, Map.of(), port, DruidKind.standard());
    }

    private static List<String> complaints(List<String> clusters, int overlords, boolean query, OptionalInt port) {
        return catchThrowableOfType(Refused.class, () -> spec(clusters, overlords, query, port))
                .complaints();
    }

    @Test
    void theStandardWorldIsFine() {
        WorldSpec spec = WorldSpec.standard(Path.of("d"));

        assertThat(spec.clusters().names()).containsExactly("east", "west");
        assertThat(spec.directory()).isAbsolute();
    }

    @Test
    void namesMustBeDifferentDnsLabels() {
        assertThat(complaints(List.of("east", "", "East", "east", "-a", "a".repeat(64)), 1, false, OptionalInt.empty()))
                .hasSize(5)
                .allSatisfy(complaint -> assertThat(complaint).startsWith("--clusters: "))
                .anySatisfy(complaint -> assertThat(complaint).contains("an empty name"))
                .anySatisfy(complaint -> assertThat(complaint).contains("\"East\" is no DNS label"))
                .anySatisfy(complaint -> assertThat(complaint).contains("\"east\" is named twice"));
    }

    @Test
    void overlordsAreOneToFive() {
        assertThat(spec(List.of("a"), 5, false, OptionalInt.empty()).overlords())
                .isEqualTo(5);
        assertThat(complaints(List.of("a"), 0, false, OptionalInt.empty()))
                .singleElement()
                .asString()
                .contains("--overlords: 0")
                .contains("from 1 to 5");
        assertThat(complaints(List.of("a"), 6, false, OptionalInt.empty())).hasSize(1);
    }

    @Test
    void aRouterPortNeedsARouterAndARealPort() {
        assertThat(complaints(List.of("a"), 1, false, OptionalInt.of(8888)))
                .singleElement()
                .asString()
                .contains("--router-port: 8888")
                .contains("--query");
        assertThat(complaints(List.of("a"), 1, true, OptionalInt.of(65_536)))
                .singleElement()
                .asString()
                .contains("no port");
    }

    @Test
    void queryServicesNeedADruidThatHasThem() {
        WorldSpec standard = WorldSpec.standard(Path.of("d"));
        DruidKind withoutQuery = DruidKind.of(DruidVersion.V37);

        assertThat(standard.withQuery(false).withDruid(withoutQuery).druid()).isEqualTo(withoutQuery);
        assertThat(catchThrowableOfType(Refused.class, () -> standard.withDruid(withoutQuery))
                        .complaints())
                .singleElement()
                .asString()
                .startsWith("--query: Druid 37.0.0");
    }

    @Test
    void allComplaintsComeAtOnce() {
        assertThat(complaints(List.of(""), 9, false, OptionalInt.of(0))).hasSize(4);
    }
}
