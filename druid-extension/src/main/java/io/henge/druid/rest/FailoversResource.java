package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.ledger.FailoverFilter;
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

/** What was failed over, why, and what came of it. Answers from the ledger; standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/failovers")
public final class FailoversResource {
    private final TaskMaster taskMaster;

    @Inject
    public FailoversResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "The newest 10,000 failovers, done or only observed, the newest first, in pages.",
            parameters = {
                @Described.Parameter(name = AskedHistory.TASK, value = "Only those of this task."),
                @Described.Parameter(name = AskedHistory.CLUSTER, value = "Only those from or to this cluster."),
                @Described.Parameter(name = AskedHistory.CURSOR, value = "What the page before gave out."),
                @Described.Parameter(
                        name = AskedHistory.LIMIT,
                        value = "How many at most, from 1 to 1,000.",
                        isNumber = true,
                        absent = "" + AskedHistory.PAGE_USUAL)
            },
            answer = FailoversPage.class,
            refusals = 400)
    public Response list(@Context UriInfo asked) {
        return Query.read(
                asked,
                List.of(AskedHistory.TASK, AskedHistory.CLUSTER, AskedHistory.CURSOR, AskedHistory.LIMIT),
                query -> Answers.fromFleet(taskMaster, fleet -> page(query, fleet)));
    }

    /** @throws io.henge.druid.json.WrongInputException for a wrong value */
    private static Response page(Query query, Fleet fleet) {
        AskedHistory asked = AskedHistory.of(query);
        FailoverFilter filter = new FailoverFilter(asked.task(), asked.cluster());
        return asked.answer(
                query,
                fleet,
                fleet.failovers(filter, asked.before(), asked.limitAndOne()),
                found -> FailoversPage.of(found, asked));
    }
}
