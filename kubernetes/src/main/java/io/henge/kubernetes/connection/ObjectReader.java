package io.henge.kubernetes.connection;

import io.henge.core.cluster.JobSighting;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.document.Models;
import io.henge.kubernetes.sighting.ClusterNamespace;
import io.henge.shaded.jackson.core.JsonProcessingException;
import io.henge.shaded.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Reads a Job or its pod whole. Nobody needs the right to get a pod: those who list pods list one. */
final class ObjectReader {
    /** A Job may carry its task's payload. */
    private static final int LENGTH_MAX = 1 << 20;

    private ObjectReader() {}

    /** @param seen what the watches show of the Job */
    static CompletionStage<String> read(
            Optional<Api> api, ClusterNamespace place, Optional<JobSighting> seen, ObjectSource.Of what) {
        if (api.isEmpty() || seen.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException("Its cluster shows no such Job"));
        }
        if (what == ObjectSource.Of.JOB) {
            String path = "apis/batch/v1/namespaces/" + place.namespace() + "/jobs/";
            return api.get().getAsync(path + seen.get().job()).thenApply(ObjectReader::bodyOf);
        }
        String name = "metadata.name=" + seen.get().pod();
        return api.get()
                .listAsync("api/v1/namespaces/" + place.namespace() + "/pods?limit=1&fieldSelector="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .thenApply(ObjectReader::bodyOf)
                .thenApply(ObjectReader::firstOf);
    }

    private static String bodyOf(Api.Answer answer) {
        if (!answer.isSuccess()) {
            throw failed("The API server answered " + answer.code() + ": " + answer.why());
        }
        if (answer.body().length() > LENGTH_MAX) {
            throw failed("It has " + answer.body().length() + " characters; at most " + LENGTH_MAX + " are read");
        }
        return answer.body();
    }

    private static String firstOf(String list) {
        try {
            JsonNode first = Models.JSON.readTree(list).path("items").path(0);
            if (first.isObject()) {
                return first.toString();
            }
        } catch (JsonProcessingException e) {
            throw new CompletionException(e);
        }
        throw failed("The pod is gone");
    }

    private static CompletionException failed(String why) {
        return new CompletionException(new IOException(why));
    }
}
