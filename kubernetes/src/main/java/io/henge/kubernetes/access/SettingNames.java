package io.henge.kubernetes.access;

/**
 * How messages name the settings of one cluster: only by properties that there are where it was configured. A cluster that was
 * named by nobody, or the Overlord's own, has no properties of its own.
 *
 * @param key how its properties begin, such as {@code druid.indexer.runner.clusters[1]}; else what leads to it
 */
public record SettingNames(String key) {
    /** Whether the cluster has properties of its own. */
    public boolean isNamed() {
        return key.endsWith("]");
    }

    /** Where Jobs are made. */
    public String namespace() {
        return isNamed() ? key + ".taskNamespace" : "druid.indexer.runner.namespace";
    }

    /** How to get to an API server that only a proxy reaches, in the imperative. */
    public String proxyRemedy() {
        return isNamed() ? "give " + key + ".proxy.https" : "set HTTPS_PROXY for the Overlord's process";
    }

    /** How to choose a context, in the imperative. */
    public String contextRemedy() {
        return "Set one with `kubectl config use-context`"
                + (isNamed() ? ", or name one as " + key + ".context." : ".");
    }
}
