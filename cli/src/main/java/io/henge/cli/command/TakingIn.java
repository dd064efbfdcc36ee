package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.cli.overlord.EventQuery;
import io.henge.cli.overlord.HengeCalls;
import io.henge.cli.overlord.NotAnswered;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the Overlord says of a cluster that is added: before, whether another one has the name; after, whether it took it in.
 *
 * @param newest the number of the last event before anything was made, 0 if there is none
 */
record TakingIn(HengeCalls calls, String name, long newest) {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** An Overlord that watches Secrets takes one in within a second or two, and one without a leader elects one before. */
    private static final int LOOKS_MAX = 60;

    /** At first it may not be known yet in that cluster what the Overlord may do there. */
    private static final int BAD_LOOKS_MAX = 5;

    private static final int REFUSALS_MAX = 100;

    /** @throws Refused if a cluster has the name that goes before one of a Secret */
    static TakingIn before(HengeCalls calls, String name) throws InterruptedException {
        String origin = calls.findCluster(name).path("origin").asText();
        if (ClusterCommand.BEFORE_SECRETS.contains(origin)) {
            throw new Refused(
                    List.of(name + ": the Overlord has a " + origin + " cluster of that name, which would go before"
                            + " this one. Give another name, or take that one out of the "
                            + (origin.equals("static") ? "properties" : "dynamic configuration") + " before."));
        }
        JsonNode events = calls.events(new EventQuery(null, null, null), 1, 0);
        return new TakingIn(calls, name, events.path(0).path("number").asLong());
    }

    /**
     * Waits until the Overlord sees the cluster or refuses it, and says which; returns the exit status.
     *
     * @throws NotAnswered if it does neither
     */
    int after(PrintWriter messages) throws InterruptedException {
        JsonNode cluster = MissingNode.getInstance();
        int badLooks = 0;
        for (int i = 0; i < LOOKS_MAX && badLooks < BAD_LOOKS_MAX; i++) {
            try {
                Optional<String> refusal = refusal();
                if (refusal.isPresent()) {
                    messages.println(name + ": the Overlord refuses it: " + refusal.get());
                    return ExitCode.FAILED;
                }
                cluster = calls.findCluster(name);
                if (isOfSecret(cluster) && cluster.path("observed").asBoolean()) {
                    messages.println(name + ": the Overlord has it and sees it.");
                    return ExitCode.DONE;
                }
                badLooks += cluster.path("state").asText().equals("Misconfigured") ? 1 : 0;
            } catch (NotAnswered e) {
                // The leader may be another one in a moment.
            }
            Screen.rest(LOOK_EVERY);
        }
        if (isOfSecret(cluster)) {
            messages.println(name + ": the Overlord has it, but does not see it: "
                    + cluster.path("why").asText("no reason is told") + ". See henge clusters.");
            return ExitCode.FAILED;
        }
        throw new NotAnswered(
                name + ": everything was made, but within a minute the Overlord neither has it nor refuses it"
                        + " anew. See that druid.indexer.runner.registration.secrets is true there and that --overlord-namespace is"
                        + " its namespace; then henge events --kind cluster_refused.");
    }

    private static boolean isOfSecret(JsonNode cluster) {
        return cluster.path("origin").asText().equals("secret");
    }

    /** A cluster that is refused is none of the Overlord's, so that only the words of the event tell whose it is. */
    private Optional<String> refusal() throws InterruptedException {
        for (JsonNode event : calls.events(new EventQuery(null, null, "cluster_refused"), REFUSALS_MAX, newest)) {
            String reason = event.path("reason").asText();
            if (event.path("cluster").asText().equals(name) || reason.contains("Secret[henge-cluster-" + name + "]")) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
