package io.henge.druid.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.StateResourceFilter;

/** Where a task would go that is not submitted. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/explain")
public final class ExplainResource {
    private static final int BODY_MAX = 4 << 20;
    private static final String WHAT = "a task as it would be submitted";

    private final TaskMaster taskMaster;
    private final ObjectMapper json;

    @Inject
    public ExplainResource(TaskMaster taskMaster, @Json ObjectMapper json) {
        this.taskMaster = taskMaster;
        this.json = json;
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
                    ? Answers.tooLarge("The body is longer than " + BODY_MAX + " bytes. Send " + WHAT)
                    : Response.ok(ExplanationView.of(null, fleet.explain(task(bytes))))
                            .build();
        } catch (JsonProcessingException e) {
            return Answers.invalid(
                    "The body is no task that this Overlord can read: " + e.getOriginalMessage() + ". Send " + WHAT);
        } catch (IllegalArgumentException e) {
            return Answers.invalid(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Answers.invalid("The body did not arrive whole. Send it again");
        }
    }

    private Task task(byte[] bytes) throws IOException {
        Task task = json.readValue(bytes, Task.class);
        if (task == null) {
            throw new IllegalArgumentException("The body is null. Send " + WHAT);
        }
        return task;
    }
}
