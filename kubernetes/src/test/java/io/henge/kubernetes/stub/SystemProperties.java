package io.henge.kubernetes.stub;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** System properties that a test sets, until it ends. Tests of this module run one after the other. */
public final class SystemProperties implements AutoCloseable {
    private final Map<String, @Nullable String> before = new HashMap<>();

    public void set(String key, String value) {
        @Nullable String old = System.setProperty(key, value);
        // Not putIfAbsent: that takes what was not set before for what is not known yet.
        if (!before.containsKey(key)) {
            before.put(key, old);
        }
    }

    @Override
    public void close() {
        before.forEach((key, old) -> {
            if (old == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, old);
            }
        });
    }
}
