package io.henge.demo.druid;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The pod template of every peon: Druid's settings as {@code druid_*} variables, the image and its resources. */
public final class PeonTemplate {
    /** The name under which localkube knows the directory of {@link PeonImage}. */
    public static final String IMAGE = "henge/peon";

    private static final int PORT = 8100;

    private PeonTemplate() {}

    /**
     * A {@code kind: PodTemplate} in YAML.
     *
     * @param extensions the directories of those that peons load
     */
    public static String yaml(Endpoints endpoints, Storage storage, List<String> extensions) {
        StringBuilder env = new StringBuilder();
        properties(endpoints, storage, extensions)
                .forEach((key, value) -> env.append("          - name: ")
                        .append(variable(key))
                        .append("\n            value: ")
                        .append(quote(value))
                        .append('\n'));
        return String.format(Locale.ROOT, """
                apiVersion: v1
                kind: PodTemplate
                metadata:
                  name: henge-peon
                template:
                  spec:
                    restartPolicy: Never
                    terminationGracePeriodSeconds: 30
                    automountServiceAccountToken: false
                    containers:
                      - name: main
                        image: %s
                        command: ["/peon.sh"]
                        ports:
                          - name: druid-port
                            containerPort: %d
                            protocol: TCP
                        resources:
                          requests: {cpu: "1", memory: 512Mi}
                          limits: {cpu: "1", memory: 512Mi}
                        env:
                          - name: druid_host
                            valueFrom:
                              fieldRef:
                                fieldPath: status.podIP
                """, IMAGE, PORT) + env;
    }

    private static Map<String, String> properties(Endpoints endpoints, Storage storage, List<String> extensions) {
        Map<String, String> properties = new TreeMap<>(DruidService.common(endpoints, storage));
        properties.put(DruidService.LOAD_LIST, DruidService.loadList(extensions));
        properties.keySet().removeIf(StoreKind::isSetting);
        properties.put("druid.service", "druid/peon");
        properties.put("druid.bindOnHost", "true");
        properties.put("druid.plaintextPort", Integer.toString(PORT));
        properties.put("druid.task.executor.plaintextPort", Integer.toString(PORT));
        // Without "k8s" in it, a peon ends as soon as its standard input does, which in a pod is at once.
        properties.put("druid.indexer.runner.type", "k8s");
        properties.put("druid.peon.mode", "remote");
        properties.put("druid.server.http.numThreads", "10");
        return properties;
    }

    /** The variable that peon.sh turns back into {@code property}. */
    public static String variable(String property) {
        return property.replace("_", "__").replace(".", "_");
    }

    private static String quote(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
