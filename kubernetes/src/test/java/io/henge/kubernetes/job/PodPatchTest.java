package io.henge.kubernetes.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.kubernetes.document.DocumentException;
import io.henge.kubernetes.document.Remark;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodPatchTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private static final String POD = """
            metadata: {labels: {a: "1", b: "2"}}
            spec:
              priorityClassName: high
              tolerations: [{key: old}]
              containers:
                - {name: main, image: druid, env: [{name: A, value: "1"}, {name: B, value: "2"}]}
                - {name: proxy, image: envoy}
            """;

    private static void check(String patch, String expected) throws Exception {
        PodTemplateSpec pod = YAML.unmarshal(POD, PodTemplateSpec.class);
        PodTemplateSpec patched = PodPatch.parse(patch).applyTo(pod);
        assertThat(YAML.convertValue(patched, Object.class)).isEqualTo(YAML.unmarshal(expected, Object.class));
        assertThat(pod).isEqualTo(YAML.unmarshal(POD, PodTemplateSpec.class));
    }

    @Test
    void whatHasANameIsMergedByItAndOtherListsAreReplaced() throws Exception {
        check("""
                metadata: {labels: {b: "3"}}
                spec:
                  runtimeClassName: gvisor
                  tolerations: [{key: new}]
                  containers:
                    - {name: main, env: [{name: B, value: "9"}, {name: C, value: "3"}]}
                    - {name: extra, image: busybox}
                """, """
                metadata: {labels: {a: "1", b: "3"}}
                spec:
                  priorityClassName: high
                  runtimeClassName: gvisor
                  tolerations: [{key: new}]
                  containers:
                    - name: main
                      image: druid
                      env: [{name: A, value: "1"}, {name: B, value: "9"}, {name: C, value: "3"}]
                    - {name: proxy, image: envoy}
                    - {name: extra, image: busybox}
                """);
    }

    @Test
    void nullAndTheDirectiveRemove() throws Exception {
        check("""
                {"metadata": {"labels": {"a": null}},
                 "spec": {"priorityClassName": null,
                          "containers": [{"name": "proxy", "$patch": "delete"}, {"name": "absent", "$patch": "delete"}]}}
                """, """
                metadata: {labels: {b: "2"}}
                spec:
                  tolerations: [{key: old}]
                  containers:
                    - {name: main, image: druid, env: [{name: A, value: "1"}, {name: B, value: "2"}]}
                """);
    }

    @Test
    void aMisspeltFieldIsANoteAndSentAsItIs() throws Exception {
        PodPatch patch = PodPatch.parse("spec:\n  nodeselector: {disk: ssd}");
        assertThat(patch.notes())
                .containsExactly(new Remark(2, "spec.nodeselector is not known. Did you mean `nodeSelector`?"));
        assertThat(patch.applyTo(YAML.unmarshal(POD, PodTemplateSpec.class))
                        .getSpec()
                        .getAdditionalProperties())
                .containsEntry("nodeselector", Map.of("disk", "ssd"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [b|', line 1: a list in `[ ]` is not closed'",
                "[1]|' is a list. Expected an object with metadata and spec of a pod template.'",
                "'spek: {}'|', line 1: spek is not known. Expected metadata and spec of a pod template.'",
                "spec: {containers: 7}|', line 1: spec.containers is a number. Expected a list'",
                "spec: {containers: [7]}|', line 1: spec.containers[0] is a number. Expected an object'",
                "'spec: {$patch: replace}'|', line 1: spec.$patch is not known. `$patch: delete` in an element'",
                "'spec: {containers: [{name: a, $patch: replace}]}'|', line 1: spec.containers[0].$patch is not known.'"
            })
    void whatIsNoPatchIsRefused(String text, String said) {
        assertThatThrownBy(() -> PodPatch.parse(text))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("The document" + said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"spec: {containers: null}|has no container any more", "spec: null|has no container any more"})
    void aPatchThatLeavesNoPodRefusesTheJob(String text, String said) throws Exception {
        PodTemplateSpec pod = YAML.unmarshal(POD, PodTemplateSpec.class);
        assertThatThrownBy(() -> PodPatch.parse(text).applyTo(pod))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining(said);
    }
}
