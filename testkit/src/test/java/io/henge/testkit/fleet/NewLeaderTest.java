package io.henge.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.TaskId;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Planning;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.loop.Thoughts;
import io.henge.testkit.cluster.JobScript;
import io.henge.testkit.cluster.SimulatedCluster.Api;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a new leader does about the many attempts that it finds. */
class NewLeaderTest {
    private static final int FOUND = 2_500;

    private int lookedAt;
    private int inThisTurn;
    private int mostInATurn;

    /** Counts the attempts that each turn looks at. */
    private final class Counting implements Thoughts {
        @Override
        public AttemptView observe(AttemptView view, FleetSnapshot fleet, Instant now) {
            lookedAt++;
            inThisTurn++;
            return Thoughts.SOUND.observe(view, fleet, now);
        }

        @Override
        public Planning planning() {
            mostInATurn = Math.max(mostInATurn, inThisTurn);
            inThisTurn = 0;
            return Thoughts.SOUND.planning();
        }
    }

    private final SimulatedFleet fleet = new SimulatedFleet(
            Policies.DEFAULT,
            new Build() {
                @Override
                public Thoughts thoughts(Thoughts sound) {
                    return new Counting();
                }
            },
            Witness.NOBODY,
            "east",
            "west");

    /** A new leader, before which a former one has placed so many tasks on a cluster that hangs. */
    private void leadAfter(int tasks) {
        IntStream.range(0, tasks).forEach(i -> fleet.run("task-" + i, JobScript.RUNS, SimulatedFleet.Peon.SILENT));
        Instant now = fleet.clock().instant();
        Term former = fleet.ledger().lead("former", now);
        List<LedgerWrite> rows = IntStream.range(0, tasks)
                .<LedgerWrite>mapToObj(
                        i -> new LedgerWrite.Put(Attempts.placed("task-" + i, "west", former.epoch(), now)))
                .toList();
        fleet.ledger().write(former, rows);
        fleet.cluster("west").setApi(Api.HANGS);
        fleet.reboot();
        lookedAt = 0;
    }

    @Test
    void readersKnowAllAtOnceAndATurnLooksAtAFew() {
        leadAfter(FOUND);
        fleet.step();
        assertThat(IntStream.range(0, FOUND).mapToObj(i -> fleet.report(new TaskId("task-" + i))))
                .allMatch(Optional::isPresent);
        fleet.until("all were looked at", () -> lookedAt >= FOUND);
        assertThat(mostInATurn).isPositive().isLessThanOrEqualTo(1_000);
    }
}
