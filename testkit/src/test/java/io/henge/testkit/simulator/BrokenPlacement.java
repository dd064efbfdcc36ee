package io.henge.testkit.simulator;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Resources;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chores;
import io.henge.core.decide.FleetSnapshot;
import io.henge.core.decide.LedgerSnapshot;
import io.henge.core.decide.Planning;
import io.henge.core.decide.Policies;
import io.henge.core.loop.Thoughts;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Preference;
import io.henge.core.port.Ledger;
import io.henge.core.report.AttemptReport;
import io.henge.testkit.fleet.Build;
import io.henge.testkit.fleet.ForwardingLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds whose placement is not as it is meant to be. */
final class BrokenPlacement {
    private static final Duration NEVER = Duration.ofDays(365);

    private BrokenPlacement() {}

    /** Every leader but the first passes over what is written. */
    static final class RulesOfTheFirstTerm implements Build {
        private int terms;

        @Override
        public Ledger ledger(Ledger sound) {
            terms++;
            return sound;
        }

        @Override
        public Asked asked(Asked sound) {
            return terms == 1 ? sound : Asked.NOTHING.needing(sound.needs());
        }
    }

    /** What earlier terms have placed takes no room. */
    static final class RoomOfTheOwnTerm implements Build {
        @Override
        public Ledger ledger(Ledger sound) {
            return new ForwardingLedger(sound) {
                @Override
                public List<Attempt> attempts() {
                    return super.attempts().stream()
                            .map(row -> row.withNeeds(Resources.NONE))
                            .toList();
                }
            };
        }
    }

    /** Nothing is kept for those who wait long. */
    static final class Unkept implements Build {
        @Override
        public Policies policies(Policies sound) {
            Policies.Starting starting = sound.starting();
            return new Policies(
                    sound.capacity(),
                    sound.sharing(),
                    new Policies.Starting(
                            starting.firstLook(), starting.launchTimeout(), starting.startToleration(), NEVER),
                    sound.ending(),
                    sound.health(),
                    sound.failover(),
                    sound.ownStorageRoots());
        }
    }

    /** Tells readers that tasks ask for nothing. */
    static final class Undemanding implements Thoughts {
        private final Thoughts sound;

        Undemanding(Thoughts sound) {
            this.sound = sound;
        }

        @Override
        public AttemptReport report(
                AttemptView view, FleetSnapshot fleet, Policies policies, @Nullable AttemptReport before, Instant now) {
            AttemptReport told = sound.report(view, fleet, policies, before, now);
            AttemptReport.Demand demand = new AttemptReport.Demand(
                    told.demand().traits(), told.demand().acceptedAt(), Preference.ANY);
            return new AttemptReport(
                    told.id(), demand, told.released(), told.purgeDebt(), told.attempt(), told.pod(), told.progress());
        }
    }

    /** Does nothing about clusters that are drained. */
    static final class Idle implements Thoughts {
        private final Thoughts sound;

        Idle(Thoughts sound) {
            this.sound = sound;
        }

        @Override
        public Planning planning() {
            return (ledger, fleet, policies, now) -> sound.planning().plan(withoutDrains(ledger), fleet, policies, now);
        }

        private static LedgerSnapshot withoutDrains(LedgerSnapshot ledger) {
            Chores all = ledger.chores();
            return new LedgerSnapshot(
                    ledger.attempts(),
                    ledger.families(),
                    ledger.waiting(),
                    ledger.held(),
                    new Chores(all.strays(), all.adoption(), all.question(), List.of(), all.losses(), all.leaving()),
                    ledger.draw(),
                    ledger.firstLookEnds());
        }
    }
}
