package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.JobAddress;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.LaunchResult;
import io.henge.kubernetes.call.Api;
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

    LaunchResult launch(Api api, Attempt attempt) throws InterruptedException {
        Manifests manifests;
        try {
            manifests = jobs.manifestsFor(attempt);
        } catch (JobRefusedException e) {
            return not(new ApiFailure(e.isPassing() ? Kind.TRANSIENT : Kind.INVALID, e.getMessage()));
        }
        SecretCalls secrets = new SecretCalls(api, manifests.secrets());
        Optional<ApiFailure> failure = secrets.create();
        LaunchResult result = failure.isPresent() ? not(failure.get()) : create(api, attempt, manifests.job());
        if (result instanceof LaunchResult.Launched launched) {
            secrets.giveTo(attempt.address().job().value(), launched.jobUid());
        } else if (result instanceof LaunchResult.NotLaunched refused) {
            secrets.undo(refused.failure());
        }
        return result;
    }

    private LaunchResult create(Api api, Attempt attempt, Job job) throws InterruptedException {
        Answer answer;
        try {
            answer = api.post(jobsPath(attempt.address()), job);
            if (answer.isSuccess()) {
                return launched(answer.as(Job.class, UID));
            }
        } catch (IOException e) {
            return not(ApiFailures.of(e, Effect.CHANGES));
        }
        return answer.code() == HttpURLConnection.HTTP_CONFLICT
                ? adopt(api, attempt, answer)
                : not(ApiFailures.of(answer.code(), answer.why(), Effect.CHANGES));
    }

    private static LaunchResult launched(Job made) {
        return made.getMetadata() == null || made.getMetadata().getUid() == null
                ? not(new ApiFailure(
                        Kind.OUTCOME_UNKNOWN, "The API server answered that a Job was made, and not which one"))
                : new LaunchResult.Launched(made.getMetadata().getUid());
    }

    /** The Job that is in the way may be the attempt's own, made by an earlier call whose answer was lost. */
    private LaunchResult adopt(Api api, Attempt attempt, Answer conflict) throws InterruptedException {
        Answer answer;
        try {
            answer = api.get(jobPath(attempt.address()));
            if (answer.isSuccess()) {
                Job found = answer.as(Job.class);
                return isOf(attempt, found)
                        ? launched(found)
                        : not(new ApiFailure(
                                Kind.CONFLICT,
                                "There is a Job of that name already, and it is not this attempt's. Whose it is, its "
                                        + "labels tell: " + found.getMetadata().getLabels()));
            }
        } catch (IOException e) {
            return not(new ApiFailure(Kind.OUTCOME_UNKNOWN, ApiFailures.sentence(e)));
        }
        // Not found: it was being deleted. With any other answer, the Job that is in the way may be the attempt's own.
        return answer.code() == HttpURLConnection.HTTP_NOT_FOUND
                ? not(new ApiFailure(Kind.TRANSIENT, "The API server answered 409: " + conflict.why()))
                : not(new ApiFailure(
                        Kind.OUTCOME_UNKNOWN, "The API server answered " + answer.code() + ": " + answer.why()));
    }

    Optional<ApiFailure> delete(Api api, Attempt attempt) throws InterruptedException {
        @Nullable String uid = attempt.jobUid();
        if (uid != null) {
            return delete(api, attempt.address(), uid);
        }
        try {
            return findAndDelete(api, attempt);
        } catch (IOException e) {
            return Optional.of(ApiFailures.of(e, Effect.CHANGES));
        }
    }

    Optional<ApiFailure> delete(Api api, JobAddress address, String uid) throws InterruptedException {
        try {
            return deleteByUid(api, address, uid);
        } catch (IOException e) {
            return Optional.of(ApiFailures.of(e, Effect.CHANGES));
        }
    }

    private Optional<ApiFailure> findAndDelete(Api api, Attempt attempt) throws IOException, InterruptedException {
        Answer answer = api.get(jobPath(attempt.address()));
        if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            return Optional.of(ApiFailures.of(answer.code(), answer.why(), Effect.READS));
        }
        Job found = answer.as(Job.class);
        return isOf(attempt, found)
                ? deleteByUid(api, attempt.address(), found.getMetadata().getUid())
                : Optional.empty();
    }

    private static Optional<ApiFailure> deleteByUid(Api api, JobAddress address, String uid)
            throws IOException, InterruptedException {
        Answer answer = api.delete(
                jobPath(address),
                new DeleteOptionsBuilder()
                        .withApiVersion("v1")
                        .withKind("DeleteOptions")
                        .withPropagationPolicy("Background")
                        .withNewPreconditions()
                        .withUid(uid)
                        .endPreconditions()
                        .build());
        // A conflict is the precondition's: a Job of that name is there, but it is another one.
        boolean gone = answer.isSuccess()
                || answer.code() == HttpURLConnection.HTTP_NOT_FOUND
                || answer.code() == HttpURLConnection.HTTP_CONFLICT;
        return gone ? Optional.empty() : Optional.of(ApiFailures.of(answer.code(), answer.why(), Effect.CHANGES));
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
