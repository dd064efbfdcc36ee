package io.henge.demo.show;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What Henge tells of a cluster that dies, in words, each with how long after the cut it was; what was told before is not told
 * again. Used by one thread.
 */
final class LossStory {
    static final String LOST = "Lost";
    static final String HEALTHY = "Healthy";
    private static final String INDENT = "            ";

    private final String cluster;
    private final Instant cut;
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final Map<String, Duration> reached = new HashMap<>();
    private String state = HEALTHY;
    private long orphans = -1;
    private long taken;
    private long falsePositives;

    LossStory(String cluster, Instant cut) {
        this.cluster = cluster;
        this.cut = cut;
    }

    /**
     * One thing that was seen or decided.
     *
     * @param details more lines about it
     */
    record Step(Duration sinceCut, String text, List<String> details) {
        Step {
            details = List.copyOf(details);
        }

        /** For people. */
        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(stamp(sinceCut) + text));
            details.forEach(detail -> lines.add(INDENT + detail));
            return lines;
        }
    }

    private static String stamp(Duration since) {
        return String.format(Locale.ROOT, "  %+7.1f s  ", since.toMillis() / 1000.0);
    }

    /** When something is seen that bears no time of its own. */
    String stampAt(Instant now) {
        return stamp(Duration.between(cut, now));
    }

    /** Takes in the cluster as it is shown. */
    List<Step> observeCluster(JsonNode shown, Instant now) {
        List<Step> news = new ArrayList<>();
        String seen = shown.path("state").asText(state);
        if (!seen.equals(state)) {
            state = seen;
            Duration since = since(shown.path("since"), now);
            reached.putIfAbsent(seen, since);
            news.add(new Step(since, cluster + " is " + seen + meaning(seen), details(seen, shown)));
        }
        long left = shown.path("purgeDebt").asLong();
        if (orphans > 0 && left != orphans) {
            news.add(new Step(Duration.between(cut, now), orphanWords(left), List.of()));
            orphans = left;
        }
        steps.addAll(news);
        return news;
    }

    private static String meaning(String state) {
        return switch (state) {
            case "Suspect" -> ": it has not answered for a moment. Nothing new goes there.";
            case "Unreachable" -> ": it has not answered for longer. Its tasks may go on all the same, so they stay.";
            case LOST -> ": nothing was heard of it by any channel, while others are well.";
            case "Recovering" -> ": it answers again, and is given little at first.";
            case HEALTHY -> " again.";
            default -> ".";
        };
    }

    private List<String> details(String seen, JsonNode shown) {
        if (seen.equals(LOST)) {
            return Heard.lines(shown.path("evidence"), cut);
        }
        String why = shown.path("why").asText("");
        return why.isEmpty() || !told.add(why) ? List.of() : List.of(why);
    }

    /** Takes in a page of failovers, the newest first. */
    List<Step> observeFailovers(JsonNode page, Instant now) {
        List<Step> news = new ArrayList<>();
        List<JsonNode> oldestFirst = new ArrayList<>();
        page.path("failovers").forEach(failover -> oldestFirst.add(0, failover));
        long wrong = 0;
        for (JsonNode failover : oldestFirst) {
            if (!failover.path("from").asText().equals(cluster)
                    || Instant.parse(failover.path("at").asText()).isBefore(cut)) {
                continue;
            }
            wrong += failover.path("falsePositive").asBoolean() ? 1 : 0;
            tell(failover, now).forEach(news::add);
        }
        falsePositives = wrong;
        steps.addAll(news);
        return news;
    }

    private List<Step> tell(JsonNode failover, Instant now) {
        List<Step> news = new ArrayList<>();
        String number = failover.path("number").asText();
        String task = TaskName.brief(failover.path("task").asText());
        if (told.add(number + " taken")) {
            taken++;
            boolean fails = failover.path("policy").path("onLost").asText().equals("Fail");
            Duration since = since(failover.path("at"), now);
            reached.putIfAbsent("taken", since);
            news.add(new Step(
                    since,
                    task + " is taken from " + cluster + ": attempt "
                            + failover.path("attempt").asText() + " may do nothing more, "
                            + (fails ? "and its parent makes another task for it." : "and it runs again elsewhere."),
                    List.of("why: " + failover.path("why").asText(), "policy: " + policy(failover.path("policy")))));
        }
        if (failover.path("replacedAt").isTextual() && told.add(number + " replaced")) {
            Duration since = since(failover.path("replacedAt"), now);
            reached.putIfAbsent("replaced", since);
            news.add(new Step(
                    since, task + " runs again on " + failover.path("to").asText() + ".", List.of()));
        }
        return news;
    }

    private static String policy(JsonNode policy) {
        List<String> words = new ArrayList<>();
        policy.properties()
                .forEach(entry ->
                        words.add(entry.getKey() + "=" + entry.getValue().asText()));
        return String.join(", ", words);
    }

    /** The cluster comes back, and owes that many Jobs of old attempts. */
    Step back(long owed, Instant now) {
        orphans = owed;
        Step step = new Step(
                Duration.between(cut, now),
                cluster + " comes back, as it was when it died, with " + orphanCount(owed) + ".",
                List.of());
        steps.add(step);
        return step;
    }

    private String orphanWords(long left) {
        return left == 0
                ? "The last orphan on " + cluster + " is gone."
                : orphanCount(left) + " left on " + cluster + ".";
    }

    private static String orphanCount(long count) {
        return count + (count == 1 ? " orphan" : " orphans");
    }

    private Duration since(JsonNode at, Instant now) {
        return Duration.between(cut, at.isTextual() ? Instant.parse(at.asText()) : now);
    }

    String cluster() {
        return cluster;
    }

    /** All that was told. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Whether nothing is owed on the cluster any more, and it is as well as before. */
    boolean isOver() {
        return orphans == 0 && state.equals(HEALTHY);
    }

    /** How long after the cut the first of these came; 0 for never. */
    Duration reached(String what) {
        return reached.getOrDefault(what, Duration.ZERO);
    }

    /** What must have come of it. */
    List<Expectation> checks() {
        return List.of(
                new Expectation(cluster + " was found lost", "yes", yes(reached.containsKey(LOST))),
                new Expectation("tasks taken from " + cluster, "yes", yes(taken > 0)),
                new Expectation("false alarms", "0", Long.toString(falsePositives)),
                new Expectation("orphans left on " + cluster, "0", orphans < 0 ? "unknown" : Long.toString(orphans)),
                new Expectation(cluster + " at the end", HEALTHY, state));
    }

    private static String yes(boolean so) {
        return so ? "yes" : "no";
    }
}
