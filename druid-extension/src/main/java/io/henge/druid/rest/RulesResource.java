package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.ConfigResourceFilter;

/** The rules by which tasks are placed. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/rules")
public final class RulesResource {
    private final TaskMaster taskMaster;

    @Inject
    public RulesResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "The rules of placement that count now, where each is written, and what is wrong with it.",
            answer = RuleView.class,
            list = true,
            refusals = 400)
    public Response list(@Context UriInfo asked) {
        return Query.none(
                asked,
                query -> Answers.fromFleet(
                        taskMaster,
                        fleet -> Response.ok(RuleView.of(fleet.rules())).build()));
    }
}
