package io.henge.druid.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import javax.servlet.DispatcherType;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.apache.druid.server.security.AuthConfig;
import org.apache.druid.server.security.AuthenticationResult;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Submissions through a real Jetty, with the filter where Druid puts it, and a servlet in the place of Druid's own. */
@Timeout(60)
class RemoteSubmissionsTest {
    private static final Attempt PARENT = PresentTerm.attempt("parent", "index_parallel");
    private static final String CLAIM =
            "{\"henge\":{\"task\":\"parent\",\"attempt\":1,\"token\":\"token-1\"},\"priority\":50}";
    private static final byte[] SUB_TASK =
            bytes("{\"type\":\"single_phase_sub_task\",\"spec\":{},\"context\":" + CLAIM + "}");

    private final PresentTerm term = new PresentTerm();
    private final TakenTasks druid = new TakenTasks();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<GatedRunner> runner = Optional.of(term);
    private boolean authenticated = true;

    @BeforeEach
    void startServer() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler root = new ServletContextHandler();
        RemoteSubmissions filter = new RemoteSubmissions(() -> runner);
        root.addFilter(new FilterHolder(new Authentication()), "/*", EnumSet.of(DispatcherType.REQUEST));
        root.addFilter(new FilterHolder(filter), filter.getPaths()[0], EnumSet.of(DispatcherType.REQUEST));
        root.addServlet(new ServletHolder(druid), "/druid/*");
        server.setHandler(root);
        server.start();
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop();
        term.close();
    }

    /** Marks requests as Druid's authenticators do. */
    private final class Authentication extends PathFilter {
        Authentication() {
            super("/*");
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (authenticated) {
                request.setAttribute(
                        AuthConfig.DRUID_AUTHENTICATION_RESULT,
                        new AuthenticationResult("peon", "allowAll", null, null));
            }
            chain.doFilter(request, response);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> post(byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address("task"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/druid/indexer/v1/" + path);
    }

    private void assertTaken(byte[] body) throws Exception {
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(druid.bodies()).singleElement().isEqualTo(body);
    }

    private void assertRefused(byte[] body, int status, String why) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.body()).startsWith("{\"error\":\"").contains(why);
        assertThat(druid.bodies()).isEmpty();
    }

    @Test
    void thePresentAttemptsSubTaskIsTakenAsItIs() throws Exception {
        term.place(PARENT);
        assertTaken(SUB_TASK);
    }

    @Test
    void theParentsRightDoesNotEndWhileDruidAddsTheTask() throws Exception {
        term.place(PARENT);
        druid.meanwhile(() -> term.isInside(PARENT));
        assertTaken(SUB_TASK);
        assertThat(druid.observed()).isTrue();
        assertThat(term.isInside(PARENT)).isFalse();
    }

    @Test
    void theParentsRightMayEndWhenDruidHasFailedToAddTheTask() throws Exception {
        term.place(PARENT);
        druid.meanwhile(() -> {
            throw new IllegalStateException("The queue is full");
        });
        assertThat(post(SUB_TASK).statusCode()).isEqualTo(500);
        assertThat(term.isInside(PARENT)).isFalse();
    }

    @Test
    void aReplacedParentIsForbidden() throws Exception {
        term.place(PresentTerm.after(PARENT));
        assertRefused(SUB_TASK, 403, "not the present one");
    }

    @Test
    void aFencedParentIsForbidden() throws Exception {
        term.place(PARENT.fenced("moved", PresentTerm.NOW));
        assertRefused(SUB_TASK, 403, "has ended");
    }

    @Test
    void anEndedParentIsForbidden() throws Exception {
        term.place(PARENT.ended(Outcome.success(1), PresentTerm.NOW));
        assertRefused(SUB_TASK, 403, "has ended");
    }

    @Test
    void aParentThatIsGoneIsForbidden() throws Exception {
        assertRefused(SUB_TASK, 403, "not known any more");
    }

    @Test
    void aParentWhoseRightIsBeingEndedIsToldToTryAgain() throws Exception {
        term.place(PARENT);
        term.fence().close(PARENT.id(), () -> {});
        assertRefused(SUB_TASK, 503, "being ended");
    }

    @Test
    void whileTheLedgerDoesNotAnswerAParentIsToldToTryAgain() throws Exception {
        term.place(PARENT);
        term.loseTheLedger();
        assertRefused(SUB_TASK, 503, "ledger");
    }

    @Test
    void aFormerLeaderTakesNoSubTask() throws Exception {
        term.place(PARENT);
        term.isOver();
        assertRefused(SUB_TASK, 503, "ledger");
    }

    @Test
    void whileTheTermHasNotBegunAParentIsToldToTryAgain() throws Exception {
        term.isAboutToBegin();
        assertRefused(SUB_TASK, 503, "about to lead");
    }

    @Test
    void whatNamesNoAttemptIsTakenWhateverTheLedgerDoes() throws Exception {
        term.loseTheLedger();
        assertTaken(bytes("{\"type\":\"index_parallel\",\"context\":{\"priority\":1}}"));
    }

    @Test
    void whatIsNoJsonIsLeftToDruid() throws Exception {
        assertTaken(bytes("{\"type\":"));
    }

    @Test
    void aBodyThatIsLongerThanWhatIsHeldGoesOnWhole() throws Exception {
        byte[] large = new byte[RemoteSubmissions.HEAD_MAX + 100_000];
        Arrays.fill(large, (byte) ' ');
        byte[] task = bytes("{\"type\":\"index\"}");
        System.arraycopy(task, 0, large, large.length - task.length, task.length);
        assertTaken(large);
    }

    @Test
    void theClaimOfALongBodyCountsWhereItStandsAtTheBeginning() throws Exception {
        String beginning = "{\"context\":" + CLAIM + ",\"spec\":\"";
        byte[] large = bytes(beginning + "x".repeat(RemoteSubmissions.HEAD_MAX) + "\"}");
        assertRefused(large, 403, "not known any more");
    }

    @Test
    void whereHengeDoesNotLeadNothingIsJudged() throws Exception {
        runner = Optional.empty();
        assertTaken(SUB_TASK);
    }

    @Test
    void nothingIsReadForAStranger() throws Exception {
        authenticated = false;
        assertTaken(SUB_TASK);
    }

    @Test
    void onlySubmissionsAreJudged() throws Exception {
        HttpRequest reading = HttpRequest.newBuilder(address("task"))
                .method("GET", HttpRequest.BodyPublishers.ofByteArray(SUB_TASK))
                .build();
        assertThat(http.send(reading, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        HttpRequest elsewhere = HttpRequest.newBuilder(address("taskStatus"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(SUB_TASK))
                .build();
        assertThat(http.send(elsewhere, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }
}
