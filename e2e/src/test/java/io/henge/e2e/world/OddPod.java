package io.henge.e2e.world;

import io.henge.demo.druid.PeonTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Pods of the shared world that run no peon, each for a type of task that nothing else there is of. */
enum OddPod {
    /** Its image is not there. */
    WITHOUT_IMAGE("move", OddPod.IMAGE_NOT_THERE, "command: [/peon.sh]"),
    /** No node has room for it. A field of its template is misspelt. */
    WITHOUT_ROOM("archive", PeonTemplate.IMAGE, "resources: {requests: {cpu: 1000}, limmits: {cpu: 1000}}"),
    /** A config map that its environment comes from is not there. */
    WITHOUT_SETTINGS("restore", PeonTemplate.IMAGE, "envFrom: [{configMapRef: {name: no-such-settings}}]"),
    /** It prints a long log and goes on until it gets SIGTERM. */
    WITH_A_LONG_LOG(
            "kill",
            PeonTemplate.IMAGE,
            "command: [sh, -c, \"trap 'exit 0' TERM; " + OddPod.LONG_LOG + "; while true; do sleep 0.2; done\"]");

    static final String IMAGE_NOT_THERE = "henge/not-there";

    /** Prints a million numbered lines of 100 bytes. */
    static final String LONG_LOG = "seq -f %099.0f 1 1000000";

    private final String taskType;
    private final String image;
    private final String more;

    OddPod(String taskType, String image, String more) {
        this.taskType = taskType;
        this.image = image;
        this.more = more;
    }

    String taskType() {
        return taskType;
    }

    /** A task that gets this pod. */
    String task() {
        return "{\"type\":\"" + taskType + "\",\"dataSource\":\"nothing\",\"interval\":\"2000/2001\"}";
    }

    Path writeTemplate(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve(name().toLowerCase(Locale.ROOT) + ".yaml"), """
                apiVersion: v1
                kind: PodTemplate
                template:
                  spec:
                    restartPolicy: Never
                    terminationGracePeriodSeconds: 2
                    containers:
                      - name: main
                        image: %s
                        %s
                """.formatted(image, more));
    }
}
