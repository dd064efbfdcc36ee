package io.henge.druid.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.druid.ship.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code henge render} for every type of tasks, where no extension of Druid's is and where nothing of an Overlord runs. */
class TaskTypesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUNNER = "druid.indexer.runner.";

    @TempDir
    private Path dir;

    private ProgramRun program;

    @BeforeEach
    void write() throws IOException {
        program = new ProgramRun(dir, Render::run);
        program.file("base.yaml", "kind: PodTemplate\ntemplate: {spec: {containers: [{name: main, image: druid}]}}\n");
        program.file(
                "good.properties",
                RUNNER + "type=multik8s",
                RUNNER + "k8s.adapter.type=customTemplateAdapter",
                RUNNER + "clusters[0].name=east",
                RUNNER + "clusters[0].taskNamespace=tasks",
                RUNNER + "k8s.podTemplate.base=" + dir.resolve("base.yaml"),
                "druid.indexer.task.baseDir=/data",
                "druid.indexer.task.encapsulatedTask=true",
                "druid.processing.intermediaryData.storage.type=deepstore",
                "druid.javascript.enabled=true",
                "druid.extensions.loadList=[\"druid-kafka-indexing-service\",\"druid-s3-extensions\",\"henge\"]");
    }

    private static Path tasks(String kind) throws Exception {
        return Path.of(Objects.requireNonNull(TaskTypesTest.class.getResource("/tasks/" + kind))
                .toURI());
    }

    private static Stream<Path> files(String kind) throws Exception {
        try (Stream<Path> files = Files.list(tasks(kind))) {
            return files.sorted().toList().stream();
        }
    }

    static Stream<Path> known() throws Exception {
        return files("known");
    }

    static Stream<Path> unknown() throws Exception {
        return files("unknown");
    }

    private JsonNode job(Path task) throws Exception {
        Files.copy(task, dir.resolve("task.json"));
        assertThat(program.run("--properties @good.properties --task @task.json --output json"))
                .as(program.said())
                .isZero();
        return JSON.readTree(program.printed());
    }

    private static String variable(JsonNode job, String name) {
        return StreamSupport.stream(
                        job.at("/spec/template/spec/containers/0/env").spliterator(), false)
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode shipped(JsonNode job) throws IOException {
        return (ObjectNode) JSON.readTree(
                Unpacked.json(job.at("/spec/template/metadata/annotations/task").asText()));
    }

    @ParameterizedTest
    @MethodSource("known")
    void aTaskOfDruidsOwnIsReadAsDruidReadsIt(Path file) throws Exception {
        JsonNode given = JSON.readTree(file.toFile());
        ObjectNode shipped = shipped(job(file));
        assertThat(program.said()).isEmpty();
        assertThat(shipped.path("type")).isEqualTo(given.path("type"));
        assertThat(shipped.path("id")).isEqualTo(given.path("id"));
        // What Druid writes and nobody gave.
        assertThat(shipped.size()).isGreaterThan(given.size());
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void aTaskThatIsNotKnownHereGoesAsItIsGiven(Path file) throws Exception {
        ObjectNode given = (ObjectNode) JSON.readTree(file.toFile());
        ObjectNode shipped = shipped(job(file));
        assertThat(program.said())
                .startsWith("henge: @task.json: type[")
                .contains("is not known here", "id[" + given.path("id").asText() + "]", "goes as it is given")
                .hasLineCount(1);
        ObjectNode context = (ObjectNode) shipped.path("context");
        assertThat(context.remove("henge").path("task")).isEqualTo(given.path("id"));
        ((ObjectNode) context.path("tags")).remove("k8s_cluster");
        given.with("context").with("tags");
        assertThat(shipped).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
        "kafka, index_kafka, index_kafka_clicks, clicks, ALL",
        "msq, query_controller, query-3dc0c45d-34d7-4b15-86c9-cdb2d3ebfc4e, letters, NONE",
        "s3, index_parallel, index_parallel_flights_s3, flights, ALL"
    })
    void theJobSaysOfItWhatDruidSays(String name, String type, String group, String dataSource, String broadcast)
            throws Exception {
        JsonNode job = job(tasks("unknown").resolve(name + ".json"));
        assertThat(job.at("/metadata/annotations/task.type").asText()).isEqualTo(type);
        assertThat(job.at("/metadata/annotations/task.group.id").asText()).isEqualTo(group);
        assertThat(job.at("/metadata/annotations/task.datasource").asText()).isEqualTo(dataSource);
        assertThat(variable(job, "LOAD_BROADCAST_DATASOURCE_MODE")).isEqualTo(broadcast);
        assertThat(variable(job, "TASK_DIR")).startsWith("/data/");
    }

    @Test
    void aTypeThatIsMisspeltIsSaidAndSoIsWhatIsMissing() throws Exception {
        program.file("task.json", "{\"type\":\"index_paralell\",\"id\":\"a\"}");
        assertThat(program.run("--properties @good.properties --task @task.json"))
                .isEqualTo(Render.REFUSED);
        assertThat(program.said())
                .isEqualTo("henge: @task.json is a task of type[index_paralell] that names no data source. Give one as"
                        + " `dataSource`: of this type nothing else is known.\n");
    }

    @Test
    void anIdThatDruidDoesNotTakeIsRefused() throws Exception {
        program.file("task.json", "{\"type\":\"index_kafka\",\"id\":\"a/b\",\"dataSource\":\"clicks\"}");
        assertThat(program.run("--properties @good.properties --task @task.json"))
                .isEqualTo(Render.REFUSED);
        assertThat(program.said())
                .startsWith("henge: @task.json is no task that this Druid takes: ")
                .contains("task ID", "a/b")
                .hasLineCount(1);
    }

    @Test
    void aTaskWithoutAnIdGetsOneAsFromTheOverlord() throws Exception {
        Path file = Files.writeString(dir.resolve("a.json"), "{\"type\":\"index_kafka\",\"dataSource\":\"clicks\"}");
        assertThat(shipped(job(file)).path("id").asText()).matches("index_kafka_clicks_[a-z]{8}_20.*Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '\"',
            value = {
                "-|-|/tmp|-",
                "/data|-|/data|-",
                "var/tasks|-|var/tasks|`druid.indexer.task.baseDir` is `var/tasks`, which is relative: tasks'"
                        + " directories are taken to be below /opt/druid",
                "/data|var/own|/data|`druid.indexer.task.baseTaskDir` is `var/own`, which is relative",
            })
    void directoriesAreTheOverlordsAndNotOfThisMachine(String base, String own, String variable, String note)
            throws Exception {
        String usual = System.setProperty(
                "java.io.tmpdir", dir.resolve("of-this-machine").toString());
        try {
            program.file("none.properties", "");
            Files.writeString(
                    dir.resolve("good.properties"),
                    Files.readString(dir.resolve("good.properties"))
                                    .replace(
                                            "druid.indexer.task.baseDir=/data",
                                            base == null ? "" : "druid.indexer.task.baseDir=" + base)
                            + (own == null ? "" : "druid.indexer.task.baseTaskDir=" + own));
            JsonNode job = job(tasks("known").resolve("noop.json"));
            assertThat(variable(job, "TASK_DIR")).isEqualTo(variable + "/noop_flights_1");
            assertThat(job.toString()).doesNotContain("of-this-machine");
        } finally {
            System.setProperty("java.io.tmpdir", usual);
        }
        if (note == null) {
            assertThat(program.said()).isEmpty();
        } else {
            assertThat(program.said()).contains(note).hasLineCount(1);
        }
    }
}
