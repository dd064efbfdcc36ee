package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.Secret;
import io.henge.core.cluster.ApiFailure;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.ApiFailures.Effect;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Secrets of one launch. They are made before the Job, so that no pod ever waits for one in vain, and given to the Job
 * once it has a uid; from then on Kubernetes deletes them with it.
 */
final class SecretCalls {
    private static final Logger log = LoggerFactory.getLogger(SecretCalls.class);

    private final Exchange api;
    private final List<Secret> secrets;
    private final List<Secret> made = new ArrayList<>();

    SecretCalls(Exchange api, List<Secret> secrets) {
        this.api = api;
        this.secrets = secrets;
    }

    /** Empty if all are there now. One that is there already is from an earlier try of the same attempt. */
    CompletionStage<Optional<ApiFailure>> create() {
        CompletionStage<Optional<ApiFailure>> created = CompletableFuture.completedStage(Optional.empty());
        for (Secret secret : secrets) {
            created = created.thenCompose(failure -> failure.isPresent()
                    ? CompletableFuture.completedStage(failure)
                    : Exchange.then(
                            api.post(path(secret), secret),
                            answer -> CompletableFuture.completedStage(created(secret, answer)),
                            e -> Optional.of(ApiFailures.of(e, Effect.CHANGES))));
        }
        return created;
    }

    private Optional<ApiFailure> created(Secret secret, Answer answer) {
        if (answer.isSuccess()) {
            made.add(secret);
            return Optional.empty();
        }
        return answer.code() == HttpURLConnection.HTTP_CONFLICT
                ? Optional.empty()
                : Optional.of(answer.failure(Effect.CHANGES));
    }

    /** Makes the Job their owner. If that fails the task runs all the same, and its Secrets are left behind. */
    CompletionStage<Boolean> giveTo(String jobName, String jobUid) {
        Map<String, Object> owner = Map.of("apiVersion", "batch/v1", "kind", "Job", "name", jobName, "uid", jobUid);
        Map<String, Object> patch = Map.of("metadata", Map.of("ownerReferences", List.of(owner)));
        return ofEach(secrets, path -> api.patch(path, patch));
    }

    /** Deletes what this launch made, if it is certain that it made no Job: the next try may be elsewhere. */
    CompletionStage<Boolean> undo(ApiFailure failure) {
        return ofEach(failure.certainlyNoEffect() ? List.copyOf(made) : List.of(), path -> api.delete(path, Map.of()));
    }

    /** Asks for something of each, one after the other; whether it was done for all. */
    private static CompletionStage<Boolean> ofEach(
            List<Secret> some, Function<String, CompletableFuture<Answer>> request) {
        CompletionStage<Boolean> all = CompletableFuture.completedStage(true);
        for (Secret secret : some) {
            all = all.thenCompose(before -> Exchange.then(
                            request.apply(
                                    path(secret) + "/" + secret.getMetadata().getName()),
                            answer -> CompletableFuture.completedStage(
                                    answer.isSuccess() || leftBehind(secret, answer.why())),
                            e -> leftBehind(secret, ApiFailures.sentence(e)))
                    .thenApply(done -> before && done));
        }
        return all;
    }

    private static boolean leftBehind(Secret secret, String why) {
        log.warn(
                "Secret[{}/{}] may have no Job to be deleted with. If it is still there when its task has ended, delete it"
                        + " by hand. {}",
                secret.getMetadata().getNamespace(),
                secret.getMetadata().getName(),
                why);
        return false;
    }

    private static String path(Secret secret) {
        return "api/v1/namespaces/" + secret.getMetadata().getNamespace() + "/secrets";
    }
}
