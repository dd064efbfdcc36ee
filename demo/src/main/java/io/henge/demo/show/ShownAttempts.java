package io.henge.demo.show;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything that Henge showed of one group of tasks, kept beyond the end of the tasks. Used by one thread. */
final class ShownAttempts {
    private final Map<String, ShownAttempt> byTask = new LinkedHashMap<>();
    private final Set<String> relaunched = new TreeSet<>();
    private final Set<String> shown = new HashSet<>();

    /**
     * Takes in a page of placements.
     *
     * @param group id of the parent task
     * @return what has become of a task since the page before, in words
     */
    List<String> observe(JsonNode page, String group) {
        List<String> changes = new ArrayList<>();
        shown.clear();
        for (JsonNode row : page.path("placements")) {
            ShownAttempt seen = ShownAttempt.of(row);
            if (!row.path("groupId").asText().equals(group) && !seen.task().equals(group)) {
                continue;
            }
            shown.add(seen.task());
            ShownAttempt before = byTask.get(seen.task());
            if (seen.number() > 1) {
                relaunched.add(seen.task());
            }
            byTask.put(seen.task(), before == null ? seen : seen.after(before));
            if (before == null || !before.state().equals(seen.state())) {
                changes.add(words(seen));
            }
        }
        return changes;
    }

    private static String words(ShownAttempt seen) {
        String where = seen.cluster() == null ? "" : " on " + seen.cluster();
        String pod = seen.pod() == null ? "" : " in pod " + seen.pod();
        return "  " + TaskName.brief(seen.task()) + "  " + seen.state() + where + pod
                + (seen.why() == null ? "" : ": " + seen.why());
    }

    Optional<ShownAttempt> of(String task) {
        return Optional.ofNullable(byTask.get(task));
    }

    Collection<ShownAttempt> all() {
        return byTask.values();
    }

    /** Tasks of which more than one attempt was seen. */
    Set<String> relaunched() {
        return relaunched;
    }

    /** Whether every task that was ever seen has ended, or is not shown any more: rows vanish soon after the end. */
    boolean allEnded() {
        return byTask.values().stream().allMatch(this::isOver);
    }

    /** Whether this one has ended, or is not shown any more. */
    boolean isOver(ShownAttempt attempt) {
        return attempt.state().equals("ended") || !shown.contains(attempt.task());
    }
}
