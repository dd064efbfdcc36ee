package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.ClusterWord;
import io.henge.core.loop.DrainWords;
import io.henge.core.report.LoopSnapshot;
import io.henge.druid.runner.Fleet;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
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

/** The state of the clusters, and an operator's word on them. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/clusters")
public final class ClustersResource {
    private static final String NAME = "The cluster.";

    private final TaskMaster taskMaster;

    @Inject
    public ClustersResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "All clusters that are registered or have attempts, in the order of their names.",
            answer = ClusterView.class,
            list = true)
    public Response list(@Context UriInfo asked) {
        return Query.none(
                asked,
                query -> Answers.fromFleet(
                        taskMaster, fleet -> Response.ok(views(fleet).toList()).build()));
    }

    @GET
    @Path("/{name}")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(value = "One cluster.", answer = ClusterView.class, refusals = 404)
    public Response one(@PathParam("name") @Described(NAME) String cluster, @Context UriInfo asked) {
        return Query.none(
                asked,
                query -> Answers.fromFleet(taskMaster, fleet -> {
                    Optional<ClusterView> found = views(fleet)
                            .filter(view -> view.name().equals(cluster))
                            .findFirst();
                    return found.map(view -> Response.ok(view).build())
                            .orElseGet(() -> Answers.notFound("Cluster[" + cluster + "] is not registered"));
                }));
    }

    @POST
    @Path("/{name}/declareDead")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value =
                    "Gives the cluster up: its attempts are taken from it, and run again elsewhere where their tasks allow it.",
            answer = Word.DeclaredCluster.class,
            body = Word.class,
            refusals = {400, 404, 409, 413})
    public Response declareDead(
            @PathParam("name") @Described(NAME) String cluster,
            InputStream body,
            @Context UriInfo asked,
            @Context HttpServletRequest request) {
        return Word.say(taskMaster, asked, body, request, declaring(cluster, ClusterWord.DEAD));
    }

    @POST
    @Path("/{name}/declareAlive")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "Takes back that the cluster was given up.",
            answer = Word.DeclaredCluster.class,
            body = Word.class,
            refusals = {400, 404, 409, 413})
    public Response declareAlive(
            @PathParam("name") @Described(NAME) String cluster,
            InputStream body,
            @Context UriInfo asked,
            @Context HttpServletRequest request) {
        return Word.say(taskMaster, asked, body, request, declaring(cluster, ClusterWord.ALIVE));
    }

    @POST
    @Path("/{name}/cordon")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "Keeps new attempts away from the cluster; those that it has go on.",
            answer = Word.DeclaredCluster.class,
            body = Word.class,
            refusals = {400, 404, 409, 413})
    public Response cordon(
            @PathParam("name") @Described(NAME) String cluster,
            InputStream body,
            @Context UriInfo asked,
            @Context HttpServletRequest request) {
        return Word.say(taskMaster, asked, body, request, declaring(cluster, ClusterWord.CORDON));
    }

    @POST
    @Path("/{name}/uncordon")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "Lets new attempts go to the cluster again, and those that it has stay where it was drained.",
            answer = Word.DeclaredCluster.class,
            body = Word.class,
            refusals = {400, 404, 409, 413})
    public Response uncordon(
            @PathParam("name") @Described(NAME) String cluster,
            InputStream body,
            @Context UriInfo asked,
            @Context HttpServletRequest request) {
        return Word.say(taskMaster, asked, body, request, declaring(cluster, ClusterWord.UNCORDON));
    }

    @POST
    @Path("/{name}/drain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "Keeps new attempts away from the cluster, and lets those that it has go elsewhere.",
            answer = Word.DeclaredCluster.class,
            body = Word.class,
            refusals = {400, 404, 409, 413})
    public Response drain(
            @PathParam("name") @Described(NAME) String cluster,
            InputStream body,
            @Context UriInfo asked,
            @Context HttpServletRequest request) {
        return Word.say(taskMaster, asked, body, request, draining(cluster));
    }

    @POST
    @Path("/{name}/stopDrain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "Lets the attempts of a cluster that is drained stay; what is being taken away goes on to be.",
            answer = Word.DeclaredCluster.class,
            body = Word.class,
            refusals = {400, 404, 409, 413})
    public Response stopDrain(
            @PathParam("name") @Described(NAME) String cluster,
            InputStream body,
            @Context UriInfo asked,
            @Context HttpServletRequest request) {
        return Word.say(taskMaster, asked, body, request, declaring(cluster, ClusterWord.STOP_DRAIN));
    }

    @GET
    @Path("/{name}/drain")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters({StateResourceFilter.class, Tagged.class})
    @Described(
            value = "How far the drain of the cluster has come: what is left there, and how it leaves.",
            answer = DrainView.class,
            refusals = {400, 404})
    public Response drained(@PathParam("name") @Described(NAME) String cluster, @Context UriInfo asked) {
        return Query.none(
                asked,
                query -> Answers.fromFleet(
                        taskMaster,
                        fleet -> Word.await(
                                () -> fleet.lookAtDrain(new ClusterName(cluster)),
                                verdict -> DrainView.of(
                                        verdict, InstantSource.system().instant()))));
    }

    private static Stream<ClusterView> views(Fleet fleet) {
        LoopSnapshot snapshot = fleet.snapshot();
        return snapshot.clusters().stream()
                .map(report -> ClusterView.of(report, snapshot, fleet.originOf(report.name())));
    }

    private static Word.Saying declaring(String cluster, ClusterWord word) {
        return (fleet, said, who, reason) -> {
            Word.refuse(said.to(), "to");
            Word.refuse(said.deadline(), "deadline");
            return fleet.declare(new ClusterName(cluster), word, who, reason, said.ifVersion(), said.dryRun());
        };
    }

    private static Word.Saying draining(String cluster) {
        return (fleet, said, who, reason) -> {
            Word.refuse(said.to(), "to");
            return fleet.drain(new DrainWords.Asked(
                    new ClusterName(cluster),
                    who,
                    reason,
                    Deadline.of(said.deadline(), InstantSource.system().instant()),
                    said.ifVersion(),
                    said.dryRun()));
        };
    }
}
