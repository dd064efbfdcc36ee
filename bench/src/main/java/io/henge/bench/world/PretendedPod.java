package io.henge.bench.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pod that only pretends to run, on localkube's simulated nodes, so that many fit on one machine. */
public final class PretendedPod {
    private static final String TEMPLATE = """
            apiVersion: v1
            kind: PodTemplate
            template:
              metadata:
                annotations:
                  localkube.henge.io/start-seconds: "0.2"
                  localkube.henge.io/run-seconds: "RUN_SECONDS"
              spec:
                restartPolicy: Never
                nodeSelector: {localkube.henge.io/type: simulated}
                tolerations: [{key: localkube.henge.io/type, operator: Exists}]
                containers:
                  - name: main
                    image: pretended
                    command: ["/peon.sh"]
                    resources: {requests: {cpu: 1m, memory: 1Mi}, limits: {cpu: 1m, memory: 1Mi}}
            """;

    private PretendedPod() {}

    /** Writes the pod template of one that runs for so long into {@code directory}; returns where. */
    public static Path template(Path directory, int runSeconds) throws IOException {
        return Files.writeString(
                directory.resolve("pretended.yaml"), TEMPLATE.replace("RUN_SECONDS", Integer.toString(runSeconds)));
    }
}
