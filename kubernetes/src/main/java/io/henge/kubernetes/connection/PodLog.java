package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.ApiFailures.Effect;
import io.henge.kubernetes.sighting.Sightings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the log of a pod's peon container, as far as it is written, with one request.
 *
 * @param lines how many of the last lines; all where there is no number
 */
record PodLog(Pod pod, OptionalLong lines) {
    /**
     * As {@link #copy}, where there is a pod.
     *
     * @param job whose pod it is, as a sentence names it
     */
    static Optional<ApiFailure> copyOf(
            Optional<Pod> pod, String job, OptionalLong lines, Api api, ClusterConnection.LogSink sink)
            throws InterruptedException {
        return pod.isEmpty()
                ? Optional.of(new ApiFailure(Kind.NOT_FOUND, job + " has no pod"))
                : new PodLog(pod.get(), lines).copy(api, sink);
    }

    /** Blocks until the sink has taken the log; interrupting it ends the transfer. */
    Optional<ApiFailure> copy(Api api, ClusterConnection.LogSink sink) throws InterruptedException {
        try {
            HttpResponse<InputStream> response = api.log(path());
            if (!response.isSuccessful()) {
                return Optional.of(refused(api.refusal(response)));
            }
            try (Watched body = new Watched(response.body())) {
                return pass(body, sink);
            }
        } catch (IOException e) {
            return Optional.of(ApiFailures.of(e, Effect.READS));
        }
    }

    private String path() {
        List<String> query = new ArrayList<>();
        Sightings.peonContainer(pod).ifPresent(name -> query.add("container=" + name));
        lines.ifPresent(count -> query.add("tailLines=" + count));
        return "api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName() + "/log" + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static Optional<ApiFailure> pass(Watched body, ClusterConnection.LogSink sink) throws IOException {
        try {
            sink.accept(body);
            return Optional.empty();
        } catch (IOException e) {
            if (body.broke) {
                throw e;
            }
            return Optional.of(new ApiFailure(Kind.TRANSIENT, "It could not be taken: " + ApiFailures.named(e)));
        }
    }

    private static ApiFailure refused(Answer answer) {
        // A container that has not started yet has no log: the API server says so with 400.
        return answer.code() == HttpURLConnection.HTTP_BAD_REQUEST
                ? new ApiFailure(Kind.NOT_FOUND, "The API server answered 400: " + answer.why())
                : answer.failure(Effect.READS);
    }

    /** Tells a connection that broke from a reader that failed. For one thread. */
    private static final class Watched extends FilterInputStream {
        private boolean broke;

        Watched(InputStream log) {
            super(log);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                broke = true;
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (IOException e) {
                broke = true;
                throw e;
            }
        }
    }
}
