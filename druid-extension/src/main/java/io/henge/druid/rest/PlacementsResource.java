package io.henge.druid.rest;

import com.google.common.base.Optional;
import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.reconcile.TaskReport;
import io.henge.druid.RunsOnClusters;
import java.util.List;
import java.util.SortedMap;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.druid.error.DruidException;
import org.apache.druid.error.ErrorResponse;
import org.apache.druid.error.InvalidInput;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.indexing.overlord.TaskRunner;
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

    /** The tasks after {@code cursor}, at most {@code limit} (1 to 1,000), of one cluster or state where it is given. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(StateResourceFilter.class)
    public Response list(
            @QueryParam("cluster") @Nullable String cluster,
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > PAGE_MAX) {
            return refusal(InvalidInput.exception("limit[%s] must be from 1 to %s", limit, PAGE_MAX));
        }
        Optional<TaskRunner> runner = taskMaster.getTaskRunner();
        if (!(runner.orNull() instanceof RunsOnClusters henge)) {
            return refusal(DruidException.forPersona(DruidException.Persona.OPERATOR)
                    .ofCategory(DruidException.Category.UNSUPPORTED)
                    .build("This Overlord does not lead, or its task runner is not Henge's"));
        }
        SortedMap<AttemptId, TaskReport> known = henge.onClusters().snapshot().attempts();
        SortedMap<AttemptId, TaskReport> attempts;
        try {
            attempts = cursor == null ? known : known.tailMap(after(cursor));
        } catch (DruidException e) {
            return refusal(e);
        }
        List<PlacementView> found = attempts.values().stream()
                .map(PlacementView::of)
                .filter(view -> cluster == null || cluster.equals(view.cluster()))
                .filter(view -> state == null || state.equals(view.state()))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<PlacementView> page = more ? found.subList(0, limit) : found;
        return Response.ok(new PlacementsPage(page, more ? page.get(limit - 1).cursor() : null))
                .build();
    }

    /** The least id behind the last one of a page; a cursor that is none begins behind what sorts before it. */
    private static AttemptId after(String cursor) {
        int mark = cursor.lastIndexOf('#');
        try {
            return new AttemptId(
                    new TaskId(cursor.substring(0, Math.max(0, mark))),
                    Math.addExact(Integer.parseInt(cursor.substring(mark + 1)), 1));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw InvalidInput.exception("cursor[%s] is none that this API gave out", cursor);
        }
    }

    private static Response refusal(DruidException e) {
        return Response.status(e.getStatusCode()).entity(new ErrorResponse(e)).build();
    }
}
