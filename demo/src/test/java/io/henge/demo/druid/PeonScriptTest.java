package io.henge.demo.druid;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.process.Poll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract between Henge's pods and the launcher in the image, with a stand-in for Java. */
class PeonScriptTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory = Path.of("");

    private Path root = directory;
    private Path image = directory;

    @BeforeEach
    void makeImage() throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
        image = directory.resolve("image");
        Path java = directory.resolve("fake-java");
        Files.writeString(java, """
                #!/bin/bash
                printf '%s\\n' "$@"
                [[ -z ${TASK_JSON+x} ]] && echo no-task-json
                if [[ -n ${WAIT:-} ]]; then trap 'echo asked to end; exit 143' TERM; while :; do sleep 0.05; done; fi
                exit ${STATUS:-0}
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        PeonImage made = new PeonImage(image, Path.of(System.getProperty("henge.root"), "demo/image/peon.sh"));
        made.write(
                new DruidRuntime(List.of(Path.of("/lib/a.jar"), Path.of("/lib/b.jar")), java),
                new ClassSharing.FromArchive(directory.resolve("none.jsa")));
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command =
                new java.util.ArrayList<>(List.of(image.resolve("peon.sh").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        builder.environment().put("LOCALKUBE_ROOT", root.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("out"));
        } catch (IOException e) {
            return "";
        }
    }

    private int run(Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String encoded(String json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @Test
    void aTaskIsLaidOutAndRun() throws Exception {
        String json = "{\"id\":\"täsk\",\"text\":\"a\\nb\"}";

        int status = run(Map.of(
                "TASK_DIR", "/tmp/task:1",
                "TASK_ID", "task:1",
                "TASK_JSON", encoded(json),
                "JAVA_OPTS", "-Xmx1g -Da=b",
                "druid_a_b__c", "with \\ and = and\nnewline",
                "druid_indexer_task_baseTaskDir", "/tmp",
                "LOAD_BROADCAST_DATASOURCE_MODE", "NONE"));

        assertThat(status).isZero();
        assertThat(root.resolve("tmp/task:1/task.json")).hasContent(json);
        assertThat(output().lines())
                .containsSubsequence(
                        "@" + image + "/jvm.args",
                        "-Djava.io.tmpdir=" + root + "/tmp",
                        "-Xmx1g",
                        "-Da=b",
                        "-cp",
                        "/lib/a.jar:/lib/b.jar:" + root + "/tmp/conf:" + image + "/conf",
                        "org.apache.druid.cli.Main",
                        "internal",
                        "peon",
                        root + "/tmp/task:1",
                        "1",
                        "--taskId",
                        "task:1",
                        "--loadBroadcastDatasourceMode",
                        "NONE",
                        "no-task-json");
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(root.resolve("tmp/conf/runtime.properties"))) {
            properties.load(reader);
        }
        assertThat(properties)
                .containsEntry("druid.a.b_c", "with \\ and = and\nnewline")
                .containsEntry("druid.indexer.task.baseTaskDir", root + "/tmp");
    }

    @Test
    void withoutATaskIdTheArgumentsNameTheTask() throws Exception {
        Map<String, String> environment =
                Map.of("TASK_DIR", "/t", "JAVA_OPTS", "-Da=b -Ddruid.indexer.task.baseTaskDir=/tasks -Dc=d");
        assertThat(run(environment, "--loadBroadcastDatasourceMode", "ALL", "--taskId", "task:1"))
                .isZero();

        assertThat(output().lines())
                .containsSubsequence("-Da=b", "-Ddruid.indexer.task.baseTaskDir=" + root + "/tasks", "-Dc=d")
                .containsSubsequence(
                        "peon", root + "/t", "1", "--loadBroadcastDatasourceMode", "ALL", "--taskId", "task:1");
    }

    @Test
    void theStatusOfJavaIsThatOfThePod() throws Exception {
        assertThat(run(Map.of("TASK_DIR", "/t", "STATUS", "137"))).isEqualTo(137);
    }

    @Test
    void asksToEndReachJava() throws Exception {
        Process process = start(Map.of("TASK_DIR", "/t", "WAIT", "1"));
        assertThat(Poll.until(LIMIT, Duration.ofMillis(20), () -> output().contains("no-task-json")))
                .isTrue();

        process.destroy();

        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(output()).contains("asked to end");
    }

    @Test
    void aPodThatIsNotOursIsToldSo() throws Exception {
        assertThat(run(Map.of())).isEqualTo(64);
        assertThat(output()).contains("TASK_DIR is not set");

        assertThat(run(Map.of("TASK_DIR", "/t", "TASK_JSON", "nonsense"))).isEqualTo(64);
        assertThat(output()).contains("TASK_JSON is not base64 of gzip");
    }
}
