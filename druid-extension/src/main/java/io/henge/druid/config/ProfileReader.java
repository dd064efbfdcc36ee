package io.henge.druid.config;

import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.Labels;
import io.henge.core.placement.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Reads what one cluster may take, and what it is chosen by. */
final class ProfileReader {
    private ProfileReader() {}

    static ClusterProfile read(Section own, PropertyBag bag) {
        return new ClusterProfile(
                new ClusterLimits(own.number("capacity"), own.number("weight"), ResourcesReader.read(own)),
                labels(own, bag),
                taints(own, bag));
    }

    private static SortedMap<String, String> labels(Section own, PropertyBag bag) {
        SortedMap<String, String> labels = own.map("clusterLabels");
        labels.forEach((key, value) -> {
            if (!Labels.isKey(key) || !Labels.isValue(value)) {
                bag.complain(
                        own.spelled("clusterLabels") + "." + key,
                        value,
                        "Give a label as Kubernetes takes it: at most 63 letters, digits and _.- each, the key perhaps"
                                + " behind a DNS name and a slash.");
            }
        });
        return labels;
    }

    private static List<Taint> taints(Section own, PropertyBag bag) {
        List<String> texts = own.list("taints");
        List<Taint> taints = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<Taint> taint = Taint.of(texts.get(i));
            taint.ifPresent(taints::add);
            if (taint.isEmpty()) {
                bag.complain(
                        own.spelled("taints") + "[" + i + "]",
                        texts.get(i),
                        "Give key=value:NoSchedule or key=value:PreferNoSchedule, with or without the value.");
            }
        }
        return taints;
    }
}
