package io.henge.druid.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code henge render} and {@code henge check} with the whole properties of an Overlord, of which they need few. */
class ProductionPropertiesTest {
    private static final String RUNNER = "druid.indexer.runner.";

    @TempDir
    private Path dir;

    private HttpServer server;

    @BeforeEach
    void write() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body =
                        "{\"gitVersion\":\"v1.34.4\",\"status\":{\"allowed\":true}}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        Path given = Path.of(Objects.requireNonNull(getClass().getResource("/production/runtime.properties"))
                .toURI());
        Files.copy(given, dir.resolve("runtime.properties"));
        ProgramRun files = program(Render::run);
        files.file("task.json", "{\"type\":\"noop\",\"id\":\"id\"}");
        files.file(
                "base.yaml",
                "kind: PodTemplate",
                "template: {spec: {restartPolicy: Never, containers: [{name: main, image: druid}]}}");
        files.file(
                "east.yaml",
                "kind: Config",
                "current-context: a",
                "contexts: [{name: a, context: {cluster: a, user: a}}]",
                "clusters: [{name: a, cluster: {server: \"http://127.0.0.1:"
                        + server.getAddress().getPort() + "\"}}]",
                "users: [{name: a, user: {token: secret}}]");
        files.file(
                "here.properties",
                RUNNER + "clusters[0].kubeconfigPath=" + dir.resolve("east.yaml"),
                RUNNER + "clusters[1].kubeconfigPath=" + dir.resolve("east.yaml"),
                RUNNER + "k8s.podTemplate.base=" + dir.resolve("base.yaml"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private ProgramRun program(ProgramRun.Program program) {
        return new ProgramRun(dir, program);
    }

    @Test
    void theFileIsAsLongAsThoseOfProductionAre() throws IOException {
        assertThat(Files.readAllLines(dir.resolve("runtime.properties"))).hasSizeGreaterThan(120);
    }

    @Test
    void aTaskIsRendered() {
        ProgramRun render = program(Render::run);
        assertThat(render.run("--properties @runtime.properties --properties @here.properties --task @task.json"))
                .as(render.said())
                .isEqualTo(Render.DONE);
        assertThat(new String(render.printed(), StandardCharsets.UTF_8))
                .contains("kind: \"Job\"", "namespace: \"druid-tasks\"", "var/tasks/id");
        assertThat(render.said()).doesNotContain("Exception", "\tat ", "extension[");
    }

    @Test
    void theConfigurationIsChecked() {
        ProgramRun check = program(Check::run);
        int status = check.run("--properties @runtime.properties --properties @here.properties --output yaml");
        assertThat(check.said()).doesNotContain("Exception", "\tat ", "henge: `druid.");
        assertThat(new String(check.printed(), StandardCharsets.UTF_8)).contains("name: \"east\"", "verdict: ");
        assertThat(status).as(check.said()).isIn(Check.WORKS, Check.PROBLEM);
    }

    /** Each is worse than the last: what some module would not take, in the file of both commands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "druid.monitoring.monitors=[\"org.apache.druid.server.metrics.TaskCountStatsMonitor\"]",
                "druid.monitoring.monitors=[\"com.example.NoSuchMonitor\"]",
                "druid.monitoring.monitors=no list",
                "druid.emitter=prometheus",
                "druid.emitter=",
                "druid.extensions.loadList=[\"no-such-extension\",\"henge\"]",
                "druid.metadata.storage.type=oracle",
                "druid.metadata.storage.connector.password={\"type\":\"vault\",\"path\":\"x\"}",
                "druid.plaintextPort=none",
                "druid.processing.numThreads=not a number",
                "druid.javascript.enabled=perhaps",
                "druid.indexing.formats.stringMultiValueHandlingMode=upside_down",
                "druid.indexer.task.restoreTasksOnRestart=neither yes nor no",
                "druid.indexer.task.gracefulShutdownTimeout=five minutes",
                "druid.auth.authenticatorChain=[\"nobody\"]",
                "druid.server.http.numThreads=-1",
                "druid.expressions.homogenizeNullMultiValueStringArrays=perhaps",
                "druid.generic.useDefaultValueForNull=perhaps",
                "druid.modules.excludeList=no list",
                "druid.ingestion.http.allowedProtocols=https",
                "druid.ingestion.hdfs.allowedProtocols=x",
            })
    void noPropertyOfAnythingElseIsInTheWay(String property) throws Exception {
        program(Render::run).file("odd.properties", property);
        String arguments =
                "--properties @runtime.properties --properties @here.properties --properties @odd.properties";
        ProgramRun render = program(Render::run);
        assertThat(render.run(arguments + " --task @task.json"))
                .as(render.said())
                .isEqualTo(Render.DONE);
        ProgramRun check = program(Check::run);
        assertThat(check.run(arguments)).as(check.said()).isIn(Check.WORKS, Check.PROBLEM);
    }
}
