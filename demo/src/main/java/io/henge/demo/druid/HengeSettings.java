package io.henge.demo.druid;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Overlord properties that turn Henge on. */
public final class HengeSettings {
    private static final String RUNNER = "druid.indexer.runner.";

    private HengeSettings() {}

    /**
     * One cluster, as Henge sees it.
     *
     * @param kubeconfig the limited one
     */
    public record Target(String name, String kubeconfig, String namespace) {}

    /**
     * All properties which Henge needs, for these clusters.
     *
     * @param extensions the directory that holds {@code henge/*.jar}
     * @param others the directories of further extensions
     * @param template the base pod template
     */
    public static Map<String, String> properties(
            Path extensions, List<String> others, Path template, List<Target> clusters) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("druid.extensions.directory", extensions.toString());
        List<String> loaded = new ArrayList<>(List.of("henge"));
        loaded.addAll(others);
        properties.put(DruidService.LOAD_LIST, DruidService.loadList(loaded));
        properties.put(RUNNER + "type", "multik8s");
        properties.put(RUNNER + "k8s.adapter.type", "customTemplateAdapter");
        properties.put(RUNNER + "k8s.podTemplate.base", template.toString());
        for (int i = 0; i < clusters.size(); i++) {
            String prefix = RUNNER + "clusters[" + i + "].";
            properties.put(prefix + "name", clusters.get(i).name());
            properties.put(prefix + "kubeconfigPath", clusters.get(i).kubeconfig());
            properties.put(prefix + "taskNamespace", clusters.get(i).namespace());
        }
        return properties;
    }
}
