package io.henge.kubernetes.overlord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.henge.kubernetes.job.JobRefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeonJvmTest {
    @ParameterizedTest
    @CsvSource({
        "'', 2400000000",
        "-Xmx1g, 2400000000",
        "-Xmx1Gi, 2576980377",
        "-Xmx512m, 1228800000",
        "-Xmx1000000000, 2400000000",
        "-Xmx1g -XX:MaxDirectMemorySize=2g, 3600000000",
        "-XX:MaxDirectMemorySize=500m, 1800000000",
        "-Xmx9g -Xmx1G, 2400000000",
        "-Xmx1k, 2400",
    })
    void memoryIsAFifthMoreThanHeapAndDirectMemoryInDruidsUnits(String options, long bytes) throws Exception {
        assertThat(PeonJvm.of(List.of(options), "").memoryBytes()).isEqualTo(bytes);
    }

    @Test
    void aTasksOwnOptionsComeLastAndSoWin() throws Exception {
        PeonJvm jvm = PeonJvm.of(List.of("-server  -Xmx1g", "-Da=b"), " -Xmx2g\t-Dc=d ");
        assertThat(jvm.options()).containsExactly("-server", "-Xmx1g", "-Da=b", "-Xmx2g", "-Dc=d");
        assertThat(jvm.memoryBytes()).isEqualTo(4_800_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"-Xmx1x", "-Xmx", "-Xmx-1g", "-Xmx99999p", "-Xmx9000p", "-XX:MaxDirectMemorySize=many"})
    void whatIsNoSizeIsRefused(String option) {
        assertThatThrownBy(() -> PeonJvm.of(List.of(), option))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining(option);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "2k, 2000", "2Ki, 2048", "2KiB, 2048", "1M, 1000000", "1gib, 1073741824", "1t, 1000000000000"})
    void sizesAreReadAsDruidReadsThem(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @Test
    void requestsAndLimitsAreTheSameAndOtherResourcesStay() {
        ResourceRequirements overlord = new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("8"))
                .addToLimits("ephemeral-storage", new Quantity("9Gi"))
                .build();
        ResourceRequirements peon = PeonResources.of(overlord, 0, 2_400_000_000L);
        assertThat(peon.getRequests())
                .hasSize(2)
                .containsEntry("cpu", new Quantity("1000", "m"))
                .containsEntry("memory", new Quantity("2400000000"));
        assertThat(peon.getLimits()).hasSize(3).containsEntry("ephemeral-storage", new Quantity("9Gi"));
        assertThat(PeonResources.of(null, 1500, 1).getLimits()).containsEntry("cpu", new Quantity("1500", "m"));
    }
}
