package io.henge.peon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.util.concurrent.ListenableFuture;
import io.henge.core.lease.LeaseWords;
import io.henge.core.lease.Renewal;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.ws.rs.core.MediaType;
import org.apache.druid.java.util.http.client.response.StringFullResponseHandler;
import org.apache.druid.java.util.http.client.response.StringFullResponseHolder;
import org.apache.druid.rpc.HttpResponseException;
import org.apache.druid.rpc.RequestBuilder;
import org.apache.druid.rpc.ServiceClient;
import org.jboss.netty.handler.codec.http.HttpMethod;

/** The Overlord that leads, by the client with which Druid's peons ask it for everything else. */
final class OverlordAuthority implements Renewal.Authority {
    private final ServiceClient overlord;
    private final byte[] claim;
    private final Duration patience;

    OverlordAuthority(ServiceClient overlord, ObjectMapper json, ShippedLease shipped, Duration patience) {
        this.overlord = overlord;
        this.patience = patience;
        try {
            this.claim = json.writeValueAsBytes(shipped.claim());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String name() {
        return "An Overlord";
    }

    @Override
    public Renewal.Word ask() {
        RequestBuilder request = new RequestBuilder(HttpMethod.POST, LeaseWords.PATH)
                .content(MediaType.APPLICATION_JSON, claim)
                .timeout(org.joda.time.Duration.millis(patience.toMillis()));
        ListenableFuture<StringFullResponseHolder> answer =
                overlord.asyncRequest(request, new StringFullResponseHandler(StandardCharsets.UTF_8));
        try {
            StringFullResponseHolder holder = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            // A proxy's page is no renewal.
            return holder.getContent().contains(LeaseWords.RENEWED) ? Renewal.Word.RENEWED : Renewal.Word.NOTHING;
        } catch (ExecutionException e) {
            return e.getCause() instanceof HttpResponseException refused && isGone(refused)
                    ? Renewal.Word.REVOKED
                    : Renewal.Word.NOTHING;
        } catch (TimeoutException e) {
            return Renewal.Word.NOTHING;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Renewal.Word.NOTHING;
        } finally {
            answer.cancel(true);
        }
    }

    private static boolean isGone(HttpResponseException refused) {
        return refused.getResponse().getStatus().getCode() == HttpURLConnection.HTTP_GONE;
    }
}
