package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.ClusterName;
import java.util.Optional;
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
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.ConfigResourceFilter;
import org.apache.druid.server.http.security.StateResourceFilter;
import org.jspecify.annotations.Nullable;

/** The state of the clusters, and an operator's word on them. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/clusters")
public final class ClustersResource {
    private final TaskMaster taskMaster;

    @Inject
    public ClustersResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    /** All registered clusters, in the order of their names. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(StateResourceFilter.class)
    public Response list() {
        return Answers.fromRunner(
                taskMaster,
                runner -> Response.ok(runner.snapshot().clusters().stream()
                                .map(ClusterView::of)
                                .toList())
                        .build());
    }

    @GET
    @Path("/{name}")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(StateResourceFilter.class)
    public Response one(@PathParam("name") String cluster) {
        return Answers.fromRunner(taskMaster, runner -> {
            Optional<ClusterView> found = runner.snapshot().clusters().stream()
                    .map(ClusterView::of)
                    .filter(view -> view.name().equals(cluster))
                    .findFirst();
            return found.map(view -> Response.ok(view).build())
                    .orElseGet(() -> Answers.notFound("Cluster[" + cluster + "] is not registered"));
        });
    }

    /** Gives the cluster up: its attempts are taken from it, and run again elsewhere where their tasks allow it. */
    @POST
    @Path("/{name}/declareDead")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    public Response declareDead(
            @PathParam("name") String cluster, @Nullable Word word, @Context HttpServletRequest request) {
        return declare(cluster, true, word, request);
    }

    /** Takes back that the cluster was given up. */
    @POST
    @Path("/{name}/declareAlive")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    public Response declareAlive(
            @PathParam("name") String cluster, @Nullable Word word, @Context HttpServletRequest request) {
        return declare(cluster, false, word, request);
    }

    private Response declare(String cluster, boolean dead, @Nullable Word word, HttpServletRequest request) {
        return Word.say(
                taskMaster,
                word,
                request,
                (runner, said, who, reason) ->
                        runner.declare(new ClusterName(cluster), dead, who, reason, said.ifVersion(), said.dryRun()));
    }
}
