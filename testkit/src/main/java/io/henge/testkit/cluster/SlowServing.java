package io.henge.testkit.cluster;

import io.henge.core.cluster.ApiFailure;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The requests that an overloaded API server serves, all its connections together. */
final class SlowServing {
    private final LateRequests late;
    private Overload overload = new Overload(1, 1, null);
    private int beingServed;

    SlowServing(LateRequests late) {
        this.late = late;
    }

    /** Is overloaded in that way from now on. */
    void become(Overload how) {
        overload = how;
    }

    /** In how many seconds one more request would be answered; empty if it would be refused at once. */
    OptionalInt secondsForOneMore() {
        return beingServed >= overload.bears()
                ? OptionalInt.empty()
                : OptionalInt.of((beingServed + 1) * overload.secondsEach());
    }

    /** Does the work of a request after a while, or refuses it at once, as an overloaded API server does. */
    void serve(Runnable work, Consumer<ApiFailure> refuse) {
        OptionalInt seconds = secondsForOneMore();
        if (seconds.isEmpty()) {
            refuse.accept(SimulatedConnection.THROTTLED.retriedAfter(overload.retryAfter()));
            return;
        }
        beingServed++;
        late.add(seconds.getAsInt(), () -> {
            beingServed--;
            work.run();
        });
    }
}
