package io.henge.kubernetes.overlord;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a peon's pod differs from the Overlord's.
 *
 * @param sidecars whether the Overlord's other containers are taken along
 * @param primaryContainer the Overlord's container that the peon's is made from, null for the first
 * @param kubexitImage where the program comes from that ends the sidecars when the peon has ended
 * @param graceSeconds how long the pod may take to stop, null for Kubernetes' own default
 * @param javaOpts options of the peon's JVM
 * @param cpuMillis requested and limit, in thousandths of a core; 0 for a whole one
 * @param monitors the peon's own metrics monitors, empty for the Overlord's
 */
public record OverlordSettings(
        boolean sidecars,
        @Nullable String primaryContainer,
        String kubexitImage,
        @Nullable Long graceSeconds,
        List<String> javaOpts,
        int cpuMillis,
        List<String> monitors) {
    /** As in Druid's own runner, whose documentation names another version than its code. */
    public static final String KUBEXIT_IMAGE_DEFAULT = "karlkfi/kubexit:v0.3.2";

    public OverlordSettings {
        javaOpts = List.copyOf(javaOpts);
        monitors = List.copyOf(monitors);
    }
}
