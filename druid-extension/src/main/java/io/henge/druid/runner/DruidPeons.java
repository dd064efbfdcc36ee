package io.henge.druid.runner;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.henge.core.attempt.Location;
import io.henge.core.port.Peons;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.java.util.http.client.Request;
import org.apache.druid.java.util.http.client.response.StatusResponseHandler;
import org.apache.druid.java.util.http.client.response.StatusResponseHolder;
import org.jboss.netty.handler.codec.http.HttpMethod;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/** Peons as this Druid hears of them: by discovery, and by asking them over HTTP as this Overlord. */
final class DruidPeons implements Peons {
    /** Every process of Druid answers that, whatever it does. */
    private static final String PATH = "/status/health";

    private static final Duration LIMIT = Duration.standardSeconds(2);

    private final AnnouncedPeons announced;
    private final HttpClient http;

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
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        try {
            ListenableFuture<StatusResponseHolder> asked =
                    http.go(new Request(HttpMethod.GET, url(location)), StatusResponseHandler.getInstance(), LIMIT);
            Futures.addCallback(
                    asked,
                    new FutureCallback<>() {
                        @Override
                        public void onSuccess(@Nullable StatusResponseHolder status) {
                            answer.complete(true);
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            answer.complete(false);
                        }
                    },
                    MoreExecutors.directExecutor());
        } catch (MalformedURLException | RuntimeException e) {
            answer.complete(false);
        }
        return answer;
    }

    private static URL url(Location location) throws MalformedURLException {
        boolean tls = location.tlsPort() > 0;
        return new URL(
                tls ? "https" : "http", location.host(), tls ? location.tlsPort() : location.plaintextPort(), PATH);
    }
}
