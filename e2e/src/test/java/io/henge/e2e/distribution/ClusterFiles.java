package io.henge.e2e.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that the properties of an Overlord with one cluster lead to. */
final class ClusterFiles {
    private ClusterFiles() {}

    /** Writes {@code base.yaml}, a pod template, and {@code east.yaml}, a kubeconfig of that server. */
    static void write(Path directory, String server) throws IOException {
        Files.write(
                directory.resolve("base.yaml"),
                List.of(
                        "kind: PodTemplate",
                        "template: {spec: {restartPolicy: Never, containers: [{name: main, image: druid}]}}"));
        Files.write(
                directory.resolve("east.yaml"),
                List.of(
                        "kind: Config",
                        "current-context: a",
                        "contexts: [{name: a, context: {cluster: a, user: a}}]",
                        "clusters: [{name: a, cluster: {server: \"" + server + "\"}}]",
                        "users: [{name: a, user: {token: secret}}]"));
    }
}
