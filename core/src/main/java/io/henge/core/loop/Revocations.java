package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Results;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the leases of peons, and revokes them. Called by the loop only; results arrive on other threads. */
final class Revocations {
    private final LoopPorts ports;
    private final Mailbox mailbox;
    private final AttemptTable table;

    Revocations(LoopPorts ports, Mailbox mailbox, AttemptTable table) {
        this.ports = ports;
        this.mailbox = mailbox;
        this.table = table;
    }

    void read(AttemptId id) {
        ports.druid()
                .files()
                .readLease(id)
                .whenComplete((length, failure) -> post(
                        id,
                        view -> failure == null
                                ? Results.leaseRead(view, length, ports.clock().instant())
                                : failed(view, "asked whether its peon holds a lease", failure)));
    }

    /** Whoever asks this leader is told at once; the wait begins when whoever reads deep storage is told too. */
    void revoke(AttemptId id) {
        table.change(id, view -> view.with(Mark.REVOKING));
        ports.lead().fence().revoke(id);
        ports.lead()
                .writer()
                .confirm(() -> ports.druid().files().revoke(id).whenComplete((done, failure) -> {
                    var at = ports.clock().instant();
                    post(
                            id,
                            view -> failure == null
                                    ? Results.revoked(view, at)
                                    : failed(view, "told that its peon is to stop", failure));
                }));
    }

    private AttemptView failed(AttemptView view, String what, @Nullable Throwable failure) {
        return view.failed(
                "Deep storage could not be " + what + ": " + failure,
                ports.clock().instant());
    }

    private void post(AttemptId id, UnaryOperator<AttemptView> change) {
        mailbox.post(new Note(id.toString(), known -> {
            known.table().change(id, change);
            return List.of(id);
        }));
    }
}
