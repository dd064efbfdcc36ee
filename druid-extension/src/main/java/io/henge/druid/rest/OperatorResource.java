package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.attempt.ClusterName;
import io.henge.core.reconcile.Verdict;
import io.henge.druid.HengeTaskRunner;
import io.henge.druid.RunsOnClusters;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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
import org.apache.druid.error.DruidException;
import org.apache.druid.error.ErrorResponse;
import org.apache.druid.error.InvalidInput;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.ConfigResourceFilter;
import org.apache.druid.server.http.security.StateResourceFilter;
import org.apache.druid.server.security.AuthorizationUtils;
import org.jspecify.annotations.Nullable;

/** An operator's word on tasks and clusters, and the state of the clusters. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s")
public final class OperatorResource {
    private static final int REASON_LENGTH_MAX = 1_000;

    /** A word is answered when the ledger has it and nobody acts for the attempt any more. */
    private static final int ANSWER_SECONDS_MAX = 30;

    private final TaskMaster taskMaster;

    @Inject
    public OperatorResource(TaskMaster taskMaster) {
        this.taskMaster = taskMaster;
    }

    /**
     * What an operator sends with a word.
     *
     * @param to the cluster that a moved task is to go to, absent for any other
     * @param dryRun whether only the consequences are asked for
     */
    public record Word(
            @JsonProperty("reason") @Nullable String reason,
            @JsonProperty("to") @Nullable String to,
            @JsonProperty("dryRun") boolean dryRun) {}

    @GET
    @Path("/clusters")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(StateResourceFilter.class)
    public Response clusters() {
        return withRunner(runner -> Response.ok(runner.snapshot().clusters().stream()
                        .map(ClusterView::of)
                        .toList())
                .build());
    }

    @POST
    @Path("/tasks/{id}/move")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    public Response move(@PathParam("id") String task, @Nullable Word word, @Context HttpServletRequest request) {
        return say(
                word,
                request,
                (runner, said, who) -> runner.move(
                        task, said.to() == null ? null : new ClusterName(said.to()), who, reason(said), said.dryRun()));
    }

    @POST
    @Path("/clusters/{name}/declareDead")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    public Response declareDead(
            @PathParam("name") String cluster, @Nullable Word word, @Context HttpServletRequest request) {
        return declare(cluster, true, word, request);
    }

    @POST
    @Path("/clusters/{name}/declareAlive")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    public Response declareAlive(
            @PathParam("name") String cluster, @Nullable Word word, @Context HttpServletRequest request) {
        return declare(cluster, false, word, request);
    }

    private Response declare(String cluster, boolean dead, @Nullable Word word, HttpServletRequest request) {
        return say(
                word,
                request,
                (runner, said, who) ->
                        runner.declare(new ClusterName(cluster), dead, who, reason(said), said.dryRun()));
    }

    /** One kind of word. */
    private interface Saying {
        CompletionStage<Verdict> say(HengeTaskRunner runner, Word word, String who);
    }

    private Response say(@Nullable Word word, HttpServletRequest request, Saying saying) {
        if (word == null
                || word.reason() == null
                || word.reason().isBlank()
                || word.reason().length() > REASON_LENGTH_MAX) {
            return refusal(InvalidInput.exception(
                    "reason is missing or longer than [%s] characters. Say in a sentence why", REASON_LENGTH_MAX));
        }
        String who = AuthorizationUtils.authenticationResultFromRequest(request).getIdentity();
        return withRunner(runner -> {
            try {
                return answer(
                        saying.say(runner, word, who).toCompletableFuture().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
            } catch (IllegalArgumentException e) {
                return refusal(InvalidInput.exception("%s", e.getMessage()));
            } catch (TimeoutException | ExecutionException e) {
                return refusal(unavailable("The word is not carried out yet after " + ANSWER_SECONDS_MAX
                        + " s: the metadata store or an action under way holds it up. Look again later"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return refusal(unavailable("The Overlord is stopping"));
            }
        });
    }

    private static String reason(Word word) {
        return String.valueOf(word.reason());
    }

    private static Response answer(Verdict verdict) {
        Verdict.@Nullable Refusal refusal = verdict.refusal();
        if (refusal == null) {
            List<ConsequenceView> consequences =
                    verdict.consequences().stream().map(ConsequenceView::of).toList();
            return Response.ok(new Consequences(consequences)).build();
        }
        return switch (refusal.kind()) {
            case NOT_FOUND -> refusal(of(DruidException.Category.NOT_FOUND, refusal.message()));
            case INVALID -> refusal(InvalidInput.exception("%s", refusal.message()));
            case CONFLICT ->
                Response.status(Response.Status.CONFLICT)
                        .entity(new ErrorResponse(of(DruidException.Category.INVALID_INPUT, refusal.message())))
                        .build();
        };
    }

    private Response withRunner(Function<HengeTaskRunner, Response> work) {
        return taskMaster.getTaskRunner().orNull() instanceof RunsOnClusters runner
                ? work.apply(runner.onClusters())
                : refusal(unavailable("This Overlord does not lead, or its task runner is not Henge's"));
    }

    private static DruidException unavailable(String message) {
        return of(DruidException.Category.SERVICE_UNAVAILABLE, message);
    }

    private static DruidException of(DruidException.Category category, String message) {
        return DruidException.forPersona(DruidException.Persona.OPERATOR)
                .ofCategory(category)
                .build("%s", message);
    }

    private static Response refusal(DruidException e) {
        return Response.status(e.getStatusCode()).entity(new ErrorResponse(e)).build();
    }

    /** What becomes of the attempts that a word concerns. */
    public record Consequences(@JsonProperty("consequences") List<ConsequenceView> consequences) {}
}
