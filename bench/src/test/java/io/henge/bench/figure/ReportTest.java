package io.henge.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Machine MACHINE = new Machine(2, 0.25, 24_576, "Linux 6", "OpenJDK 17", 2_048);

    private static Report report() {
        Report report = new Report(Instant.parse("2026-01-01T00:00:00.5Z"), MACHINE);
        report.add(
                "race",
                List.of(
                        new Figure("fast enough", 12_345.6, "/s", Target.atLeast(2_000)),
                        new Figure("too slow", 20.04, "ms", Target.atMost(20)),
                        Figure.of("by the way", 0.0625, "s")));
        return report;
    }

    @Test
    void peopleSeeTheMachineAndEveryFigureBesideItsTarget() {
        assertThat(report().text().lines())
                .containsExactly(
                        "2026-01-01T00:00:00Z, 2 cores with a load of 0.3 before, 24,576 MiB of memory, Linux 6; OpenJDK 17 with a"
                                + " heap of at most 2,048 MiB",
                        "",
                        "BENCHMARK  MEASURED     VALUE      TARGET          MET",
                        "race       fast enough  12,346 /s  at least 2,000  yes",
                        "race       too slow     20.04 ms   at most 20      NO",
                        "race       by the way   0.0625 s   -               -");
    }

    @Test
    void scriptsGetTheWholeValueAndWhetherItMeetsItsTarget() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report().json());
        assertThat(json.path("machine").path("cores").asInt()).isEqualTo(2);
        JsonNode figures = json.path("figures");
        assertThat(figures).hasSize(3);
        assertThat(figures.path(0).path("value").asDouble()).isEqualTo(12_345.6);
        assertThat(figures.path(0).path("met").asBoolean()).isTrue();
        assertThat(figures.path(1).path("met").asBoolean(true)).isFalse();
        assertThat(figures.path(1).path("target").path("bound").asText()).isEqualTo("AT_MOST");
        assertThat(figures.path(2).has("target")).isFalse();
        assertThat(figures.path(2).has("met")).isFalse();
    }
}
