package io.henge.kubernetes.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PayloadSecretsTest {
    private static final JobAddress ADDRESS = new JobAddress(new ClusterName("east"), "tasks", new JobName("job-1"));

    private static List<Secret> secrets(byte[] packed) throws Exception {
        return PayloadSecrets.of(
                ADDRESS,
                new TreeMap<>(Map.of("henge.io/owner", "me")),
                Shipped.task("t")
                        .payload(Base64.getEncoder().encodeToString(packed), Payload.Way.SECRET)
                        .pack());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(List<Secret> secrets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        secrets.forEach(secret ->
                all.writeBytes(Base64.getDecoder().decode(secret.getData().get("part"))));
        return all.toByteArray();
    }

    @Test
    void aPayloadIsSplitAtTheLimitOfASecretAndLosesNoByte() throws Exception {
        for (int length : List.of(1, PayloadSecrets.SECRET_BYTES_MAX, PayloadSecrets.SECRET_BYTES_MAX + 1)) {
            byte[] packed = bytes(length);
            List<Secret> secrets = secrets(packed);
            assertThat(secrets).hasSize(length > PayloadSecrets.SECRET_BYTES_MAX ? 2 : 1);
            assertThat(joined(secrets)).isEqualTo(packed);
        }
    }

    @Test
    void eachSecretIsNamedAfterTheJobAndMarkedLikeIt() throws Exception {
        List<Secret> secrets = secrets(bytes(PayloadSecrets.SECRET_BYTES_MAX + 1));
        assertThat(secrets).extracting(secret -> secret.getMetadata().getName()).containsExactly("job-1-0", "job-1-1");
        assertThat(secrets).allSatisfy(secret -> {
            assertThat(secret.getMetadata().getNamespace()).isEqualTo("tasks");
            assertThat(secret.getMetadata().getLabels()).containsExactly(Map.entry("henge.io/owner", "me"));
            assertThat(secret.getImmutable()).isTrue();
        });
    }

    @Test
    void moreThanSixteenSecretsAreRefused() throws Exception {
        int max = PayloadSecrets.SECRETS_MAX * PayloadSecrets.SECRET_BYTES_MAX;
        assertThat(secrets(bytes(max))).hasSize(PayloadSecrets.SECRETS_MAX);
        byte[] tooMuch = bytes(max + 1);
        assertThatThrownBy(() -> secrets(tooMuch))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageStartingWith(
                        "Task[t] is too large to be shipped: 16777217 bytes of compressed JSON, where 16")
                .hasMessageContaining("druid.indexer.logs.type");
    }

    private static PodTemplateSpec mounted(String mounts) throws Exception {
        PodTemplateSpec pod = new KubernetesSerialization().unmarshal("""
                spec:
                  initContainers: [{name: first, image: other}]
                  containers:
                    - name: main
                      image: druid
                      securityContext: {runAsUser: 1000}
                      volumeMounts: %s
                """.formatted(mounts), PodTemplateSpec.class);
        return PayloadSecrets.mount(pod, secrets(bytes(3)), "/data/tasks/t 1");
    }

    private static Container writer(PodTemplateSpec pod) {
        List<Container> inits = pod.getSpec().getInitContainers();
        assertThat(inits).extracting(Container::getName).containsExactly("first", "henge-payload");
        return inits.get(1);
    }

    @Test
    void theTaskIsWrittenToTheVolumeThatThePeonHasAtItsDirectory() throws Exception {
        PodTemplateSpec pod = mounted("[{name: root, mountPath: /}, {name: disk, mountPath: /data, subPath: druid}]");
        Container writer = writer(pod);
        assertThat(writer.getImage()).isEqualTo("druid");
        assertThat(writer.getSecurityContext().getRunAsUser()).isEqualTo(1000);
        assertThat(writer.getEnv().get(0).getValue()).isEqualTo("task/tasks/t 1");
        VolumeMount target = writer.getVolumeMounts().get(1);
        assertThat(target.getName()).isEqualTo("disk");
        assertThat(target.getSubPath()).isEqualTo("druid");
        assertThat(target.getMountPath()).isEqualTo("/henge/task");
        assertThat(pod.getSpec().getVolumes()).hasSize(1);
        assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts()).hasSize(2);
    }

    @Test
    void aPeonWithoutAVolumeThereGetsOne() throws Exception {
        PodTemplateSpec pod = mounted("[{name: conf, mountPath: /conf}, {name: ro, mountPath: /data, readOnly: true}]");
        Container writer = writer(pod);
        assertThat(writer.getEnv().get(0).getValue()).isEqualTo("task");
        assertThat(writer.getVolumeMounts().get(1).getName()).isEqualTo("henge-task");
        assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts().get(2))
                .satisfies(mount -> {
                    assertThat(mount.getName()).isEqualTo("henge-task");
                    assertThat(mount.getMountPath()).isEqualTo("/data/tasks/t 1");
                });
        assertThat(pod.getSpec().getVolumes()).hasSize(2);
    }
}
