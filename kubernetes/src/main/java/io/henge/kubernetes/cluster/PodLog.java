package io.henge.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.cluster.ClusterConnection;
import io.henge.kubernetes.cluster.Api.Answer;
import io.henge.kubernetes.cluster.ApiFailures.Effect;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Reads the log of a pod's peon container, as far as it is written, with one request. */
final class PodLog {
    private PodLog() {}

    /** Blocks until the sink has taken the log; interrupting it ends the transfer. */
    static Optional<ApiFailure> copy(Api api, Pod pod, ClusterConnection.LogSink sink) throws InterruptedException {
        Optional<String> container = Sightings.peonContainer(pod);
        String path = "api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName() + "/log"
                + container.map(name -> "?container=" + name).orElse("");
        try {
            HttpResponse<InputStream> response = api.log(path);
            if (!response.isSuccessful()) {
                return Optional.of(refused(api.refusal(response)));
            }
            try (InputStream body = response.body()) {
                sink.accept(body);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(ApiFailures.of(e, Effect.READS));
        }
    }

    private static ApiFailure refused(Answer answer) {
        // A container that has not started yet has no log: the API server says so with 400.
        return answer.code() == HttpURLConnection.HTTP_BAD_REQUEST
                ? new ApiFailure(Kind.NOT_FOUND, "The API server answered 400: " + answer.why())
                : ApiFailures.of(answer.code(), answer.why(), Effect.READS);
    }
}
