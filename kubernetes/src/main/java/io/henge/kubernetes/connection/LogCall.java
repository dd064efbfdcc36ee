package io.henge.kubernetes.connection;

import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.kubernetes.call.Calls;
import java.util.Optional;

/** A call that reads a log, and holds a thread meanwhile. */
record LogCall(Reading reading) implements Calls.Call<Optional<ApiFailure>> {
    /** Reads it; gives why it could not be read. */
    interface Reading {
        Optional<ApiFailure> read() throws InterruptedException;
    }

    @Override
    public Optional<ApiFailure> run() throws InterruptedException {
        return reading.read();
    }

    @Override
    public Optional<ApiFailure> failed(ApiFailure why) {
        return Optional.of(why);
    }

    @Override
    public Kind cutOff() {
        return Kind.TRANSIENT;
    }
}
