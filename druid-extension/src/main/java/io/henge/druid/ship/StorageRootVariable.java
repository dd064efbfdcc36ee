package io.henge.druid.ship;

import io.henge.core.attempt.Attempt;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a peon is told to write segments below another root of deep storage: by the environment variable from which its
 * image makes the property of the storage in use.
 *
 * @param name of the variable, in the spelling of Druid's images
 * @param base the usual root, as the Overlord itself is configured
 */
public record StorageRootVariable(String name, String base) {
    private static final String PREFIX = "druid.storage.";

    /** By {@code druid.storage.type}; with another storage, no attempt can have a root of its own. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "local", "storageDirectory",
            "hdfs", "storageDirectory",
            "s3", "baseKey",
            "azure", "prefix",
            "google", "prefix");

    /** Druid's own default for local deep storage. */
    private static final String LOCAL_DEFAULT = "/tmp/druid/localStorage";

    public static Optional<StorageRootVariable> of(Properties properties) {
        String type = properties.getProperty(PREFIX + "type", "local");
        @Nullable String property = PROPERTIES.get(type);
        if (property == null) {
            return Optional.empty();
        }
        String base = properties.getProperty(PREFIX + property, type.equals("local") ? LOCAL_DEFAULT : "");
        return Optional.of(new StorageRootVariable("druid_storage_" + property, base));
    }

    /** Nothing for an attempt that writes to the usual root. */
    SortedMap<String, String> environment(Attempt attempt) {
        @Nullable String root = attempt.storageRoot();
        TreeMap<String, String> variables = new TreeMap<>();
        if (root != null) {
            variables.put(name, base.isEmpty() || base.endsWith("/") ? base + root : base + "/" + root);
        }
        return variables;
    }
}
