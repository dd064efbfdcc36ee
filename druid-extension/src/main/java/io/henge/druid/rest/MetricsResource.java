package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.druid.fence.ActionGate;
import io.henge.druid.fence.GatedRunner;
import io.henge.druid.metrics.Exposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.StateResourceFilter;

/** What there is to measure, for Prometheus. Standby Overlords redirect to the leader, so that there is one truth. */
@Path("/druid/indexer/v1/k8s/metrics")
public final class MetricsResource {
    /** A scrape ends after 10 s where nobody says otherwise. */
    private static final Duration LEDGER_WAIT_MAX = Duration.ofSeconds(2);

    private final TaskMaster taskMaster;

    @Inject
    public MetricsResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.WILDCARD)
    @ResourceFilters(StateResourceFilter.class)
    @Described(
            value = "All metrics, in the OpenMetrics format or Prometheus' older one, whichever is asked for.",
            answer = String.class,
            text = {"application/openmetrics-text; version=1.0.0", "text/plain; version=0.0.4"},
            refusals = 400)
    public Response scrape(@Context HttpHeaders headers, @Context UriInfo asked) {
        return Query.none(
                asked,
                query -> Answers.fromFleet(taskMaster, fleet -> {
                    if (isFormer()) {
                        return Answers.unavailable(Answers.NO_LEADER);
                    }
                    return fleet.exposition()
                            .map(all -> answer(all, AcceptedFormat.of(headers.getRequestHeader(HttpHeaders.ACCEPT))))
                            .orElseGet(() -> Answers.unavailable("This Overlord has not begun to lead yet"));
                }));
    }

    /**
     * Whether another leads by now, and Druid has not noticed: what this one knows was so once. Where the ledger does not answer
     * nobody can tell, and what there is to measure is wanted all the more.
     */
    private boolean isFormer() {
        Optional<ActionGate> gate = GatedRunner.of(taskMaster).flatMap(GatedRunner::gate);
        return gate.filter(present -> present.standing(LEDGER_WAIT_MAX) == ActionGate.Standing.OVER)
                .isPresent();
    }

    private static Response answer(Exposition all, Exposition.Format format) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            all.write(format, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Response.ok(text.toByteArray())
                .header(HttpHeaders.CONTENT_TYPE, format.contentType())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }
}
