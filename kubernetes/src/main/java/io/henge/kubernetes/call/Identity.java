package io.henge.kubernetes.call;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who we say that we are to one API server. Can be changed while requests are under way: each takes what holds when it is
 * sent, and none is sent again.
 */
public final class Identity implements Interceptor {
    /** What each request carries, null for nothing. */
    private volatile @Nullable String header;

    /** Whether a request was refused as nobody's since the last change. */
    private volatile boolean refused;

    public void become(@Nullable String authorization) {
        header = authorization;
        refused = false;
    }

    public boolean isRefused() {
        return refused;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        @Nullable String authorization = header;
        if (authorization != null) {
            builder.setHeader("Authorization", authorization);
        }
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (response.code() == HttpURLConnection.HTTP_UNAUTHORIZED) {
            refused = true;
        }
    }
}
