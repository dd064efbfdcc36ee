package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.henge.core.attempt.ClusterName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the command made an object for. The object says it in its labels, and only what says so is ever changed or deleted.
 *
 * @param overlord the uid of the Overlord's namespace: two Druids may each have a cluster of one name, and the same namespace there
 */
record MadeFor(ClusterName cluster, String overlord) {
    private static final String MADE_BY = "henge.io/made-by";
    private static final String CLUSTER = "henge.io/cluster";
    private static final String OVERLORD = "henge.io/overlord";
    private static final String COMMAND = "henge-cluster-add";

    SortedMap<String, String> labels() {
        return new TreeMap<>(Map.of(MADE_BY, COMMAND, CLUSTER, cluster.value(), OVERLORD, overlord));
    }

    boolean isOf(HasMetadata object) {
        return labelsOf(object).entrySet().containsAll(labels().entrySet());
    }

    /** Whose an object is that says something else, as a clause. */
    static String whose(HasMetadata object) {
        Map<String, String> labels = labelsOf(object);
        @Nullable String cluster = labels.get(CLUSTER);
        return COMMAND.equals(labels.get(MADE_BY)) && cluster != null
                ? "was made by henge cluster add for cluster[" + cluster
                        + "] of the Overlord in the namespace with uid[" + labels.get(OVERLORD) + "]"
                : "was not made by henge cluster add";
    }

    private static Map<String, String> labelsOf(HasMetadata object) {
        @Nullable Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }
}
