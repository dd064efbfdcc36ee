package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.ledger.EventFilter;
import io.henge.core.ledger.LedgerWrite;
import io.henge.druid.runner.Fleet;
import io.henge.druid.store.History;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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

/** What was decided, by whom and why. Answers from the ledger; standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/events")
public final class EventsResource {
    private static final int PAGE_MAX = 1_000;
    private static final int PAGE_USUAL = 100;

    private static final String TASK = "task";
    private static final String CLUSTER = "cluster";
    private static final String KIND = "kind";
    private static final String CURSOR = "cursor";
    private static final String LIMIT = "limit";

    private final TaskMaster taskMaster;

    @Inject
    public EventsResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(StateResourceFilter.class)
    @Described(
            value = "The newest 10,000 decisions, the newest first, in pages.",
            parameters = {
                @Described.Parameter(name = TASK, value = "Only those about this task."),
                @Described.Parameter(name = CLUSTER, value = "Only those about this cluster, or an attempt there."),
                @Described.Parameter(name = KIND, value = "Only those of this kind."),
                @Described.Parameter(name = CURSOR, value = "What the page before gave out."),
                @Described.Parameter(
                        name = LIMIT,
                        value = "How many at most, from 1 to 1,000.",
                        isNumber = true,
                        absent = "" + PAGE_USUAL)
            },
            answer = EventsPage.class,
            refusals = 400)
    public Response list(@Context UriInfo asked) {
        return Query.read(
                asked,
                List.of(TASK, CLUSTER, KIND, CURSOR, LIMIT),
                query -> Answers.fromFleet(taskMaster, fleet -> page(query, fleet)));
    }

    /** @throws io.henge.druid.json.WrongInputException for a wrong value */
    private static Response page(Query query, Fleet fleet) {
        @Nullable Integer wanted = query.wholeNumber(LIMIT, 1, PAGE_MAX);
        int limit = wanted == null ? PAGE_USUAL : wanted;
        @Nullable String kind = query.oneOf(KIND, EventView.KINDS);
        EventFilter filter = new EventFilter(
                named(query, TASK, TaskId::new),
                named(query, CLUSTER, ClusterName::new),
                kind == null ? null : EventView.kind(kind));
        try {
            List<LedgerWrite.Note> found = fleet.events(filter, before(query), limit + 1)
                    .toCompletableFuture()
                    .get(2 * History.ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
            if (found.isEmpty()) {
                refuseUnknownCluster(query, fleet);
            }
            return Response.ok(EventsPage.of(found, limit)).build();
        } catch (TimeoutException | ExecutionException e) {
            return Answers.unavailable("The ledger has not answered within "
                    + History.ANSWER_MAX.toSeconds()
                    + " s: the metadata store holds it up, or many ask at once. Ask again later");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answers.unavailable("The Overlord is stopping");
        }
    }

    private static <T> @Nullable T named(Query query, String parameter, Function<String, T> type) {
        @Nullable String value = query.text(parameter);
        try {
            return value == null ? null : type.apply(value);
        } catch (IllegalArgumentException e) {
            throw query.wrong(parameter, value, "a name that a " + parameter + " can have");
        }
    }

    /** A cluster that is not registered any more may have events: only where there are none is its name taken for a mistake. */
    private static void refuseUnknownCluster(Query query, Fleet fleet) {
        var unused = query.oneOf(
                CLUSTER,
                fleet.snapshot().clusters().stream()
                        .map(cluster -> cluster.name().value())
                        .toList());
    }

    private static long before(Query query) {
        @Nullable String cursor = query.text(CURSOR);
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            long number = Long.parseLong(cursor);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below: it is no number, or one that no event has.
        }
        throw query.wrong(CURSOR, cursor, "the cursor of the page before, as it was given out");
    }
}
