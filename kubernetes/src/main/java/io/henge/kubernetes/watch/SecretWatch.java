package io.henge.kubernetes.watch;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.JsonWalk;
import io.henge.kubernetes.call.NamedThreads;
import io.henge.shaded.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** A watch of those Secrets of one namespace that carry a label, and what it has shown so far. One thread. */
public final class SecretWatch implements AutoCloseable {
    private final Seen<Secret> seen =
            new Seen<>(secret -> Optional.of(secret.getMetadata().getName()));
    private final ListAndWatch<Secret> watch;
    private final Runnable changed;

    /** Set once; read by every reader. */
    private volatile boolean listed;

    /** @param changed called on the watch's thread when something else is shown; must return at once */
    public SecretWatch(Api api, String namespace, String selector, ScheduledExecutorService timer, Runnable changed) {
        this.changed = changed;
        this.watch = new ListAndWatch<>(
                new ListAndWatch.Kind<>(
                        "Secrets with " + selector + " in namespace[" + namespace + "]",
                        "api/v1/namespaces/" + namespace + "/secrets",
                        "Secret",
                        SecretWatch::secret),
                api,
                seen,
                selector,
                new Reporter(),
                timer,
                new NamedThreads("overlord", "secrets"));
    }

    /** The Secret at which the parser stands: what it is called, and what it holds. */
    private static Secret secret(JsonParser in) throws IOException {
        Secret secret = new Secret();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "kind" -> secret.setKind(JsonWalk.text(in));
                case "metadata" -> secret.setMetadata(metadata(in));
                case "data" -> secret.setData(JsonWalk.texts(in, key -> false));
                default -> {}
            }
        });
        return secret;
    }

    private static ObjectMeta metadata(JsonParser in) throws IOException {
        ObjectMeta metadata = new ObjectMeta();
        JsonWalk.fields(in, name -> {
            switch (name) {
                case "name" -> metadata.setName(JsonWalk.text(in));
                case "resourceVersion" -> metadata.setResourceVersion(JsonWalk.text(in));
                default -> {}
            }
        });
        return metadata;
    }

    public void start() {
        watch.start();
    }

    /** All of them, by name; empty before they were listed. */
    public List<Secret> secrets() {
        return !listed
                ? List.of()
                : seen.jobs().stream()
                        .flatMap(name -> seen.of(name).stream())
                        .sorted(Comparator.comparing(
                                secret -> secret.getMetadata().getName()))
                        .toList();
    }

    /** What keeps them from being watched, in words. */
    public Optional<String> trouble() {
        return watch.failure();
    }

    @Override
    public void close() {
        watch.close();
    }

    /** Waits for the thread to end. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return watch.awaitEnd(limit);
    }

    private final class Reporter implements ListAndWatch.Listener {
        @Override
        public void changed(String secret) {
            if (listed) {
                changed.run();
            }
        }

        @Override
        public void answered() {
            // Only all of them count: one that is not there yet would be taken for gone.
        }

        @Override
        public void listed() {
            listed = true;
            changed.run();
        }

        @Override
        public void troubleChanged() {
            changed.run();
        }
    }
}
