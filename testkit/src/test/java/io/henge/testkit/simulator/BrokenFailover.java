package io.henge.testkit.simulator;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chores;
import io.henge.core.decide.FleetAction;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Plan;
import io.henge.core.decide.Planning;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Withdrawal;
import io.henge.core.failover.FailoverMode;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.health.HealthState;
import io.henge.core.loop.Thoughts;
import io.henge.core.placement.Asked;
import io.henge.core.port.Peons;
import io.henge.core.port.TaskFiles;
import io.henge.testkit.fleet.Build;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Parts that take attempts from clusters which are lost, and are not as they are meant to be. */
final class BrokenFailover {
    private BrokenFailover() {}

    static boolean isLost(Chores.Loss loss, FleetSnapshot fleet) {
        return Objects.requireNonNull(fleet.clusters().get(loss.cluster()))
                        .health()
                        .state()
                == HealthState.LOST;
    }

    /** Readers are told the time of tasks that are patient, and the plan is not. */
    static final class Impatient implements Build {
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        @Override
        public Asked asked(Asked sound) {
            return sound.failingOver(new FailoverPolicy(
                    null, null, new FailoverPolicy.Patience(PATIENCE, null, null, null), null, List.of()));
        }

        @Override
        public Thoughts thoughts(Thoughts sound) {
            return new Rash(sound, BrokenFailover::isLost);
        }
    }

    /** Hears no peon. */
    static final class Unheard implements Peons {
        @Override
        public boolean isAnnounced(Location location) {
            return false;
        }

        @Override
        public CompletionStage<Boolean> answers(Location location) {
            return CompletableFuture.completedFuture(false);
        }
    }

    /** Takes each lease for one of a second. */
    static final class Hurried implements Build {
        @Override
        public TaskFiles files(TaskFiles sound) {
            return new TaskFiles() {
                @Override
                public CompletionStage<@Nullable Outcome> readStatus(TaskId task) {
                    return sound.readStatus(task);
                }

                @Override
                public CompletionStage<@Nullable Duration> readLease(AttemptId attempt) {
                    return sound.readLease(attempt).thenApply(length -> length == null ? null : Duration.ofSeconds(1));
                }

                @Override
                public CompletionStage<Boolean> revoke(AttemptId attempt) {
                    return sound.revoke(attempt);
                }

                @Override
                public LogDraft draftLog(AttemptId attempt) {
                    return sound.draftLog(attempt);
                }

                @Override
                public void leaveLog(AttemptId attempt, String text) {
                    sound.leaveLog(attempt, text);
                }
            };
        }
    }

    /** No brake. */
    static final class Unbraked implements Build {
        @Override
        public Policies policies(Policies sound) {
            return sound.withFailover(new Policies.Failover(FailoverMode.ACT, Integer.MAX_VALUE));
        }
    }

    /**
     * Takes away everything on a silent cluster of which it is true.
     *
     * @param when whether it does, of a cluster that is silent
     */
    record Rash(Thoughts sound, BiPredicate<Chores.Loss, FleetSnapshot> when) implements Thoughts {
        @Override
        public Planning planning() {
            return (ledger, fleet, policies, now) -> {
                Plan plan = sound.planning().plan(ledger, fleet, policies, now);
                List<FleetAction> actions = new ArrayList<>(plan.fleetActions());
                ledger.chores().losses().stream()
                        .filter(loss -> when.test(loss, fleet))
                        .forEach(loss -> takeAll(loss, actions));
                return new Plan(
                        plan.actions(), actions, plan.lookAgain(), plan.lookAgainAt(), plan.allotment(), plan.faults());
            };
        }

        private static void takeAll(Chores.Loss loss, List<FleetAction> actions) {
            loss.attempts().stream()
                    .filter(view -> view.withdrawal() == null)
                    .limit(1)
                    .map(AttemptView::id)
                    .forEach(id -> actions.add(
                            new FleetAction.Relocate(id, Withdrawal.lost("broken on purpose", new TreeMap<>()))));
        }
    }
}
