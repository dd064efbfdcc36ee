package io.henge.druid;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.kubernetes.job.Marks;
import io.henge.kubernetes.job.Marks.Described;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/labels.md is what {@link Marks} says, and where the marks stand is what the golden Jobs show, which
 * {@link GoldenJobsTest} holds to be true.
 */
class MarksPageTest {
    /** What the settings and templates of the golden Jobs add by themselves. */
    private static final Set<String> OF_USERS = Set.of("app", "note", "scrape", "stage", "team", "zone");

    private final Map<String, Job> jobs = goldenJobs();

    private static Map<String, Job> goldenJobs() {
        try (Stream<Path> cases = Files.list(Path.of(Objects.requireNonNull(MarksPageTest.class.getResource("/golden"))
                .toURI()))) {
            KubernetesSerialization yaml = new KubernetesSerialization();
            Map<String, Job> jobs = new TreeMap<>();
            for (Path directory : cases.toList()) {
                String text = Files.readString(directory.resolve("job.yaml"));
                jobs.put(String.valueOf(directory.getFileName()), yaml.unmarshal(text, Job.class));
            }
            return jobs;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectMeta onJob(Job job) {
        return job.getMetadata();
    }

    private static ObjectMeta onPod(Job job) {
        return job.getSpec().getTemplate().getMetadata();
    }

    private static boolean isFromTemplate(String name) {
        return name.startsWith("template") || name.equals("cluster");
    }

    private static Map<String, String> marksOf(ObjectMeta metadata, boolean labels) {
        @Nullable Map<String, String> marks = labels ? metadata.getLabels() : metadata.getAnnotations();
        return marks == null ? Map.of() : marks;
    }

    /** With which adapters a mark stands there. */
    private String where(Described mark, Function<Job, ObjectMeta> place) {
        Set<Boolean> kinds = jobs.entrySet().stream()
                .filter(entry ->
                        marksOf(place.apply(entry.getValue()), mark.isLabel()).containsKey(mark.name()))
                .map(entry -> isFromTemplate(entry.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
        return kinds.isEmpty() ? "–" : kinds.size() == 2 ? "yes" : kinds.contains(true) ? "template" : "Overlord";
    }

    private void check(String part, boolean labels) {
        StringBuilder table = new StringBuilder(GeneratedPart.head("name", "on the Job", "on the pod", "value"));
        for (Described mark : Marks.ALL) {
            if (mark.isLabel() == labels) {
                table.append(GeneratedPart.row(List.of(
                        "`" + mark.name() + "`",
                        where(mark, MarksPageTest::onJob),
                        where(mark, MarksPageTest::onPod),
                        mark.meaning())));
            }
        }
        GeneratedPart.check("labels.md", part, table.toString());
    }

    @Test
    void thePageListsTheLabels() {
        check("labels", true);
    }

    @Test
    void thePageListsTheAnnotations() {
        check("annotations", false);
    }

    @Test
    void everyMarkStandsOnSomeGoldenJobOrPodAndThereIsNoOther() {
        for (boolean labels : new boolean[] {true, false}) {
            Set<String> seen = jobs.values().stream()
                    .flatMap(job -> Stream.of(onJob(job), onPod(job)))
                    .flatMap(metadata -> marksOf(metadata, labels).keySet().stream())
                    .filter(name -> !OF_USERS.contains(name))
                    .collect(Collectors.toSet());
            assertThat(seen).isEqualTo(Marks.names(labels));
        }
    }

    @Test
    void everyNameInTheCodeIsInTheList() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : Marks.class.getFields()) {
            if (field.getName().startsWith("LABEL_") || field.getName().startsWith("ANNOTATION_")) {
                names.add((String) field.get(null));
            }
        }
        assertThat(Marks.ALL).extracting(Described::name).containsExactlyInAnyOrderElementsOf(names);
    }
}
