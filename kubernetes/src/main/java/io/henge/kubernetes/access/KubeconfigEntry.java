package io.henge.kubernetes.access;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;

/**
 * What a kubeconfig says for one context.
 *
 * @param context its name
 * @param cluster with a server that is a URL
 * @param user empty where the context names none; relative paths are resolved, here and in {@code cluster}
 */
record KubeconfigEntry(String context, Cluster cluster, AuthInfo user) {}
