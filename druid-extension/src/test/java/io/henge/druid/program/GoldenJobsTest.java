package io.henge.druid.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.druid.ship.Unpacked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs written by hand from what Druid's own runner does, one directory per case: properties, a task, what its pod is made
 * from, and the Job. The task itself stands there as {@code TASK}; what was shipped is unpacked and compared with it.
 */
class GoldenJobsTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TASK = "TASK";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private static Path directory(String name) throws Exception {
        return Path.of(Objects.requireNonNull(GoldenJobsTest.class.getResource("/golden/" + name))
                .toURI());
    }

    private int render(List<String> arguments) {
        return Render.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(messages, true, StandardCharsets.UTF_8));
    }

    private String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }

    private static List<String> arguments(Path directory) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--properties", directory.resolve("runtime.properties").toString(),
                "--task", directory.resolve("task.json").toString()));
        if (Files.exists(directory.resolve("overlord-pod.yaml"))) {
            arguments.addAll(List.of(
                    "--overlord-pod", directory.resolve("overlord-pod.yaml").toString()));
        }
        for (String key : lines(directory.resolve("templates"))) {
            arguments.addAll(List.of("--template", key + "=" + directory.resolve(key + ".yaml")));
        }
        arguments.addAll(lines(directory.resolve("options")));
        return arguments;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "single",
                "single-settings",
                "multi",
                "template",
                "template-settings",
                "template-selection",
                "template-container",
                "cluster"
            })
    void aJobIsMadeAsItIsWritten(String name) throws Exception {
        Path directory = directory(name);
        assertThat(render(arguments(directory))).as(messages()).isZero();
        Job job = YAML.unmarshal(out.toString(StandardCharsets.UTF_8), Job.class);
        checkTask(JSON.readTree(directory.resolve("task.json").toFile()), Unpacked.taken(job, TASK));
        Job expected = YAML.unmarshal(Files.readString(directory.resolve("job.yaml")), Job.class);
        assertThat(sorted(job)).isEqualTo(sorted(expected));
    }

    /** Fields by name, lists in their order. */
    private static String sorted(Job job) throws IOException {
        return new ObjectMapper()
                .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(YAML.convertValue(job, Object.class));
    }

    /** What was shipped is the task that was given, with what Henge adds to its context and what Druid fills in. */
    private static void checkTask(JsonNode given, String payload) throws IOException {
        JsonNode shipped = JSON.readTree(Unpacked.json(payload));
        assertThat(shipped.at("/context/henge/task")).isEqualTo(given.path("id"));
        given.fields().forEachRemaining(field -> {
            JsonNode found = shipped.path(field.getKey());
            if (field.getValue().isObject()) {
                field.getValue()
                        .fields()
                        .forEachRemaining(
                                inner -> assertThat(found.path(inner.getKey())).isEqualTo(inner.getValue()));
            } else if (!field.getKey().equals("interval")) {
                assertThat(found).as(field.getKey()).isEqualTo(field.getValue());
            }
        });
    }

    @Test
    void theJobIsPrintedAsJsonToo() throws Exception {
        List<String> arguments = arguments(directory("template"));
        arguments.addAll(List.of("--output", "json"));
        assertThat(render(arguments)).as(messages()).isZero();
        assertThat(JSON.readTree(out.toByteArray()).path("kind").textValue()).isEqualTo("Job");
    }
}
