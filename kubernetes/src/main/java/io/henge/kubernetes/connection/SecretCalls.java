package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.Secret;
import io.henge.core.cluster.ApiFailure;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.ApiFailures.Effect;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Secrets of one launch. They are made before the Job, so that no pod ever waits for one in vain, and given to the Job
 * once it has a uid; from then on Kubernetes deletes them with it.
 */
final class SecretCalls {
    private static final Logger log = LoggerFactory.getLogger(SecretCalls.class);

    private final Api api;
    private final List<Secret> secrets;
    private final List<Secret> made = new ArrayList<>();

    SecretCalls(Api api, List<Secret> secrets) {
        this.api = api;
        this.secrets = secrets;
    }

    /** Empty if all are there now. One that is there already is from an earlier try of the same attempt. */
    Optional<ApiFailure> create() throws InterruptedException {
        for (Secret secret : secrets) {
            try {
                Answer answer = api.post(path(secret), secret);
                if (answer.isSuccess()) {
                    made.add(secret);
                } else if (answer.code() != HttpURLConnection.HTTP_CONFLICT) {
                    return Optional.of(ApiFailures.of(answer.code(), answer.why(), Effect.CHANGES));
                }
            } catch (IOException e) {
                return Optional.of(ApiFailures.of(e, Effect.CHANGES));
            }
        }
        return Optional.empty();
    }

    /** Makes the Job their owner. If that fails the task runs all the same, and its Secrets are left behind. */
    void giveTo(String jobName, String jobUid) throws InterruptedException {
        Map<String, Object> owner = Map.of("apiVersion", "batch/v1", "kind", "Job", "name", jobName, "uid", jobUid);
        Map<String, Object> patch = Map.of("metadata", Map.of("ownerReferences", List.of(owner)));
        for (Secret secret : secrets) {
            try {
                Answer answer =
                        api.patch(path(secret) + "/" + secret.getMetadata().getName(), patch);
                if (!answer.isSuccess()) {
                    leftBehind(secret, answer.why());
                }
            } catch (IOException e) {
                leftBehind(secret, ApiFailures.sentence(e));
            }
        }
    }

    /** Deletes what this launch made, if it is certain that it made no Job: the next try may be elsewhere. */
    void undo(ApiFailure failure) throws InterruptedException {
        if (!failure.certainlyNoEffect()) {
            return;
        }
        for (Secret secret : made) {
            try {
                Answer answer =
                        api.delete(path(secret) + "/" + secret.getMetadata().getName(), Map.of());
                if (!answer.isSuccess()) {
                    leftBehind(secret, answer.why());
                }
            } catch (IOException e) {
                leftBehind(secret, ApiFailures.sentence(e));
            }
        }
    }

    private static void leftBehind(Secret secret, String why) {
        log.warn(
                "Secret[{}/{}] has no Job to be deleted with, and will have to be deleted by hand: {}",
                secret.getMetadata().getNamespace(),
                secret.getMetadata().getName(),
                why);
    }

    private static String path(Secret secret) {
        return "api/v1/namespaces/" + secret.getMetadata().getNamespace() + "/secrets";
    }
}
