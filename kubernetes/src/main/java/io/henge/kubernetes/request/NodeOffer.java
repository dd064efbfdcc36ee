package io.henge.kubernetes.request;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.Offer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What nodes have for pods: all that is allocatable on those that are ready, take new pods, and have the labels that some pod
 * of ours would ask for. What others hold on them is not known.
 */
public final class NodeOffer {
    private static final String READY = "Ready";

    private NodeOffer() {}

    /**
     * What they have together.
     *
     * @param selectors the labels that pods ask for, one set for each kind of pod; an empty one is met by every node
     */
    public static Offer of(Collection<Node> nodes, List<Map<String, String>> selectors, Instant readAt) {
        Resources total = Resources.NONE;
        for (Node node : nodes) {
            if (isOpen(node) && selectors.stream().anyMatch(selector -> hasLabels(node, selector))) {
                total = total.plus(allocatable(node));
            }
        }
        return new Offer(Offer.Source.NODES, total, Resources.NONE, readAt);
    }

    private static Resources allocatable(Node node) {
        @Nullable NodeStatus status = node.getStatus();
        TreeMap<String, Long> amounts = new TreeMap<>();
        Quantities.exactly(status == null ? null : status.getAllocatable())
                .forEach((name, amount) -> amounts.put(name, Quantities.whole(name, amount)));
        return new Resources(amounts);
    }

    private static boolean isOpen(Node node) {
        @Nullable NodeSpec spec = node.getSpec();
        @Nullable NodeStatus status = node.getStatus();
        boolean closed = spec != null && Boolean.TRUE.equals(spec.getUnschedulable());
        return !closed && status != null && status.getConditions().stream().anyMatch(NodeOffer::isReady);
    }

    private static boolean isReady(NodeCondition condition) {
        return READY.equals(condition.getType()) && "True".equals(condition.getStatus());
    }

    private static boolean hasLabels(Node node, Map<String, String> wanted) {
        @Nullable
        Map<String, String> labels =
                node.getMetadata() == null ? null : node.getMetadata().getLabels();
        Map<String, String> present = labels == null ? Map.of() : labels;
        return wanted.entrySet().stream()
                .allMatch(label -> Objects.equals(present.get(label.getKey()), label.getValue()));
    }
}
