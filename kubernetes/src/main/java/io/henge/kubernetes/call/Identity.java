package io.henge.kubernetes.call;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Who we say that we are to one API server. Can be changed while requests are under way: each takes what holds when it is
 * sent, and none is sent again.
 */
public final class Identity implements Interceptor {
    /** The headers that each request carries, by their names. */
    private volatile Map<String, List<String>> headers = Map.of();

    /** Whether a request was refused as nobody's since the last change. */
    private volatile boolean refused;

    public void become(Map<String, List<String>> newHeaders) {
        headers = Map.copyOf(newHeaders);
        refused = false;
    }

    public boolean isRefused() {
        return refused;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        headers.forEach((name, values) -> {
            builder.setHeader(name, values.get(0));
            values.stream().skip(1).forEach(value -> builder.header(name, value));
        });
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (response.code() == HttpURLConnection.HTTP_UNAUTHORIZED) {
            refused = true;
        }
    }
}
