package io.henge.testkit.simulator;

import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.port.Ledger;
import io.henge.core.port.TermLostException;
import io.henge.testkit.fleet.Build;
import io.henge.testkit.fleet.ForwardingLedger;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ledgers that do not keep their promises. */
final class BrokenLedgers {
    private BrokenLedgers() {}

    /** Forgets some writes, and says that it has carried them out. */
    static final class Forgetful extends ForwardingLedger {
        private final Predicate<LedgerWrite> forgotten;

        Forgetful(Ledger ledger, Predicate<LedgerWrite> forgotten) {
            super(ledger);
            this.forgotten = forgotten;
        }

        @Override
        public void write(Term term, List<LedgerWrite> writes) {
            super.write(term, writes.stream().filter(forgotten.negate()).toList());
        }
    }

    /** Carries out each batch once more after the next one. */
    static final class Repeating extends ForwardingLedger {
        private List<LedgerWrite> before = List.of();

        Repeating(Ledger ledger) {
            super(ledger);
        }

        @Override
        public void write(Term term, List<LedgerWrite> writes) {
            super.write(term, writes);
            super.write(term, before);
            before = writes;
        }
    }

    /** Does not tell a new leader since when clusters are silent. */
    static final class Timeless extends ForwardingLedger {
        Timeless(Ledger ledger) {
            super(ledger);
        }

        @Override
        public List<ClusterRecord> clusters() {
            return super.clusters().stream()
                    .map(record -> record.badSince(null))
                    .toList();
        }
    }

    /** Builds ledgers that know only the newest term, and take every leader for the present one. */
    static final class TermBlindBuild implements Build {
        private @Nullable Term newest;

        @Override
        public Ledger ledger(Ledger sound) {
            return new ForwardingLedger(sound) {
                @Override
                public Term lead(String holder, Instant now) {
                    newest = super.lead(holder, now);
                    return newest;
                }

                @Override
                public void write(Term term, List<LedgerWrite> writes) {
                    try {
                        super.write(term, writes);
                    } catch (TermLostException e) {
                        super.write(newest == null ? term : newest, writes);
                    }
                }
            };
        }
    }
}
