package io.henge.druid.dynamic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the clusters of the dynamic configuration are written: objects with the keys of {@code clusters[N]}, of which maps and
 * lists may be objects and arrays, or one key for each of a map's entries, such as {@code clusterLabels.zone}.
 */
public final class GivenClusters {
    private static final JsonMapper JSON = new JsonMapper();

    private GivenClusters() {}

    /** What each key of an entry says, as a property would; one that is null says nothing. */
    public static SortedMap<String, String> keys(Map<String, Object> entry) {
        TreeMap<String, String> keys = new TreeMap<>();
        entry.forEach((key, value) -> {
            if (value != null) {
                keys.put(key, text(value));
            }
        });
        return keys;
    }

    private static String text(Object value) {
        if (!(value instanceof Map<?, ?>) && !(value instanceof Collection<?>)) {
            return String.valueOf(value);
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read as JSON can be written", e);
        }
    }
}
