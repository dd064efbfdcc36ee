package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import io.henge.core.lease.LeaseWords;
import io.henge.demo.world.Environment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tasks of which no two processes may run at once, whose real peons hold leases that Overlords and deep storage renew. */
abstract class LeaseTest extends ThreeClusters {
    private static final Map<String, ?> DIRECTLY = Map.of("henge", Map.of("failover", Map.of("purgeMode", "Directly")));

    /** The usual one, which these clusters have. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    /** So long that a peon whom nobody renews has ended. */
    private static final Duration OUTAGE = LEASE.plusSeconds(10);

    private static final Pattern LAPSE = Pattern.compile("revoked at (\\S+); its peon has stopped itself by (\\S+)");

    /** Begins one; returns once it reads, which it does under its lease alone. */
    private String begin(HeldTasks held) throws Exception {
        String task = held.another(place, DIRECTLY);
        Place.until(task + " reads", () -> held.timesBegun(task) == 1);
        String word = LeaseWords.leaseOf(new AttemptId(new TaskId(task), 1));
        try (Stream<Path> left = Files.list(world.directory().storage().taskLogs())) {
            assertThat(left).anyMatch(file -> file.getFileName().toString().startsWith(word));
        }
        assertThat(place.log(task)).containsSubsequence("the task may begin", "Running with task");
        return task;
    }

    private static void assertWaitedForTheLease(JsonNode failover, Instant frozen) {
        String said = failover.path("evidence").path("lease").asText();
        Matcher lapse = LAPSE.matcher(said);
        assertThat(lapse.matches()).as(said).isTrue();
        Instant revoked = Instant.parse(lapse.group(1));
        Instant stopped = Instant.parse(lapse.group(2));
        assertThat(revoked).isAfter(frozen);
        assertThat(Duration.between(revoked, stopped)).isGreaterThanOrEqualTo(LeaseWords.lapse(LEASE));
        assertThat(Instant.parse(failover.path("at").asText())).as("fenced").isAfterOrEqualTo(stopped);
        assertThat(Instant.parse(failover.path("replacedAt").asText()))
                .as("replaced")
                .isAfterOrEqualTo(stopped);
    }

    @Test
    void aTaskThatIsTakenDirectlyRunsAgainWhenItsPeonHasStoppedItself() throws Exception {
        try (HeldTasks held = new HeldTasks()) {
            String task = begin(held);
            String cluster = place.placement(task).orElseThrow().path("cluster").asText();
            Failovers told = new Failovers(place, cluster);
            Instant before = Instant.now();
            try (FrozenCluster frozen = FrozenCluster.freeze(place, cluster, List.of(task))) {
                told.awaitState("Lost");
                place.assertSucceeds(task);
                assertThat(told.of(List.of(task)))
                        .singleElement()
                        .satisfies(failover -> assertWaitedForTheLease(failover, before));
                Published published = held.published(place, task);
                published.assertRows(HeldRows.rows(Map.of(held.fileOf(task), 2)));
                Map<Path, ByteBuffer> files = published.files();

                // Its file is still held: nothing but its lease ends it.
                frozen.thawPeonsUntilTheyHaveEnded();

                assertThat(held.timesBegun(task)).isEqualTo(2);
                frozen.thaw();
                place.assertNothingIsLeft();
                assertThat(published.files()).isEqualTo(files);
                published.assertRows(HeldRows.rows(Map.of(held.fileOf(task), 2)));
            }
            told.awaitState("Healthy");
        }
    }

    @Test
    void anOutageOfTheOverlordsStopsNoPeon() throws Exception {
        long[] overlords = place.environment().overlords().stream()
                .mapToLong(Environment.Server::pid)
                .toArray();
        try (HeldTasks held = new HeldTasks()) {
            String task = begin(held);
            ProcessHandle peon = Place.peon(task).orElseThrow();
            Map<String, String> jobs = Place.uidsByTask(place.jobs());
            Processes.signal("STOP", overlords);
            try {
                Place.pass(OUTAGE);
                assertThat(Processes.hasEnded(peon)).isFalse();
            } finally {
                Processes.signal("CONT", overlords);
            }
            Place.until("an Overlord leads and sees the task", () -> place.isLed() && !place.anyInLimbo());
            assertThat(Processes.hasEnded(peon)).isFalse();
            place.assertNoJobsBut(jobs);
            held.assertEachSucceedsAndRanOnce(place);
        } finally {
            replaceStandby();
        }
    }

    /**
     * An Overlord that does not lead and stood still for longer than its session with ZooKeeper comes back as no candidate now and
     * then: it lives and is connected, and never leads. The tests that come next need one that can.
     */
    private void replaceStandby() throws Exception {
        Place.until("an Overlord leads", place::isLed);
        Environment.Server leader = place.leader();
        for (Environment.Server standby : place.environment().overlords()) {
            if (!standby.equals(leader)) {
                KilledProcess.of(standby.pid()).kill();
                place.startAgain(standby);
            }
        }
    }
}
