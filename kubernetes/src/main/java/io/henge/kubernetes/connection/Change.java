package io.henge.kubernetes.connection;

import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Gate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A call that changes something in a cluster, by the client of the moment in which it begins.
 *
 * @param api empty while there is none
 * @param notOpen what is told then
 * @param failure the result of a call that failed
 */
record Change<R>(
        Supplier<Optional<Api>> api, Supplier<ApiFailure> notOpen, Function<ApiFailure, R> failure, Request<R> request)
        implements Gate.Call<R> {

    /** Requests that need the API. */
    interface Request<R> {
        CompletionStage<R> begin(Exchange api);
    }

    @Override
    public CompletionStage<R> begin(BooleanSupplier over) {
        return api.get()
                .map(open -> request.begin(new Exchange(open, over)))
                .orElseGet(() -> CompletableFuture.completedStage(failed(notOpen.get())));
    }

    @Override
    public R failed(ApiFailure why) {
        return failure.apply(why);
    }

    @Override
    public Kind cutOff() {
        return Kind.OUTCOME_UNKNOWN;
    }
}
