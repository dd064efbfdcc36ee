package io.henge.bench.failover;

import java.util.List;
import java.util.Map;

/** What tasks say in their contexts. */
final class AskedPlace {
    /** Of what must not stand behind thousands. */
    static final int URGENT = 75;

    /** Of all others. */
    static final int USUAL = 0;

    /** As Druid has it. */
    private static final String PRIORITY = "priority";

    private AskedPlace() {}

    /** Anywhere. */
    static Map<String, Object> anywhere(int priority) {
        return Map.of(PRIORITY, priority);
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
        return Map.of(PRIORITY, USUAL, "henge", Map.of("placement", words));
    }
}
