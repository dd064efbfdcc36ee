package io.henge.druid.runner;

import io.henge.core.attempt.Location;
import io.henge.core.port.Peons;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLException;
import org.apache.druid.java.util.common.concurrent.Execs;
import org.jspecify.annotations.Nullable;

/**
 * Peons as this Druid hears of them: by discovery, and by asking them over HTTP. They are asked without credentials, since an
 * address of a cluster that nobody sees may be another's by now. No thread waits for an answer, so that a cluster which says
 * nothing keeps nobody from hearing of another; Druid's own client waits until it is connected.
 */
final class DruidPeons implements Peons, AutoCloseable {
    /** Every process of Druid answers that, whatever it does. */
    private static final String PATH = "/status/health";

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final AnnouncedPeons announced;
    private final ExecutorService thread = Execs.singleThreaded("henge-peons-%d");
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).executor(thread).build();

    DruidPeons(AnnouncedPeons announced) {
        this.announced = announced;
    }

    @Override
    public boolean isAnnounced(Location location) {
        return announced.isAnnounced(location);
    }

    @Override
    public CompletionStage<Boolean> answers(Location location) {
        try {
            HttpRequest question =
                    HttpRequest.newBuilder(uri(location)).timeout(LIMIT).build();
            return http.sendAsync(question, HttpResponse.BodyHandlers.discarding())
                    .handle((answer, failure) -> failure == null || isAnswer(failure));
        } catch (URISyntaxException | RuntimeException e) {
            return CompletableFuture.completedFuture(false);
        }
    }

    /** Who shows a certificate that we do not trust has answered. */
    private static boolean isAnswer(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return failure instanceof SSLException || cause instanceof SSLException;
    }

    private static URI uri(Location location) throws URISyntaxException {
        boolean tls = location.tlsPort() > 0;
        int port = tls ? location.tlsPort() : location.plaintextPort();
        return new URI(tls ? "https" : "http", null, location.host(), port, PATH, null, null);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
