package io.henge.druid.fence;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.fence.Fence;
import io.henge.core.ledger.Ledger;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.LedgerWriter;
import io.henge.core.ledger.Publish;
import io.henge.core.ledger.Term;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a remote action needs of the present term: the fence, and the ledger's word that the term is still the newest. */
public final class ActionGate {
    /** Then the peon is told to try again. */
    private static final Duration LEDGER_WAIT_MAX = Duration.ofSeconds(10);

    private final Fence fence;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final Term term;
    private final Function<TaskId, Optional<Attempt>> rows;

    /** @param rows the newest row of a task, as far as it is known */
    public ActionGate(
            Fence fence, Ledger ledger, LedgerWriter writer, Term term, Function<TaskId, Optional<Attempt>> rows) {
        this.fence = fence;
        this.ledger = ledger;
        this.writer = writer;
        this.term = term;
        this.rows = rows;
    }

    Fence fence() {
        return fence;
    }

    Optional<Attempt> rowOf(TaskId task) {
        return rows.apply(task);
    }

    /** Returns once the ledger has said that no newer term exists; fails where it does not say so in time. */
    void confirmTerm() throws IOException {
        await(writer::confirm);
    }

    /** Notes in the ledger what is about to be published. */
    Publish note(AttemptId attempt, String dataSource, List<String> segments) throws IOException {
        int number = ledger.publishes(attempt).size() + 1;
        Publish publish = new Publish(attempt, number, term.epoch(), dataSource, segments, false);
        await(written -> writer.submit(new LedgerWrite.PutPublish(publish), written));
        return publish;
    }

    /** Notes that it was; nobody waits for that, since the segments themselves tell too. */
    void succeeded(Publish publish) {
        writer.submit(new LedgerWrite.PutPublish(publish.succeeded()), () -> {});
    }

    private static void await(Consumer<Runnable> step) throws IOException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        step.accept(() -> done.complete(true));
        try {
            done.get(LEDGER_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("The ledger did not answer within " + LEDGER_WAIT_MAX + "; try again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the ledger", e);
        }
    }
}
