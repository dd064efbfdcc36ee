package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.druid.dynamic.ExecutionConfig;
import io.henge.druid.dynamic.ExecutionConfigs;
import io.henge.druid.runner.Fleet;
import io.henge.druid.runner.RunsOnClusters;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.druid.audit.AuditEntry;
import org.apache.druid.error.DruidException;
import org.apache.druid.error.ErrorResponse;
import org.apache.druid.error.InvalidInput;
import org.apache.druid.error.NotFound;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.server.http.security.ConfigResourceFilter;
import org.apache.druid.server.security.AuthorizationUtils;
import org.joda.time.Interval;
import org.jspecify.annotations.Nullable;

/** The dynamic configuration, at the paths of Druid's own runner. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/taskrunner")
public final class ExecutionConfigResource {
    private static final int BODY_LENGTH_MAX = 1 << 20;

    private final ExecutionConfigs configs;
    private final TaskMaster taskMaster;

    @Inject
    public ExecutionConfigResource(ExecutionConfigs configs, TaskMaster taskMaster) {
        this.configs = configs;
        this.taskMaster = taskMaster;
    }

    @GET
    @Path("/executionconfig")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(value = "The dynamic configuration.", answer = ExecutionConfig.class)
    public Response read() {
        return Response.ok(configs.current()).build();
    }

    @POST
    @Path("/executionconfig")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value =
                    "Changes what the body says and leaves the rest, for every task that is placed or shipped from now on.",
            body = ExecutionConfig.class,
            refusals = 400)
    public Response change(InputStream body, @Context HttpServletRequest request) throws IOException {
        byte[] change = body.readNBytes(BODY_LENGTH_MAX + 1);
        try {
            if (change.length > BODY_LENGTH_MAX) {
                throw InvalidInput.exception("The configuration is longer than [%s] bytes", BODY_LENGTH_MAX);
            }
            configs.change(change, AuthorizationUtils.buildAuditInfo(request));
        } catch (DruidException e) {
            return refusal(e);
        }
        fleet().ifPresent(Fleet::capacityChanged);
        return Response.ok().build();
    }

    @GET
    @Path("/executionconfig/history")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(value = "Who changed what, the newest first.", answer = AuditEntry.class, list = true, refusals = 400)
    public Response history(
            @QueryParam("interval") @Described("Only changes in this ISO-8601 interval.") @Nullable String interval,
            @QueryParam("count") @Described("How many at most, where no interval is given.") @Nullable Integer count) {
        try {
            @Nullable Interval span = interval == null ? null : Intervals.of(interval);
            return Response.ok(configs.history(span, count)).build();
        } catch (DruidException e) {
            return refusal(e);
        } catch (IllegalArgumentException e) {
            return refusal(InvalidInput.exception(e, "count[%s] is wrong: %s", count, e.getMessage()));
        }
    }

    @GET
    @Path("/podTemplates")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "The keys of the pod templates, in order; not found where Jobs are not made from templates.",
            answer = String.class,
            list = true,
            refusals = 404)
    public Response podTemplates() {
        List<String> keys = fleet().map(Fleet::templateKeys).orElse(List.of());
        return keys.isEmpty()
                ? refusal(NotFound.exception("There are no pod templates: Jobs are made in another way"))
                : Response.ok(keys).build();
    }

    private Optional<Fleet> fleet() {
        return taskMaster.getTaskRunner().orNull() instanceof RunsOnClusters runner
                ? Optional.of(runner.fleet())
                : Optional.empty();
    }

    private static Response refusal(DruidException e) {
        return Response.status(e.getStatusCode())
                .type(MediaType.APPLICATION_JSON)
                .entity(new ErrorResponse(e))
                .build();
    }
}
