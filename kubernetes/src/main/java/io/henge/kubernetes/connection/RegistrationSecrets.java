package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.Secret;
import io.henge.kubernetes.access.Access;
import io.henge.kubernetes.access.AccessReader;
import io.henge.kubernetes.access.AccessUpkeep;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.KubeconfigException;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.NamedThreads;
import io.henge.kubernetes.watch.SecretWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Secrets that register clusters, in the namespace of the Overlord's own pod, reached as its service account. Five threads
 * (with the selector of HTTP), from {@link #start} to {@link #close}. Safe for use by several threads.
 */
public final class RegistrationSecrets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RegistrationSecrets.class);

    /** What marks such a Secret. */
    public static final String SELECTOR = "henge.io/registration=cluster";

    private static final Duration CLOSE_MAX = Duration.ofSeconds(4);

    private final ClusterSettings own;
    private final Runnable changed;
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new NamedThreads("overlord", "timer"));
    private final ExecutorService http =
            Executors.newSingleThreadExecutor(new NamedThreads("overlord", "registration-http"));
    private final AccessUpkeep upkeep;

    /** Published once the API could be reached. */
    private volatile @Nullable Link link;

    private boolean closed;

    private record Link(Api api, SecretWatch watch, Access access) {}

    /**
     * A Secret.
     *
     * @param data what it says, as texts
     */
    public record Found(String name, SortedMap<String, String> data) {
        /** Without the credentials. */
        @Override
        public String toString() {
            return "Secret[" + name + "]";
        }
    }

    /**
     * Reads nothing yet.
     *
     * @param own reaches the Overlord's own cluster; its namespace is that of the Overlord
     * @param changed called on a thread of its own when something else is shown
     */
    public RegistrationSecrets(ClusterSettings own, Runnable changed) {
        this.own = own;
        this.changed = changed;
        timer.setRemoveOnCancelPolicy(true);
        this.upkeep = new AccessUpkeep(
                "overlord", new AccessReader(own, InstantSource.system()), timer, new Taker(), AccessUpkeep.EVERY);
    }

    /** Begins to watch, in the background. */
    public void start() {
        upkeep.start();
    }

    /** All that are shown now, by name; none before they were listed. */
    public List<Found> found() {
        @Nullable Link open = link;
        return open == null
                ? List.of()
                : open.watch().secrets().stream()
                        .map(RegistrationSecrets::found)
                        .toList();
    }

    private static Found found(Secret secret) {
        TreeMap<String, String> data = new TreeMap<>();
        @Nullable Map<String, String> encoded = secret.getData();
        if (encoded != null) {
            encoded.forEach((key, value) -> data.put(key, decoded(value)));
        }
        return new Found(secret.getMetadata().getName(), data);
    }

    private static String decoded(@Nullable String value) {
        try {
            return value == null ? "" : new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private final class Taker implements AccessUpkeep.Taker {
        @Override
        public boolean isRefused() {
            @Nullable Link open = link;
            return open != null && open.api().identity().isRefused();
        }

        @Override
        public void take(Access access) throws KubeconfigException {
            @Nullable Link open = link;
            if (open == null) {
                Api api = ClientFactory.open(access, own, http, (verb, code, took, retryAfter) -> {});
                begin(new Link(api, new SecretWatch(api, own.namespace(), SELECTOR, timer, this::changed), access));
                return;
            }
            if (!open.access().isSameWay(access)) {
                open.api().turnTo(ClientFactory.lineOf(access, own, open.api().identity(), http));
            }
            open.api().identity().become(access.headers());
            link = new Link(open.api(), open.watch(), access);
        }

        private void changed() {
            @Nullable Link open = link;
            if (open != null) {
                open.watch()
                        .trouble()
                        .ifPresent(why -> log.warn("Clusters may not be registered by Secrets now. {}", why));
            }
            changed.run();
        }

        /** The upkeep has logged it. */
        @Override
        public void complaintChanged() {}
    }

    private synchronized void begin(Link opened) {
        if (closed) {
            opened.api().close();
            return;
        }
        link = opened;
        opened.watch().start();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        upkeep.close();
        @Nullable Link open = link;
        try {
            if (open != null) {
                open.watch().close();
                boolean unused = open.watch().awaitEnd(CLOSE_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (open != null) {
                open.api().close();
            }
            timer.shutdownNow();
            http.shutdownNow();
        }
    }
}
