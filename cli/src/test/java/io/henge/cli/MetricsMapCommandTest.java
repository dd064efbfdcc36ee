package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code henge metrics-map}, from the command line to the map. */
@Timeout(60)
class MetricsMapCommandTest extends RanCommands {
    private static final String THEIRS = """
            {
              "query/time": {"dimensions": ["dataSource"], "type": "timer", "conversionFactor": 1000.0, "help": "Theirs"},
              "task/pending/time": {"dimensions": [], "type": "gauge", "help": "Their own"}
            }
            """;

    @TempDir
    private Path dir;

    private int run(String... arguments) {
        return run(dir, arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(dir.resolve("map.json"), text).toString();
    }

    private static List<String> names(JsonNode map) {
        List<String> names = new ArrayList<>();
        map.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void whatIsThereStaysFirstAndAsItIs() throws IOException {
        assertThat(run("metrics-map", "--merge", file(THEIRS))).isEqualTo(ExitCode.DONE);
        JsonNode map = result();
        assertThat(names(map)).startsWith("query/time", "task/pending/time").contains("k8s/task/waiting/count");
        json.readTree(THEIRS)
                .fields()
                .forEachRemaining(
                        theirs -> assertThat(map.path(theirs.getKey())).isEqualTo(theirs.getValue()));
        assertThat(message())
                .matches("henge: added \\d+ of \\d+ metrics; the others were there, and are as they were\\.");
    }

    @Test
    void whatPrometheusEmitterReadsIsThere() throws IOException {
        assertThat(run("metrics-map", "--merge", file("{}"))).isEqualTo(ExitCode.DONE);
        JsonNode map = result();
        assertThat(map.size()).isGreaterThan(20);
        assertThat(map).allSatisfy(entry -> {
            assertThat(entry.path("help").asText()).isNotEmpty();
            assertThat(entry.path("type").asText()).isIn("count", "gauge", "timer");
            assertThat(entry.path("dimensions").isArray()).isTrue();
            assertThat(entry.has("conversionFactor"))
                    .isEqualTo(entry.path("type").asText().equals("timer"));
        });
        assertThat(map.path("k8s/launch/time"))
                .isEqualTo(json.readTree("{\"dimensions\": [\"k8s_cluster\", \"taskType\"], \"type\": \"timer\","
                        + " \"conversionFactor\": 1000.0, \"help\": \"from the placement until the cluster is known to have the"
                        + " Job\"}"));
        assertThat(printed()).doesNotContain("taskId", "groupId");
    }

    @Test
    void whatStatsdEmitterReadsIsThere() throws IOException {
        assertThat(run("metrics-map", "--merge", file("{}"), "--emitter", "statsd"))
                .isEqualTo(ExitCode.DONE);
        assertThat(result().path("k8s/fence/refused/count"))
                .isEqualTo(json.readTree("{\"dimensions\": [], \"type\": \"count\"}"));
    }

    @Test
    void mergingAgainChangesNothing() throws IOException {
        assertThat(run("metrics-map", "--merge", file(THEIRS))).isEqualTo(ExitCode.DONE);
        String once = printed();
        results.reset();
        assertThat(run("metrics-map", "--merge", file(once))).isEqualTo(ExitCode.DONE);
        assertThat(printed()).isEqualTo(once);
        assertThat(message()).contains("henge: added 0 of ");
    }

    @ParameterizedTest(name = "{0} is refused with {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "|holds no JSON object",
                "[]|holds no JSON object. Give the map of an emitter",
                "{|cannot be read as JSON, at line 1",
                "{} {}|cannot be read as JSON",
                "{\"a\": {}, \"a\": {}}|Duplicate field 'a'",
                "{\"a\": 1}|[a] is no object. Give it dimensions and type.",
                "{\"a\": {\"type\": \"count\", \"help\": \"x\"}}|[a] has no dimensions",
                "{\"a\": {\"dimensions\": [1], \"type\": \"count\", \"help\": \"x\"}}|[a] has the dimension 1, which is no name",
                "{\"a\": {\"dimensions\": [], \"type\": \"histogram\", \"help\": \"x\"}}|[a] has the type[histogram]. Give it one of count, gauge and timer.",
                "{\"a\\nb\": {\"dimensions\": [], \"type\": \"count\"}}|[a b] has no help, without which prometheus-emitter does not start",
            })
    void aBadMapIsRefusedByNameAndNothingIsPrinted(String text, String sentence) throws IOException {
        String map = file(text == null ? "" : text);
        assertThat(run("metrics-map", "--merge", map)).isEqualTo(ExitCode.REFUSED);
        assertThat(message())
                .startsWith("henge: --merge: " + map)
                .contains(sentence)
                .hasLineCount(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void everyBadEntryIsNamedAtOnce() throws IOException {
        assertThat(run("metrics-map", "--merge", file("{\"a\": 1, \"b\": 2}"))).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("[a] is no object", "[b] is no object");
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsRefused() throws IOException {
        assertThat(run("metrics-map", "--merge", dir.resolve("none.json").toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("none.json does not exist. Give the map that the emitter uses now.");
        messages.reset();
        assertThat(run("metrics-map", "--merge", dir.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("cannot be read (");
        messages.reset();
        Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(run("metrics-map", "--merge", binary.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(message()).contains("in UTF-8");
    }

    @Test
    void helpSaysWhatTheEmittersDo() {
        assertThat(run("metrics-map", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(printed())
                .startsWith("Usage: henge metrics-map")
                .contains("--merge=FILE", "--emitter=NAME", "lose their digits", "one's own replaces");
    }
}
