package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.report.LoopSnapshot;
import java.util.concurrent.TimeUnit;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.StateResourceFilter;
import org.jspecify.annotations.Nullable;

/**
 * All attempts in a few numbers. One answer is given out for a second to all who ask, since it goes through everything.
 * Standby Overlords redirect to the leader.
 */
@Path("/druid/indexer/v1/k8s/summary")
public final class SummaryResource {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TaskMaster taskMaster;

    /** The newest answer; one of the two is enough where two ask at once. */
    private volatile @Nullable Kept kept;

    private record Kept(LoopSnapshot of, SummaryView answer, long nanos) {
        @SuppressWarnings(
                "ReferenceEquality") // A turn that changes nothing hands on the snapshot itself; to compare would cost
        // more.
        boolean holds(LoopSnapshot present, long now) {
            return of == present || now - nanos < KEPT_NANOS;
        }
    }

    @Inject
    public SummaryResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "How many attempts are in which state, and what holds up those that do not run.",
            answer = SummaryView.class)
    public Response present(@Context UriInfo asked) {
        return Query.none(
                asked,
                query -> Answers.fromFleet(
                        taskMaster,
                        fleet -> Response.ok(answer(fleet.snapshot())).build()));
    }

    private SummaryView answer(LoopSnapshot snapshot) {
        long now = System.nanoTime();
        @Nullable Kept before = kept;
        if (before != null && before.holds(snapshot, now)) {
            return before.answer();
        }
        SummaryView answer = SummaryView.of(snapshot);
        kept = new Kept(snapshot, answer, now);
        return answer;
    }
}
