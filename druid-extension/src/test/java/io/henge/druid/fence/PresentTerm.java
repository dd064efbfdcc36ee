package io.henge.druid.fence;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Fence;
import io.henge.core.loop.LedgerWriter;
import io.henge.testkit.fleet.Attempts;
import io.henge.testkit.ledger.InMemoryLedger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.druid.indexing.common.task.NoopTask;
import org.jspecify.annotations.Nullable;

/** A term with a fence, and with a ledger whose writer has a thread of its own, as in the Overlord. */
final class PresentTerm implements GatedRunner, AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final InMemoryLedger ledger = new InMemoryLedger("owner");
    private final Term term = ledger.lead("overlord:8090", NOW);
    private final LedgerWriter writer = new LedgerWriter(ledger, term);
    private final Fence fence = new Fence(InstantSource.system());
    private final Map<TaskId, Attempt> rows = new ConcurrentHashMap<>();
    private Duration ledgerWaitMax = Duration.ofMinutes(1);
    private boolean begun = true;

    PresentTerm() {
        writer.start();
    }

    InMemoryLedger ledger() {
        return ledger;
    }

    Fence fence() {
        return fence;
    }

    /** The first attempt of a task of a type. */
    static Attempt attempt(String task, String type) {
        return attempt(task, type, null);
    }

    static Attempt attempt(String task, String type, @Nullable String storageRoot) {
        Attempt like = Attempts.placed(task, "east", 1, NOW);
        TaskTraits traits = new TaskTraits(type, "flights", "group", 50);
        return Attempt.placed(like.id(), like.address(), like.token(), traits, 1, storageRoot, NOW);
    }

    /** The next attempt of the same task. */
    static Attempt after(Attempt attempt) {
        AttemptId next = new AttemptId(attempt.task(), attempt.id().number() + 1);
        return Attempts.placed(next, attempt.address(), 1, NOW);
    }

    /** Makes the attempt the present one of its task. */
    Attempt place(Attempt attempt) {
        rows.put(attempt.task(), attempt);
        fence.put(attempt);
        return attempt;
    }

    /** The task as the peon of the attempt sends it. */
    static NoopTask asShipped(Attempt attempt) {
        return task(attempt.task().value(), context(attempt));
    }

    static NoopTask task(String id, @Nullable Map<String, Object> context) {
        return new NoopTask(id, null, "flights", 1000, 0, context);
    }

    static Map<String, Object> context(Attempt attempt) {
        return Map.of(
                "henge",
                Map.of(
                        "task", attempt.task().value(),
                        "attempt", attempt.id().number(),
                        "token", attempt.token().value()));
    }

    /** From now on, the store does not answer, and nobody waits for it. */
    void loseTheLedger() {
        ledgerWaitMax = Duration.ZERO;
        ledger.setStore(InMemoryLedger.Store.FAILS);
    }

    /** Another Overlord leads from now on; this one has not heard of it. */
    void isOver() {
        ledgerWaitMax = Duration.ZERO;
        ledger.lead("another:8090", NOW);
    }

    /** The runner was made, but has not taken the lead yet. */
    void isAboutToBegin() {
        begun = false;
    }

    /** Returns once the ledger has all that was handed to its writer. */
    void awaitLedger() throws IOException {
        gate().orElseThrow().confirmTerm();
    }

    @Override
    public Optional<ActionGate> gate() {
        return begun
                ? Optional.of(new ActionGate(
                        fence, ledger, writer, term, task -> Optional.ofNullable(rows.get(task)), ledgerWaitMax))
                : Optional.empty();
    }

    /** Whether somebody acts for the attempt now; its gate is closed by asking. */
    boolean isInside(Attempt attempt) {
        boolean[] empty = {false};
        fence.close(attempt.id(), () -> empty[0] = true);
        return !empty[0];
    }

    @Override
    public void close() {
        writer.close();
    }
}
