package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.report.LoopSnapshot;
import java.io.InputStream;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.ConfigResourceFilter;
import org.apache.druid.server.http.security.StateResourceFilter;
import org.jspecify.annotations.Nullable;

/** What is known of one task, and an operator's word on it. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/tasks")
public final class TasksResource {
    private static final String ID = "The task's id.";

    private final TaskMaster taskMaster;

    @Inject
    public TasksResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "Every attempt of the task that the ledger still has, and the one that waits for a cluster.",
            answer = TaskAttempts.class,
            refusals = 404)
    public Response one(@PathParam("id") @Described(ID) String task, @Context UriInfo asked) {
        return Query.none(
                asked,
                query -> Answers.fromFleet(taskMaster, fleet -> {
                    LoopSnapshot snapshot = fleet.snapshot();
                    List<PlacementView> attempts = fleet.attemptsOf(task).stream()
                            .map(report -> PlacementView.of(report, snapshot))
                            .toList();
                    return attempts.isEmpty()
                            ? notKnown(task)
                            : Response.ok(new TaskAttempts(task, attempts)).build();
                }));
    }

    @GET
    @Path("/{id}/explain")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "Where the task would go now, and why it waits or what speaks for and against each cluster.",
            answer = ExplanationView.class,
            refusals = 404)
    public Response explain(@PathParam("id") @Described(ID) String task, @Context UriInfo asked) {
        return Query.none(
                asked,
                query -> Answers.fromFleet(taskMaster, fleet -> {
                    LoopSnapshot snapshot = fleet.snapshot();
                    return TaskId.of(task)
                            .flatMap(snapshot::find)
                            .map(report -> Response.ok(ExplanationView.of(
                                            PlacementView.of(report, snapshot), snapshot.explain(report)))
                                    .build())
                            .orElseGet(() -> notKnown(task));
                }));
    }

    private static Response notKnown(String task) {
        return Answers.notFound("Task[" + task + "] is not known to the runner: it has ended and is cleaned up,"
                + " or there never was one");
    }

    @POST
    @Path("/{id}/move")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value =
                    "Takes the task's present attempt from its cluster; the task runs again elsewhere where its type allows it.",
            answer = Word.Consequences.class,
            body = Word.class,
            refusals = {400, 404, 409, 413})
    public Response move(
            @PathParam("id") @Described(ID) String task,
            InputStream body,
            @Context UriInfo asked,
            @Context HttpServletRequest request) {
        return Word.say(taskMaster, asked, body, request, (fleet, said, who, reason) -> {
            Word.refuse(said.ifVersion(), "ifVersion");
            Word.refuse(said.deadline(), "deadline");
            @Nullable ClusterName to = said.to() == null ? null : new ClusterName(said.to());
            return fleet.move(task, to, who, reason, said.dryRun());
        });
    }
}
