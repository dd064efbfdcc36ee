package io.henge.druid.runner;

import io.henge.core.attempt.Location;
import io.henge.core.port.Peons;
import io.henge.druid.store.BoundedAsker;
import java.net.URL;
import java.util.concurrent.CompletionStage;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.java.util.http.client.Request;
import org.apache.druid.java.util.http.client.response.StatusResponseHandler;
import org.jboss.netty.handler.codec.http.HttpMethod;
import org.joda.time.Duration;

/**
 * Peons as this Druid hears of them: by discovery, and by asking them over HTTP. They are asked without credentials, since an
 * address of a cluster that nobody sees may be another's by now. Druid's client waits until it is connected, so that it is used
 * by threads of their own.
 */
final class DruidPeons implements Peons, AutoCloseable {
    /** Every process of Druid answers that, whatever it does. */
    private static final String PATH = "/status/health";

    private static final Duration LIMIT = Duration.standardSeconds(2);
    private static final java.time.Duration LIMIT_OF_ALL = java.time.Duration.ofSeconds(3);
    private static final int THREADS = 4;
    private static final int WAITING_MAX = 100;

    private final AnnouncedPeons announced;
    private final HttpClient http;
    private final BoundedAsker asker = new BoundedAsker("henge-peons-%d", THREADS, WAITING_MAX, LIMIT_OF_ALL);

    /** @param http a client that shows no credentials */
    DruidPeons(AnnouncedPeons announced, HttpClient http) {
        this.announced = announced;
        this.http = http;
    }

    @Override
    public boolean isAnnounced(Location location) {
        return announced.isAnnounced(location);
    }

    @Override
    public CompletionStage<Boolean> answers(Location location) {
        return asker.ask(() -> ask(location)).exceptionally(failure -> false);
    }

    private boolean ask(Location location) throws Exception {
        boolean tls = location.tlsPort() > 0;
        int port = tls ? location.tlsPort() : location.plaintextPort();
        URL url = new URL(tls ? "https" : "http", location.host(), port, PATH);
        http.go(new Request(HttpMethod.GET, url), StatusResponseHandler.getInstance(), LIMIT)
                .get();
        return true;
    }

    @Override
    public void close() {
        asker.close();
    }
}
