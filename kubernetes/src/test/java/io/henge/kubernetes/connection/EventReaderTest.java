package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.result;
import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.core.attempt.JobName;
import io.henge.core.cluster.ClusterEvent;
import io.henge.core.port.ClusterConnection;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.stub.Deaf;
import io.henge.kubernetes.stub.ScriptedTasks;
import io.henge.kubernetes.stub.StubApiServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which events are asked for, and which of them are told. */
class EventReaderTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final JobName JOB = new JobName("seen-1");
    private static final String EVENTS = """
            {"kind":"EventList","apiVersion":"v1","metadata":{},"items":[
             {"reason":"FailedCreate","message":"pods is forbidden:\\n exceeded quota","lastTimestamp":"2026-01-01T00:00:05Z",
              "involvedObject":{"kind":"Job","uid":"u1"}},
             {"reason":"Unhealthy","message":"no answer","involvedObject":{"kind":"Pod","uid":"p1"}},
             {"reason":"OfNothing","message":"that is known"}]}
            """;

    @TempDir
    private Path dir;

    private StubApiServer server;
    private ClusterConnection cluster;

    @BeforeEach
    void open() throws Exception {
        server = new StubApiServer();
        server.answer("GET", "/events", 200, EVENTS);
        cluster =
                new FabricClusterConnection(server.settings(dir), new ScriptedTasks(dir).jobs("owner"), ApiMeter.NONE);
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    private void connect() throws Exception {
        server.start();
        cluster.start(new Deaf());
        until(cluster::synced);
    }

    private List<ClusterEvent> events() throws Exception {
        return result(cluster.events(JOB));
    }

    @Test
    void aJobWithoutAPodIsToldAbout() throws Exception {
        server.listJobs(RequestsTest.JOB);
        connect();
        assertThat(events()).containsExactly(new ClusterEvent("FailedCreate", "pods is forbidden: exceeded quota"));
        assertThat(server.calls())
                .containsExactly("GET /api/v1/namespaces/henge/events?limit=500&fieldSelector=type%3DWarning");
    }

    @Test
    void aJobWithAPodIsToldAboutByThePod() throws Exception {
        server.listJobs(RequestsTest.JOB);
        server.listPods(RequestsTest.POD);
        connect();
        assertThat(events()).containsExactly(new ClusterEvent("Unhealthy", "no answer"));
    }

    @Test
    void manyWhoAskAtOnceMakeOneRequestAndThoseWhoAskMeanwhileOneMore() throws Exception {
        server.listJobs(RequestsTest.JOB);
        connect();
        List<CompletionStage<List<ClusterEvent>>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(cluster.events(JOB));
        }
        for (CompletionStage<List<ClusterEvent>> answer : answers) {
            assertThat(result(answer)).hasSize(1);
        }
        assertThat(server.calls()).hasSizeBetween(1, 2);
    }

    @Test
    void thePagesAreReadOneAfterTheOtherAndNotAllOfThem() throws Exception {
        server.listJobs(RequestsTest.JOB);
        server.answer("GET", "/events", 200, EVENTS.replace("\"metadata\":{}", "\"metadata\":{\"continue\":\"a/b\"}"));
        connect();
        assertThat(events()).hasSize(1);
        assertThat(server.calls()).hasSize(4);
        assertThat(server.calls().subList(1, 4))
                .allSatisfy(call -> assertThat(call).endsWith("&continue=a%2Fb"));
        server.answer("GET", "/events", 410, "{\"kind\":\"Status\",\"message\":\"too old\"}");
        assertThat(events()).as("what was known before stays").hasSize(1);
        assertThat(server.calls().subList(4, 6))
                .as("where it stopped, and that is too long ago")
                .satisfiesExactly(
                        call -> assertThat(call).endsWith("&continue=a%2Fb"),
                        call -> assertThat(call).doesNotContain("continue"));
    }

    @Test
    void whatIsNoEventEndsNoReading() throws Exception {
        server.listJobs(RequestsTest.JOB);
        server.answer("GET", "/events", 200, "{\"kind\":\"EventList\",\"items\":[null,{},{\"involvedObject\":{}}]}");
        connect();
        assertThat(events()).isEmpty();
        server.answer("GET", "/events", 200, EVENTS);
        assertThat(events()).hasSize(1);
    }

    @Test
    void aJobThatIsNotThereIsNotAskedAbout() throws Exception {
        connect();
        assertThat(events()).isEmpty();
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void withoutTheRightToReadThemThereAreNone() throws Exception {
        server.listJobs(RequestsTest.JOB);
        server.answer("GET", "/events", 403, "{\"kind\":\"Status\",\"message\":\"events is forbidden\"}");
        connect();
        assertThat(events()).isEmpty();
        server.answer("GET", "/events", 200, "no JSON");
        assertThat(events()).isEmpty();
    }

    @Test
    void theNewestOfEachReasonIsToldAndTheNewestFirst() {
        EventList list = YAML.unmarshal("""
                kind: EventList
                apiVersion: v1
                items:
                  - {reason: A, message: a old, lastTimestamp: '2026-01-01T00:00:01Z'}
                  - {reason: A, message: a new, lastTimestamp: '2026-01-01T00:00:04Z'}
                  - {reason: B, message: b, eventTime: '2026-01-01T00:00:09.000001Z'}
                  - {reason: C, message: c, eventTime: '2026-01-01T00:00:00.000001Z',
                     series: {count: 2, lastObservedTime: '2026-01-01T00:00:06.000001Z'}}
                  - {reason: D, message: d, lastTimestamp: '2026-01-01T00:00:02Z'}
                """, EventList.class);
        assertThat(EventReader.newest(list.getItems()))
                .containsExactly(
                        new ClusterEvent("B", "b"), new ClusterEvent("C", "c"), new ClusterEvent("A", "a new"));
    }

    @Test
    void aLongMessageIsCut() {
        EventList list = YAML.unmarshal(
                "kind: EventList\napiVersion: v1\nitems: [{reason: A, message: " + "x".repeat(1_000) + "}]",
                EventList.class);
        assertThat(EventReader.newest(list.getItems()))
                .singleElement()
                .satisfies(event -> assertThat(event.message()).hasSize(301).endsWith("x…"));
    }
}
