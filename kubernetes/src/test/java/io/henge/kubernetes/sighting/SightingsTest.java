package io.henge.kubernetes.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Location;
import io.henge.core.cluster.JobSighting;
import io.henge.core.cluster.JobSighting.Phase;
import io.henge.core.cluster.JobSighting.Remedy;
import io.henge.core.cluster.JobSighting.StartTrouble;
import io.henge.core.cluster.MemoryWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SightingsTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final ClusterNamespace EAST = new ClusterNamespace(new ClusterName("east"), "tasks");
    private static final JobName NAME = new JobName("j-1");
    private static final String POD = "Pod[j-1-x] in namespace[tasks] of cluster[east]";
    private static final String JOB = "Job[j-1] in namespace[tasks] of cluster[east]";

    /** A Job with the given status in flow style. */
    private static Job job(String status) {
        return YAML.unmarshal("""
                kind: Job
                apiVersion: batch/v1
                metadata: {name: j-1, namespace: tasks, uid: uid-1}
                spec: {activeDeadlineSeconds: 14400}
                status: %s
                """.formatted(status), Job.class);
    }

    private static Job running() {
        return job("{active: 1}");
    }

    /** As it stays until its pods are gone, where they are deleted first. */
    private static Job beingDeleted() {
        Job job = running();
        job.getMetadata().setDeletionTimestamp("2026-01-01T00:01:00Z");
        return job;
    }

    private static Job finished(String type, String reason) {
        return job("{conditions: [{type: %s, status: 'True', reason: %s, message: said}]}".formatted(type, reason));
    }

    /** The Job's pod with the given status in flow style. */
    private static Pod pod(String status) {
        return pod("j-1-x", "2026-01-01T00:00:00Z", "uid-1", status);
    }

    private static Pod pod(String name, String created, String jobUid, String status) {
        return YAML.unmarshal("""
                kind: Pod
                apiVersion: v1
                metadata:
                  name: %s
                  namespace: tasks
                  creationTimestamp: %s
                  annotations: {tls.enabled: "true"}
                  ownerReferences: [{kind: Job, name: j-1, uid: %s, apiVersion: batch/v1}]
                spec:
                  nodeName: node-7
                  restartPolicy: Never
                  initContainers: [{name: prepare, image: druid/init}]
                  containers:
                    - {name: sidecar, image: proxy}
                    - {name: main, image: druid/peon, resources: {limits: {memory: 2Gi}}}
                status: %s
                """.formatted(name, created, jobUid, status), Pod.class);
    }

    /** The status of a pod whose main container has ended so. */
    private static String ended(String phase, String terminated) {
        return ("{phase: %s, podIP: 10.0.0.7, containerStatuses: ["
                        + "{name: sidecar, state: {terminated: {exitCode: 0, reason: Completed}}}, "
                        + "{name: main, state: {terminated: {%s}}}]}")
                .formatted(phase, terminated);
    }

    private static JobSighting sighting(@Nullable Job job, Pod... pods) {
        JobSighting whole = Sightings.of(EAST, "us", NAME, job, List.of(pods)).orElseThrow();
        @Nullable Job shownJob = job == null ? null : Shown.of(job, SeenObjects::job);
        List<Pod> shown =
                Stream.of(pods).map(pod -> Shown.of(pod, SeenObjects::pod)).toList();
        assertThat(Sightings.of(EAST, "us", NAME, shownJob, shown)).contains(whole);
        return whole;
    }

    private static final String RUNNING =
            "{phase: Running, podIP: 10.0.0.7, containerStatuses: [{name: sidecar, state: {running: {}}}, "
                    + "{name: main, state: {running: {startedAt: '2026-01-01T00:00:09Z'}}}]}";

    @Test
    void nothingIsThereToBeSeen() {
        assertThat(Sightings.of(EAST, "us", NAME, null, List.of())).isEmpty();
    }

    @Test
    void aJobWithoutPodIsPending() {
        JobSighting seen = sighting(job("{}"));
        assertThat(seen.phase()).isEqualTo(Phase.PENDING);
        assertThat(seen.jobUid()).isEqualTo("uid-1");
        assertThat(seen.jobPresent()).isTrue();
        assertThat(seen.pod()).isNull();
    }

    @Test
    void aPodThatFindsNoRoomSaysSoInTheSchedulersWords() {
        JobSighting seen = sighting(
                running(),
                pod("{phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, "
                        + "message: '0/1 nodes are available: 1 Insufficient cpu.'}]}"));
        assertThat(seen.phase()).isEqualTo(Phase.PENDING);
        assertThat(seen.pod()).isEqualTo("j-1-x");
        assertThat(seen.trouble())
                .isEqualTo(new StartTrouble(
                        POD + " waits for a node (Unschedulable): 0/1 nodes are available: 1 Insufficient cpu.",
                        Remedy.ROOM));
        assertThat(seen.findsNoNode()).isTrue();
        assertThat(seen.isStuck()).isFalse();
        assertThat(seen.location()).isNull();
    }

    @Test
    void aRunningPodHasALocationAndAStart() {
        JobSighting seen = sighting(running(), pod(RUNNING));
        assertThat(seen.phase()).isEqualTo(Phase.RUNNING);
        assertThat(seen.location()).isEqualTo(new Location("10.0.0.7", 8100, 8091, "j-1-x"));
        assertThat(seen.startedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:09Z"));
        assertThat(seen.ending()).isNull();
    }

    @Test
    void withoutTlsItsPortIsClosed() {
        Pod plain = pod(RUNNING);
        plain.getMetadata().setAnnotations(null);
        assertThat(sighting(running(), plain).location()).isEqualTo(new Location("10.0.0.7", 8100, -1, "j-1-x"));
    }

    @Test
    void aPodOutlivesItsJobAndStillTellsTheUid() {
        JobSighting seen = sighting(null, pod(RUNNING));
        assertThat(seen.jobPresent()).isFalse();
        assertThat(seen.jobUid()).isEqualTo("uid-1");
        assertThat(seen.phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void thePodOfAnEarlierJobOfThatNameDoesNotCount() {
        Pod old = pod("j-1-old", "2026-01-02T00:00:00Z", "uid-0", RUNNING);
        assertThat(sighting(running(), old).pod()).isNull();
        assertThat(sighting(running(), old, pod(RUNNING)).pod()).isEqualTo("j-1-x");
    }

    @Test
    void theNewestOfSeveralPodsCounts() {
        Pod newer = pod("j-1-a", "2026-01-02T00:00:00Z", "uid-1", "{phase: Pending}");
        assertThat(sighting(running(), newer, pod(RUNNING)).pod()).isEqualTo("j-1-a");
    }

    @Test
    void aPodThatStillRunsWhenItsJobIsAboutToFailHasNotEnded() {
        assertThat(sighting(finished("FailureTarget", "BackoffLimitExceeded"), pod(RUNNING))
                        .phase())
                .isEqualTo(Phase.RUNNING);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void aContainerThatCannotStartIsTold(String status, Remedy remedy, String said) {
        JobSighting seen = sighting(running(), pod(status));
        assertThat(seen.phase()).isEqualTo(Phase.PENDING);
        StartTrouble trouble = seen.trouble();
        assertThat(trouble).isNotNull();
        assertThat(trouble.remedy()).isEqualTo(remedy);
        assertThat(trouble.message()).isEqualTo(POD + " cannot start: " + said);
    }

    static Stream<Arguments> troubles() {
        String main = "container[main] with image[druid/peon] waits with ";
        return Stream.of(
                Arguments.of(
                        waiting("containerStatuses", "main", "ErrImagePull"), Remedy.LUCK, main + "ErrImagePull: said"),
                Arguments.of(
                        waiting("containerStatuses", "main", "ImagePullBackOff"),
                        Remedy.LUCK,
                        main + "ImagePullBackOff: said"),
                Arguments.of(
                        waiting("containerStatuses", "main", "InvalidImageName"),
                        Remedy.NONE,
                        main + "InvalidImageName: said"),
                Arguments.of(
                        waiting("containerStatuses", "main", "ErrImageNeverPull"),
                        Remedy.NONE,
                        main + "ErrImageNeverPull: said"),
                Arguments.of(
                        waiting("containerStatuses", "main", "CreateContainerConfigError"),
                        Remedy.LUCK,
                        main + "CreateContainerConfigError: said"),
                Arguments.of(
                        waiting("containerStatuses", "main", "CreateContainerError"),
                        Remedy.LUCK,
                        main + "CreateContainerError: said"),
                Arguments.of(
                        waiting("initContainerStatuses", "prepare", "ErrImagePull"),
                        Remedy.LUCK,
                        "container[prepare] with image[druid/init] waits with ErrImagePull: said"));
    }

    private static String waiting(String list, String container, String reason) {
        return "{phase: Pending, %s: [{name: %s, state: {waiting: {reason: %s, message: said}}}]}"
                .formatted(list, container, reason);
    }

    @Test
    void aContainerThatWaitsWithoutAReasonIsNoTrouble() {
        String made = "{phase: Pending, containerStatuses: [{name: main, state: {waiting: {}}}]}";
        assertThat(sighting(running(), pod(made)).knownTrouble()).isEmpty();
    }

    @Test
    void aContainerThatIsBeingCreatedIsNoTrouble() {
        assertThat(sighting(running(), pod(waiting("containerStatuses", "main", "ContainerCreating")))
                        .trouble())
                .isEqualTo(new StartTrouble(
                        POD + " is pending, on node[node-7]; it was made at 2026-01-01T00:00:00Z, and its cluster says "
                                + "nothing of why",
                        Remedy.UNKNOWN));
    }

    @Test
    void aPodOnNoNodeAndAJobWithoutAPodOfWhichNothingIsSaidAreTold() {
        Pod homeless = pod("{phase: Pending}");
        homeless.getSpec().setNodeName(null);
        assertThat(Objects.requireNonNull(sighting(running(), homeless).trouble())
                        .message())
                .startsWith(POD + " is pending, on no node yet; it was made at");
        assertThat(sighting(running()).trouble())
                .isEqualTo(
                        new StartTrouble(JOB + " has no pod yet, and its cluster says nothing of why", Remedy.UNKNOWN));
    }

    private static Job suspended(Map<String, String> labels) {
        Job job = job("{conditions: [{type: Suspended, status: 'True', lastTransitionTime: '2026-01-01T02:00:00Z'}]}");
        job.getSpec().setSuspend(true);
        job.getMetadata().setLabels(labels);
        return job;
    }

    @Test
    void aJobThatIsSuspendedByHandSaysHowThatIsLifted() {
        JobSighting seen = sighting(suspended(Map.of()));
        assertThat(seen.isSuspended()).isTrue();
        assertThat(seen.isStuck()).isFalse();
        assertThat(seen.phase()).isEqualTo(Phase.PENDING);
        assertThat(Objects.requireNonNull(seen.trouble()).message())
                .isEqualTo(JOB + " is suspended since 2026-01-01T02:00:00Z. It has no pod until a person lifts that: "
                        + "kubectl patch job j-1 -n tasks --type=merge -p '{\"spec\":{\"suspend\":false}}'");
    }

    @Test
    void aJobThatWaitsInKueuesQueueSaysSo() {
        JobSighting seen = sighting(suspended(Map.of("kueue.x-k8s.io/queue-name", "batch")));
        assertThat(seen.isSuspended()).isTrue();
        assertThat(Objects.requireNonNull(seen.trouble()).message())
                .endsWith(
                        " is suspended since 2026-01-01T02:00:00Z. Kueue lifts that when its queue[batch] has room for it");
    }

    @Test
    void aPodThatIsEndedBecauseItsJobIsSuspendedIsNotTheEndOfTheTask() {
        Pod pod = pod(ended("Failed", "exitCode: 143, reason: Error"));
        pod.getMetadata().setDeletionTimestamp("2026-01-01T02:00:00Z");
        assertThat(sighting(suspended(Map.of()), pod).isSuspended()).isTrue();
        assertThat(sighting(suspended(Map.of()), pod(ended("Failed", "exitCode: 3")))
                        .phase())
                .isEqualTo(Phase.ENDED);
        assertThat(sighting(suspended(Map.of()), pod(RUNNING)).phase()).isEqualTo(Phase.RUNNING);
        Job over = suspended(Map.of());
        over.setStatus(finished("Failed", "BackoffLimitExceeded").getStatus());
        assertThat(sighting(over, pod).phase()).isEqualTo(Phase.ENDED);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void anEndingIsTold(@Nullable Job job, @Nullable Pod pod, String said) {
        JobSighting seen = pod == null ? sighting(job) : sighting(job, pod);
        assertThat(seen.phase()).isEqualTo(Phase.ENDED);
        assertThat(seen.ending()).contains(said).doesNotContain("null");
        assertThat(seen.location()).isNull();
    }

    static Stream<Arguments> endings() {
        String main = "container[main] of " + POD;
        return Stream.of(
                Arguments.of(
                        running(),
                        pod(ended("Succeeded", "exitCode: 0, reason: Completed")),
                        main + " ended with exit code 0"),
                Arguments.of(
                        running(),
                        pod(ended("Failed", "exitCode: 3, reason: Error")),
                        main + " ended with exit code 3;"),
                Arguments.of(
                        running(),
                        pod(ended("Failed", "exitCode: 128, reason: StartError, message: no such file")),
                        main + " ended with exit code 128 (StartError): no such file;"),
                Arguments.of(
                        running(),
                        pod(ended("Running", "exitCode: 4, reason: Error")),
                        main + " ended with exit code 4;"),
                Arguments.of(
                        running(),
                        pod(ended("Failed", "exitCode: 86, reason: Error")),
                        main + " stopped itself since its lease was not renewed (exit code 86)"),
                Arguments.of(
                        running(),
                        pod(ended("Failed", "exitCode: 137, reason: Error")),
                        main + " was killed (SIGKILL, exit code 137)"),
                Arguments.of(
                        running(),
                        pod(ended("Failed", "exitCode: 143, reason: Error")),
                        main + " was told to stop (SIGTERM, exit code 143)"),
                Arguments.of(
                        running(),
                        pod(ended("Failed", "exitCode: 137, reason: OOMKilled")),
                        main + MemoryWords.ofPeon("2Gi", 137)),
                Arguments.of(
                        running(),
                        pod(ended("Failed", "exitCode: 0, reason: Completed")
                                .replace(
                                        "exitCode: 0, reason: Completed}}}, ",
                                        "exitCode: 137, reason: OOMKilled}}}, ")),
                        "container[sidecar] of " + POD + MemoryWords.ofOther("none, so the node's", 137)),
                Arguments.of(
                        running(),
                        pod("{phase: Failed, reason: Evicted, message: The node was low on resource memory.}"),
                        POD + " was evicted from node[node-7]: The node was low on resource memory."),
                Arguments.of(
                        running(),
                        pod("{phase: Failed, reason: DeadlineExceeded}"),
                        POD + " ran longer than it may and was ended (DeadlineExceeded)"),
                Arguments.of(
                        finished("Failed", "DeadlineExceeded"),
                        null,
                        JOB + " ran longer than it may (14400 s) and was ended (DeadlineExceeded)"),
                Arguments.of(
                        finished("Failed", "DeadlineExceeded"),
                        pod(ended("Failed", "exitCode: 143, reason: Error")),
                        JOB + " ran longer than it may (14400 s)"),
                Arguments.of(
                        running(),
                        pod("{phase: Failed, initContainerStatuses: [{name: prepare, "
                                + "state: {terminated: {exitCode: 2, reason: Error}}}]}"),
                        "The task was not started: init container[prepare] of " + POD + " ended with exit code 2"),
                Arguments.of(
                        running(),
                        pod("{phase: Failed, conditions: [{type: DisruptionTarget, status: 'True', "
                                + "reason: PreemptionByScheduler, message: said}]}"),
                        POD + " was ended by its cluster (PreemptionByScheduler): said"),
                Arguments.of(
                        running(),
                        pod("{phase: Failed, reason: NodeAffinity, message: said}"),
                        POD + " failed (NodeAffinity): said"),
                Arguments.of(
                        finished("Failed", "BackoffLimitExceeded"),
                        null,
                        JOB + " failed (BackoffLimitExceeded): said; its pod is gone"),
                Arguments.of(
                        finished("FailureTarget", "BackoffLimitExceeded"),
                        null,
                        JOB + " failed (BackoffLimitExceeded): said; its pod is gone"),
                Arguments.of(
                        finished("Complete", "CompletionsReached"),
                        null,
                        JOB + " completed (exit code 0); its pod is gone"),
                Arguments.of(
                        null,
                        pod(ended("Failed", "exitCode: 5, reason: Error")),
                        JOB + " is gone: " + main + " ended with exit code 5;"),
                Arguments.of(
                        beingDeleted(),
                        pod(ended("Failed", "exitCode: 143, reason: Error")),
                        JOB + " is being deleted: " + main + " was told to stop (SIGTERM, exit code 143)"));
    }
}
