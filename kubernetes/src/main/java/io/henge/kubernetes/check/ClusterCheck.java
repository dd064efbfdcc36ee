package io.henge.kubernetes.check;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
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
import java.net.HttpURLConnection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one cluster once, changing nothing: is it reached, who are we there, is the namespace there, what are we allowed in
 * it, is there what our pods name, and would it take our Jobs. One request after the other, until one is not answered or
 * makes the rest useless.
 */
public final class ClusterCheck implements Calls.Call<CheckedCluster> {
    /** Beside the time for one request; a handful of slow answers fits. */
    private static final Duration LIMIT_MARGIN = Duration.ofSeconds(30);

    private static final String REVIEWS = "apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final String WHO_AM_I = "apis/authentication.k8s.io/v1/selfsubjectreviews";

    private final ClusterSettings settings;
    private final List<PlannedPod> pods;
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
     * @param pods each shape of pod that the cluster may get
     * @param known what is known without asking
     */
    public ClusterCheck(ClusterSettings settings, List<PlannedPod> pods, List<Finding> known, InstantSource clock) {
        this.settings = settings;
        this.pods = List.copyOf(pods);
        this.clock = clock;
        this.findings = new Findings(settings.names(), settings.namespace());
        found.addAll(known);
    }

    /** How long it may take. */
    Duration limit() {
        return settings.route().requestTimeout().plus(LIMIT_MARGIN);
    }

    @Override
    public CheckedCluster run() throws InterruptedException {
        ExecutorService http = Executors.newSingleThreadExecutor(
                new NamedThreads(settings.name().value(), "check-http"));
        try (Api api = ClientFactory.open(settings, http, ApiMeter.NONE)) {
            look(api);
        } catch (KubeconfigException e) {
            problem("kubeconfig", e.getMessage());
        } catch (IOException e) {
            problem("API server", ApiFailures.sentence(e) + ". " + remedy(e));
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
        lookAtIdentity(api);
        Answer namespace = orStop(api.get("api/v1/namespaces/" + settings.namespace()));
        if (namespace.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            stop(findings.namespace(namespace.code(), namespace.why()));
        }
        List<Finding> before = List.copyOf(found);
        found.add(findings.namespace(namespace.code(), namespace.why()));
        Set<Permission> refused = lookAtPermissions(api);
        if (!namespace.isSuccess() && refused.size() == Permission.ALL.size()) {
            // One sentence instead of one for every right: what is missing is no right.
            found.retainAll(before);
            stop(findings.nothingAllowed());
        }
        for (PodNeed need : PlannedPod.needsOf(pods)) {
            Answer answer = orStop(api.get("api/v1/namespaces/" + settings.namespace() + "/" + need.path()));
            found.add(findings.need(need, answer.code(), answer.why()));
        }
        boolean mayMakeJobs = !refused.contains(Permission.MAKE_JOBS);
        for (PlannedPod pod : pods) {
            Answer answer = orStop(api.post(
                    "apis/batch/v1/namespaces/" + settings.namespace() + "/jobs?dryRun=All",
                    pod.manifests().job()));
            found.add(findings.dryRun(pod.origin(), answer.code(), answer.why(), mayMakeJobs));
        }
    }

    private void lookAtIdentity(Api api) throws IOException, InterruptedException, StoppedException {
        Answer answer = orStop(api.post(WHO_AM_I, new SelfSubjectReviewBuilder().build()));
        @Nullable String user = answer.isSuccess() ? userOf(answer.as(SelfSubjectReview.class)) : null;
        Finding identity = findings.identity(answer.code(), user, answer.why());
        if (identity.level() == Level.PROBLEM) {
            stop(identity);
        }
        found.add(identity);
    }

    private static @Nullable String userOf(SelfSubjectReview review) {
        return review.getStatus() == null || review.getStatus().getUserInfo() == null
                ? null
                : review.getStatus().getUserInfo().getUsername();
    }

    /** The rights that are not there. */
    private Set<Permission> lookAtPermissions(Api api) throws IOException, InterruptedException, StoppedException {
        Set<Permission> refused = new LinkedHashSet<>();
        for (Permission permission : Permission.ALL) {
            Answer answer = orStop(api.post(REVIEWS, review(permission)));
            @Nullable Boolean allowed = answer.isSuccess() ? allowedBy(answer.as(SelfSubjectAccessReview.class)) : null;
            if (allowed == null) {
                found.add(findings.permissionUnknown(permission, answer.code(), answer.why()));
                continue;
            }
            if (!allowed) {
                refused.add(permission);
            }
            found.add(findings.permission(permission, allowed));
        }
        return refused;
    }

    private static @Nullable Boolean allowedBy(SelfSubjectAccessReview review) {
        return review.getStatus() == null ? null : review.getStatus().getAllowed();
    }

    private void stop(Finding last) throws StoppedException {
        found.add(last);
        throw new StoppedException();
    }

    private String remedy(IOException e) {
        return ApiFailures.remedy(e, settings.key(), settings.names().proxyRemedy());
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
                .withVerb(permission.verb().right())
                .endResourceAttributes()
                .endSpec()
                .build();
    }

    private Answer orStop(Answer answer) throws StoppedException {
        Optional<Finding> refusal = findings.refusal(answer.code(), answer.why());
        if (refusal.isPresent()) {
            stop(refusal.get());
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

    private CheckedCluster report() {
        return new CheckedCluster(settings.name(), reached, version, clockAhead, found);
    }

    @Override
    public CheckedCluster failed(ApiFailure why) {
        problem("check", why.message() + ". Ask the cluster with kubectl, and check again.");
        return report();
    }

    @Override
    public Kind cutOff() {
        return Kind.TRANSIENT;
    }
}
