package io.henge.kubernetes.connection;

import io.fabric8.kubernetes.client.http.HttpResponse;
import io.henge.core.health.Probe;
import io.henge.core.health.Probe.Answer;
import io.henge.kubernetes.access.ProbePace;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Line;
import io.henge.kubernetes.call.OneByOne;
import io.henge.kubernetes.call.Question;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one API server a small question again and again, one at a time, only to see whether it answers within a short time.
 *
 * <p>The question is a list of Jobs of which none has the name: it needs our credentials and a right that Henge has to have, and
 * with {@code resourceVersion=0} and one name the API server looks it up in its own cache, whatever there is in the namespace.
 *
 * <p>It has no thread: what it knows belongs to the thread of the timer, which waits for nothing; the HTTP client's work is done
 * by the connection's HTTP threads, never by more than one of them, since looking up a host's name may block for long.
 */
final class Prober {
    private static final Logger log = LoggerFactory.getLogger(Prober.class);

    /** No Job has this name: those of Henge begin otherwise, or are longer. */
    private static final String NAME = "henge-probe";

    /** When to look again whether the client has come to an end with what it did before. */
    private static final Duration AGAIN = Duration.ofMillis(200);

    /** How much later than it should a question is given up only where this process itself stood still. */
    private static final Duration STOOD_STILL = Duration.ofSeconds(1);

    private final String path;
    private final ProbePace pace;
    private final ScheduledExecutorService timer;
    private final OneByOne carrier;
    private final Runnable told;

    /** Published to all readers. */
    private volatile Said said = Said.NOTHING;

    private @Nullable Line line;
    private @Nullable Asking underWay;
    private @Nullable Future<?> next;

    /** Whether the newest question on this line was answered, so that the client may have kept the connection. */
    private boolean kept;

    /** @param wellAt when the newest question was asked that went well, null for never */
    private record Said(Probe probe, @Nullable Long wellAt) {
        private static final Said NOTHING = new Said(Probe.NOT_ASKED, null);
    }

    /** How a question has ended, and whether by a connection that broke. */
    private record End(Probe probe, boolean broken) {}

    /**
     * Asks nothing yet.
     *
     * @param http does the work of the lines' clients, by {@link #carrier()}
     * @param told called when the answer is another one, on the timer's thread
     */
    Prober(String namespace, ProbePace pace, ScheduledExecutorService timer, Executor http, Runnable told) {
        this.path = "apis/batch/v1/namespaces/" + namespace + "/jobs?fieldSelector=metadata.name%3D" + NAME
                + "&resourceVersion=0&limit=1";
        this.pace = pace;
        this.timer = timer;
        this.carrier = new OneByOne(http);
        this.told = told;
    }

    /** For the clients of lines. */
    Executor carrier() {
        return carrier;
    }

    /** What the newest question said. */
    Probe probe() {
        Said now = said;
        @Nullable Duration wellAgo = now.wellAt() == null ? null : Duration.ofNanos(System.nanoTime() - now.wellAt());
        return new Probe(now.probe().answer(), now.probe().words(), wellAgo);
    }

    /**
     * Asks by that line from now on, at once for the first time; what was asked by the one before has no say any more.
     *
     * @param isSameCluster whether what was said before still holds
     */
    void turnTo(Line other, boolean isSameCluster) {
        onTimer(() -> {
            stop();
            line = other;
            kept = false;
            later(Duration.ZERO, false);
            if (!isSameCluster) {
                note(Said.NOTHING);
            }
        });
    }

    /** Asks no more. */
    void close() {
        onTimer(this::stop);
    }

    private void stop() {
        @Nullable Asking asked = underWay;
        if (asked != null) {
            asked.giveUp();
        }
        if (next != null) {
            next.cancel(false);
        }
        if (line != null) {
            line.http().close();
        }
        line = null;
    }

    /** @param again whether it takes the place of one that says nothing, since this process stood still */
    private void ask(boolean again) {
        @Nullable Line through = line;
        if (through == null) {
            return;
        }
        if (!carrier.isIdle()) {
            later(AGAIN, again);
            return;
        }
        Asking asking = new Asking(through, again);
        underWay = asking;
        asking.begin();
    }

    private void later(Duration pause, boolean again) {
        next = after(pause, () -> ask(again));
    }

    private void note(Said newest) {
        Answer before = said.probe().answer();
        said = newest;
        if (newest.probe().answer() != before) {
            told.run();
        }
    }

    /** One question; all of it on the timer's thread. */
    private final class Asking {
        private final Line through;
        private final boolean again;
        private final long begun = System.nanoTime();
        private boolean mayBeClosed = kept;
        private @Nullable Future<?> deadline;
        private @Nullable CompletableFuture<HttpResponse<byte[]>> answer;

        Asking(Line through, boolean again) {
            this.through = through;
            this.again = again;
        }

        void begin() {
            deadline = after(pace.timeout(), () -> ended(silence()));
            send();
        }

        private void send() {
            // The client's own limit comes behind the deadline, which alone decides when there was silence, and in
            // which words.
            CompletableFuture<HttpResponse<byte[]>> sent =
                    Question.ask(through, path, pace.timeout().multipliedBy(2));
            answer = sent;
            var unused = sent.handle(Prober::endOf).thenAccept(end -> onTimer(() -> ended(end)));
        }

        private Duration took() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }

        /** Ends it, unless it was ended: by its answer or failure, or by its deadline. */
        private void ended(End end) {
            if (underWay != this) {
                return;
            }
            boolean stoodStill = took().compareTo(pace.timeout().plus(STOOD_STILL)) > 0;
            if (end.broken() && mayBeClosed && took().compareTo(pace.timeout()) < 0) {
                mayBeClosed = false;
                send();
                return;
            }
            giveUp();
            kept = end.probe().answer() != Answer.SILENT;
            if (end.probe().answer() == Answer.SILENT && stoodStill && !again) {
                ask(true);
                return;
            }
            Duration left = pace.interval().minus(took());
            later(left.isNegative() ? Duration.ZERO : left, false);
            note(new Said(end.probe(), end.probe().answer() == Answer.WELL ? Long.valueOf(begun) : said.wellAt()));
        }

        /** Whatever becomes of it has no say any more. */
        private void giveUp() {
            underWay = null;
            if (deadline != null) {
                deadline.cancel(false);
            }
            if (answer != null) {
                answer.cancel(true);
            }
        }
    }

    private static End silence() {
        return new End(ProbeAnswers.of(new HttpTimeoutException("No answer")), false);
    }

    private static End endOf(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (response != null) {
            return new End(ProbeAnswers.of(Api.why(response)), false);
        }
        Throwable why = failure == null ? new IllegalStateException("Neither answer nor failure") : failure;
        return new End(ProbeAnswers.of(why), ProbeAnswers.isBroken(why));
    }

    private void onTimer(Runnable work) {
        try {
            timer.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("The connection is closed", e);
        }
    }

    private @Nullable Future<?> after(Duration pause, Runnable work) {
        try {
            return timer.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The connection is closed", e);
            return null;
        }
    }
}
