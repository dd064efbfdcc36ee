package io.henge.core.cluster;

/**
 * What a part of a cluster, such as its scheduler or a node, told of a Job or pod.
 *
 * @param reason one word, such as {@code FailedMount}
 * @param message in one line of a few hundred characters at most
 */
public record ClusterEvent(String reason, String message) {
    @Override
    public String toString() {
        return reason + ": " + message;
    }
}
