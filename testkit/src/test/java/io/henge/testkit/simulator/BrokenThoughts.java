package io.henge.testkit.simulator;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.ClusterFacts;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Look;
import io.henge.core.decide.Planning;
import io.henge.core.decide.Standing;
import io.henge.core.loop.Thoughts;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Thoughts that are not as they are meant to be. */
final class BrokenThoughts {
    private BrokenThoughts() {}

    /** Asks about nothing in ten turns of thirty, and takes what it did not ask about for gone. */
    static final class Hasty implements Thoughts {
        private final Thoughts sound;
        private int turns;

        Hasty(Thoughts sound) {
            this.sound = sound;
        }

        @Override
        public Planning planning() {
            return (ledger, fleet, policies, now) ->
                    sound.planning().plan(ledger, ++turns % 30 < 10 ? gone(fleet) : fleet, policies, now);
        }

        private static FleetSnapshot gone(FleetSnapshot fleet) {
            Map<AttemptId, Look> looks = new TreeMap<>(fleet.looks());
            looks.replaceAll((id, look) -> Look.ABSENT);
            return fleet.with(looks);
        }
    }

    /** Passes over that placement is paused. */
    static final class Restless implements Thoughts {
        private final Thoughts sound;

        Restless(Thoughts sound) {
            this.sound = sound;
        }

        @Override
        public Planning planning() {
            return (ledger, fleet, policies, now) -> sound.planning().plan(ledger, fleet.paused(null), policies, now);
        }
    }

    /** Passes over that a cluster is cordoned or drained. */
    static final class Heedless implements Thoughts {
        private final Thoughts sound;

        Heedless(Thoughts sound) {
            this.sound = sound;
        }

        @Override
        public Planning planning() {
            return (ledger, fleet, policies, now) -> sound.planning()
                    .plan(
                            ledger,
                            opened(fleet, kind -> kind != Standing.Kind.DEAD && kind != Standing.Kind.DISABLED),
                            policies,
                            now);
        }
    }

    /** Passes over that a cluster's entry is gone, or keeps new attempts away. */
    static final class Inviting implements Thoughts {
        private final Thoughts sound;

        Inviting(Thoughts sound) {
            this.sound = sound;
        }

        @Override
        public Planning planning() {
            return (ledger, fleet, policies, now) ->
                    sound.planning().plan(ledger, opened(fleet, Standing.Kind.DISABLED::equals), policies, now);
        }
    }

    private static FleetSnapshot opened(FleetSnapshot fleet, Predicate<Standing.Kind> which) {
        TreeMap<ClusterName, ClusterFacts> clusters = new TreeMap<>(fleet.clusters());
        clusters.replaceAll((name, facts) -> which.test(facts.standing().kind())
                ? new ClusterFacts(
                        name,
                        facts.namespace(),
                        new Standing(Standing.Kind.OPEN, null),
                        facts.watch(),
                        facts.calls(),
                        facts.warning(),
                        facts.occupancy())
                : facts);
        return new FleetSnapshot(clusters, fleet.absent(), fleet.looks(), fleet.pause());
    }

    /** Fails as a whole whenever it is about one certain task. */
    static final class Fragile implements Thoughts {
        private static final String WORST = "task-1";

        private final Thoughts sound;

        Fragile(Thoughts sound) {
            this.sound = sound;
        }

        @Override
        public Planning planning() {
            return (ledger, fleet, policies, now) -> {
                if (ledger.attempts().stream()
                        .anyMatch(view -> view.task().value().equals(WORST))) {
                    throw new IllegalStateException("Broken on purpose");
                }
                return sound.planning().plan(ledger, fleet, policies, now);
            };
        }
    }
}
