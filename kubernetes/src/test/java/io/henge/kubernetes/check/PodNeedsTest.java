package io.henge.kubernetes.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class PodNeedsTest {
    private static SortedSet<PodNeed> needs(String yaml) {
        return PodNeeds.of(new KubernetesSerialization().unmarshal(yaml, PodSpec.class), "pod template[base]");
    }

    @Test
    void everyPlaceWhereAPodNamesAnObjectIsSeen() {
        assertThat(needs("""
                serviceAccountName: peon
                imagePullSecrets: [{name: registry}]
                initContainers:
                  - name: first
                    envFrom: [{configMapRef: {name: from-map}}, {secretRef: {name: from-secret}}]
                containers:
                  - name: main
                    env:
                      - {name: A, value: plain}
                      - {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                      - {name: C, valueFrom: {configMapKeyRef: {name: key-map, key: k}}}
                      - {name: D, valueFrom: {secretKeyRef: {name: key-secret, key: k}}}
                volumes:
                  - {name: e, emptyDir: {}}
                  - {name: m, configMap: {name: volume-map}}
                  - {name: s, secret: {secretName: volume-secret}}
                  - name: p
                    projected:
                      sources:
                        - {configMap: {name: projected-map}}
                        - {secret: {name: projected-secret}}
                        - {serviceAccountToken: {path: token}}
                """).stream().map(need -> need + " by " + need.by()))
                .containsExactly(
                        "ServiceAccount[peon] by pod template[base]",
                        "ConfigMap[from-map] by envFrom of container[first] of pod template[base]",
                        "ConfigMap[key-map] by env[C] of container[main] of pod template[base]",
                        "ConfigMap[projected-map] by volume[p] of pod template[base]",
                        "ConfigMap[volume-map] by volume[m] of pod template[base]",
                        "Secret[from-secret] by envFrom of container[first] of pod template[base]",
                        "Secret[key-secret] by env[D] of container[main] of pod template[base]",
                        "Secret[projected-secret] by volume[p] of pod template[base]",
                        "Secret[volume-secret] by volume[s] of pod template[base]",
                        "Secret[registry] by imagePullSecrets of pod template[base]");
    }

    @Test
    void whatIsOptionalIsNotNeeded() {
        assertThat(needs("""
                containers:
                  - name: main
                    envFrom:
                      - {configMapRef: {name: a, optional: true}}
                      - {secretRef: {name: b, optional: true}}
                    env:
                      - {name: C, valueFrom: {configMapKeyRef: {name: c, key: k, optional: true}}}
                      - {name: D, valueFrom: {secretKeyRef: {name: d, key: k, optional: true}}}
                volumes:
                  - {name: m, configMap: {name: e, optional: true}}
                  - {name: s, secret: {secretName: f, optional: true}}
                  - {name: p, projected: {sources: [{configMap: {name: g, optional: true}}]}}
                """)).isEmpty();
    }

    @Test
    void theOlderNameOfTheServiceAccountCountsWhereThereIsNoNewer() {
        assertThat(needs("serviceAccount: old\ncontainers: []")).hasToString("[ServiceAccount[old]]");
        assertThat(needs("serviceAccount: old\nserviceAccountName: new")).hasToString("[ServiceAccount[new]]");
    }
}
