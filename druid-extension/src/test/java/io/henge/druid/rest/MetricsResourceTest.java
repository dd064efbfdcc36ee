package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jersey.core.header.InBoundHeaders;
import com.sun.jersey.spi.container.ContainerRequest;
import com.sun.jersey.spi.container.ResourceFilters;
import com.sun.jersey.spi.container.WebApplication;
import io.henge.druid.metrics.Scrape;
import io.henge.druid.metrics.Scrape.Point;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.ledger.InMemoryLedger;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.StateResourceFilter;
import org.apache.druid.server.security.Access;
import org.apache.druid.server.security.AuthorizerMapper;
import org.apache.druid.server.security.ForbiddenException;
import org.apache.druid.server.security.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Prometheus is answered. */
@Timeout(60)
class MetricsResourceTest {
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

    private final LeadingOverlord overlord = new LeadingOverlord(Attempts.placed("a", "east", 1, LeadingOverlord.NOW));
    private final MetricsResource metrics = new MetricsResource(overlord.taskMaster());

    @AfterEach
    void stopOverlord() {
        overlord.close();
    }

    private static HttpHeaders accepting(String accept) {
        return (HttpHeaders) Proxy.newProxyInstance(
                MetricsResourceTest.class.getClassLoader(),
                new Class<?>[] {HttpHeaders.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getRequestHeader");
                    assertThat(arguments).containsExactly("Accept");
                    return List.of(accept);
                });
    }

    private Response asked(String accept) {
        return metrics.scrape(accepting(accept), Asked.plainly());
    }

    private static String text(Response response) {
        return new String((byte[]) response.getEntity(), StandardCharsets.UTF_8);
    }

    @Test
    void theLeaderAnswersInTheFormatThatIsAskedFor() {
        Response newer = asked(OPEN_METRICS);
        assertThat(newer.getStatus()).isEqualTo(200);
        assertThat(newer.getMetadata().getFirst("Content-Type"))
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        Scrape scrape = Scrape.of(text(newer), true);
        assertThat(scrape.of("henge_task_limbo"))
                .containsExactlyInAnyOrder(
                        new Point("henge_task_limbo", Map.of("k8s_cluster", "east"), 1),
                        new Point("henge_task_limbo", Map.of("k8s_cluster", "west"), 0));
        assertThat(scrape.of("henge_leader_since_seconds"))
                .singleElement()
                .satisfies(point -> assertThat(point.labels()).containsEntry("holder", "overlord:8090"));

        assertThat(scrape.of("henge_loop_turn_time_seconds_count"))
                .singleElement()
                .satisfies(turns -> assertThat(turns.value()).isPositive());

        Response older = asked("text/plain");
        assertThat(older.getMetadata().getFirst("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(Scrape.of(text(older), false).of("henge_task_limbo")).hasSize(2);
    }

    @Test
    void aParameterIsRefused() {
        UriInfo wrong = Asked.query("name=henge_task_limbo");
        assertThat(Asked.refusal(metrics.scrape(accepting(OPEN_METRICS), wrong), 400))
                .contains("`name` is not known");
    }

    @Test
    void whereNobodyLeadsNothingIsSaid() {
        MetricsResource standby = new MetricsResource(new TaskMaster(null, null));
        assertThat(Asked.refusal(standby.scrape(accepting(OPEN_METRICS), Asked.plainly()), 503))
                .contains("does not lead");
    }

    @Test
    void whoWasOvertakenSaysNothingThoughDruidTakesItForTheLeader() {
        overlord.ledger().lead("another:8090", Instant.EPOCH);
        assertThat(Asked.refusal(asked(OPEN_METRICS), 503)).contains("does not lead");
    }

    @Test
    void aLedgerThatDoesNotAnswerHidesNoMetrics() {
        overlord.ledger().setStore(InMemoryLedger.Store.FAILS);
        assertThat(asked(OPEN_METRICS).getStatus()).isEqualTo(200);
        overlord.ledger().setStore(InMemoryLedger.Store.ANSWERS);
    }

    /** Druid's own filter, which stands before the resource, with an authorizer that lets nobody read the state. */
    @Test
    void whoMayNotReadTheStateIsForbidden() throws Exception {
        Class<?> filter = MetricsResource.class
                .getMethod("scrape", HttpHeaders.class, UriInfo.class)
                .getAnnotation(ResourceFilters.class)
                .value()[0];
        assertThat(filter).isEqualTo(StateResourceFilter.class);
        StateResourceFilter state = new StateResourceFilter(new AuthorizerMapper(Map.of(
                "allowAll",
                (who, resource, action) ->
                        resource.getType().equals(ResourceType.STATE) ? Access.deny(null) : Access.allow())));
        state.setReq(Asked.byAnna());
        ContainerRequest request = new ContainerRequest(
                (WebApplication) Proxy.newProxyInstance(
                        MetricsResourceTest.class.getClassLoader(),
                        new Class<?>[] {WebApplication.class},
                        (proxy, method, arguments) -> method.getReturnType() == boolean.class ? false : null),
                "GET",
                URI.create("http://overlord/"),
                URI.create("http://overlord/druid/indexer/v1/k8s/metrics"),
                new InBoundHeaders(),
                null);
        assertThatThrownBy(() -> state.filter(request)).isInstanceOf(ForbiddenException.class);
    }
}
