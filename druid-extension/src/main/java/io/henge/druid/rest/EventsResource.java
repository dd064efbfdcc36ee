package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.ledger.EventFilter;
import io.henge.druid.runner.Fleet;
import java.util.List;
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
    private static final String KIND = "kind";

    private final TaskMaster taskMaster;

    @Inject
    public EventsResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "The newest 10,000 decisions, the newest first, in pages.",
            parameters = {
                @Described.Parameter(name = AskedHistory.TASK, value = "Only those about this task."),
                @Described.Parameter(
                        name = AskedHistory.CLUSTER,
                        value = "Only those about this cluster, or an attempt there."),
                @Described.Parameter(name = KIND, value = "Only those of this kind."),
                @Described.Parameter(name = AskedHistory.CURSOR, value = "What the page before gave out."),
                @Described.Parameter(
                        name = AskedHistory.LIMIT,
                        value = "How many at most, from 1 to 1,000.",
                        isNumber = true,
                        absent = "" + AskedHistory.PAGE_USUAL)
            },
            answer = EventsPage.class,
            refusals = 400)
    public Response list(@Context UriInfo asked) {
        return Query.read(
                asked,
                List.of(AskedHistory.TASK, AskedHistory.CLUSTER, KIND, AskedHistory.CURSOR, AskedHistory.LIMIT),
                query -> Answers.fromFleet(taskMaster, fleet -> page(query, fleet)));
    }

    /** @throws io.henge.druid.json.WrongInputException for a wrong value */
    private static Response page(Query query, Fleet fleet) {
        AskedHistory asked = AskedHistory.of(query);
        @Nullable String kind = query.oneOf(KIND, EventView.KINDS);
        EventFilter filter = new EventFilter(asked.task(), asked.cluster(), kind == null ? null : EventView.kind(kind));
        return asked.answer(
                query,
                fleet,
                fleet.events(filter, asked.before(), asked.limitAndOne()),
                found -> EventsPage.of(found, asked));
    }
}
