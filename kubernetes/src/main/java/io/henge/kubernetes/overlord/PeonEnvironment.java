package io.henge.kubernetes.overlord;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.henge.kubernetes.document.Models;
import io.henge.kubernetes.job.Marks;
import io.henge.kubernetes.job.Payload;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.job.Variables;
import java.util.ArrayList;
import java.util.List;

/** The variables of a peon's container: the Overlord's, then the peon's own, the last of two of one name winning. */
final class PeonEnvironment {
    private static final String MONITORS = "druid_monitoring_monitors";

    private PeonEnvironment() {}

    static List<EnvVar> of(List<EnvVar> overlord, List<String> monitors, PeonJvm jvm, Shipment shipment) {
        List<EnvVar> variables = new ArrayList<>(overlord);
        if (!monitors.isEmpty()) {
            variables.removeIf(variable -> MONITORS.equals(variable.getName()));
            variables.add(Variables.of(MONITORS, Models.TEXT.asJson(monitors)));
        }
        variables.add(Variables.of("TASK_DIR", PeonPod.taskDir(shipment)));
        variables.add(Variables.of("JAVA_OPTS", String.join(" ", javaOpts(jvm, shipment))));
        variables.add(Variables.ofField("druid_host", "status.podIP"));
        variables.add(Variables.ofField("HOSTNAME", "metadata.name"));
        if (shipment.payload().way() == Payload.Way.ENVIRONMENT) {
            variables.add(Variables.of("TASK_JSON", shipment.payload().encoded()));
        }
        shipment.peon().environment().forEach((name, value) -> variables.add(Variables.of(name, value)));
        return variables;
    }

    private static List<String> javaOpts(PeonJvm jvm, Shipment shipment) {
        boolean tls = shipment.peon().tls();
        int tlsPort = tls ? Marks.PORT_TLS : -1;
        List<String> options = new ArrayList<>(jvm.options());
        options.addAll(List.of(
                "-Ddruid.indexer.task.baseTaskDir=" + shipment.peon().baseTaskDir(),
                "-Ddruid.port=" + Marks.PORT_PLAINTEXT,
                "-Ddruid.plaintextPort=" + Marks.PORT_PLAINTEXT,
                "-Ddruid.tlsPort=" + tlsPort,
                "-Ddruid.task.executor.tlsPort=" + tlsPort,
                "-Ddruid.task.executor.enableTlsPort=" + tls));
        return options;
    }
}
