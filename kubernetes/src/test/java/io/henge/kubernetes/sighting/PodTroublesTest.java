package io.henge.kubernetes.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.ClusterName;
import io.henge.core.cluster.JobSighting.StartTrouble;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a pod that runs is unwell. */
class PodTroublesTest {
    private static final ClusterNamespace EAST = new ClusterNamespace(new ClusterName("east"), "tasks");

    private static Pod pod(String condition) {
        return new KubernetesSerialization().unmarshal("""
                kind: Pod
                apiVersion: v1
                metadata: {name: j-1-x, namespace: tasks}
                spec: {nodeName: node-7}
                status: {phase: Running, conditions: [%s]}
                """.formatted(condition), Pod.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: Ready, status: 'True'} | true |
            {type: Ready, status: 'False', reason: NodeLost, message: late} | true | is not ready (NodeLost): late
            {type: Ready, status: Unknown} | true | is not ready
            {type: PodScheduled, status: 'False'} | true |
            {type: Ready, status: 'True'} | false | is to be deleted, and still there
            """)
    void itIsNotReadyOrToBeDeleted(String condition, boolean stays, @Nullable String why) {
        Pod pod = pod(condition);
        if (!stays) {
            pod.getMetadata().setDeletionTimestamp("2026-01-01T00:00:30Z");
        }
        assertThat(PodTroubles.of(EAST, pod).map(StartTrouble::message))
                .isEqualTo(Optional.ofNullable(why)
                        .map(words -> "Pod[j-1-x] in namespace[tasks] of cluster[east] on node[node-7] " + words));
    }
}
