package io.henge.druid.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Properties;

/** Properties of the runner, for tests: two clusters with templates, unless a test says otherwise. */
final class RunnerProperties {
    private final Properties properties = new Properties();

    /** None of the runner, and of Druid those that tasks on clusters need. */
    static RunnerProperties none() {
        return new RunnerProperties()
                .setFull(PeonNotes.ENCAPSULATED, "true")
                .setFull(PeonNotes.INTERMEDIARY, "deepstore");
    }

    static RunnerProperties twoClusters() {
        return none().set("type", "multik8s")
                .set("clusters[0].name", "east")
                .set("clusters[0].taskNamespace", "druid")
                .set("clusters[1].name", "west")
                .set("clusters[1].taskNamespace", "druid")
                .set("clusters[1].kubeconfigPath", "conf/west.yaml")
                .set("overlordNamespace", "overlords")
                .set("k8s.adapter.type", "customTemplateAdapter")
                .set("k8s.podTemplate.base", "conf/base.yaml");
    }

    RunnerProperties set(String key, String value) {
        return setFull("druid.indexer.runner." + key, value);
    }

    /** @param key as it stands in a file */
    RunnerProperties setFull(String key, String value) {
        properties.setProperty(key, value);
        return this;
    }

    RunnerProperties remove(String key) {
        properties.remove("druid.indexer.runner." + key);
        return this;
    }

    RunnerConfig read() {
        return RunnerConfigReader.read(properties, new ObjectMapper());
    }
}
