package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.cli.overlord.EventQuery;
import io.henge.cli.overlord.HengeCalls;
import io.henge.cli.overlord.NotAnswered;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the Overlord says of a cluster that is added: before, whether another one has the name; after, whether it took it in.
 *
 * @param known whether a Secret has registered the name already
 * @param newest the number of the last event that is about the name, 0 if there is none
 */
record TakingIn(HengeCalls calls, String name, boolean known, long newest) {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** An Overlord that watches Secrets takes one in within a second or two, and one without a leader elects one before. */
    private static final int LOOKS_MAX = 60;

    private static final Set<String> BEFORE_SECRETS = Set.of("static", "dynamic");

    /** @throws Refused if a cluster has the name that goes before one of a Secret */
    static TakingIn before(HengeCalls calls, String name) throws InterruptedException {
        String origin = origin(calls, name);
        if (BEFORE_SECRETS.contains(origin)) {
            throw new Refused(
                    List.of(name + ": the Overlord has a " + origin + " cluster of that name, which would go before"
                            + " this one. Give another name, or take that one out of the "
                            + (origin.equals("static") ? "properties" : "dynamic configuration") + " before."));
        }
        ArrayNode events = calls.events(new EventQuery(null, name, null), 1, 0);
        long newest = events.isEmpty() ? 0 : events.get(0).path("number").asLong();
        return new TakingIn(calls, name, origin.equals("secret"), newest);
    }

    private static String origin(HengeCalls calls, String name) throws InterruptedException {
        for (JsonNode cluster : calls.clusters()) {
            if (cluster.path("name").asText().equals(name)) {
                return cluster.path("origin").asText();
            }
        }
        return "";
    }

    /**
     * Waits until the Overlord has the cluster or refuses it, and says which; returns the exit status.
     *
     * @throws NotAnswered if no Overlord did either
     */
    int after(PrintWriter messages) throws InterruptedException {
        for (int i = 0; i < LOOKS_MAX; i++) {
            try {
                Optional<String> refusal = refusal();
                if (refusal.isPresent()) {
                    messages.println(name + ": the Overlord refuses it: " + refusal.get());
                    return ExitCode.FAILED;
                }
                if (origin(calls, name).equals("secret")) {
                    messages.println(name + ": the Overlord "
                            + (known ? "knew it, and takes changes in within seconds." : "has it."));
                    return ExitCode.DONE;
                }
            } catch (NotAnswered e) {
                // The leader may be another one in a moment.
            }
            Screen.rest(LOOK_EVERY);
        }
        throw new NotAnswered(
                name + ": everything was made, but within a minute the Overlord neither has it nor refuses it."
                        + " See that druid.indexer.runner.registration.secrets is true there and that --overlord-namespace is its"
                        + " namespace; then: henge clusters.");
    }

    private Optional<String> refusal() throws InterruptedException {
        ArrayNode events = calls.events(new EventQuery(null, name, "cluster_refused"), 1, newest);
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(events.get(0).path("reason").asText());
    }
}
