package io.henge.testkit.simulator;

import com.google.errorprone.annotations.Immutable;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.Outcome;
import io.henge.core.decide.Policies;
import io.henge.core.failover.PublishFate;
import io.henge.core.fence.Entry;
import io.henge.core.health.Admission;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.loop.Roster;
import io.henge.core.loop.Thoughts;
import io.henge.core.placement.Sharing;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.DruidStore;
import io.henge.core.port.Ledger;
import io.henge.core.port.Peons;
import io.henge.core.port.TaskListener;
import io.henge.testkit.fleet.Build;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A build that is broken on purpose, in one place, and the invariant by which the simulator must find that out. */
enum BrokenBuild {
    /** The ledger says that it has recorded a fence, and has not. */
    FENCES_ARE_NOT_RECORDED(Invariant.ONE_UNFENCED_ATTEMPT, () -> new Build() {
        @Override
        public Ledger ledger(Ledger sound) {
            return new BrokenLedgers.Forgetful(sound, write -> isPutOf(write, AttemptState.FENCED));
        }
    }),
    /** The fence lets everybody in. */
    THE_FENCE_IS_OPEN(Invariant.ONE_PUBLISH, () -> new Build() {
        @Override
        public Entry entry(Entry sound) {
            return sound instanceof Entry.Passed ? sound : new Entry.Passed(() -> {});
        }
    }),
    /** Before a task is run again, nobody looks whether it has published. */
    PUBLISHES_ARE_NOT_LOOKED_UP(Invariant.ONE_PUBLISH, () -> new Build() {
        @Override
        public DruidStore druid(DruidStore sound) {
            return new BrokenRecords(sound, PublishFate.NOTHING, false);
        }
    }),
    /** The ledger says that it has recorded an intent, and has not. */
    INTENTS_ARE_NOT_RECORDED(Invariant.INTENT_BEFORE_LAUNCH, () -> new Build() {
        @Override
        public Ledger ledger(Ledger sound) {
            return new BrokenLedgers.Forgetful(sound, write -> isPutOf(write, AttemptState.PLACED));
        }
    }),
    /** The runner tells of every end twice, first as a failure. */
    ENDS_ARE_TOLD_TWICE(Invariant.ONE_REPORT, () -> new Build() {
        @Override
        public TaskListener listener(TaskListener sound) {
            return new BrokenListener(sound, outcome -> Outcome.failure("Broken on purpose"));
        }
    }),
    /** The ledger carries out some writes once more, when others have come after them. */
    OLD_WRITES_RETURN(Invariant.LEDGER_GOES_FORWARD, () -> new Build() {
        @Override
        public Ledger ledger(Ledger sound) {
            return new BrokenLedgers.Repeating(sound);
        }
    }),
    /** The ledger serves leaders whose term is over. */
    FORMER_LEADERS_WRITE(Invariant.LEDGER_GOES_FORWARD, () -> new BrokenLedgers.TermBlindBuild()),
    /** The plan may place two more than there is room for. */
    TWO_TOO_MANY(Invariant.CAPACITY, () -> new Build() {
        @Override
        public int capacity(int sound) {
            return sound + 2;
        }
    }),
    /** The plan knows no limits of single clusters. */
    CLUSTERS_HAVE_NO_LIMITS(Invariant.CAPACITY, () -> new Build() {
        @Override
        public Policies policies(Policies sound) {
            return sound.withSharing(Sharing.EVEN);
        }
    }),
    /** A withdrawn task goes on before what is left of it is gone. */
    WITHDRAWN_TASKS_ARE_IN_A_HURRY(Invariant.GONE_BEFORE_THE_NEXT, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new HurriedThoughts(sound);
        }
    }),
    /** Rows of ended tasks go before Druid has stored their ends. */
    ENDS_ARE_TAKEN_FOR_STORED(Invariant.ENDED_FOR_GOOD, () -> new Build() {
        @Override
        public DruidStore druid(DruidStore sound) {
            return new BrokenRecords(sound, null, true);
        }
    }),
    /** An attempt that is taken away is always thought to have published. */
    EVERYTHING_IS_TAKEN_FOR_PUBLISHED(Invariant.SUCCESS_IS_PUBLISHED, () -> new Build() {
        @Override
        public DruidStore druid(DruidStore sound) {
            return new BrokenRecords(sound, PublishFate.COMMITTED, false);
        }
    }),
    /** Jobs are said to be deleted, are not shown any more, and are there. */
    JOBS_ARE_HIDDEN(Invariant.NO_ORPHAN, () -> new Build() {
        @Override
        public ClusterConnection connection(ClusterConnection sound) {
            return new BrokenConnections.Hiding(sound);
        }
    }),
    /** Rows are said to be removed, and are there. */
    ROWS_ARE_NOT_REMOVED(Invariant.NO_LEAKED_ROW, () -> new Build() {
        @Override
        public Ledger ledger(Ledger sound) {
            return new BrokenLedgers.Forgetful(sound, write -> write instanceof LedgerWrite.Remove);
        }
    }),
    /** Jobs are said to be deleted, and are shown for ever. */
    JOBS_ARE_NOT_DELETED(Invariant.NO_PURGE_DEBT, () -> new Build() {
        @Override
        public ClusterConnection connection(ClusterConnection sound) {
            return new BrokenConnections.Keeping(sound);
        }
    }),
    /** Launches go before deletes, and no reserve is kept. */
    LAUNCHES_GO_FIRST(Invariant.DELETES_ARE_NOT_STARVED, () -> new Build() {
        @Override
        public Admission admission() {
            return new BrokenAdmission();
        }
    }),
    /** The answer to a launch never comes. */
    LAUNCHES_ARE_NOT_ANSWERED(Invariant.EVERY_TASK_ENDS, () -> new Build() {
        @Override
        public ClusterConnection connection(ClusterConnection sound) {
            return new BrokenConnections.Silent(sound);
        }
    }),
    /** What a turn was not asked about is taken for gone. */
    NOT_ASKED_IS_TAKEN_FOR_GONE(Invariant.UNHARMED_TASKS_SUCCEED, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new BrokenThoughts.Hasty(sound);
        }
    }),
    /** The plan takes what people keep closed for open. */
    CLOSED_CLUSTERS_ARE_TAKEN_FOR_OPEN(Invariant.CLOSED_IS_CLOSED, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new BrokenThoughts.Heedless(sound);
        }
    }),
    /** The plan goes on though placement is paused. */
    A_PAUSE_IS_PASSED_OVER(Invariant.CLOSED_IS_CLOSED, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new BrokenThoughts.Restless(sound);
        }
    }),
    /** Every leader but the first passes over the rules. */
    LATER_LEADERS_KNOW_NO_RULES(Invariant.RULES_ARE_KEPT, () -> new BrokenPlacement.RulesOfTheFirstTerm()),
    /** What earlier terms have placed takes no room. */
    FORMER_TERMS_TAKE_NO_ROOM(Invariant.ROOM_IS_THERE, () -> new BrokenPlacement.RoomOfTheOwnTerm()),
    /** Nothing is kept for large tasks. */
    NOTHING_IS_KEPT(Invariant.NOBODY_STARVES, () -> new BrokenPlacement.Unkept()),
    /** Why a task waits is explained without what it asks for. */
    EXPLANATIONS_KNOW_NO_RULES(Invariant.EXPLAINED_AS_DECIDED, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new BrokenPlacement.Undemanding(sound);
        }
    }),
    /** Nothing is taken from clusters that are drained. */
    DRAINS_ARE_LEFT_ALONE(Invariant.DRAINS_END_OR_SAY_WHY_NOT, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new BrokenPlacement.Idle(sound);
        }
    }),
    /** A cluster that stays while it has attempts is taken for gone. */
    THE_FIRST_WORD_IS_TAKEN_FOR_THE_LAST(Invariant.USED_CLUSTERS_STAY, () -> new Build() {
        @Override
        public Roster.Departure departure(Roster.Departure sound, ClusterConnection present) {
            return new Roster.Departure(present, sound.attempts());
        }
    }),
    /** The plan takes for open what an entry, or none, keeps closed. */
    LEAVERS_ARE_TAKEN_FOR_OPEN(Invariant.LEAVERS_GET_NOTHING, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new BrokenThoughts.Inviting(sound);
        }
    }),
    /** Nobody looks which cluster it is that answers under a name. */
    A_NAME_IS_TAKEN_AT_ITS_WORD(Invariant.ANOTHER_IS_NOT_TAKEN, () -> new Build() {
        @Override
        public ClusterConnection connection(ClusterConnection sound) {
            return new BrokenConnections.Nameless(sound);
        }
    }),
    /** A cluster that refuses us, or has too much to do, is taken for silent. */
    REFUSALS_ARE_TAKEN_FOR_SILENCE(Invariant.LOST_IS_SILENT, () -> new Build() {
        @Override
        public ClusterConnection connection(ClusterConnection sound) {
            return new BrokenConnections.Deaf(sound);
        }
    }),
    /** A new leader counts anew since when a cluster is silent. */
    LEADERS_COUNT_ANEW(Invariant.TIMERS_OUTLIVE_LEADERS, () -> new Build() {
        @Override
        public Ledger ledger(Ledger sound) {
            return new BrokenLedgers.Timeless(sound);
        }
    }),
    /** A cluster that is silent is left before it is lost. */
    THE_SILENT_IS_LEFT(Invariant.ONLY_THE_LOST_IS_LEFT, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new BrokenFailover.Rash(sound, (loss, fleet) -> true);
        }
    }),
    /** Peons are neither asked nor looked for. */
    PEONS_ARE_NOT_HEARD(Invariant.WHERE_TASKS_LIVE_NOTHING_IS_TAKEN, () -> new Build() {
        @Override
        public Peons peons(Peons sound) {
            return new BrokenFailover.Unheard();
        }
    }),
    /** Nobody looks whether there is another cluster that takes what is taken away. */
    NOBODY_LOOKS_WHERE_IT_GOES(Invariant.NOTHING_IS_LEFT_FOR_NOTHING, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new BrokenFailover.Rash(sound, BrokenFailover::isLost);
        }
    }),
    /** What is lost is left some seconds before the time that is told. */
    THE_COUNTDOWN_IS_FOR_SHOW(Invariant.THE_COUNTDOWN_ACTS, () -> new BrokenFailover.Impatient()),
    /** The leader waits for a shorter time than peons run on. */
    NOBODY_WAITS_FOR_LEASES(Invariant.EXCLUSIVE_PROCESSES, () -> new BrokenFailover.Hurried()),
    /** Peons count their leases by the clock on the wall, which is put back again and again. */
    LEASES_TRUST_THE_WALL_CLOCK(Invariant.EXCLUSIVE_PROCESSES, () -> new Build() {
        @Override
        public LongSupplier peonNanos(LongSupplier sound) {
            return () -> sound.getAsLong() % Duration.ofSeconds(37).toNanos();
        }
    }),
    /** All of a lost cluster is taken at once. */
    A_STORM_WITHOUT_A_BRAKE(Invariant.STORMS_ARE_SHAPED, () -> new BrokenFailover.Unbraked()),
    /** The connection to a cluster that has gone is forgotten. */
    CONNECTIONS_ARE_FORGOTTEN(Invariant.CONNECTIONS_ARE_CLOSED, () -> new Build() {
        @Override
        public Roster.Departure departure(Roster.Departure sound, ClusterConnection present) {
            return new Roster.Departure(null, sound.attempts());
        }
    }),
    /** An attempt of which nothing can be decided takes the whole turn with it. */
    A_TURN_DIES_WITH_ITS_WORST_TASK(Invariant.EVERY_TASK_ENDS, () -> new Build() {
        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new BrokenThoughts.Fragile(sound);
        }

        @Override
        public void turnFailed(RuntimeException fault) {}
    }),
    /** The fence turns everybody away. */
    THE_FENCE_IS_SHUT(Invariant.UNHARMED_TASKS_SUCCEED, () -> new Build() {
        @Override
        public Entry entry(Entry sound) {
            return new Entry.Stale("Broken on purpose");
        }
    });

    private final Invariant caughtBy;
    private final Maker maker;

    BrokenBuild(Invariant caughtBy, Maker maker) {
        this.caughtBy = caughtBy;
        this.maker = maker;
    }

    /** Makes builds, which may remember what happened in their world. */
    @Immutable
    private interface Maker {
        Build make();
    }

    Invariant caughtBy() {
        return caughtBy;
    }

    /** The build for one world. */
    Build build() {
        return maker.make();
    }

    private static boolean isPutOf(LedgerWrite write, AttemptState state) {
        return write instanceof LedgerWrite.Put put && put.attempt().state() == state;
    }
}
