package io.henge.kubernetes.check;

import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.check.Finding.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one cluster.
 *
 * @param reached whether its API server answered
 * @param serverVersion such as {@code v1.34.4}; null if it does not tell
 * @param clockAhead how far the API server's clock is ahead of ours, to about a second; null if it does not tell
 * @param findings in the order in which they were made
 */
public record CheckedCluster(
        ClusterName name,
        boolean reached,
        @Nullable String serverVersion,
        @Nullable Duration clockAhead,
        List<Finding> findings) {
    public CheckedCluster {
        findings = List.copyOf(findings);
    }

    /** Whether the cluster would work, as far as it could be seen. */
    public boolean works() {
        return count(Level.PROBLEM) == 0;
    }

    /** How many findings are of that level. */
    public long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }
}
