package io.henge.kubernetes.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobNamesTest {
    private static final String COMPACTION = "auto_compact_k8smetrics_aeifmefd_2022-08-18T15:33:26.094Z";

    private static String nameOf(String prefix, String task, int attempt) {
        return new JobNames(prefix)
                .nameOf(new AttemptId(new TaskId(task), attempt))
                .value();
    }

    @Test
    void firstAttemptsAreNamedAsDruidNamesThem() {
        assertThat(nameOf("", "id", 1)).isEqualTo("id-3e70afe5cd823dfc7dd308eea616426b");
        assertThat(nameOf("", COMPACTION, 1))
                .isEqualTo("autocompactk8smetricsaeifmefd2-4b1aea2eb0593c194d7b4046df1bdd22");
    }

    @Test
    void aPrefixTakesThePlaceOfTheReadablePart() {
        assertThat(nameOf("My_Prefix", "id", 1)).isEqualTo("myprefix-3e70afe5cd823dfc7dd308eea616426b");
    }

    @Test
    void laterAttemptsHaveNamesOfTheirOwnInTheSameForm() {
        assertThat(nameOf("", "id", 2)).matches("id-[0-9a-f]{32}").isNotEqualTo(nameOf("", "id", 1));
        assertThat(nameOf("", "id", 2)).isNotEqualTo(nameOf("", "id", 3));
    }

    @Test
    void everyTaskIdMakesAName() {
        assertThat(nameOf("", "__", 1)).startsWith("task-");
        assertThat(nameOf("", "x".repeat(255), 7)).hasSize(63);
        assertThat(nameOf("", "Äpfel-zählen", 1)).startsWith("pfelzhlen-");
    }

    @Test
    void eachNameThatIsTakenLeadsToAnother() {
        JobNames names = new JobNames("");
        AttemptId first = AttemptId.first(new TaskId("task"));
        AttemptId second = new AttemptId(first.task(), 2);
        assertThat(List.of(
                        names.nameOf(first, 0),
                        names.nameOf(first, 1),
                        names.nameOf(first, 2),
                        names.nameOf(second, 0),
                        names.nameOf(second, 1)))
                .doesNotHaveDuplicates();
        assertThat(names.nameOf(first, 1)).isEqualTo(names.nameOf(first, 1));
    }
}
