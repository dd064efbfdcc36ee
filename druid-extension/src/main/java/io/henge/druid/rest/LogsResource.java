package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.TaskId;
import io.henge.druid.runner.AttemptLogs;
import io.henge.druid.runner.AttemptLogs.Found;
import io.henge.druid.runner.Fleet;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.indexing.overlord.http.security.TaskResourceFilter;
import org.apache.druid.tasklogs.TaskLogs;
import org.jspecify.annotations.Nullable;

/**
 * Logs of single attempts. Whoever may read the task's log by Druid's own API may read these: its rule looks for the task behind
 * {@code task} in the path. Standby Overlords redirect to the leader.
 */
@Path("/druid/indexer/v1/k8s/task")
public final class LogsResource {
    private static final String ATTEMPT = "attempt";
    private static final String OFFSET = "offset";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final TaskMaster taskMaster;
    private final TaskLogs saved;

    @Inject
    public LogsResource(TaskMaster taskMaster, TaskLogs saved) {
        this.taskMaster = taskMaster;
        this.saved = saved;
    }

    @GET
    @Path("/{taskid}/log")
    @Produces(MediaType.WILDCARD)
    @ResourceFilters(TaskResourceFilter.class)
    @Described(
            value =
                    "The log of one attempt, from its pod or from deep storage. `Henge-Log-From` says which: `pod`, `deep-storage`, or"
                            + " `nowhere` while there is none yet; `Henge-Log-Attempt` whose it is, `Henge-Log-Cluster` where that pod is,"
                            + " and `Henge-Log-Latest` which attempt of the task is the newest, without which nothing more will come.",
            parameters = {
                @Described.Parameter(
                        name = ATTEMPT,
                        value = "Which attempt's, from 1; without it, the newest one's.",
                        isNumber = true),
                @Described.Parameter(
                        name = OFFSET,
                        value = "How many bytes of it to leave out.",
                        isNumber = true,
                        absent = "0")
            },
            answer = String.class,
            text = TEXT,
            refusals = {400, 404})
    public Response log(@PathParam("taskid") @Described("The task's id.") String task, @Context UriInfo asked) {
        return Query.read(
                asked,
                List.of(ATTEMPT, OFFSET),
                query -> Answers.fromFleet(taskMaster, fleet -> answer(query, fleet, task)));
    }

    /** @throws io.henge.druid.json.WrongInputException for a wrong value */
    private Response answer(Query query, Fleet fleet, String task) {
        @Nullable Integer attempt = query.wholeNumber(ATTEMPT, 1, Integer.MAX_VALUE);
        @Nullable Long offset = query.wholeNumber(OFFSET, 0L, Long.MAX_VALUE);
        Optional<TaskId> id = TaskId.of(task);
        try {
            Optional<Found> found = id.isEmpty()
                    ? Optional.empty()
                    : new AttemptLogs(fleet, saved).find(id.get(), attempt, offset == null ? 0 : offset);
            return found.map(LogsResource::answer)
                    .orElseGet(() -> Answers.notFound(
                            "There is no log of " + (attempt == null ? "" : "attempt " + attempt + " of ") + "task["
                                    + task + "]: nothing was seen of it, or it is cleaned up by now"));
        } catch (IOException e) {
            return Answers.unavailable("The log of task[" + task + "] cannot be read now: " + e.getMessage());
        }
    }

    private static Response answer(Found found) {
        @Nullable InputStream text = found.text();
        Response.ResponseBuilder answer = Response.ok(text == null ? "" : text, TEXT);
        answer.header("Henge-Log-From", text == null ? "nowhere" : found.cluster() == null ? "deep-storage" : "pod");
        answer.header("Henge-Log-Attempt", found.attempt());
        answer.header("Henge-Log-Cluster", found.cluster());
        answer.header("Henge-Log-Latest", found.latest());
        return answer.build();
    }
}
