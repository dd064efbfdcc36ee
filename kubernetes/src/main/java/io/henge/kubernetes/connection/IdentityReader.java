package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.api.model.Namespace;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.kubernetes.access.Access;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.KubeconfigException;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.ApiFailures.Effect;
import io.henge.kubernetes.call.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads which cluster a connection leads to: once, as soon as it can be read, and again before another way is taken, which has
 * to lead to the cluster that is expected. Each is two requests. Where nothing of it may be read, that is tried again each hour.
 */
final class IdentityReader {
    private static final Logger log = LoggerFactory.getLogger(IdentityReader.class);

    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** After which a right that was lacking may have been given. */
    private static final Duration FORBIDDEN_FOR = Duration.ofHours(1);

    private static final String SYSTEM = "kube-system";
    private static final Excerpt UID = Excerpt.of("metadata");

    private final Supplier<ClusterSettings> settings;
    private final ScheduledExecutorService timer;
    private final Runnable told;

    /** Published to all readers once it was read. */
    private volatile @Nullable ClusterIdentity read;

    private volatile @Nullable String trouble;

    /** Where it has to lead; null while nobody has said so, {@link ClusterIdentity#NONE} for anywhere. */
    private volatile @Nullable ClusterIdentity expected;

    /**
     * @param settings those of each moment
     * @param told called when it was read, or its trouble has changed, on a thread of the connection
     */
    IdentityReader(Supplier<ClusterSettings> settings, ScheduledExecutorService timer, Runnable told) {
        this.settings = settings;
        this.timer = timer;
        this.told = told;
    }

    /** What was read; {@link ClusterIdentity#NONE} before. */
    ClusterIdentity identity() {
        @Nullable ClusterIdentity known = read;
        return known == null ? ClusterIdentity.NONE : known;
    }

    /** Whether it was read, or may not be. */
    boolean isRead() {
        return read != null;
    }

    /** What keeps it from being read, in words. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Says where it has to lead. */
    void expect(ClusterIdentity identity) {
        expected = identity;
    }

    /** Forgets what was read, since another way is taken from now on that leads elsewhere. */
    void forget() {
        read = null;
    }

    /** Begins to read, until it is read. */
    void start(Api api) {
        CompletableFuture<Answer> namespace = api.getAsync(path(settings.get().namespace()));
        var unused = api.getAsync(path(SYSTEM))
                .thenCombine(namespace, IdentityReader::of)
                .whenComplete((identity, failure) -> {
                    if (identity == null) {
                        fail(api, failure);
                        return;
                    }
                    if (identity.isNone() && !isRead()) {
                        log.info(
                                "Which cluster it is that cluster[{}] leads to may not be read: whether it is still the same is"
                                        + " not checked. Bind charts/rbac/role.yaml",
                                settings.get().name());
                    }
                    trouble = null;
                    read = identity;
                    told.run();
                    if (identity.isNone()) {
                        later(api, FORBIDDEN_FOR);
                    }
                });
    }

    private void fail(Api api, Throwable failure) {
        @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        @Nullable Throwable inner = cause instanceof UncheckedIOException ? cause.getCause() : cause;
        String why = "Which cluster it is cannot be read. "
                + (inner instanceof IOException e ? ApiFailures.sentence(e) : String.valueOf(inner));
        boolean changed = !why.equals(trouble);
        trouble = why;
        if (changed) {
            told.run();
        }
        later(api, AGAIN);
    }

    private void later(Api api, Duration pause) {
        try {
            ScheduledFuture<?> unused = timer.schedule(() -> start(api), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The connection is closed", e);
        }
    }

    /**
     * Looks where another way leads, before anything else is sent there. Where nothing was known before, any way will do.
     *
     * @return whether it leads to the same cluster as before
     * @throws KubeconfigException if it leads to another cluster than it should, or nobody there says to which
     */
    boolean check(Access access, Executor http) throws KubeconfigException, InterruptedException {
        ClusterIdentity before = identity();
        if (before.isNone()) {
            return true;
        }
        ClusterSettings now = settings.get();
        try (Api api = ClientFactory.open(access, now, http, (verb, code, took, retryAfter) -> {})) {
            ClusterIdentity other =
                    new ClusterIdentity(uid(api.get(path(SYSTEM))), uid(api.get(path(now.namespace()))));
            @Nullable ClusterIdentity said = expected;
            ClusterIdentity wanted = said == null ? before : said;
            if (!wanted.isNone() && !other.isSame(wanted)) {
                throw new KubeconfigException(now.key() + whyNot(other, wanted), null);
            }
            return other.isSame(before);
        } catch (IOException e) {
            throw new KubeconfigException(
                    now.key()
                            + " leads elsewhere now, and is not followed before it is known that this is the same"
                            + " cluster. " + ApiFailures.sentence(e),
                    e);
        }
    }

    /** Nothing that such a place shows, or does not show, says anything of the attempts on the cluster that is wanted. */
    private static String whyNot(ClusterIdentity other, ClusterIdentity wanted) {
        return other.isAnother(wanted)
                ? " leads to another cluster now (" + other + ") than before (" + wanted
                        + "), and is not followed. Lead it back, or give the other cluster an entry of its own."
                : " leads elsewhere now, where it may not be read which cluster that is, and is not followed: before it was ("
                        + wanted + "). Let its user get the namespaces, as by charts/rbac/role.yaml, or lead it back.";
    }

    private static String path(String namespace) {
        return "api/v1/namespaces/" + namespace;
    }

    private static ClusterIdentity of(Answer system, Answer namespace) {
        try {
            return new ClusterIdentity(uid(system), uid(namespace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String uid(Answer answer) throws IOException {
        if (answer.code() == HttpURLConnection.HTTP_FORBIDDEN || answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return null;
        }
        if (!answer.isSuccess()) {
            throw new IOException(answer.failure(Effect.READS).message());
        }
        return answer.as(Namespace.class, UID).getMetadata().getUid();
    }
}
