package io.henge.druid.rest;

import com.google.inject.Inject;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.core.decide.Verdict;
import io.henge.druid.dynamic.ExecutionConfig;
import io.henge.druid.dynamic.ExecutionConfigs;
import io.henge.druid.dynamic.SentConfig;
import io.henge.druid.placement.StoredRules;
import io.henge.druid.runner.Fleet;
import io.henge.druid.runner.RunsOnClusters;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.audit.AuditEntry;
import org.apache.druid.error.DruidException;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.server.http.security.ConfigResourceFilter;
import org.joda.time.Interval;
import org.jspecify.annotations.Nullable;

/** The dynamic configuration, at the paths of Druid's own runner. Standby Overlords redirect to the leader. */
@Path("/druid/indexer/v1/k8s/taskrunner")
public final class ExecutionConfigResource {
    private static final Body BODY = new Body(1 << 20, SentConfig.WHAT);
    private static final String INTERVAL = "interval";
    private static final String COUNT = "count";

    /** Of which each is a sentence or two. */
    private static final int COMPLAINTS_MAX = 10;

    private static final String FIELDS = "capacity, podTemplateSelectStrategy, clusters or " + StoredRules.FIELD;

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
            refusals = {400, 409, 413})
    public Response change(InputStream body, @Context HttpServletRequest request) {
        AskedTerm term = AskedTerm.of(taskMaster);
        return BODY.read(body, sent -> {
            ExecutionConfig said = SentConfig.of(sent);
            Supplier<Response> change = () -> become(term, () -> configs.change(said, Audited.by(request)));
            return unlessRefused(said.clusters(), () -> {
                @Nullable StoredRules rules = said.placementRules();
                return rules == null ? change.get() : checked(rules, change);
            });
        });
    }

    /** Rules are about clusters, so that only who knows these can take them. */
    private Response checked(StoredRules rules, Supplier<Response> change) {
        return Answers.fromFleet(taskMaster, fleet -> {
            List<String> complaints = fleet.rules().complaints(rules);
            return complaints.isEmpty()
                    ? change.get()
                    : Answers.invalid("`" + StoredRules.FIELD + "` cannot be followed. "
                            + String.join(" ", complaints.subList(0, Math.min(complaints.size(), COMPLAINTS_MAX)))
                            + (complaints.size() > COMPLAINTS_MAX ? " And more." : ""));
        });
    }

    @DELETE
    @Path("/executionconfig/{field}")
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "Takes back what was said of a field: what the properties say holds again.",
            refusals = {404, 409})
    public Response takeBack(
            @PathParam("field") @Described("`capacity`, `podTemplateSelectStrategy`, `clusters` or `placementRules`.")
                    String name,
            @Context HttpServletRequest request) {
        AskedTerm term = AskedTerm.of(taskMaster);
        return Arrays.stream(ExecutionConfig.Field.values())
                .filter(field -> field.word().equals(name))
                .findFirst()
                .map(field -> unlessRefused(
                        field == ExecutionConfig.Field.CLUSTERS ? List.of() : null,
                        () -> become(term, () -> configs.takeBack(field, Audited.by(request)))))
                .orElseGet(() ->
                        Answers.notFound("The dynamic configuration has no field [" + name + "]. Give " + FIELDS));
    }

    /** @param clusters that are to be registered from then on, null for those that are */
    private Response unlessRefused(@Nullable List<Map<String, Object>> clusters, Supplier<Response> change) {
        return clusters == null
                ? change.get()
                : Answers.fromFleet(
                        taskMaster,
                        fleet -> fleet.refusalOf(clusters)
                                .map(refusal -> refusal.kind() == Verdict.Kind.CONFLICT
                                        ? Answers.conflict(refusal.message())
                                        : Answers.invalid(refusal.message()))
                                .orElseGet(change));
    }

    private Response become(AskedTerm term, Runnable change) {
        return term.refusalBefore().orElseGet(() -> {
            try {
                change.run();
            } catch (DruidException e) {
                return Answers.refusal(e);
            }
            fleet().ifPresent(Fleet::configurationChanged);
            return term.refusalAfter().orElseGet(() -> Response.ok().build());
        });
    }

    @GET
    @Path("/executionconfig/history")
    @Produces(MediaType.APPLICATION_JSON)
    @ResourceFilters(ConfigResourceFilter.class)
    @Described(
            value = "Who changed what, the newest first.",
            parameters = {
                @Described.Parameter(name = INTERVAL, value = "Only changes in this ISO-8601 interval."),
                @Described.Parameter(
                        name = COUNT,
                        value = "How many at most, where no interval is given.",
                        isNumber = true)
            },
            answer = AuditEntry.class,
            list = true,
            refusals = 400)
    public Response history(@Context UriInfo asked) {
        return Query.read(asked, List.of(INTERVAL, COUNT), query -> {
            @Nullable Integer count = query.wholeNumber(COUNT, 1, Integer.MAX_VALUE);
            return Response.ok(configs.history(interval(query), count)).build();
        });
    }

    private static @Nullable Interval interval(Query query) {
        @Nullable String given = query.text(INTERVAL);
        if (given == null) {
            return null;
        }
        try {
            return Intervals.of(given);
        } catch (RuntimeException e) {
            throw query.wrong(INTERVAL, given, "an ISO-8601 interval, such as 2026-01-01/P1D");
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
                ? Answers.notFound("There are no pod templates: Jobs are made in another way")
                : Response.ok(keys).build();
    }

    private Optional<Fleet> fleet() {
        return taskMaster.getTaskRunner().orNull() instanceof RunsOnClusters runner
                ? Optional.of(runner.fleet())
                : Optional.empty();
    }
}
