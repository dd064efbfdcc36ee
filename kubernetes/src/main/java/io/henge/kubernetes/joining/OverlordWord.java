package io.henge.kubernetes.joining;

import io.henge.core.attempt.ClusterName;

/** What the Overlord says of the name under which a cluster is to be taken back. */
public enum OverlordWord {
    /** Nothing: it was not asked, or knows no such cluster. */
    NONE,
    /** That no task is in the registered cluster. */
    EMPTY,
    /** That the name is a cluster's of its properties, so that it does not go by the registration. */
    STATIC,
    /** That the name is a cluster's of its dynamic configuration, so that it does not go by the registration. */
    DYNAMIC;

    boolean isOfAnother() {
        return this == STATIC || this == DYNAMIC;
    }

    /** For people: the cluster that has the name. */
    private String holder(ClusterName name) {
        return this == STATIC
                ? "the static cluster[" + name + "] of the Overlord's properties"
                : "the dynamic cluster[" + name + "] of the Overlord's dynamic configuration";
    }

    /** What is to be known of the other cluster that has the name. */
    String note(ClusterName name) {
        return "The name is that of " + holder(name) + ", which stays as it is, with its tasks.";
    }

    /**
     * What to do about Jobs that are there, in sentences.
     *
     * @param delete the command that deletes the registration alone
     */
    String remedy(ClusterName name, String delete) {
        return isOfAnother()
                ? "The name is that of " + holder(name)
                        + ": draining that one would not empty this, unless they are one."
                        + " Wait until the Jobs are over; or, if they are that cluster's or another Druid's, delete the"
                        + " registration alone: " + delete + "."
                : "Empty it before: henge drain " + name
                        + " --reason …; or declare it dead, and give --overlord. If they are another Druid's, --overlord URL of"
                        + " this one's tells them apart.";
    }
}
