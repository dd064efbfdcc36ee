package io.henge.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Bearer;
import io.henge.core.cluster.JobSighting.Progress;
import io.henge.core.cluster.JobSighting.SeenPod;
import io.henge.core.decide.AttemptView;
import io.henge.core.placement.Offer;
import io.henge.core.placement.Offer.Source;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.Timings;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a cluster's offer says of others, once our own pods are taken from it. */
class OffersTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterName EAST = new ClusterName("east");
    private static final Token TOKEN = new Token("t1");
    private static final Resources EACH = Resources.of(1_000, 10);

    private final AttemptTable table = new AttemptTable(new Milestones(nothing(Timings.class), () -> NOW));
    private final Offers offers = new Offers(table);
    private final Map<JobName, JobSighting> shown = new TreeMap<>();
    private Offer read = read(5_000, NOW);
    private boolean synced = true;

    private static Offer read(long usedMillis, Instant at) {
        return new Offer(Source.QUOTA, Resources.of(20_000, 1_000), Resources.of(usedMillis, 100), at);
    }

    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, call, given) -> {
            throw new AssertionError("Nobody asks for " + call);
        }));
    }

    private ClusterConnection east() {
        return (ClusterConnection) Proxy.newProxyInstance(
                ClusterConnection.class.getClassLoader(),
                new Class<?>[] {ClusterConnection.class},
                (proxy, call, given) -> switch (call.getName()) {
                    case "name" -> EAST;
                    case "offer" -> read;
                    case "synced" -> synced;
                    case "find" -> Optional.ofNullable(shown.get((JobName) given[0]));
                    default -> throw new AssertionError("Nobody asks for " + call);
                });
    }

    private void put(String task, @Nullable Progress pod) {
        JobName job = new JobName(task);
        Attempt attempt = Attempt.placed(
                        AttemptId.first(new TaskId(task)),
                        new JobAddress(EAST, "henge", job),
                        TOKEN,
                        new TaskTraits("index", "flights", "group", 50),
                        1,
                        NOW)
                .withNeeds(EACH);
        table.put(AttemptView.restored(attempt, NOW));
        if (pod != null) {
            SeenPod seen = new SeenPod(task + "-pod", null, null);
            shown.put(job, new JobSighting(job, "uid", true, pod, seen, Bearer.of(TOKEN)));
        }
    }

    @Test
    void onlyOurPodsThatTheClusterCountsAreTakenFromWhatOthersHold() {
        put("runs", Progress.RUNNING);
        put("waits", Progress.pending(null));
        put("ended", Progress.ended("well"));
        put("unseen", null);
        assertThat(offers.of(east()).others()).isEqualTo(Resources.of(3_000, 80));
    }

    @Test
    void thePodOfAnAttemptThatHasJustEndedIsNoneOfOthers() {
        put("runs", Progress.RUNNING);
        AttemptId id = AttemptId.first(new TaskId("runs"));
        table.change(id, view -> {
            Attempt row = Objects.requireNonNull(view.attempt());
            return view.withAttempt(row.ended(Outcome.success(1), NOW));
        });
        assertThat(offers.of(east()).others()).isEqualTo(Resources.of(4_000, 90));
    }

    @Test
    void ourPodsAreCountedAsTheyWereWhenItWasRead() {
        put("one", Progress.RUNNING);
        Offer first = offers.of(east());
        put("other", Progress.RUNNING);
        assertThat(offers.of(east())).isSameAs(first);
        read = read(6_000, NOW.plusSeconds(60));
        assertThat(offers.of(east()).others()).isEqualTo(Resources.of(4_000, 80));
    }

    @Test
    void whatWasReadBeforeOurPodsWereSeenIsCountedAgainWhenTheyAre() {
        put("one", null);
        synced = false;
        assertThat(offers.of(east()).others()).isEqualTo(Resources.of(5_000, 100));
        put("one", Progress.RUNNING);
        synced = true;
        assertThat(offers.of(east()).others()).isEqualTo(Resources.of(4_000, 90));
    }

    @Test
    void whereNobodyElseHoldsAnythingNothingIsCounted() {
        read = Offer.configured(EACH);
        assertThat(offers.of(east())).isSameAs(read);
    }
}
