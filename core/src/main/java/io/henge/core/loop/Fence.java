package io.henge.core.loop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.fence.Claim;
import io.henge.core.fence.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One term's gates: one per task that has an attempt, for the newest attempt. Whoever acts for an attempt passes its gate
 * and those of all attempts that it descends from, so that check and act are one: a gate that is being closed lets nobody
 * in, and is closed when those inside have left.
 *
 * <p>Nothing here waits. Safe for use by several threads.
 */
public final class Fence {
    private enum State {
        OPEN,
        /** The attempt has told its outcome; it may say goodbye. */
        ENDED,
        CLOSING,
        CLOSED
    }

    private static final class Gate {
        private final Attempt attempt;
        private final AttemptId id;
        private final Token token;
        private final @Nullable AttemptId parent;
        private State state;
        private boolean revoked;
        private int inside;
        private @Nullable Runnable whenEmpty;

        Gate(Attempt attempt, State state) {
            this.attempt = attempt;
            this.id = attempt.id();
            this.token = attempt.token();
            this.parent = attempt.traits().parent();
            this.state = state;
        }
    }

    private static final int GHOSTS_MAX = 1_000;

    @GuardedBy("this")
    private final Map<TaskId, Gate> gates = new HashMap<>();

    /** When somebody last showed the claim of an attempt on each cluster, so that it lives. */
    @GuardedBy("this")
    private final Map<ClusterName, Instant> heard = new HashMap<>();

    /** Attempts that showed themselves after their right had ended, until they are taken; no more than {@value #GHOSTS_MAX}. */
    @GuardedBy("this")
    private final LinkedHashSet<AttemptId> ghosts = new LinkedHashSet<>();

    @GuardedBy("this")
    private long refusals;

    private final InstantSource clock;

    public Fence(InstantSource clock) {
        this.clock = clock;
    }

    /** When an attempt on that cluster last asked for something, whether or not it was let in; null if none did. */
    public synchronized @Nullable Instant heardFrom(ClusterName cluster) {
        return heard.get(cluster);
    }

    /** How many claims were refused as stale since the last time that this was asked. */
    public synchronized long takeRefusals() {
        long taken = refusals;
        refusals = 0;
        return taken;
    }

    /** Makes a gate for the attempt as its row says, in place of that of an earlier attempt of the task. */
    public synchronized void put(Attempt attempt) {
        @Nullable Gate known = gates.get(attempt.task());
        State state = switch (attempt.state()) {
            case PLACED -> State.OPEN;
            case ENDED -> State.ENDED;
            case FENCED -> State.CLOSED;
        };
        if (known == null || known.id.number() < attempt.id().number()) {
            gates.put(attempt.task(), new Gate(attempt, state));
        } else if (known.id.equals(attempt.id()) && known.state.compareTo(state) < 0) {
            known.state = state;
        }
    }

    /**
     * The newest attempt of a task, as it was when its gate was made: known from the first moment of a term, before the
     * loop has turned. Empty for a task that was never placed, or that is let go of.
     */
    public synchronized Optional<Attempt> attemptOf(TaskId task) {
        return Optional.ofNullable(gates.get(task)).map(gate -> gate.attempt);
    }

    /**
     * Lets nobody in any more. {@code whenEmpty} is called once, as soon as nobody is inside: at once on this thread, or
     * on the thread of the last one who leaves.
     */
    public void close(AttemptId attempt, Runnable whenEmpty) {
        synchronized (this) {
            @Nullable Gate gate = gates.get(attempt.task());
            if (gate != null && gate.id.equals(attempt)) {
                gate.state = gate.state == State.CLOSED ? State.CLOSED : State.CLOSING;
                if (gate.inside > 0) {
                    gate.whenEmpty = whenEmpty;
                    return;
                }
            }
        }
        whenEmpty.run();
    }

    /** Ends the attempt's right for good: who asks is not told to come back. */
    public synchronized void shut(AttemptId attempt) {
        @Nullable Gate gate = gates.get(attempt.task());
        if (gate != null && gate.id.equals(attempt)) {
            gate.state = State.CLOSED;
        }
    }

    /** Lets go of a task whose last row is gone: whoever still claims an attempt of it is stale. */
    public synchronized void forget(AttemptId attempt) {
        @Nullable Gate gate = gates.get(attempt.task());
        if (gate != null && gate.id.equals(attempt)) {
            gates.remove(attempt.task());
        }
    }

    /**
     * Asks to act for {@code task}.
     *
     * @param claim what the one who asks shows, if anything
     * @param goodbye whether the action only tells of the attempt's end, which is allowed once more after it
     */
    public synchronized Entry enter(TaskId task, Optional<Claim> claim, boolean goodbye) {
        boolean own = claim.isPresent() && claim.get().attempt().task().equals(task);
        List<Gate> passed = new ArrayList<>();
        @Nullable Entry refusal = own ? enterOwn(claim.get(), goodbye, passed) : enterBare(task, passed);
        if (refusal == null && !own && claim.isPresent()) {
            // A sub-task that Henge did not ship, with what it inherited.
            refusal = enterOwn(claim.get(), true, passed);
        }
        return refusal == null ? admitted(passed) : refused(refusal);
    }

    /**
     * Asks whether the peon of an attempt may go on; one that has told its outcome may, to say goodbye. Whoever is let in
     * leaves at once.
     */
    public synchronized Entry renew(Claim claim) {
        @Nullable Gate gate = gates.get(claim.attempt().task());
        if (gate != null && gate.revoked && gate.id.equals(claim.attempt())) {
            return refused(new Entry.Stale("The lease of attempt[" + gate.id + "] is revoked"));
        }
        return enter(claim.attempt().task(), Optional.of(claim), true);
    }

    /** Renews the attempt's lease no more: who asks from then on is told to stop. */
    public synchronized void revoke(AttemptId attempt) {
        @Nullable Gate gate = gates.get(attempt.task());
        if (gate != null && gate.id.equals(attempt)) {
            gate.revoked = true;
        }
    }

    /** Asks to submit a sub-task for the attempt that {@code parent} claims. */
    public synchronized Entry enterAsParent(Claim parent) {
        List<Gate> passed = new ArrayList<>();
        @Nullable Entry refusal = enterOwn(parent, false, passed);
        return refusal == null ? admitted(passed) : refused(refusal);
    }

    @GuardedBy("this")
    private Entry admitted(List<Gate> passed) {
        passed.forEach(gate -> gate.inside++);
        return new Entry.Passed(new OneWay(passed));
    }

    @GuardedBy("this")
    private Entry refused(Entry refusal) {
        refusals += refusal instanceof Entry.Stale ? 1 : 0;
        return refusal;
    }

    @GuardedBy("this")
    private @Nullable Entry enterOwn(Claim claim, boolean goodbye, List<Gate> passed) {
        @Nullable Gate gate = gates.get(claim.attempt().task());
        if (gate == null) {
            return new Entry.Stale("Attempt[" + claim.attempt() + "] is not known any more: its task has ended");
        }
        boolean replaced = claim.attempt().number() < gate.id.number();
        boolean own = gate.id.equals(claim.attempt()) && gate.token.equals(claim.token());
        if (replaced || (own && gate.state == State.CLOSED)) {
            haunt(claim.attempt());
        }
        if (!own) {
            return new Entry.Stale("Attempt[" + claim.attempt() + "] is not the present one of its task");
        }
        heard.put(gate.attempt.cluster(), clock.instant());
        return pass(gate, goodbye, passed);
    }

    @GuardedBy("this")
    private void haunt(AttemptId attempt) {
        if (ghosts.size() < GHOSTS_MAX) {
            ghosts.add(attempt);
        }
    }

    /** The attempts that have asked for something after their right had ended, since this was last asked. */
    public synchronized Set<AttemptId> takeGhosts() {
        Set<AttemptId> taken = Set.copyOf(ghosts);
        ghosts.clear();
        return taken;
    }

    /** Somebody without a claim of its own: fine for a task that Henge never placed, or whose peon knows no token. */
    @GuardedBy("this")
    private @Nullable Entry enterBare(TaskId task, List<Gate> passed) {
        @Nullable Gate gate = gates.get(task);
        if (gate == null) {
            return null;
        }
        if (!gate.token.equals(Token.NONE)) {
            return new Entry.Stale("Task[" + task + "] runs as attempt[" + gate.id + "], but no attempt was claimed");
        }
        heard.put(gate.attempt.cluster(), clock.instant());
        return pass(gate, true, passed);
    }

    @GuardedBy("this")
    private @Nullable Entry pass(Gate gate, boolean goodbye, List<Gate> passed) {
        if (gate.state == State.CLOSING) {
            return new Entry.Unsure("The right of attempt[" + gate.id + "] to act is being ended");
        }
        if (gate.state == State.CLOSED || (gate.state == State.ENDED && !goodbye)) {
            return new Entry.Stale("The right of attempt[" + gate.id + "] to act has ended");
        }
        passed.add(gate);
        return gate.parent == null ? null : passParent(gate.parent, passed);
    }

    /** A parent that is not there any more has ended like any task, and has ended its sub-tasks itself. */
    @GuardedBy("this")
    private @Nullable Entry passParent(AttemptId parent, List<Gate> passed) {
        @Nullable Gate gate = gates.get(parent.task());
        if (gate == null || passed.contains(gate)) {
            return null;
        }
        return gate.id.equals(parent)
                ? pass(gate, true, passed)
                : new Entry.Stale("Its parent's attempt[" + parent + "] was replaced by attempt[" + gate.id + "]");
    }

    private void leave(List<Gate> passed) {
        List<Runnable> emptied = new ArrayList<>();
        synchronized (this) {
            for (Gate gate : passed) {
                gate.inside--;
                if (gate.inside == 0 && gate.whenEmpty != null) {
                    emptied.add(gate.whenEmpty);
                    gate.whenEmpty = null;
                }
            }
        }
        emptied.forEach(Runnable::run);
    }

    /** Can be left once. */
    private final class OneWay implements Entry.Passage {
        private List<Gate> passed;

        OneWay(List<Gate> passed) {
            this.passed = passed;
        }

        @Override
        public void close() {
            List<Gate> mine = passed;
            passed = List.of();
            leave(mine);
        }
    }
}
