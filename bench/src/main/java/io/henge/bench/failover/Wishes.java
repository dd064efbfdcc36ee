package io.henge.bench.failover;

import java.util.List;
import java.util.Map;
import org.apache.druid.indexing.common.task.Tasks;

/** What tasks say in their contexts. */
final class Wishes {
    /** Of what must not stand behind thousands. */
    static final int URGENT = 75;

    private Wishes() {}

    /** Anywhere. */
    static Map<String, Object> anywhere(int priority) {
        return Map.of(Tasks.PRIORITY_KEY, priority);
    }

    /** There, or nowhere. */
    static Map<String, Object> only(String cluster) {
        return placement(Map.of("require", Map.of("name", List.of(cluster))));
    }

    /** There, as long as that is possible. */
    static Map<String, Object> rather(String cluster) {
        return placement(Map.of("prefer", Map.of("name", List.of(cluster))));
    }

    private static Map<String, Object> placement(Map<String, Object> words) {
        return Map.of(Tasks.PRIORITY_KEY, Tasks.DEFAULT_TASK_PRIORITY, "henge", Map.of("placement", words));
    }
}
