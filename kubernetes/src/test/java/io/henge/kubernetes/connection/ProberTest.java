package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.health.Probe;
import io.henge.core.health.Probe.Answer;
import io.henge.kubernetes.access.Access;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.ProbePace;
import io.henge.kubernetes.call.Api.Line;
import io.henge.kubernetes.call.Identity;
import io.henge.kubernetes.stub.StubApiServer;
import io.henge.kubernetes.stub.StubSettings;
import io.henge.kubernetes.stub.TestCertificate;
import io.henge.kubernetes.stub.WireServer;
import io.henge.kubernetes.stub.WireServer.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions to servers of all manners. */
class ProberTest {
    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final Manner WELL =
            WireServer.answering(200, "{\"kind\":\"JobList\",\"apiVersion\":\"batch/v1\",\"items\":[]}");

    @TempDir
    private Path dir;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService http = Executors.newFixedThreadPool(2);
    private final Identity identity = new Identity();
    private final List<Answer> told = new CopyOnWriteArrayList<>();
    private final List<WireServer> servers = new CopyOnWriteArrayList<>();
    private final Prober prober = new Prober("henge", new ProbePace(ProbePace.MIN, TIMEOUT), timer, http, this::tell);

    private void tell() {
        told.add(prober.probe().answer());
    }

    @AfterEach
    void close() throws IOException {
        prober.close();
        for (WireServer server : servers) {
            server.close();
        }
        timer.shutdownNow();
        http.shutdownNow();
    }

    private WireServer server(Manner manner) throws IOException {
        WireServer server = new WireServer(manner);
        servers.add(server);
        return server;
    }

    private Line line(String url) throws Exception {
        Path file = Files.writeString(dir.resolve("it.yaml"), """
                kind: Config
                current-context: one
                contexts: [{name: one, context: {cluster: one, user: one}}]
                clusters: [{name: one, cluster: {server: "%s"}}]
                users: [{name: one, user: {token: secret}}]
                """.formatted(url));
        ClusterSettings settings = StubSettings.of(file, null, Duration.ofSeconds(10));
        Access access = Access.now(settings);
        identity.become(access.headers());
        return ClientFactory.probeLineOf(access, settings, identity, prober.carrier());
    }

    private void ask(WireServer server) throws Exception {
        prober.turnTo(line("http://127.0.0.1:" + server.port()), true);
    }

    private void untilSaid(Answer answer) {
        until(() -> prober.probe().answer() == answer);
    }

    @Test
    void allQuestionsAreAskedOnOneConnectionWithOurCredentialsAndByAName() throws Exception {
        assertThat(prober.probe()).isEqualTo(Probe.NOT_ASKED);
        WireServer server = server(WELL);
        ask(server);
        until(() -> server.asked().size() >= 4);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.asked())
                .allSatisfy(head -> assertThat(head)
                        .startsWith("GET /apis/batch/v1/namespaces/henge/jobs?fieldSelector=metadata.name%3Dhenge-probe"
                                + "&resourceVersion=0&limit=1 ")
                        .containsIgnoringCase("\r\nUser-Agent: henge-probe/")
                        .containsIgnoringCase("\r\nAuthorization: Bearer secret\r\n"));
        assertThat(told).as("the same is told to nobody").containsExactly(Answer.WELL);
        assertThat(prober.probe().words()).isEmpty();
        assertThat(prober.probe().wellAgo()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
    }

    @Test
    void whoSaysNothingIsSilentAfterTheTimeoutAndIsAskedOneQuestionAtATime() throws Exception {
        WireServer server = server(WELL);
        ask(server);
        untilSaid(Answer.WELL);
        server.become(WireServer.silent());
        untilSaid(Answer.SILENT);
        assertThat(prober.probe().words()).isEqualTo("The API server did not answer in time");
        assertThat(prober.probe().wellAgo()).isGreaterThanOrEqualTo(TIMEOUT);
        int connections = server.connections();
        until(() -> server.connections() >= connections + 3);
        until(() -> server.open() <= 1);
        assertThat(told).containsExactly(Answer.WELL, Answer.SILENT);
    }

    @Test
    void aConnectionThatIsDeadIsNotAskedAgain() throws Exception {
        WireServer server = server((client, connection, request) ->
                (connection == 1 && request > 1 ? WireServer.silent() : WELL).take(client, connection, request));
        ask(server);
        until(() -> told.equals(List.of(Answer.WELL, Answer.SILENT, Answer.WELL)));
        int asked = server.asked().size();
        until(() -> server.asked().size() > asked + 2);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(told).hasSize(3);
    }

    @Test
    void whoHangsAndGoesOnIsWellAgain() throws Exception {
        CountDownLatch thaw = new CountDownLatch(1);
        WireServer server = server(WireServer.after(thaw, WELL));
        ask(server);
        untilSaid(Answer.SILENT);
        assertThat(prober.probe().wellAgo()).isNull();
        thaw.countDown();
        untilSaid(Answer.WELL);
        assertThat(told).containsExactly(Answer.SILENT, Answer.WELL);
    }

    @Test
    void whereNobodyListensIsSilence() throws Exception {
        WireServer server = server(WELL);
        server.close();
        ask(server);
        untilSaid(Answer.SILENT);
        assertThat(prober.probe().words()).startsWith("The API server could not be reached (");
    }

    private static Stream<Arguments> manners() {
        return Stream.of(
                Arguments.of(
                        WireServer.answering(401, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"who?\"}"),
                        Answer.REFUSED,
                        "401: who?"),
                Arguments.of(WireServer.answering(302, "login"), Answer.REFUSED, "302"),
                Arguments.of(WireServer.answering(200, "<html>Log in</html>"), Answer.REFUSED, ": <html>Log in</html>"),
                Arguments.of(
                        WireServer.answering(503, "<html>No backend</html>"), Answer.BUSY, ": <html>No backend</html>"),
                Arguments.of(WireServer.answering(429, "{}"), Answer.BUSY, "429"),
                Arguments.of(WireServer.answering(500, "{}"), Answer.BUSY, "500"),
                Arguments.of(WireServer.endless(), Answer.REFUSED, "longer than 1 MiB"),
                Arguments.of(WireServer.stuck(), Answer.SILENT, "in time"),
                Arguments.of(WireServer.closing(), Answer.SILENT, "The connection to the API server failed"),
                Arguments.of(WireServer.resetting(), Answer.SILENT, "The connection to the API server failed"));
    }

    @ParameterizedTest
    @MethodSource("manners")
    void eachMannerHasItsAnswer(Manner manner, Answer answer, String words) throws Exception {
        WireServer server = server(manner);
        ask(server);
        untilSaid(answer);
        assertThat(prober.probe().words()).contains(words);
        server.become(WELL);
        untilSaid(Answer.WELL);
        assertThat(told).containsExactly(answer, Answer.WELL);
    }

    private static Stream<Manner> ends() {
        return Stream.of(WireServer.closing(), WireServer.resetting());
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aConnectionThatTheServerClosesBetweenTwoQuestionsIsNoSilence(Manner end) throws Exception {
        WireServer server = server(WireServer.firstThen(WELL, end));
        ask(server);
        until(() -> server.connections() >= 4);
        assertThat(told).containsExactly(Answer.WELL);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aServerThatClosesAllConnectionsIsSilentSoon(Manner end) throws Exception {
        WireServer server = server(WELL);
        ask(server);
        untilSaid(Answer.WELL);
        server.become(end);
        untilSaid(Answer.SILENT);
        assertThat(told).containsExactly(Answer.WELL, Answer.SILENT);
    }

    @Test
    void theNextQuestionHasTheNewToken() throws Exception {
        WireServer server = server(WELL);
        ask(server);
        untilSaid(Answer.WELL);
        identity.become(Map.of("Authorization", List.of("Bearer renewed")));
        until(() -> server.asked().stream().anyMatch(head -> head.contains("Bearer renewed")));
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anotherWayIsTakenAtOnceAndWhatTheFormerWasAskedHasNoSay() throws Exception {
        WireServer silent = server(WireServer.silent());
        ask(silent);
        until(() -> !silent.asked().isEmpty());
        WireServer server = server(WELL);
        ask(server);
        until(() -> server.asked().size() >= 5);
        assertThat(told).containsExactly(Answer.WELL);
        assertThat(silent.asked()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void ofAnotherClusterNothingIsKnown() throws Exception {
        ask(server(WELL));
        untilSaid(Answer.WELL);
        CountDownLatch thaw = new CountDownLatch(1);
        WireServer other = server(WireServer.after(thaw, WireServer.answering(500, "{}")));
        prober.turnTo(line("http://127.0.0.1:" + other.port()), false);
        untilSaid(Answer.NONE);
        assertThat(prober.probe()).isEqualTo(Probe.NOT_ASKED);
        thaw.countDown();
        untilSaid(Answer.BUSY);
        assertThat(prober.probe().wellAgo()).isNull();
    }

    @Test
    void aClientThatIsStuckIsAskedNothingMore() throws Exception {
        CountDownLatch name = new CountDownLatch(1);
        WireServer server = server(WELL);
        prober.carrier().execute(() -> {
            try {
                name.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        ask(server);
        WireServer other = server(WELL);
        until(() -> timer.getCompletedTaskCount() > 3);
        assertThat(told).isEmpty();
        assertThat(server.asked()).isEmpty();
        assertThat(other.asked()).isEmpty();
        name.countDown();
        untilSaid(Answer.WELL);
    }

    @Test
    void whatIsFoundUnansweredSinceThisProcessStoodStillIsAskedAgain() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        WireServer server = server(WireServer.firstThen(WELL, WireServer.after(answer, WELL)));
        ask(server);
        untilSaid(Answer.WELL);
        until(() -> server.asked().size() == 2);
        CountDownLatch awake = new CountDownLatch(1);
        timer.execute(() -> {
            try {
                awake.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        long slept = System.nanoTime() + TIMEOUT.plusSeconds(2).toNanos();
        until(() -> System.nanoTime() - slept > 0);
        answer.countDown();
        awake.countDown();
        until(() -> server.asked().size() > 4);
        assertThat(told).containsExactly(Answer.WELL);
    }

    @Test
    void onceClosedItAsksNoMore() throws Exception {
        WireServer server = server(WELL);
        ask(server);
        untilSaid(Answer.WELL);
        prober.close();
        until(() -> timer.getQueue().isEmpty() && timer.getActiveCount() == 0);
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void aServerThatIsNotTrustedIsNoSilenceAndOneThatGoesAwayIs() throws Exception {
        TestCertificate certificate = TestCertificate.make(dir, "server");
        try (StubApiServer server = new StubApiServer().start(certificate.server())) {
            prober.turnTo(line("https://127.0.0.1:" + server.port()), true);
            untilSaid(Answer.REFUSED);
            assertThat(prober.probe().words()).contains("unable to find valid certification path");
        }
        WireServer server = server(WELL);
        server.interrupt("");
        prober.turnTo(line("https://127.0.0.1:" + server.port()), false);
        untilSaid(Answer.SILENT);
        WireServer other = server(WELL);
        other.interrupt("HTTP/1.1 400 so\r\n\r\n");
        prober.turnTo(line("https://127.0.0.1:" + other.port()), false);
        untilSaid(Answer.REFUSED);
        prober.turnTo(line("https://127.0.0.1:" + server(WireServer.silent()).port()), false);
        untilSaid(Answer.SILENT);
        assertThat(prober.probe().words()).isEqualTo("The API server did not answer in time");
    }
}
