package io.henge.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.program.ExtensionProgram;
import io.henge.cli.program.ProgramJars;
import io.henge.e2e.distribution.UnpackedCommand.Started;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of the command, on a machine with Java and nothing else. */
@Timeout(300)
class CommandArchiveTest {
    private static final Path RESOURCES =
            Path.of(System.getProperty("henge.root"), "druid-extension/src/test/resources");
    private static final String RUNNER = "druid.indexer.runner.";
    private static final int AT_ONCE = 4;

    /** What an Overlord, and what an API server, answers to everything. */
    private static final String ANSWERS = "{\"gitVersion\":\"v1.34.4\",\"status\":{\"allowed\":true},\"placements\":[],"
            + "\"cursor\":null,\"consequences\":[]}";

    @TempDir
    private static Path directory;

    private static UnpackedCommand henge;
    private static HttpServer server;
    private static ExecutorService threads;
    private static final CountDownLatch asked = new CountDownLatch(1);
    private static final CountDownLatch over = new CountDownLatch(1);

    @BeforeAll
    static void unpack() throws Exception {
        henge = new UnpackedCommand(directory);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newFixedThreadPool(AT_ONCE);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                if (path.endsWith("/never")) {
                    asked.countDown();
                    awaitEnd();
                }
                byte[] body = (path.endsWith("/clusters") ? "[]" : ANSWERS).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        ClusterFiles.write(directory, url());
        Files.write(
                directory.resolve("here.properties"),
                List.of(
                        RUNNER + "clusters[0].kubeconfigPath=" + directory.resolve("east.yaml"),
                        RUNNER + "clusters[1].kubeconfigPath=" + directory.resolve("east.yaml"),
                        RUNNER + "k8s.podTemplate.base=" + directory.resolve("base.yaml")));
    }

    private static void awaitEnd() {
        try {
            over.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterAll
    static void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String[] with(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--properties",
                RESOURCES.resolve("production/runtime.properties").toString(),
                "--properties",
                directory.resolve("here.properties").toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static String task(String name) {
        return RESOURCES.resolve("tasks").resolve(name).toString();
    }

    @Test
    void itNamesItsCommandsAndItsVersion() throws Exception {
        Started help = henge.start("--help");
        assertThat(help.status()).as(help.said()).isEqualTo(ExitCode.DONE);
        assertThat(help.printed())
                .contains(
                        "check",
                        "cluster",
                        "clusters",
                        "cordon",
                        "declare-alive",
                        "declare-dead",
                        "drain",
                        "events",
                        "failovers",
                        "move",
                        "pause",
                        "render",
                        "resume",
                        "tasks")
                .doesNotContain("demo", "bench");
        Started version = henge.start("--version");
        assertThat(version.status()).isEqualTo(ExitCode.DONE);
        assertThat(version.printed()).isEqualTo("henge 0.1.0\n");
    }

    @ParameterizedTest
    @CsvSource({"known/noop.json, noop", "unknown/kafka.json, index_kafka", "unknown/msq.json, query_controller"})
    void aJobIsRenderedFromTheWholePropertiesOfAnOverlord(String file, String type) throws Exception {
        Started render = henge.start(with("render", "--task", task(file)));
        assertThat(render.status()).as(render.said()).isEqualTo(ExitCode.DONE);
        assertThat(render.printed()).contains("kind: \"Job\"", "task.type: \"" + type + "\"");
        assertThat(render.said()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void theConfigurationIsChecked() throws Exception {
        Started check = henge.start(with("check"));
        assertThat(check.status()).as(check.said() + check.printed()).isIn(ExitCode.DONE, ExitCode.FAILED);
        assertThat(check.printed()).contains("NAME", "REACHED", "east  yes");
        assertThat(check.said()).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clusters",
                "clusters east",
                "tasks",
                "events",
                "failovers",
                "failovers a --cluster east",
                "move a --reason r",
                "pause --reason r",
                "resume --reason r",
                "drain east --reason r --dry-run",
                "stop-drain east --reason r",
                "cordon east --reason r",
                "uncordon east --reason r",
                "declare-dead east --reason r",
                "declare-alive east --reason r"
            })
    void anOverlordIsAsked(String line) throws Exception {
        Started command = henge.start((line + " --overlord " + url()).split(" ", -1));
        assertThat(command.status()).as(command.said()).isEqualTo(ExitCode.DONE);
        assertThat(command.printed()).isNotBlank();
    }

    @Test
    void aClusterIsAddedByTheProgramThatTheArchiveHas() throws Exception {
        Started add = henge.start(
                "cluster", "add", "west", "--context", "b", "--kubeconfig", directory.resolve("east.yaml") + "");
        assertThat(add.status()).as(add.said()).isEqualTo(ExitCode.REFUSED);
        assertThat(add.said())
                .startsWith("henge: --context: ")
                .contains("has no context[b]")
                .hasLineCount(1);
        Started dry = henge.start(
                "cluster",
                "remove",
                "west",
                "--context",
                "a",
                "--kubeconfig",
                directory.resolve("east.yaml") + "",
                "--dry-run");
        assertThat(dry.status()).isEqualTo(ExitCode.FAILED);
        assertThat(dry.said())
                .startsWith("henge: the current context: what answered for Namespace[druid] is not an API server")
                .hasLineCount(1);
    }

    @Test
    void severalRunAtOnce() throws Exception {
        List<Started> renders = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            renders.add(henge.start(with("render", "--task", task("known/index_parallel.json"))));
        }
        for (Started render : renders) {
            assertThat(render.status()).as(render.said()).isEqualTo(ExitCode.DONE);
            assertThat(render.printed()).contains("kind: \"Job\"");
        }
    }

    @Test
    void whoeverIsInterruptedSaysSo() throws Exception {
        Started clusters = henge.start("clusters", "never", "--overlord", url());
        assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
        new ProcessBuilder("kill", "-INT", Long.toString(clusters.process().pid()))
                .start()
                .waitFor();
        assertThat(clusters.status()).isEqualTo(ExitCode.INTERRUPTED);
    }

    /** That what the archive leaves out of Druid is not needed for any type of tasks. */
    @ParameterizedTest
    @MethodSource
    void everyTaskOfDruidsIsReadWithWhatTheArchiveHas(Path task) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter messages = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(with("render", "--task", task.toString())));
        int status = new ExtensionProgram(
                        "henge-render", ProgramJars.in(henge.home().resolve("programs")))
                .run(new PrintWriter(out), new PrintWriter(messages), arguments.subList(1, arguments.size()));
        assertThat(status).as(messages.toString()).isEqualTo(ExitCode.DONE);
        assertThat(messages.toString()).doesNotContain("is not known here", "cannot be read");
    }

    static Stream<Path> everyTaskOfDruidsIsReadWithWhatTheArchiveHas() throws IOException {
        try (Stream<Path> tasks = Files.list(RESOURCES.resolve("tasks/known"))) {
            return tasks.sorted().toList().stream();
        }
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws Exception {
        Path fake = Files.createDirectories(directory.resolve("java11/bin"));
        Path java = Files.writeString(
                fake.resolve("java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Path launcher = Files.writeString(
                henge.home().resolve("bin/elsewhere"),
                Files.readString(henge.home().resolve("bin/henge")).replace("/usr/lib/jvm", "/nowhere"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Started none = henge.start(
                launcher, Map.of("JAVA_HOME", directory.resolve("java11").toString()), "--version");
        assertThat(none.status()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(none.said())
                .startsWith("henge: Java 17 or newer is needed and was not found (found: " + java + " (11)).")
                .contains("openjdk-17-jre-headless", "JAVA_HOME")
                .hasLineCount(1);
    }
}
