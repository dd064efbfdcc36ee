package io.henge.druid.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.druid.runner.Fleet;
import java.io.IOException;
import java.io.InputStream;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.StateResourceFilter;

/** Where a task would go that is not submitted. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/explain")
public final class ExplainResource {
    private static final int BODY_MAX = 4 << 20;

    private final TaskMaster taskMaster;
    private final SentTask tasks;

    @Inject
    public ExplainResource(TaskMaster taskMaster, @Json ObjectMapper json) {
        this.taskMaster = taskMaster;
        this.tasks = new SentTask(json);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(StateResourceFilter.class)
    @Described(
            value = "Where a task would go now, and why; nothing is submitted. The body is the task.",
            answer = ExplanationView.class,
            refusals = {400, 413})
    public Response explain(InputStream body, @Context UriInfo asked) {
        return Query.none(asked, query -> Answers.fromFleet(taskMaster, fleet -> answer(body, fleet)));
    }

    private Response answer(InputStream body, Fleet fleet) {
        try {
            byte[] bytes = body.readNBytes(BODY_MAX + 1);
            return bytes.length > BODY_MAX
                    ? Answers.tooLarge("The body is longer than " + BODY_MAX + " bytes. Send " + SentTask.WHAT)
                    : Response.ok(ExplanationView.of(null, fleet.explain(tasks.read(bytes))))
                            .build();
        } catch (IllegalArgumentException e) {
            return Answers.invalid(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Answers.invalid("The body did not arrive whole. Send it again");
        }
    }
}
