package io.henge.druid.fence;

import com.google.common.util.concurrent.Striped;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.fence.Claim;
import io.henge.core.fence.Entry;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Fence;
import io.henge.core.loop.LedgerWriter;
import io.henge.core.port.Ledger;
import io.henge.core.port.LedgerException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a remote action needs of the present term: the fence, and the ledger's word that the term is still the newest. */
public final class ActionGate {
    /** What the ledger says of the term. */
    public enum Standing {
        NEWEST,
        /** A newer term exists. */
        OVER,
        /** The ledger did not say so in time, or the term ends. */
        UNKNOWN
    }

    /** Then the peon is told to try again. */
    private static final Duration LEDGER_WAIT_MAX = Duration.ofSeconds(10);

    /** More than there are publishes at one time. */
    private static final int LOCKS = 64;

    /** By attempt: a publish's number is taken when the one before it is in the ledger. */
    private final Striped<Lock> numbering = Striped.lock(LOCKS);

    /** Complete once the ledger has said that a newer term exists. */
    private final CompletableFuture<Standing> over = new CompletableFuture<>();

    private final Fence fence;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final Term term;
    private final Function<TaskId, Optional<Attempt>> rows;
    private final Duration ledgerWaitMax;

    /** @param rows the newest row of a task, as far as it is known */
    public ActionGate(
            Fence fence, Ledger ledger, LedgerWriter writer, Term term, Function<TaskId, Optional<Attempt>> rows) {
        this(fence, ledger, writer, term, rows, LEDGER_WAIT_MAX);
    }

    ActionGate(
            Fence fence,
            Ledger ledger,
            LedgerWriter writer,
            Term term,
            Function<TaskId, Optional<Attempt>> rows,
            Duration ledgerWaitMax) {
        this.fence = fence;
        this.ledger = ledger;
        this.writer = writer;
        this.term = term;
        this.rows = rows;
        this.ledgerWaitMax = ledgerWaitMax;
    }

    Fence fence() {
        return fence;
    }

    Optional<Attempt> rowOf(TaskId task) {
        return rows.apply(task);
    }

    /** Returns once the ledger has said that no newer term exists; fails where it does not say so in time. */
    void confirmTerm() throws IOException {
        await((confirmed, refused) -> writer.confirm(confirmed));
    }

    /** Asks the ledger now, and waits for at most 10 s. */
    public Standing standing() {
        return standing(ledgerWaitMax);
    }

    /** Likewise, for who cannot wait for so long. */
    public Standing standing(Duration atMost) {
        CompletableFuture<Standing> newest = new CompletableFuture<>();
        writer.confirm(() -> newest.complete(Standing.NEWEST));
        try {
            return newest.applyToEither(over, Function.identity()).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Standing.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Standing.UNKNOWN;
        }
    }

    /**
     * Whether the peon that shows this claim may go on; waits for the ledger for at most 10 s. Whoever was overtaken knows
     * neither of a later attempt nor of a revocation, and says nothing.
     */
    public Entry renew(Claim claim) {
        Entry entry = fence.renew(claim);
        if (entry instanceof Entry.Passed passed) {
            passed.passage().close();
        }
        return entry instanceof Entry.Unsure || standing() == Standing.NEWEST
                ? entry
                : new Entry.Unsure("Whether this Overlord still leads cannot be told");
    }

    /** The ledger has said that a newer term exists: who asks for the standing need not wait any more. */
    public void termIsOver() {
        over.complete(Standing.OVER);
    }

    /**
     * Notes in the ledger what is about to be published.
     *
     * @throws IOException if it is not noted in time, or never can be
     */
    Publish note(AttemptId attempt, String dataSource, List<String> segments) throws IOException {
        Lock lock = numbering.get(attempt);
        lock.lock();
        try {
            Publish publish = new Publish(attempt, nextNumber(attempt), term.epoch(), dataSource, segments, false);
            await((written, refused) -> writer.submit(new LedgerWrite.PutPublish(publish), written, refused));
            return publish;
        } finally {
            lock.unlock();
        }
    }

    private int nextNumber(AttemptId attempt) throws IOException {
        try {
            return ledger.publishes(attempt).size() + 1;
        } catch (LedgerException e) {
            throw new IOException("The ledger did not answer; try again", e);
        }
    }

    /** Notes that it was; nobody waits for that, since the segments themselves tell too. */
    void succeeded(Publish publish) {
        writer.submit(new LedgerWrite.PutPublish(publish.succeeded()), () -> {});
    }

    /** What is handed to the ledger's writer, with what it may call. */
    private interface LedgerStep {
        void begin(Runnable written, Consumer<String> refused);
    }

    private void await(LedgerStep step) throws IOException {
        CompletableFuture<Optional<String>> refusal = new CompletableFuture<>();
        step.begin(() -> refusal.complete(Optional.empty()), why -> refusal.complete(Optional.of(why)));
        try {
            Optional<String> never = refusal.get(ledgerWaitMax.toMillis(), TimeUnit.MILLISECONDS);
            if (never.isPresent()) {
                throw new IOException("The ledger can never hold what is to be published: " + never.get());
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("The ledger did not answer within " + ledgerWaitMax + "; try again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the ledger", e);
        }
    }
}
