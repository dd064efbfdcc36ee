package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.henge.demo.show.Demo;
import io.henge.demo.show.DemoReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class TaskLifeTest {
    private final Place place;

    TaskLifeTest(Place place) {
        this.place = place;
    }

    @Test
    void everyRowOfTheDemoArrivesOnceThroughSubTasksOnBothClusters() throws Exception {
        Path flights = Path.of(System.getProperty("henge.root"), "demo/data/flights-20k.json");
        DemoReport report = new Demo(place.world(), flights, System.err::println).run(Duration.ZERO);
        assertThat(report.proved()).as(report.toString()).isTrue();
        String parent = StreamSupport.stream(place.druid().tasks("flights").spliterator(), false)
                .filter(task -> task.path("type").asText().equals("index_parallel"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        assertThat(place.get("/druid/indexer/v1/task/" + parent + "/reports").body())
                .contains("ingestionStatsAndErrors")
                .contains("20000");
        Place.until("the row is gone", () -> place.placement(parent).isEmpty());
        Place.until("the Jobs are gone", () -> place.jobs().stream().noneMatch(job -> isOf(job, parent)));
        Place.until("the pods are gone", () -> place.pods().stream().noneMatch(pod -> isOf(pod, parent)));
    }

    private static boolean isOf(HasMetadata object, String group) {
        return group.equals(object.getMetadata().getAnnotations().get("task.group.id"));
    }

    @Test
    void aTaskWithBadInputFailsWithDruidsOwnErrorAndItsLogCanBeRead() throws Exception {
        String task = place.submit("""
                {"type":"index_parallel","spec":{
                  "dataSchema":{"dataSource":"bad","timestampSpec":{"column":"t","format":"iso"},
                    "dimensionsSpec":{"dimensions":["a"]},"granularitySpec":{"segmentGranularity":"day","rollup":false}},
                  "ioConfig":{"type":"index_parallel","inputFormat":{"type":"json"},
                    "inputSource":{"type":"inline","data":"{\\"t\\":\\"not a time\\",\\"a\\":1}"}},
                  "tuningConfig":{"type":"index_parallel","maxParseExceptions":0}}}
                """);
        JsonNode status = place.ended(task);
        assertThat(status.path("statusCode").asText()).isEqualTo("FAILED");
        assertThat(status.path("errorMsg").asText()).containsIgnoringCase("parse");
        Place.until(
                "the log is in deep storage",
                () -> Files.exists(
                        place.world().directory().storage().taskLogs().resolve(task + ".log")));
        assertThat(place.log(task)).contains(task).contains("not a time");
    }

    @Test
    void aPeonThatIsKilledFailsItsTaskInWords() throws Exception {
        String task = place.submitNoop(Duration.ofMinutes(10));
        place.running(task);
        Place.until("the peon runs", () -> Place.peon(task).isPresent());
        Place.peon(task).orElseThrow().destroyForcibly();
        JsonNode status = place.ended(task);
        assertThat(status.path("statusCode").asText()).isEqualTo("FAILED");
        assertThat(status.path("errorMsg").asText()).contains("137").containsIgnoringCase("killed");
    }

    @Test
    void anImageThatIsNotThereFailsItsTaskInWords() throws Exception {
        String task = place.submit(OddPod.WITHOUT_IMAGE.task());
        JsonNode status = place.ended(task);
        assertThat(status.path("statusCode").asText()).isEqualTo("FAILED");
        assertThat(status.path("errorMsg").asText()).contains(OddPod.IMAGE_NOT_THERE);
        Place.until("its Job is gone", () -> place.placement(task).isEmpty());
    }

    @Test
    void aCancelledTaskLosesItsJobItsPodAndItsProcess() throws Exception {
        String task = place.submitNoop(Duration.ofMinutes(10));
        String job = place.running(task).path("job").asText();
        Place.until("the peon runs", () -> Place.peon(task).isPresent());
        assertThat(place.jobs()).anyMatch(found -> found.getMetadata().getName().equals(job));
        place.shutDown(task);
        assertThat(place.ended(task).path("statusCode").asText()).isEqualTo("FAILED");
        Place.until(
                "Job, pod and process are gone",
                () -> place.jobs().stream()
                                .noneMatch(
                                        found -> found.getMetadata().getName().equals(job))
                        && place.pods().stream()
                                .noneMatch(pod -> pod.getMetadata().getName().startsWith(job))
                        && Place.peon(task).isEmpty());
        Place.until("the row is gone", () -> place.placement(task).isEmpty());
    }

    @Test
    void theLogIsLiveWhileTheTaskRunsAndSavedAfterwards() throws Exception {
        String task = place.submitNoop(Duration.ofSeconds(8));
        place.running(task);
        Place.until("the live log says something", () -> read(task).contains(task));
        assertThat(place.statusCode(task)).as("the task still runs").isEqualTo("RUNNING");
        String all = place.log(task);
        String tail =
                place.get("/druid/indexer/v1/task/" + task + "/log?offset=-10").body();
        assertThat(tail).hasSize(10);
        String later = place.get("/druid/indexer/v1/task/" + task + "/log?offset=" + (all.length() - 5))
                .body();
        assertThat(later).startsWith(all.substring(all.length() - 5));
        assertThat(place.ended(task).path("statusCode").asText()).isEqualTo("SUCCESS");
        Place.until("its Job is gone", () -> place.placement(task).isEmpty());
        assertThat(place.log(task)).contains(task).contains("SUCCESS");
    }

    private String read(String task) {
        try {
            return place.log(task);
        } catch (Exception e) {
            throw new IllegalStateException("The log of " + task + " cannot be read", e);
        }
    }

    @Test
    void theLocationOfARunningTaskIsItsPods() throws Exception {
        String task = place.submitNoop(Duration.ofMinutes(10));
        place.assertLocated(task);
        place.shutDown(task);
        Place.until("the row is gone", () -> place.placement(task).isEmpty());
    }

    @Test
    void aMisspeltFieldOfATemplateIsToldInTheLog() throws Exception {
        assertThat(logsOfOverlords())
                .anySatisfy(text -> assertThat(text)
                        .contains("without_room.yaml", "resources.limmits is not known. Did you mean `limits`?"));
    }

    @Test
    void aBrokenClusterIsNamedInTheLogAndGetsNothing() throws Exception {
        assertThat(logsOfOverlords())
                .anySatisfy(text -> assertThat(text).contains("clusters[2].kubeconfigPath", "no-such-kubeconfig"));
        String task = place.submitNoop(Duration.ofMillis(1));
        assertThat(place.ended(task).path("statusCode").asText()).isEqualTo("SUCCESS");
    }

    private List<String> logsOfOverlords() throws IOException {
        try (Stream<Path> files = Files.list(place.world().directory().logs())) {
            return files.filter(file -> file.getFileName().toString().startsWith("overlord"))
                    .map(TaskLifeTest::textOf)
                    .toList();
        }
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theRunnersThreadsDoNotGrowWithItsTasks() throws Exception {
        String first = place.submitNoop(Duration.ofMinutes(10));
        place.running(first);
        long withOne = threads();
        List<String> more = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            more.add(place.submitNoop(Duration.ofMinutes(10)));
        }
        for (String task : more) {
            place.running(task);
        }
        assertThat(threads()).isEqualTo(withOne).isPositive();
        more.add(first);
        for (String task : more) {
            place.shutDown(task);
        }
        for (String task : more) {
            Place.until("the row is gone", () -> place.placement(task).isEmpty());
        }
    }

    /** The threads of the leading Overlord that are Henge's. */
    private long threads() throws Exception {
        String leader = place.druid().leader();
        long pid = place.environment().overlords().stream()
                .filter(overlord -> overlord.url().equals(leader))
                .findFirst()
                .orElseThrow()
                .pid();
        Process jcmd = new ProcessBuilder("jcmd", Long.toString(pid), "Thread.print").start();
        try (var lines = jcmd.inputReader()) {
            return lines.lines().filter(line -> line.startsWith("\"henge-")).count();
        }
    }
}
