package io.henge.testkit.simulator;

import io.henge.core.attempt.AttemptId;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.Look;
import io.henge.core.decide.Planning;
import io.henge.core.loop.Thoughts;
import java.util.Map;
import java.util.TreeMap;

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
