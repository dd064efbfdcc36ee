package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.report.AttemptReport;
import io.henge.core.report.LoopSnapshot;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeSet;
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

/** Where every task is. Answers from the leader's snapshot; standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/placements")
public final class PlacementsResource {
    private static final int PAGE_MAX = 1_000;
    private static final int PAGE_USUAL = 100;

    private static final String CLUSTER = "cluster";
    private static final String STATE = "state";
    private static final String TYPE = "type";
    private static final String DATA_SOURCE = "dataSource";
    private static final String GROUP_ID = "groupId";
    private static final String CURSOR = "cursor";
    private static final String LIMIT = "limit";

    private final TaskMaster taskMaster;

    @Inject
    public PlacementsResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "Where tasks are, by task id, in pages.",
            parameters = {
                @Described.Parameter(name = CLUSTER, value = "Only those of this cluster."),
                @Described.Parameter(name = STATE, value = "Only those in this state."),
                @Described.Parameter(name = TYPE, value = "Only those of tasks of this type."),
                @Described.Parameter(name = DATA_SOURCE, value = "Only those of tasks of this data source."),
                @Described.Parameter(name = GROUP_ID, value = "Only those of tasks of this group."),
                @Described.Parameter(name = CURSOR, value = "What the page before gave out."),
                @Described.Parameter(
                        name = LIMIT,
                        value = "How many at most, from 1 to 1,000.",
                        isNumber = true,
                        absent = "" + PAGE_USUAL)
            },
            answer = PlacementsPage.class,
            refusals = 400)
    public Response list(@Context UriInfo asked) {
        return Query.read(
                asked,
                List.of(CLUSTER, STATE, TYPE, DATA_SOURCE, GROUP_ID, CURSOR, LIMIT),
                query -> Answers.fromFleet(
                        taskMaster,
                        fleet -> Response.ok(page(query, fleet.snapshot())).build()));
    }

    /** @throws io.henge.druid.json.WrongInputException for a cluster or a state that there is not, or another wrong value */
    private static PlacementsPage page(Query query, LoopSnapshot snapshot) {
        @Nullable Integer wanted = query.wholeNumber(LIMIT, 1, PAGE_MAX);
        int limit = wanted == null ? PAGE_USUAL : wanted;
        @Nullable String cluster = query.oneOf(CLUSTER, clusters(snapshot));
        @Nullable String state = query.oneOf(STATE, PlacementView.STATES);
        @Nullable String cursor = query.text(CURSOR);
        NavigableMap<AttemptId, AttemptReport> known = snapshot.attempts();
        SortedMap<AttemptId, AttemptReport> rest = cursor == null ? known : known.tailMap(after(query, cursor));
        List<PlacementView> found = rest.values().stream()
                .map(report -> PlacementView.of(report, snapshot))
                .filter(view -> admits(cluster, view.cluster()) && admits(state, view.state()))
                .filter(view -> admits(query.text(TYPE), view.type()))
                .filter(view -> admits(query.text(DATA_SOURCE), view.dataSource()))
                .filter(view -> admits(query.text(GROUP_ID), view.groupId()))
                .limit(limit + 1L)
                .toList();
        return PlacementsPage.of(found, limit);
    }

    private static boolean admits(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.equals(value);
    }

    /** Those that are registered, and those that are not any more and still have attempts. */
    private static List<String> clusters(LoopSnapshot snapshot) {
        TreeSet<String> names = new TreeSet<>();
        snapshot.clusters().forEach(cluster -> names.add(cluster.name().value()));
        snapshot.attempts().values().forEach(report -> {
            @Nullable Attempt attempt = report.attempt();
            if (attempt != null) {
                names.add(attempt.cluster().value());
            }
        });
        return List.copyOf(names);
    }

    /** The least id behind the last one of a page. */
    private static AttemptId after(Query query, String cursor) {
        int mark = cursor.lastIndexOf('#');
        try {
            return new AttemptId(
                    new TaskId(cursor.substring(0, Math.max(0, mark))),
                    Math.addExact(Integer.parseInt(cursor.substring(mark + 1)), 1));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw query.wrong(CURSOR, cursor, "the cursor of the page before, as it was given out");
        }
    }
}
