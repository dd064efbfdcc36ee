package io.henge.kubernetes.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.henge.kubernetes.job.JobRefusedException;
import io.henge.testkit.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTemplatesTest {
    private static final String PROPERTY = "druid.indexer.runner.k8s.podTemplate.";

    @TempDir
    private Path dir;

    private final ManualClock clock = new ManualClock();

    private Path file(String name, String text) throws Exception {
        return Files.writeString(dir.resolve(name), text);
    }

    private static String template(String image) {
        return "kind: PodTemplate\ntemplate:\n  spec:\n    containers: [{name: main, image: " + image + "}]\n";
    }

    private PodTemplates templates(Map<String, Path> files) {
        return templates(files, false);
    }

    private PodTemplates templates(Map<String, Path> files, boolean strict) {
        Map<String, TemplateFile> named = new HashMap<>();
        files.forEach((key, path) -> named.put(key, new TemplateFile(PROPERTY + key, path)));
        return new PodTemplates(named, strict, Set.of(), clock);
    }

    private static String imageOf(PodTemplates.Named found) {
        return found.template().getSpec().getContainers().get(0).getImage();
    }

    @Test
    void theTemplateNamedLikeTheTypeIsTakenElseTheBase() throws Exception {
        PodTemplates templates = templates(Map.of(
                "base", file("base.yaml", template("any")), "index_kafka", file("kafka.yaml", template("large"))));
        assertThat(templates.forKey("index_kafka").key()).isEqualTo("index_kafka");
        assertThat(imageOf(templates.forKey("index_kafka"))).isEqualTo("large");
        assertThat(templates.forKey("compact").key()).isEqualTo("base");
        assertThat(templates.keys()).containsExactly("base", "index_kafka");
    }

    @Test
    void anEditAppliesWithoutARestartAndABrokenOneRefusesTheTask() throws Exception {
        Path base = file("base.yaml", template("old"));
        PodTemplates templates = templates(Map.of("base", base));
        assertThat(imageOf(templates.forKey("index"))).isEqualTo("old");
        file("base.yaml", template("new"));
        assertThat(imageOf(templates.forKey("index"))).isEqualTo("new");
        file("base.yaml", "kind: Pod");
        assertThatThrownBy(() -> templates.forKey("index"))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageStartingWith(
                        PROPERTY + "base: " + base + ", line 1: kind is `Pod`. Expected `PodTemplate`: put");
        file("base.yaml", template("mended"));
        assertThat(imageOf(templates.forKey("index"))).isEqualTo("mended");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|' is empty.'",
                "a: [b|', line 1: a list in `[ ]` is not closed'",
                "just text|', line 1: the document is a text. Expected fields, with `kind: PodTemplate`.'",
                "kind: Deployment|', line 1: kind is `Deployment`. Expected `PodTemplate`: make its spec.template the'",
                "kind: PodTemplate|', line 1: template is missing. Expected at least one container in template.spec.containers.'",
                "'kind: PodTemplate\ntemplate: {spec: {containers: []}}'|', line 2: template.spec.containers is empty.'",
                "'kind: PodTemplate\ntemplate: 7'|', line 2: template is a number. Expected an object'"
            })
    void aBadFileIsRefused(String text, String said) throws Exception {
        Path base = file("base.yaml", text);
        assertThatThrownBy(() -> templates(Map.of("base", base)).check())
                .isInstanceOf(JobRefusedException.class)
                .hasMessageStartingWith(PROPERTY + "base: " + base + said);
    }

    /** A file that is there and gives an I/O error when it is read. */
    private Path broken() throws Exception {
        return Files.createSymbolicLink(dir.resolve("base.yaml"), Path.of("/proc/self/mem"));
    }

    private JobRefusedException refusal(PodTemplates templates) {
        return catchThrowableOfType(JobRefusedException.class, () -> templates.forKey("index"));
    }

    @Test
    void anInputErrorPassesAndTheMendedFileIsTaken() throws Exception {
        Path base = broken();
        PodTemplates templates = templates(Map.of("base", base));
        assertThat(refusal(templates).isPassing()).isTrue();
        assertThat(refusal(templates))
                .hasMessage(PROPERTY + "base: " + base + " cannot be read now (Input/output error).");
        Files.delete(base);
        file("base.yaml", template("mended"));
        assertThat(imageOf(templates.forKey("index"))).isEqualTo("mended");
    }

    @Test
    void anInputErrorThatDoesNotPassInTenMinutesRefusesTheTask() throws Exception {
        PodTemplates templates = templates(Map.of("base", broken()));
        for (int i = 0; i < 10; i++) {
            assertThat(refusal(templates).isPassing()).isTrue();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(refusal(templates).isPassing()).isFalse();
        assertThat(refusal(templates)).hasMessageContaining("could not be read for 10 minutes (Input/output error)");
    }

    @Test
    void anInputErrorOfLongAgoDoesNotCount() throws Exception {
        PodTemplates templates = templates(Map.of("base", broken()));
        assertThat(refusal(templates).isPassing()).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(refusal(templates).isPassing()).isTrue();
    }

    @Test
    void aFileThatIsGoneOrBrokenDoesNotPass() throws Exception {
        assertThat(refusal(templates(Map.of("base", dir.resolve("absent.yaml"))))
                        .isPassing())
                .isFalse();
        assertThat(refusal(templates(Map.of("base", file("pod.yaml", "kind: Pod"))))
                        .isPassing())
                .isFalse();
    }

    @Test
    void aBaseThatIsMissingRefusesTheTask() {
        assertThatThrownBy(() -> templates(Map.of()).forKey("index"))
                .hasMessage(PROPERTY + "base is missing. Give the path of a YAML file with a PodTemplate.");
    }

    @Test
    void aMisspeltFieldIsANoteAndSentAsItIsOrRefusedByAStrictReading() throws Exception {
        Path base = file("base.yaml", template("druid").replace("name: main", "name: main, stdIn: true"));
        String sentence = PROPERTY + "base: " + base
                + ", line 4: template.spec.containers[0].stdIn is not known. Did you mean `stdin`?";
        PodTemplates tolerant = templates(Map.of("base", base));
        assertThat(tolerant.notes()).containsExactly(sentence);
        assertThat(tolerant.complaints()).isEmpty();
        assertThat(tolerant.forKey("index")
                        .template()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getAdditionalProperties())
                .containsEntry("stdIn", true);
        assertThat(templates(Map.of("base", base), true).complaints()).containsExactly(sentence);
    }

    @Test
    void allComplaintsComeAtOnce() throws Exception {
        Path pod = file("pod.yaml", "kind: Pod");
        Map<String, Path> files = Map.of("compact", dir.resolve("absent.yaml"), "index", pod, "kill", dir);
        assertThatThrownBy(() -> templates(files).check())
                .hasMessageContaining(PROPERTY + "compact: " + dir.resolve("absent.yaml") + " does not exist.")
                .hasMessageContaining(PROPERTY + "index: " + pod + ", line 1: kind is `Pod`.")
                .hasMessageContaining(PROPERTY + "kill: " + dir + " is a directory.");
    }
}
