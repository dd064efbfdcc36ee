package io.henge.druid.fence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.fence.Entry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/**
 * What somebody is told over HTTP who may not act for a task.
 *
 * @param status 403 makes a peon give up and publish nothing, 503 makes it try again
 */
record Refusal(Response.Status status, String why) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty for one who passed. Nobody is sent away for good by a former leader, which knows no newer attempt. */
    static Optional<Refusal> of(Entry entry, ActionGate gate) {
        return entry.match(new Entry.Cases<>() {
            @Override
            public Optional<Refusal> passed(Entry.Passed passed) {
                return Optional.empty();
            }

            @Override
            public Optional<Refusal> stale(Entry.Stale stale) {
                return withoutTerm(gate).or(() -> Optional.of(new Refusal(Response.Status.FORBIDDEN, stale.why())));
            }

            @Override
            public Optional<Refusal> unsure(Entry.Unsure unsure) {
                return Optional.of(notNow(unsure.why()));
            }
        });
    }

    /** Empty if the ledger says that this Overlord still leads. */
    static Optional<Refusal> withoutTerm(ActionGate gate) {
        try {
            gate.confirmTerm();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(notNow("Whether this Overlord still leads cannot be told: " + e.getMessage()));
        }
    }

    static Refusal notNow(String why) {
        return new Refusal(Response.Status.SERVICE_UNAVAILABLE, why);
    }

    static Refusal beforeTheTerm() {
        return notNow("This Overlord is about to lead, and does not know yet who may act");
    }

    /** For a place from where Jersey sends it. */
    WebApplicationException thrown() {
        return new WebApplicationException(Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(body())
                .build());
    }

    /** For a place outside of Jersey. */
    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status.getStatusCode());
        response.setContentType(MediaType.APPLICATION_JSON);
        JSON.writeValue(response.getOutputStream(), body());
    }

    private Map<String, String> body() {
        return Map.of("error", why);
    }
}
