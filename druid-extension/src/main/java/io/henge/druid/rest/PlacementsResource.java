package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.report.LoopSnapshot;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.StateResourceFilter;

/** Where every task is. Answers from the leader's snapshot; standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/placements")
public final class PlacementsResource {
    private final TaskMaster taskMaster;

    @Inject
    public PlacementsResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "Where tasks are, in pages.",
            parameters = {
                @Described.Parameter(name = AskedPlacements.CLUSTER, value = "Only those of this cluster."),
                @Described.Parameter(name = AskedPlacements.STATE, value = "Only those in this state."),
                @Described.Parameter(name = AskedPlacements.TYPE, value = "Only those of tasks of this type."),
                @Described.Parameter(
                        name = AskedPlacements.DATA_SOURCE,
                        value = "Only those of tasks of this data source."),
                @Described.Parameter(name = AskedPlacements.GROUP_ID, value = "Only those of tasks of this group."),
                @Described.Parameter(
                        name = AskedPlacements.SORT,
                        value =
                                "By what they are sorted: `task`; `since`, those first that have been in their state for"
                                        + " longest; or `-since`, those last.",
                        absent = "task"),
                @Described.Parameter(name = AskedPlacements.CURSOR, value = "What the page before gave out."),
                @Described.Parameter(
                        name = AskedPlacements.LIMIT,
                        value = "How many at most, from 1 to 1,000.",
                        isNumber = true,
                        absent = "" + AskedPlacements.PAGE_USUAL)
            },
            answer = PlacementsPage.class,
            refusals = 400)
    public Response list(@Context UriInfo asked) {
        return Query.read(
                asked,
                AskedPlacements.NAMES,
                query -> Answers.fromFleet(
                        taskMaster,
                        fleet -> Response.ok(page(query, fleet.snapshot())).build()));
    }

    /** @throws io.henge.druid.json.WrongInputException for a wrong value */
    private static PlacementsPage page(Query query, LoopSnapshot snapshot) {
        AskedPlacements asked = AskedPlacements.of(query, snapshot);
        return PlacementsPage.of(asked, asked.page(snapshot), snapshot);
    }
}
