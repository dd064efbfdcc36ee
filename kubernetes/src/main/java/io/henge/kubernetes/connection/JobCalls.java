package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.JobAddress;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.LaunchResult;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.ApiFailures.Effect;
import io.henge.kubernetes.call.Excerpt;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Manifests;
import io.henge.kubernetes.job.Marks;
import io.henge.kubernetes.sighting.Sightings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Creates and deletes the Jobs of attempts: one request each, and a second one only where something is in the way. */
final class JobCalls {
    /** Of the answer to a create, which holds the whole Job. */
    private static final Excerpt UID = Excerpt.of().and("metadata", Excerpt.of("uid"));

    private final JobFactory jobs;
    private final String owner;

    JobCalls(JobFactory jobs, String owner) {
        this.jobs = jobs;
        this.owner = owner;
    }

    CompletionStage<LaunchResult> launch(Exchange api, Attempt attempt) {
        Manifests manifests;
        try {
            manifests = jobs.manifestsFor(attempt);
        } catch (JobRefusedException e) {
            return CompletableFuture.completedStage(
                    not(new ApiFailure(e.isPassing() ? Kind.TRANSIENT : Kind.INVALID, e.getMessage())));
        }
        SecretCalls secrets = new SecretCalls(api, manifests.secrets());
        return secrets.create()
                .thenCompose(failure -> failure.isPresent()
                        ? CompletableFuture.completedStage(not(failure.get()))
                        : create(api, attempt, manifests.job()))
                .thenCompose(result -> after(secrets, attempt, result).thenApply(done -> result));
    }

    private static CompletionStage<?> after(SecretCalls secrets, Attempt attempt, LaunchResult result) {
        if (result instanceof LaunchResult.Launched launched) {
            return secrets.giveTo(attempt.address().job().value(), launched.jobUid());
        }
        return result instanceof LaunchResult.NotLaunched refused
                ? secrets.undo(refused.failure())
                : CompletableFuture.completedStage(null);
    }

    private CompletionStage<LaunchResult> create(Exchange api, Attempt attempt, Job job) {
        return Exchange.then(
                api.post(jobsPath(attempt.address()), job),
                answer -> {
                    if (answer.isSuccess()) {
                        return CompletableFuture.completedStage(launched(answer.as(Job.class, UID)));
                    }
                    return answer.code() == HttpURLConnection.HTTP_CONFLICT
                            ? adopt(api, attempt, answer)
                            : CompletableFuture.completedStage(not(answer.failure(Effect.CHANGES)));
                },
                e -> not(ApiFailures.of(e, Effect.CHANGES)));
    }

    private static LaunchResult launched(Job made) {
        return made.getMetadata() == null || made.getMetadata().getUid() == null
                ? not(new ApiFailure(
                        Kind.OUTCOME_UNKNOWN, "The API server answered that a Job was made, and not which one"))
                : new LaunchResult.Launched(made.getMetadata().getUid());
    }

    /** The Job that is in the way may be the attempt's own, made by an earlier call whose answer was lost. */
    private CompletionStage<LaunchResult> adopt(Exchange api, Attempt attempt, Answer conflict) {
        return Exchange.then(
                api.get(jobPath(attempt.address())),
                answer -> CompletableFuture.completedStage(adopted(attempt, conflict, answer)),
                e -> not(new ApiFailure(Kind.OUTCOME_UNKNOWN, ApiFailures.sentence(e))));
    }

    private LaunchResult adopted(Attempt attempt, Answer conflict, Answer answer) throws IOException {
        if (answer.isSuccess()) {
            Job found = answer.as(Job.class);
            return isOf(attempt, found)
                    ? launched(found)
                    : not(new ApiFailure(
                            Kind.CONFLICT,
                            "There is a Job of that name already, and it is not this attempt's. Whose it is, its "
                                    + "labels tell: " + found.getMetadata().getLabels()));
        }
        // Not found: it was being deleted. With any other answer, the Job that is in the way may be the attempt's own.
        return answer.code() == HttpURLConnection.HTTP_NOT_FOUND
                ? not(new ApiFailure(Kind.TRANSIENT, "The API server answered 409: " + conflict.why()))
                : not(new ApiFailure(
                        Kind.OUTCOME_UNKNOWN, "The API server answered " + answer.code() + ": " + answer.why()));
    }

    CompletionStage<Optional<ApiFailure>> delete(Exchange api, Attempt attempt) {
        @Nullable String uid = attempt.jobUid();
        return uid != null ? delete(api, attempt.address(), uid) : findAndDelete(api, attempt);
    }

    private CompletionStage<Optional<ApiFailure>> findAndDelete(Exchange api, Attempt attempt) {
        return Exchange.then(
                api.get(jobPath(attempt.address())),
                answer -> {
                    if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
                        return CompletableFuture.completedStage(Optional.empty());
                    }
                    if (!answer.isSuccess()) {
                        return CompletableFuture.completedStage(Optional.of(answer.failure(Effect.READS)));
                    }
                    Job found = answer.as(Job.class);
                    return isOf(attempt, found)
                            ? delete(api, attempt.address(), found.getMetadata().getUid())
                            : CompletableFuture.completedStage(Optional.empty());
                },
                e -> Optional.of(ApiFailures.of(e, Effect.CHANGES)));
    }

    CompletionStage<Optional<ApiFailure>> delete(Exchange api, JobAddress address, String uid) {
        return Exchange.then(
                api.delete(
                        jobPath(address),
                        new DeleteOptionsBuilder()
                                .withApiVersion("v1")
                                .withKind("DeleteOptions")
                                .withPropagationPolicy("Background")
                                .withNewPreconditions()
                                .withUid(uid)
                                .endPreconditions()
                                .build()),
                answer -> CompletableFuture.completedStage(deleted(answer)),
                e -> Optional.of(ApiFailures.of(e, Effect.CHANGES)));
    }

    private static Optional<ApiFailure> deleted(Answer answer) {
        // A conflict is the precondition's: a Job of that name is there, but it is another one.
        boolean gone = answer.isSuccess()
                || answer.code() == HttpURLConnection.HTTP_NOT_FOUND
                || answer.code() == HttpURLConnection.HTTP_CONFLICT;
        return gone ? Optional.empty() : Optional.of(answer.failure(Effect.CHANGES));
    }

    private boolean isOf(Attempt attempt, Job job) {
        Map<String, String> labels = orEmpty(job.getMetadata().getLabels());
        Map<String, String> annotations = orEmpty(job.getMetadata().getAnnotations());
        JobSighting.Bearer bearer = Sightings.bearer(owner, job);
        return bearer.owned()
                && bearer.isOf(attempt)
                && Integer.toString(attempt.id().number()).equals(labels.get(Marks.LABEL_ATTEMPT))
                && attempt.task().value().equals(annotations.get(Marks.ANNOTATION_TASK_ID));
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static LaunchResult not(ApiFailure failure) {
        return new LaunchResult.NotLaunched(failure);
    }

    private static String jobsPath(JobAddress address) {
        return "apis/batch/v1/namespaces/" + address.namespace() + "/jobs";
    }

    private static String jobPath(JobAddress address) {
        return jobsPath(address) + "/" + address.job();
    }
}
