package io.henge.bench.overlord;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A runner's properties, as an operator writes them. */
public final class OverlordProperties {
    private static final String RUNNER = "druid.indexer.runner.";
    private static final String NAMESPACE = "henge";

    private OverlordProperties() {}

    /**
     * Those of a runner whose pods are all made of one template.
     *
     * @param kubeconfigs how each cluster is reached, by name
     * @param capacity how many attempts there are at once
     */
    public static Properties of(Map<String, Path> kubeconfigs, int capacity, Path template) {
        Properties properties = new Properties();
        properties.setProperty(RUNNER + "capacity", Integer.toString(capacity));
        properties.setProperty(RUNNER + "type", "multik8s");
        properties.setProperty(RUNNER + "k8s.adapter.type", "customTemplateAdapter");
        properties.setProperty(RUNNER + "k8s.podTemplate.base", template.toString());
        int index = 0;
        for (Map.Entry<String, Path> cluster : new TreeMap<>(kubeconfigs).entrySet()) {
            String prefix = RUNNER + "clusters[" + index++ + "].";
            properties.setProperty(prefix + "name", cluster.getKey());
            properties.setProperty(prefix + "kubeconfigPath", cluster.getValue().toString());
            properties.setProperty(prefix + "taskNamespace", NAMESPACE);
        }
        return properties;
    }
}
