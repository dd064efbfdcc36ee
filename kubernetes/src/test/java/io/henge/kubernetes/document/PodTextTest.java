package io.henge.kubernetes.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write for pods, as it is understood. What is said of a broken file, {@code RenderDocumentsTest} tells. */
class PodTextTest {
    private static Understood<PodTemplateSpec> pod(String spec) throws Exception {
        return PodText.template("kind: PodTemplate\ntemplate:\n  spec:\n" + spec.indent(4));
    }

    private static Container container(Understood<PodTemplateSpec> pod) {
        return pod.value().getSpec().getContainers().get(0);
    }

    private static List<String> notes(Understood<?> understood) {
        return understood.notes().stream().map(note -> note.about("F")).toList();
    }

    private static String fault(String text) {
        return String.valueOf(catchThrowableOfType(DocumentException.class, () -> PodText.template(text))
                .getMessage());
    }

    @Test
    void mergeKeysAreMergedWhatStandsThereItselfWins() throws Exception {
        Understood<PodTemplateSpec> pod = PodText.template("""
                x-small: &small {image: small, stdin: true, tty: true}
                x-other: &other {<<: *small, image: other, workingDir: /o}
                kind: PodTemplate
                template:
                  spec:
                    containers:
                      - <<: [*other, *small]
                        name: main
                        tty: false
                        resources: &resources
                          limits: &limits {memory: 4Gi, cpu: 1}
                          requests: {<<: *limits, cpu: 500m}
                      - {name: side, <<: *small, resources: *resources}
                """);
        assertThat(new KubernetesSerialization().asJson(container(pod)))
                .contains("\"image\":\"other\"", "\"workingDir\":\"/o\"", "\"stdin\":true", "\"tty\":false")
                .doesNotContain("<<");
        assertThat(container(pod).getResources().getRequests()).hasToString("{cpu=500m, memory=4Gi}");
        assertThat(pod.value().getSpec().getContainers().get(1).getResources())
                .isEqualTo(container(pod).getResources());
        assertThat(pod.notes()).isEmpty();
    }

    @Test
    void whatIsNotKnownIsKeptAndToldAtAnyDepth() throws Exception {
        Understood<PodTemplateSpec> pod = pod("""
                containers:
                  - name: main
                    commmand: [a, {b: 1.5}]
                    lifecycle: {preStop: {exec: {comand: [x]}}}
                restartpolicy: Never
                image: druid
                newerThanTheClient: {a: null, b: [true, 7]}
                affinity: {nodeAffinity: {required: {}}}
                """);
        assertThat(notes(pod))
                .containsExactly(
                        "F, line 6: template.spec.containers[0].commmand is not known. Did you mean `command`?",
                        "F, line 7: template.spec.containers[0].lifecycle.preStop.exec.comand is not known."
                                + " Did you mean `command`?",
                        "F, line 8: template.spec.restartpolicy is not known. Did you mean `restartPolicy`?",
                        "F, line 9: template.spec.image is not known there. Did you mean `template.spec.containers[].image`?"
                                + " Mend the indentation.",
                        "F, line 10: template.spec.newerThanTheClient is not known here; it is kept as it is.",
                        "F, line 11: template.spec.affinity.nodeAffinity.required is not known here; it is kept as it is.");
        String sent = new KubernetesSerialization().asJson(pod.value());
        assertThat(sent)
                .contains("\"commmand\":[\"a\",{\"b\":1.5}]", "\"comand\":[\"x\"]", "\"image\":\"druid\"")
                .contains("\"newerThanTheClient\":{\"a\":null,\"b\":[true,7]}", "\"required\":{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0644|420|",
                "0o644|420|",
                "0x1A4|420|",
                "420|420|",
                "'\"420\"'|420|is a text, where a whole number is expected",
            })
    void wholeNumbersAreReadAsKubectlReadsThem(String written, int mode, String note) throws Exception {
        Understood<PodTemplateSpec> pod = pod("containers: [{name: a}]\n"
                + "volumes: [{name: v, configMap: {name: m, defaultMode: " + written + "}}]");
        assertThat(pod.value().getSpec().getVolumes().get(0).getConfigMap().getDefaultMode())
                .isEqualTo(mode);
        assertThat(String.join("", notes(pod))).contains(note == null ? "" : note);
        assertThat(pod.notes()).hasSize(note == null ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"yes|true", "On|true", "TRUE|true", "no|false", "Off|false", "'\"true\"'|true"})
    void booleansAreReadAsKubectlReadsThem(String written, boolean stdin) throws Exception {
        assertThat(container(pod("containers: [{name: a, stdin: " + written + "}]"))
                        .getStdin())
                .isEqualTo(stdin);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8080|8080|a number",
                "1e3|1e3|a number",
                "0777|0777|a number",
                "true|true|a boolean",
                "yes|yes|",
                "'\"8080\"'|8080|",
                "!!str 8080|8080|",
            })
    void aTextIsSentAsItIsWrittenAndKubectlsRefusalIsTold(String written, String sent, String kind) throws Exception {
        Understood<PodTemplateSpec> pod = pod("containers: [{name: a, env: [{name: A, value: " + written + "}]}]");
        assertThat(container(pod).getEnv().get(0).getValue()).isEqualTo(sent);
        if (kind == null) {
            assertThat(pod.notes()).isEmpty();
        } else {
            assertThat(notes(pod))
                    .containsExactly("F, line 4: template.spec.containers[0].env[0].value is " + kind
                            + ", where a text is expected. It is sent as a text, as written; kubectl refuses it."
                            + " Put it in quotes.");
        }
    }

    @Test
    void whatIsEmptyIsAsIfItWereNotThere() throws Exception {
        Understood<PodTemplateSpec> pod = pod("""
                containers: [{name: a, env: , resources: {}, image: ~}]
                volumes: null
                nodeSelector: {node-role.kubernetes.io/worker: }
                """);
        assertThat(container(pod).getEnv()).isEmpty();
        assertThat(container(pod).getImage()).isNull();
        assertThat(pod.value().getSpec().getNodeSelector()).containsEntry("node-role.kubernetes.io/worker", "");
        assertThat(pod.notes()).isEmpty();
    }

    @Test
    void portsOfProbesMayBeNumbersOrNames() throws Exception {
        Understood<PodTemplateSpec> pod = pod("containers: [{name: a, livenessProbe: {httpGet: {port: 8100}},"
                + " readinessProbe: {httpGet: {port: plain}}}]");
        assertThat(container(pod).getLivenessProbe().getHttpGet().getPort().getIntVal())
                .isEqualTo(8100);
        assertThat(container(pod).getReadinessProbe().getHttpGet().getPort().getStrVal())
                .isEqualTo("plain");
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThat(fault("""
                kind: PodTemplate
                template:
                  spec:
                    containers:
                      - name: main
                        command: sh -c x
                        stdin: maybe
                      -
                """))
                .isEqualTo(
                        "The document, line 6: template.spec.containers[0].command is a text. Expected a list: begin each"
                                + " element with `- `, or write it as [\"a\", \"b\"]. There, line 7: template.spec.containers[0].stdin"
                                + " is the text `maybe`. Expected true or false. There, line 8: template.spec.containers[1] is empty."
                                + " Write what belongs there behind the `- `, or take that out.");
    }

    @Test
    void noMessageHasATextThatMayBeSecret() {
        assertThat(fault("""
                kind: PodTemplate
                template:
                  spec:
                    containers:
                      - name: main
                        command: run --password hunter2
                        env: {PASSWORD: hunter2}
                """)).doesNotContain("hunter2");
        assertThat(fault("kind: PodTemplate\ntemplate: {spec: {containers: [{env: [{value: \"hunter2"))
                .doesNotContain("hunter2");
    }

    /** Each level names the one below twice: 2^30 values from 30 lines. */
    @Test
    void aliasesThatMakeMuchOfLittleAreRefused() {
        StringBuilder bomb = new StringBuilder("x-0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("x-%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(fault(bomb + "kind: PodTemplate\ntemplate: {spec: {containers: [{name: a, args: [x], odd: *a29}]}}"))
                .isEqualTo("The document holds more than a cluster takes, once its aliases (`*name`) are followed."
                        + " Take some of them out.");
        assertThat(fault(bomb + "kind: PodTemplate\ntemplate: {<<: *a29}")).contains("`<<` merges a list");
    }

    @Test
    void depthIsBounded() {
        assertThat(fault("kind: PodTemplate\ntemplate: " + "[".repeat(50_000)))
                .contains("line 2: more than 100 levels of lists and objects");
    }
}
