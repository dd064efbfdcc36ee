package io.henge.druid.runner;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import java.io.IOException;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.java.util.http.client.Request;
import org.apache.druid.java.util.http.client.response.HttpResponseHandler;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/** A network without peons. */
final class NobodyAnswers implements HttpClient {
    @Override
    public <I, F> ListenableFuture<F> go(Request request, HttpResponseHandler<I, F> handler) {
        return Futures.immediateFailedFuture(new IOException("Nobody answers"));
    }

    @Override
    public <I, F> ListenableFuture<F> go(Request request, HttpResponseHandler<I, F> handler, @Nullable Duration limit) {
        return go(request, handler);
    }
}
