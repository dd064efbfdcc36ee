package io.henge.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.Token;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ClusterIdentity;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.health.Probe;
import io.henge.core.placement.Offer;
import io.henge.core.port.ClusterConnection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every connection to a cluster promises. */
public abstract class ClusterConnectionContract {
    private static final Duration LOG_LIMIT = Duration.ofSeconds(10);

    private final Set<JobName> told = ConcurrentHashMap.newKeySet();

    /** Whether there was trouble, and what the probe said, each time that the connection told of a change of its cluster. */
    private final List<Boolean> troubles = new CopyOnWriteArrayList<>();

    private final List<Probe.Answer> probed = new CopyOnWriteArrayList<>();

    private final AtomicInteger offersRead = new AtomicInteger();
    private final AtomicInteger answersTold = new AtomicInteger();

    private ClusterConnection cluster;

    /** A connection to a cluster without Jobs of ours, not started. */
    protected abstract ClusterConnection connect() throws Exception;

    /** A first attempt, of a task never seen before, whose pod does as {@code script} says. */
    protected abstract Attempt attempt(JobScript script);

    /** Lets the cluster's API be reached by nobody, or be reached again. */
    protected abstract void setReachable(boolean reachable) throws Exception;

    /** Lets pods there have so much together from now on, of what no pod of the contract asks for; null for any amount. */
    protected abstract void limit(@Nullable Resources hard) throws Exception;

    /** Lets the cluster's time pass until {@code condition} holds; fails, naming {@code what}, if it never does. */
    protected abstract void until(String what, BooleanSupplier condition);

    @BeforeEach
    void open() throws Exception {
        cluster = connect();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void begin() {
        cluster.start(new ClusterConnection.Watcher() {
            @Override
            public void answers(ClusterName name) {
                answersTold.incrementAndGet();
            }

            @Override
            public void offerRead(ClusterName name) {
                offersRead.incrementAndGet();
            }

            @Override
            public void jobChanged(ClusterName name, JobName job) {
                told.add(job);
            }

            @Override
            public void clusterChanged(ClusterName name) {
                troubles.add(cluster.trouble().isPresent());
                probed.add(cluster.probe().answer());
            }
        });
    }

    private void start() {
        begin();
        until("the watches have listed the cluster", cluster::synced);
    }

    @Test
    void whatItIsIsKnownWhenItAnswersAndStays() {
        begin();
        until("it answers", cluster::answers);
        ClusterIdentity is = cluster.identity();
        until("it is listed", cluster::synced);
        assertThat(cluster.identity()).isEqualTo(is);
        assertThat(answersTold.get()).isPositive();
    }

    private <T> T result(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        until("the call has ended", future::isDone);
        return future.join();
    }

    private String launch(Attempt attempt) {
        return result(cluster.launch(attempt)).match(new LaunchResult.Cases<>() {
            @Override
            public String launched(LaunchResult.Launched launched) {
                return launched.jobUid();
            }

            @Override
            public String notLaunched(LaunchResult.NotLaunched not) {
                throw new AssertionError("Not launched: " + not.failure());
            }
        });
    }

    private ApiFailure.Kind refusal(Attempt attempt) {
        return result(cluster.launch(attempt)).match(new LaunchResult.Cases<>() {
            @Override
            public ApiFailure.Kind launched(LaunchResult.Launched launched) {
                throw new AssertionError("Launched as " + launched.jobUid());
            }

            @Override
            public ApiFailure.Kind notLaunched(LaunchResult.NotLaunched not) {
                return not.failure().kind();
            }
        });
    }

    private Optional<JobSighting> find(Attempt attempt) {
        return cluster.find(attempt.address().job());
    }

    private JobSighting untilIn(Phase phase, Attempt attempt) {
        until(
                "the Job is " + phase,
                () -> find(attempt).filter(seen -> seen.phase() == phase).isPresent());
        return find(attempt).orElseThrow();
    }

    /** The same address claimed by another attempt, as a foreign Job of that name would be. */
    private static Attempt stranger(Attempt attempt) {
        return Attempt.placed(
                new AttemptId(new TaskId("another-" + attempt.task()), 2),
                attempt.address(),
                new Token("another"),
                attempt.traits(),
                attempt.epoch(),
                attempt.placedAt());
    }

    @Test
    void nothingIsKnownBeforeTheWatchesAreOpen() {
        assertThat(cluster.synced()).isFalse();
        assertThat(find(attempt(JobScript.RUNS))).isEmpty();
    }

    @Test
    void aLaunchedJobIsSeenRunningAtItsLocation() {
        start();
        Attempt attempt = attempt(JobScript.RUNS);
        String uid = launch(attempt);
        JobSighting seen = untilIn(Phase.RUNNING, attempt);
        assertThat(seen.jobUid()).isEqualTo(uid);
        assertThat(seen.jobPresent()).isTrue();
        assertThat(seen.pod()).isNotNull();
        assertThat(seen.location()).isNotNull();
        assertThat(seen.location().host()).isNotEmpty();
        assertThat(seen.location().pod()).isEqualTo(seen.pod());
        assertThat(seen.startedAt()).isNotNull();
        assertThat(told).contains(attempt.address().job());
    }

    @Test
    void launchingAgainFindsTheSameJob() {
        start();
        Attempt attempt = attempt(JobScript.RUNS);
        assertThat(launch(attempt)).isEqualTo(launch(attempt));
    }

    @Test
    void aJobOfThatNameThatIsNotOursIsAConflict() {
        start();
        Attempt attempt = attempt(JobScript.RUNS);
        launch(attempt);
        assertThat(refusal(stranger(attempt))).isEqualTo(ApiFailure.Kind.CONFLICT);
    }

    @Test
    void aJobThatWasAskedForBeforeTheAttemptWasPlacedAgainIsAConflict() {
        start();
        Attempt before = attempt(JobScript.RUNS);
        String uid = launch(before);
        Attempt again = Attempt.placed(
                before.id(), before.address(), new Token("again"), before.traits(), before.epoch(), before.placedAt());
        assertThat(refusal(again)).isEqualTo(ApiFailure.Kind.CONFLICT);
        JobSighting seen = untilIn(Phase.RUNNING, before);
        assertThat(seen.isOf(before)).isTrue();
        assertThat(seen.isOf(again)).isFalse();
        assertThat(result(cluster.delete(again))).isEmpty();
        assertThat(launch(before)).isEqualTo(uid);
    }

    @Test
    void aGoodEndIsSeen() {
        start();
        Attempt attempt = attempt(JobScript.ENDS_WELL);
        launch(attempt);
        assertThat(untilIn(Phase.ENDED, attempt).ending()).contains("exit code 0");
    }

    @Test
    void aBadEndIsSeenWithItsExitCode() {
        start();
        Attempt attempt = attempt(JobScript.ENDS_BADLY);
        launch(attempt);
        assertThat(untilIn(Phase.ENDED, attempt).ending()).contains("exit code 3");
    }

    @Test
    void aKilledPodIsSeenAsKilled() {
        start();
        Attempt attempt = attempt(JobScript.IS_KILLED);
        launch(attempt);
        assertThat(untilIn(Phase.ENDED, attempt).ending()).contains("137").containsIgnoringCase("killed");
    }

    @Test
    void anImageThatIsNotThereIsSeenAsTrouble() {
        start();
        Attempt attempt = attempt(JobScript.HAS_NO_IMAGE);
        launch(attempt);
        until(
                "the pod is seen in trouble",
                () -> find(attempt).filter(JobSighting::isStuck).isPresent());
        JobSighting seen = find(attempt).orElseThrow();
        assertThat(seen.phase()).isEqualTo(Phase.PENDING);
        assertThat(Objects.requireNonNull(seen.trouble()).message()).contains(JobScript.IMAGE_NOT_THERE);
    }

    @Test
    void aDeletedJobGoesWithItsPod() {
        start();
        Attempt attempt = attempt(JobScript.RUNS);
        Attempt launched = attempt.withJobUid(launch(attempt));
        untilIn(Phase.RUNNING, attempt);
        assertThat(result(cluster.delete(launched))).isEmpty();
        until("Job and pod are gone", () -> find(attempt).isEmpty());
        assertThat(result(cluster.delete(launched))).isEmpty();
    }

    @Test
    void anAttemptThatDoesNotKnowItsJobCanBeDeletedToo() {
        start();
        Attempt attempt = attempt(JobScript.RUNS);
        launch(attempt);
        assertThat(result(cluster.delete(attempt))).isEmpty();
        until("Job and pod are gone", () -> find(attempt).isEmpty());
    }

    @Test
    void deletingNeverTouchesAnotherJobOfThatName() {
        start();
        Attempt attempt = attempt(JobScript.RUNS);
        String uid = launch(attempt);
        untilIn(Phase.RUNNING, attempt);
        assertThat(result(cluster.delete(attempt.withJobUid("00000000-0000-0000-0000-000000000000"))))
                .isEmpty();
        assertThat(result(cluster.delete(stranger(attempt)))).isEmpty();
        assertThat(launch(attempt)).isEqualTo(uid);
    }

    @Test
    void theLogOfARunningPodCanBeRead() {
        start();
        Attempt attempt = attempt(JobScript.RUNS);
        launch(attempt);
        untilIn(Phase.RUNNING, attempt);
        until("the pod has printed", () -> logOf(attempt).contains(JobScript.GREETING));
    }

    @Test
    void theLogOfAnEndedPodCanBeRead() {
        start();
        Attempt attempt = attempt(JobScript.ENDS_BADLY);
        launch(attempt);
        untilIn(Phase.ENDED, attempt);
        assertThat(logOf(attempt)).contains(JobScript.GREETING);
    }

    private String logOf(Attempt attempt) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Optional<ApiFailure> failure =
                result(cluster.copyLog(attempt.address().job(), LOG_LIMIT, stream -> stream.transferTo(log)));
        assertThat(failure).isEmpty();
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPodThatIsNotThereHasNoLog() {
        start();
        Optional<ApiFailure> failure = result(cluster.copyLog(
                attempt(JobScript.RUNS).address().job(), LOG_LIMIT, stream -> stream.transferTo(System.err)));
        assertThat(failure).map(ApiFailure::kind).contains(ApiFailure.Kind.NOT_FOUND);
    }

    @Test
    void troubleIsToldWhenItBeginsAndWhenItEnds() throws Exception {
        start();
        setReachable(false);
        until("the trouble is told", () -> troubles.contains(true));
        setReachable(true);
        until("its end is told", () -> troubles.lastIndexOf(false) > troubles.indexOf(true));
        assertThat(cluster.trouble()).isEmpty();
    }

    @Test
    void whatTheProbeSaysIsToldWhenItIsAnother() throws Exception {
        assertThat(cluster.probe()).isEqualTo(Probe.NOT_ASKED);
        start();
        until("it is told that the probe goes well", () -> probed.contains(Probe.Answer.WELL));
        assertThat(cluster.probe().wellAgo()).isLessThan(Duration.ofMinutes(1));
        setReachable(false);
        until("it is told that nobody answers the probe", () -> probed.contains(Probe.Answer.SILENT));
        assertThat(cluster.probe().words()).isNotEmpty();
        setReachable(true);
        until(
                "it is told that the probe goes well again",
                () -> probed.lastIndexOf(Probe.Answer.WELL) > probed.indexOf(Probe.Answer.SILENT));
    }

    @Test
    void aClosedConnectionEndsEveryCall() {
        start();
        cluster.close();
        assertThat(refusal(attempt(JobScript.RUNS))).isEqualTo(ApiFailure.Kind.TRANSIENT);
        assertThat(result(cluster.delete(attempt(JobScript.RUNS)))).isPresent();
    }

    @Test
    void aClusterOffersWhatAQuotaOfItsNamespaceLeavesAndNothingIsKnownWithoutOne() throws Exception {
        Resources hard = new Resources(new TreeMap<>(Map.of("example.com/tool", 4L, Resources.PODS, 1_000L)));
        start();
        assertThat(cluster.offer().source()).isNotEqualTo(Offer.Source.QUOTA);
        limit(hard);
        int before = offersRead.get();
        try (ClusterConnection later = connect()) {
            later.start(new ClusterConnection.Watcher() {
                @Override
                public void answers(ClusterName name) {}

                @Override
                public void offerRead(ClusterName name) {
                    offersRead.incrementAndGet();
                }

                @Override
                public void jobChanged(ClusterName name, JobName job) {}

                @Override
                public void clusterChanged(ClusterName name) {}
            });
            until("the quota was read", () -> later.offer().source() == Offer.Source.QUOTA);
            until("that is told", () -> offersRead.get() > before);
            assertThat(later.offer().total()).isEqualTo(hard);
            assertThat(later.offer().others().amount("example.com/tool")).isZero();
            assertThat(later.offer().readAt()).isNotNull();
            assertThat(later.offer()).as("before it is read again").isSameAs(later.offer());
        } finally {
            limit(null);
        }
    }
}
