package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LoopSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.StateResourceFilter;
import org.jspecify.annotations.Nullable;

/** Where every task is. Answers from the leader's snapshot; standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/placements")
public final class PlacementsResource {
    private static final int PAGE_MAX = 1_000;

    private final TaskMaster taskMaster;

    @Inject
    public PlacementsResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(StateResourceFilter.class)
    @Described(value = "Where tasks are, by task id, in pages.", answer = PlacementsPage.class, refusals = 400)
    public Response list(
            @QueryParam("cluster") @Described("Only those of this cluster.") @Nullable String cluster,
            @QueryParam("state") @Described("Only those in this state.") @Nullable String state,
            @QueryParam("cursor") @Described("What the page before gave out.") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Described("How many at most, from 1 to 1,000.") int limit) {
        if (limit < 1 || limit > PAGE_MAX) {
            return Answers.invalid("limit[" + limit + "] must be from 1 to " + PAGE_MAX);
        }
        Optional<AttemptId> from = cursor == null ? Optional.empty() : after(cursor);
        if (cursor != null && from.isEmpty()) {
            return Answers.invalid("cursor[" + cursor + "] is none that this API gave out");
        }
        return Answers.fromFleet(taskMaster, fleet -> {
            LoopSnapshot snapshot = fleet.snapshot();
            SortedMap<AttemptId, AttemptReport> known = snapshot.attempts();
            SortedMap<AttemptId, AttemptReport> rest = from.isPresent() ? known.tailMap(from.get()) : known;
            List<PlacementView> found = rest.values().stream()
                    .map(report -> PlacementView.of(report, snapshot))
                    .filter(view -> cluster == null || cluster.equals(view.cluster()))
                    .filter(view -> state == null || state.equals(view.state()))
                    .limit(limit + 1L)
                    .toList();
            return Response.ok(PlacementsPage.of(found, limit)).build();
        });
    }

    /** The least id behind the last one of a page. */
    private static Optional<AttemptId> after(String cursor) {
        int mark = cursor.lastIndexOf('#');
        try {
            return Optional.of(new AttemptId(
                    new TaskId(cursor.substring(0, Math.max(0, mark))),
                    Math.addExact(Integer.parseInt(cursor.substring(mark + 1)), 1)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
