package io.henge.kubernetes.check;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.VersionInfo;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.KubeconfigException;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.call.Calls;
import io.henge.kubernetes.call.NamedThreads;
import io.henge.kubernetes.check.Finding.Level;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one cluster once, changing nothing: is it reached, who are we there, what are we allowed, and is there what
 * our pods name. One request after the other, until one is not answered.
 */
public final class ClusterCheck implements Calls.Call<ClusterReport> {
    /** Beside the time for one request; a handful of slow answers fits. */
    private static final Duration LIMIT_MARGIN = Duration.ofSeconds(30);

    private static final String REVIEWS = "apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final ClusterSettings settings;
    private final List<PodNeed> needs;
    private final InstantSource clock;
    private final Findings findings;

    /** Grows while it runs, so that a check that is cut off tells what it has found by then. */
    private final List<Finding> found = new CopyOnWriteArrayList<>();

    private volatile boolean reached;
    private volatile @Nullable String version;
    private volatile @Nullable Duration clockAhead;

    /** After an answer that makes all further questions useless. */
    private static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param needs what the pods there name
     * @param known what is known without asking
     */
    public ClusterCheck(ClusterSettings settings, Collection<PodNeed> needs, List<Finding> known, InstantSource clock) {
        this.settings = settings;
        this.needs = List.copyOf(needs);
        this.clock = clock;
        this.findings = new Findings(settings.key(), settings.namespace());
        found.addAll(known);
    }

    /** How long it may take. */
    Duration limit() {
        return settings.requestTimeout().plus(LIMIT_MARGIN);
    }

    @Override
    public ClusterReport run() throws InterruptedException {
        ExecutorService http = Executors.newSingleThreadExecutor(
                new NamedThreads(settings.name().value(), "check-http"));
        try (Api api = ClientFactory.open(settings, http, ApiMeter.NONE)) {
            look(api);
        } catch (KubeconfigException e) {
            problem("kubeconfig", e.getMessage());
        } catch (IOException e) {
            problem("API server", ApiFailures.sentence(e) + ". " + ApiFailures.remedy(e, settings.key()));
        } catch (StoppedException e) {
            // What stopped it is among the findings.
        } finally {
            http.shutdownNow();
        }
        return report();
    }

    private void look(Api api) throws IOException, InterruptedException, StoppedException {
        Instant asked = clock.instant();
        Answer hello = api.get("version");
        Instant answered = clock.instant();
        reached = true;
        orStop(hello);
        readVersion(hello);
        readClock(hello, asked.plus(Duration.between(asked, answered).dividedBy(2)));
        Answer namespace = orStop(api.get("api/v1/namespaces/" + settings.namespace()));
        found.add(findings.namespace(namespace.code(), namespace.why()));
        boolean allowed = lookAtPermissions(api);
        if (!allowed && !namespace.isSuccess() && namespace.code() != 404) {
            found.add(findings.nothingAllowed());
        }
        for (PodNeed need : needs) {
            Answer answer = orStop(api.get("api/v1/namespaces/" + settings.namespace() + "/" + need.path()));
            found.add(findings.need(need, answer.code(), answer.why()));
        }
    }

    /** Whether at least one right is there, or none could be asked about. */
    private boolean lookAtPermissions(Api api) throws IOException, InterruptedException, StoppedException {
        int refused = 0;
        for (Permission permission : Permission.ALL) {
            Answer answer = orStop(api.post(REVIEWS, review(permission)));
            if (!answer.isSuccess()) {
                found.add(findings.permissionUnknown(permission, answer.code(), answer.why()));
                continue;
            }
            boolean allowed =
                    answer.as(SelfSubjectAccessReview.class).getStatus().getAllowed();
            refused += allowed ? 0 : 1;
            found.add(findings.permission(permission, allowed));
        }
        return refused < Permission.ALL.size();
    }

    private SelfSubjectAccessReview review(Permission permission) {
        List<String> parts = List.of(permission.resource().split("/", 2));
        return new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(settings.namespace())
                .withGroup(permission.group())
                .withResource(parts.get(0))
                .withSubresource(parts.size() > 1 ? parts.get(1) : "")
                .withVerb(permission.verb())
                .endResourceAttributes()
                .endSpec()
                .build();
    }

    private Answer orStop(Answer answer) throws StoppedException {
        Optional<Finding> refusal = findings.refusal(answer.code(), answer.why());
        if (refusal.isPresent()) {
            found.add(refusal.get());
            throw new StoppedException();
        }
        return answer;
    }

    private void readVersion(Answer hello) throws IOException {
        if (hello.isSuccess()) {
            version = hello.as(VersionInfo.class).getGitVersion();
        }
    }

    private void readClock(Answer hello, Instant ours) {
        if (hello.date() == null) {
            return;
        }
        try {
            Instant theirs = ZonedDateTime.parse(hello.date(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            // HTTP says whole seconds.
            Duration ahead = Duration.between(ours.truncatedTo(ChronoUnit.SECONDS), theirs);
            clockAhead = ahead;
            findings.clock(ahead).ifPresent(found::add);
        } catch (DateTimeException e) {
            // Whoever writes no date that HTTP knows is not asked for the time.
            clockAhead = null;
        }
    }

    private void problem(String about, String sentence) {
        found.add(new Finding(Level.PROBLEM, about, sentence));
    }

    private ClusterReport report() {
        return new ClusterReport(settings.name(), reached, version, clockAhead, found);
    }

    @Override
    public ClusterReport failed(ApiFailure why) {
        problem("check", why.message() + ". Ask the cluster with kubectl, and check again.");
        return report();
    }

    @Override
    public Kind cutOff() {
        return Kind.TRANSIENT;
    }
}
