package io.henge.core.cluster;

/**
 * What a part of a cluster, such as its scheduler or a node, told of a Job or pod.
 *
 * @param reason one word, such as {@code FailedMount}
 * @param message in one line of a few hundred characters at most
 */
public record ClusterEvent(String reason, String message) {
    /** Whether a quota keeps a Job from having its pod, in the words of the API server's quota admission. */
    public boolean isQuotaRefusal() {
        return reason.equals("FailedCreate") && message.contains("exceeded quota");
    }

    @Override
    public String toString() {
        return reason + ": " + message;
    }
}
