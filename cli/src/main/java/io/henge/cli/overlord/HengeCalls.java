package io.henge.cli.overlord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Henge's own HTTP API on the Overlord that leads: what is where, and an operator's word. Answers are as REST gives them.
 *
 * <p>Throws {@link NotAnswered} where nobody can say anything now, {@link Declined} where the leader will not.
 */
public final class HengeCalls {
    private static final String BASE = "/druid/indexer/v1/k8s";
    private static final int PAGE = 1_000;
    private static final int FOLLOWED_PAGE = 100;

    /** Ends a listing that the other side never ends. */
    private static final int PAGES_MAX = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OverlordCalls overlords;

    /**
     * @param overlords the URLs of some or all Overlords, whether they lead or not
     * @param authorization the value of the header of that name
     * @param tls how connections are made secure, where Java's own ways are not enough
     */
    public HengeCalls(List<URI> overlords, Optional<String> authorization, Optional<SSLContext> tls) {
        this.overlords = new OverlordCalls(overlords, authorization, tls);
    }

    /** All clusters. */
    public JsonNode clusters() throws InterruptedException {
        return overlords.call(BASE + "/clusters", null);
    }

    /** One of all clusters; missing where the Overlord does not know it. */
    public JsonNode findCluster(String name) throws InterruptedException {
        for (JsonNode cluster : clusters()) {
            if (cluster.path("name").asText().equals(name)) {
                return cluster;
            }
        }
        return MissingNode.getInstance();
    }

    public JsonNode cluster(String name) throws InterruptedException {
        return overlords.call(pathOf(name), null);
    }

    /** Where tasks are, all pages together; of one cluster and in one state where these are given. */
    public ArrayNode placements(@Nullable String cluster, @Nullable String state) throws InterruptedException {
        ArrayNode all = JSON.createArrayNode();
        String query = BASE + "/placements?limit=" + PAGE + UrlPart.parameter("cluster", cluster)
                + UrlPart.parameter("state", state);
        @Nullable String cursor = null;
        for (int i = 0; i < PAGES_MAX; i++) {
            JsonNode page = overlords.call(query + UrlPart.parameter("cursor", cursor), null);
            page.path("placements").forEach(all::add);
            cursor = page.path("cursor").textValue();
            if (cursor == null) {
                return all;
            }
        }
        throw new NotAnswered("The list of placements has no end within " + PAGES_MAX + " pages.");
    }

    /** What was decided, the newest first: at most {@code limit}, and only what is numbered above {@code after}. */
    public ArrayNode events(EventQuery asked, int limit, long after) throws InterruptedException {
        return newest("events", asked.parameters(), limit, after);
    }

    /** What was failed over, the newest first: at most {@code limit}. */
    public ArrayNode failovers(FailoverQuery asked, int limit) throws InterruptedException {
        return newest("failovers", asked.parameters(), limit, 0);
    }

    /** Of a history what is numbered above {@code after}; its pages have the name of the path. */
    private ArrayNode newest(String history, String parameters, int limit, long after) throws InterruptedException {
        ArrayNode found = JSON.createArrayNode();
        @Nullable String cursor = null;
        for (int i = 0; i < PAGES_MAX && found.size() < limit; i++) {
            // Of whoever follows, most questions find nothing new: they ask for little.
            int page = Math.min(after == 0 ? PAGE : FOLLOWED_PAGE, limit - found.size());
            JsonNode answer = overlords.call(
                    BASE + "/" + history + "?limit=" + page + parameters + UrlPart.parameter("cursor", cursor), null);
            for (JsonNode one : answer.path(history)) {
                if (one.path("number").asLong() <= after) {
                    return found;
                }
                found.add(one);
            }
            cursor = answer.path("cursor").textValue();
            if (cursor == null) {
                return found;
            }
        }
        return found;
    }

    /** Where a task that was submitted would go now, and why. */
    public JsonNode explain(String task) throws InterruptedException {
        return overlords.call(BASE + "/tasks/" + UrlPart.encode(task) + "/explain", null);
    }

    /**
     * The log of an attempt, from an offset in bytes.
     *
     * @param attempt null for the newest
     */
    public TaskLog log(String task, @Nullable Integer attempt, long offset) throws InterruptedException {
        @Nullable String number = attempt == null ? null : attempt.toString();
        return new TaskLog(overlords.open(BASE + "/task/" + UrlPart.encode(task) + "/log?offset=" + offset
                + UrlPart.parameter("attempt", number)));
    }

    /** Where a task would go that is not submitted. */
    public JsonNode explain(JsonNode task) throws InterruptedException {
        return overlords.call(BASE + "/explain", task);
    }

    /** Takes a task from its cluster; {@code to} is null for anywhere else. */
    public JsonNode move(String task, @Nullable String to, String reason, boolean dryRun) throws InterruptedException {
        ObjectNode word = word(reason, dryRun);
        return overlords.call(BASE + "/tasks/" + UrlPart.encode(task) + "/move", word.put("to", to));
    }

    /** Says one of REST's words on a cluster; {@code ifVersion} is null for any version of it. */
    public JsonNode declare(String cluster, String said, String reason, @Nullable Long ifVersion, boolean dryRun)
            throws InterruptedException {
        return overlords.call(pathOf(cluster) + "/" + said, word(reason, dryRun).put("ifVersion", ifVersion));
    }

    /** Empties a cluster; {@code deadline} is null where each task's end is waited for. */
    public JsonNode drain(
            String cluster, String reason, @Nullable String deadline, @Nullable Long ifVersion, boolean dryRun)
            throws InterruptedException {
        ObjectNode word = word(reason, dryRun).put("ifVersion", ifVersion).put("deadline", deadline);
        return overlords.call(pathOf(cluster) + "/drain", word);
    }

    /** How far the drain of a cluster has come. */
    public JsonNode drained(String cluster) throws InterruptedException {
        return overlords.call(pathOf(cluster) + "/drain", null);
    }

    private static String pathOf(String cluster) {
        return BASE + "/clusters/" + UrlPart.encode(cluster);
    }

    /** Places no attempt anywhere, or with {@code on} false places attempts again. */
    public JsonNode pause(boolean on, String reason, boolean dryRun) throws InterruptedException {
        return overlords.call(BASE + (on ? "/pause" : "/resume"), word(reason, dryRun));
    }

    private static ObjectNode word(String reason, boolean dryRun) {
        return JSON.createObjectNode().put("reason", reason).put("dryRun", dryRun);
    }
}
