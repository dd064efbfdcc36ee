package io.henge.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.Event;
import io.henge.kubernetes.call.JsonWalk.Reading;
import io.henge.kubernetes.call.ListPage;
import io.henge.kubernetes.call.NamedThreads;
import io.henge.kubernetes.call.RefusedException;
import io.henge.kubernetes.call.TooLongException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch of one kind of object, on a thread of its own: lists, watches from there on, and begins again whenever the
 * watch ends, until it is closed. It never gives up.
 *
 * <p>Lists are read from etcd's newest state, not from a cache that may be behind (they carry no resourceVersion): a
 * leader must not miss the Job that another made a moment before. fabric8's informers do list from the cache at first.
 *
 * <p>A watch that says nothing proves nothing, since its connection may be dead. So the server is asked to end each
 * watch after {@link #WATCH_AGE_MAX}, and one that outlives it is cut from here. The next goes on where the last bookmark
 * or event left off; only if the server no longer knows that point is everything listed again.
 */
final class ListAndWatch<T extends HasMetadata> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ListAndWatch.class);

    private static final Duration WATCH_AGE_MAX = Duration.ofMinutes(2);
    private static final Duration CUT_AFTER = WATCH_AGE_MAX.plusSeconds(15);
    private static final Duration PAUSE_FIRST = Duration.ofMillis(200);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(6);

    /** From the last sign of life on; where a server did not answer, it is longer ago. */
    private static final Duration LATELY = Duration.ofSeconds(2);

    /** Keeps one answer of a list, and with it the memory that reading it takes, small. */
    private static final int LIST_PAGE = 500;

    /** Of a page, in bytes: one with twice as many objects is not too long either. */
    private static final int SHORT_PAGE = 16 << 20;

    /** Of one event of a watch, in bytes; an object has at most about 3 million. */
    private static final int LINE_MAX = 16 << 20;

    private final Kind<T> kind;
    private final Api api;
    private final Seen<T> seen;
    private final Listener listener;
    private final ScheduledExecutorService timer;
    private final String query;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Has a permit when somebody says that there is no need to wait. */
    private final Semaphore hurry = new Semaphore(0);

    /** How many objects are asked for at once: fewer where they are large. */
    private int pageSize = LIST_PAGE;

    /** What to watch: how it is called in sentences, where it is, what API servers call it, and how it is read. */
    record Kind<T extends HasMetadata>(String plural, String path, String name, Reading<T> reading) {}

    /** Told by the watch's thread; must return at once. */
    interface Listener {
        void changed(String job);

        /** A first part has been listed. */
        void answered();

        /** Everything has been listed, for the first time or again. */
        void listed();

        /** It fails to watch, for another reason than before, or watches again. */
        void troubleChanged();
    }

    /** The server no longer knows the point at which the watch was to go on. */
    private static final class GoneException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Why it does not watch now; null while it does. Written by its thread. */
    private volatile @Nullable String failure;

    /** When the server last said something, by {@link System#nanoTime}; null before. Written by its thread. */
    private volatile @Nullable Long heardNanos;

    /** Whether the point is of no use any more. Set by whoever asks, taken back by its thread. */
    private final AtomicBoolean listAgain = new AtomicBoolean();

    /** What the watch reads, null while none is open; for cutting it. */
    private volatile @Nullable InputStream watched;

    /** The point up to which everything has been seen; null if it has to be listed. Used by its thread only. */
    private @Nullable String version;

    ListAndWatch(
            Kind<T> kind,
            Api api,
            Seen<T> seen,
            String selector,
            Listener listener,
            ScheduledExecutorService timer,
            NamedThreads threads) {
        this.kind = kind;
        this.api = api;
        this.seen = seen;
        this.listener = listener;
        this.timer = timer;
        this.query = kind.path() + "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
        this.thread = threads.newThread(this::run);
    }

    void start() {
        thread.start();
    }

    /** Ends the watch that is open, if any, and lists everything before the next. */
    void listAgain() {
        listAgain.set(true);
        @Nullable InputStream open = watched;
        if (open != null) {
            cut(open);
        }
    }

    /** The server is known to answer again: tries at once, and goes on over another connection than one that has said nothing lately. */
    void hasten() {
        hurry.release();
        @Nullable InputStream open = watched;
        if (open != null && age().filter(age -> age.compareTo(LATELY) < 0).isEmpty()) {
            cut(open);
        }
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** How long ago the server last said something; empty before the first time. */
    Optional<Duration> age() {
        @Nullable Long heard = heardNanos;
        return heard == null ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - heard));
    }

    private void run() {
        Duration pause = PAUSE_FIRST;
        try {
            while (closing.getCount() > 0) {
                try {
                    if (listAgain.getAndSet(false)) {
                        version = null;
                    }
                    if (version == null) {
                        version = list();
                        listener.listed();
                    }
                    String before = version;
                    watch(before);
                    // A watch that ended without having shown anything may do so again at once.
                    pause = before.equals(version) ? longer(pause) : PAUSE_FIRST;
                } catch (GoneException e) {
                    version = null;
                } catch (IOException e) {
                    note(ApiFailures.sentence(e));
                    pause = longer(pause);
                } catch (RuntimeException e) {
                    log.error("The watch of {} met what it should not", kind.plural(), e);
                    note("Henge failed at it (" + e + ")");
                    version = null;
                    pause = longer(pause);
                }
                if (hurry.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    hurry.drainPermits();
                    pause = PAUSE_FIRST;
                }
            }
        } catch (InterruptedException e) {
            log.debug("The watch of {} is closed", kind.plural());
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : twice;
    }

    private void note(String why) {
        boolean changed = !why.equals(failure) && closing.getCount() > 0;
        failure = why;
        if (changed) {
            log.warn("{} cannot be watched: {}", kind.plural(), why);
            listener.troubleChanged();
        }
    }

    private String list() throws IOException, InterruptedException, GoneException {
        Set<String> names = new HashSet<>();
        @Nullable String next = null;
        @Nullable String at;
        do {
            String page = query + "&limit=" + pageSize
                    + (next == null ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
            HttpResponse<byte[]> answer = page(page);
            if (!answer.isSuccessful()) {
                throw refused(Api.why(answer));
            }
            heardNanos = System.nanoTime();
            ListPage<T> part = Api.read(answer.body(), kind.reading());
            for (T object : part.items()) {
                names.add(object.getMetadata().getName());
                seen.put(object).ifPresent(listener::changed);
            }
            listener.answered();
            at = part.version();
            next = part.next();
        } while (next != null);
        if (at == null) {
            throw new IOException("The list has no resourceVersion");
        }
        seen.keepOnly(names).forEach(listener::changed);
        return at;
    }

    private HttpResponse<byte[]> page(String path) throws IOException, InterruptedException {
        try {
            HttpResponse<byte[]> answer = api.page(path);
            if (answer.body().length < SHORT_PAGE) {
                pageSize = Math.min(LIST_PAGE, pageSize * 2);
            }
            return answer;
        } catch (TooLongException e) {
            pageSize = Math.max(1, pageSize / 2);
            throw e;
        }
    }

    private void watch(String from) throws IOException, InterruptedException, GoneException {
        HttpResponse<InputStream> response = api.watch(query + "&watch=true&allowWatchBookmarks=true&timeoutSeconds="
                + WATCH_AGE_MAX.toSeconds() + "&resourceVersion=" + URLEncoder.encode(from, StandardCharsets.UTF_8));
        if (!response.isSuccessful()) {
            throw refused(api.refusal(response));
        }
        InputStream body = response.body();
        Future<?> cut = timer.schedule(() -> cut(body), CUT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        watched = body;
        if (listAgain.get()) {
            cut(body);
        }
        try (BoundedLines lines = new BoundedLines(body, LINE_MAX)) {
            if (failure != null) {
                log.info("{} are watched again", kind.plural());
                failure = null;
                listener.troubleChanged();
            }
            ByteBuffer line;
            while ((line = nextOf(lines)) != null) {
                heardNanos = System.nanoTime();
                take(Api.event(line, kind.reading()));
            }
        } finally {
            watched = null;
            cut.cancel(false);
        }
    }

    /** A watch that breaks has ended, no more: whether there is trouble, the next one tells. */
    private @Nullable ByteBuffer nextOf(BoundedLines lines) throws RefusedException {
        try {
            return lines.next();
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            log.debug("The watch of {} broke", kind.plural(), e);
            return null;
        }
    }

    private static void cut(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            log.debug("A watch that was to be cut had ended", e);
        }
    }

    private void take(Event<T> event) throws IOException, GoneException {
        @Nullable Status error = event.error();
        if (error != null) {
            throw failed(error.getCode() == null ? 0 : error.getCode(), String.valueOf(error.getMessage()));
        }
        @Nullable T item = event.object();
        if (event.type() == null || item == null) {
            throw new IOException("The watch sent a thing that is no event");
        }
        if (!kind.name().equals(item.getKind()) || item.getMetadata() == null) {
            throw new IOException("The watch sent a thing that is not among " + kind.plural());
        }
        version = item.getMetadata().getResourceVersion();
        switch (event.type()) {
            case "ADDED", "MODIFIED" -> seen.put(item).ifPresent(listener::changed);
            case "DELETED" -> seen.remove(item).ifPresent(listener::changed);
            default -> log.trace("{} at {}", event.type(), version);
        }
    }

    private static IOException refused(Answer answer) throws GoneException {
        return failed(answer.code(), answer.why());
    }

    private static IOException failed(int code, String why) throws GoneException {
        if (code == HttpURLConnection.HTTP_GONE) {
            throw new GoneException();
        }
        return new RefusedException(ApiFailures.answered(code, why));
    }

    @Override
    public void close() {
        closing.countDown();
        hurry.release();
        thread.interrupt();
    }

    /** Waits for the thread to end, at most {@code limit}. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        thread.join(Math.max(1, limit.toMillis()));
        return !thread.isAlive();
    }
}
