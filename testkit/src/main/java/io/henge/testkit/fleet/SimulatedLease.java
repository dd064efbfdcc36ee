package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.fence.Claim;
import io.henge.core.lease.HeldLease;
import io.henge.core.lease.LeaseWords;
import io.henge.core.lease.Renewal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a simulated peon, kept as the extension for peons keeps it: nothing begins before deep storage
 * and an Overlord have renewed it once, an Overlord is asked first and deep storage after that, and when it is over the process ends.
 */
final class SimulatedLease {
    /** What a lease needs of its surroundings. */
    interface Around {
        void send(Attempt from, PeonAction action);

        /** Deep storage as that attempt's peon reads it; what cannot be read fails. */
        Renewal.Board board(Attempt attempt, Duration length);

        /** The clock by which peons count, which only goes forward. */
        LongSupplier peonNanos();

        /** Its process does something. */
        void acts(Attempt attempt);
    }

    private final Attempt attempt;
    private final Around around;
    private final HeldLease held;
    private final Renewal.Authority storage;
    private boolean begun;
    private @Nullable PeonAction asked;
    private long askedAt;
    private int secondsWaited;

    SimulatedLease(Attempt attempt, Duration length, Around around) {
        this.attempt = attempt;
        this.around = around;
        this.held = new HeldLease(length, around.peonNanos());
        Renewal.Board board = around.board(attempt, length);
        this.storage = new Renewal.Authority() {
            @Override
            public Renewal.Word ask() {
                return Renewal.on(board);
            }

            @Override
            public String name() {
                return "Deep storage";
            }
        };
    }

    /** One second; the exit in words, where the process ends now. */
    Optional<String> step() {
        if (held.reason().isEmpty()) {
            renew();
        }
        if (held.reason().isEmpty() && begun) {
            around.acts(attempt);
        }
        return held.reason().map(why -> LeaseWords.STOPPED_ITSELF + ": " + why);
    }

    /** Whether the peon may do anything yet. */
    boolean hasBegun() {
        return begun;
    }

    private void renew() {
        if (!held.isRenewed()) {
            Optional<Renewal.Authority> unused = Renewal.tryOn(held, List.of(storage));
        } else if (asked != null) {
            hear(asked);
        } else if (!begun || held.untilRenewal().isZero()) {
            askedAt = held.now();
            secondsWaited = 0;
            asked = PeonAction.renew(new Claim(attempt.id(), attempt.token()));
            around.send(attempt, asked);
        }
    }

    private void hear(PeonAction question) {
        switch (question.ticket().answer()) {
            case DONE -> {
                held.renewed(askedAt);
                begun = true;
            }
            case REFUSED -> held.revoked("The Overlord has said that the attempt is to stop");
            case FAILED -> {
                Optional<Renewal.Authority> unused = Renewal.tryOn(held, List.of(storage));
            }
            case NONE_YET -> {
                if (++secondsWaited < held.patience().toSeconds()) {
                    return;
                }
                Optional<Renewal.Authority> unused = Renewal.tryOn(held, List.of(storage));
            }
        }
        asked = null;
    }
}
