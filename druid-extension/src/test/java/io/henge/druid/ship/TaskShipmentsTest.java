package io.henge.druid.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Preserved;
import io.henge.core.attempt.TaskId;
import io.henge.core.placement.Rules;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Peon;
import io.henge.kubernetes.job.Shipment;
import io.henge.kubernetes.job.Wishes;
import io.henge.testkit.fleet.Attempts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.druid.indexing.common.config.TaskConfig;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.common.task.Task;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.tasklogs.NoopTaskLogs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskShipmentsTest {
    private static final String ID = "index_flights";
    private static final Attempt FIRST = Attempts.placed(ID, "east", 1, Instant.parse("2026-01-01T00:00:00Z"));

    private final ObjectMapper json = new DefaultObjectMapper();

    private static NoopTask task(@Nullable Map<String, Object> context) {
        return new NoopTask(ID, "flights_group", "flights", 1000, 0, context);
    }

    private TaskShipments shipments(Optional<Task> task, boolean tls) {
        return new TaskShipments(
                id -> task,
                json,
                json.convertValue(Map.of("baseDir", "/opt/druid/task"), TaskConfig.class),
                TaskPayloads.of(new NoopTaskLogs()),
                Optional.empty(),
                tls,
                new TaskLeases(() -> Rules.NONE, Duration.ofSeconds(15)));
    }

    private Shipment ship(Task task, Attempt attempt, boolean tls) throws JobRefusedException {
        return shipments(Optional.of(task), tls).of(attempt);
    }

    private static byte[] unpacked(Shipment shipment) throws IOException {
        return Unpacked.json(shipment.payload().encoded());
    }

    private JsonNode payload(Task task) throws IOException, JobRefusedException {
        return json.readTree(unpacked(ship(task, FIRST, false)));
    }

    @Test
    void aPeonReadsTheVeryTaskThatWasShipped() throws Exception {
        NoopTask task = task(Map.of("priority", 70));
        Task read = json.readValue(unpacked(ship(task, FIRST, false)), Task.class);
        assertThat(read).isInstanceOf(NoopTask.class);
        assertThat(read.getId()).isEqualTo(ID);
        assertThat(read.getGroupId()).isEqualTo("flights_group");
        assertThat(read.getDataSource()).isEqualTo("flights");
        assertThat(((NoopTask) read).getRunTime()).isEqualTo(1000);
        assertThat(read.getPriority()).isEqualTo(70);
    }

    @Test
    void theShipmentNamesWhatATemplateNeeds() throws Exception {
        Shipment shipment = ship(task(null), FIRST, true);
        assertThat(shipment.task()).isEqualTo(new TaskId(ID));
        assertThat(shipment.type()).isEqualTo("noop");
        assertThat(shipment.groupId()).isEqualTo("flights_group");
        assertThat(shipment.dataSource()).isEqualTo("flights");
        assertThat(shipment.peon())
                .isEqualTo(new Peon(
                        "/opt/druid/task",
                        "/opt/druid/task/persistent/task",
                        null,
                        "ALL",
                        true,
                        true,
                        new TreeMap<>()));
        assertThat(ship(task(null), FIRST, false).peon().tls()).isFalse();
    }

    @Test
    void theContextTellsWhichAttemptSpeaks() throws Exception {
        Attempt third = Attempts.placed(new AttemptId(new TaskId(ID), 3), FIRST.address(), 1, FIRST.placedAt());
        JsonNode read = json.readTree(unpacked(ship(task(Map.of("priority", 70)), third, false)));
        JsonNode henge = read.at("/context/henge");
        assertThat(henge.path("task").textValue()).isEqualTo(ID);
        assertThat(henge.path("attempt").numberValue()).isEqualTo(3);
        assertThat(henge.path("token").textValue()).isEqualTo("token-3");
        assertThat(henge).hasSize(3);
        assertThat(read.at("/context/priority").intValue()).isEqualTo(70);
    }

    @Test
    void aLaterAttemptIsToldWhatIsKnownOfEarlierOnes() throws Exception {
        Preserved known = Preserved.NOTHING
                .with("last.chunk", "$(17)")
                .with(Preserved.FROM, "west")
                .warning("rows", "leads nowhere");
        Attempt second = Attempts.placed(new AttemptId(new TaskId(ID), 2), FIRST.address(), 1, FIRST.placedAt())
                .withPreserved(known);
        Shipment shipment = ship(task(Map.of("henge", Map.of("preserved", Map.of("of", "a parent")))), second, false);
        assertThat(shipment.peon().environment())
                .isEqualTo(Map.of(
                        "HENGE_FAILOVER_LAST_CHUNK",
                        "$$(17)",
                        "HENGE_FAILOVER_FROM",
                        "west",
                        "HENGE_FAILOVER_ATTEMPT",
                        "2"));
        JsonNode preserved = json.readTree(unpacked(shipment)).at("/context/henge/preserved");
        assertThat(preserved).isEqualTo(json.valueToTree(Map.of("last.chunk", "$(17)", "from", "west")));
    }

    @Test
    void aFirstAttemptIsToldNothingOfOthers() throws Exception {
        Attempt first = FIRST.withPreserved(Preserved.NOTHING.with("chunk", "its own"));
        Shipment shipment = ship(task(Map.of("henge", Map.of("preserved", Map.of("of", "a parent")))), first, false);
        assertThat(shipment.peon().environment()).isEmpty();
        assertThat(json.readTree(unpacked(shipment))
                        .at("/context/henge/preserved")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void aContextInheritedFromAParentIsOverwritten() throws Exception {
        Map<String, Object> parents = Map.of("task", "parent", "attempt", 9, "token", "token-of-parent", "more", 1);
        JsonNode henge = payload(task(Map.of("henge", parents))).at("/context/henge");
        assertThat(henge).isEqualTo(json.readTree("""
                {"task":"index_flights","attempt":1,"token":"token-1"}"""));
    }

    @Test
    void whereATaskWantsToGoAndWhatOfItWhenThatIsLostIsPassedOnToWhatItSubmits() throws Exception {
        Map<String, Object> placement = Map.of("require", Map.of("name", List.of("west")));
        Map<String, Object> failover = Map.of("onLost", "Hold");
        Map<String, Object> given = Map.of("placement", placement, "failover", failover, "token", "forged");
        JsonNode henge = payload(task(Map.of("henge", given))).at("/context/henge");
        assertThat(henge).isEqualTo(json.readTree("""
                {"placement":{"require":{"name":["west"]}},"failover":{"onLost":"Hold"},
                 "task":"index_flights","attempt":1,"token":"token-1"}"""));
    }

    @Test
    void onlyATaskThatMayBeTakenDirectlyIsShippedWithALease() throws Exception {
        JsonNode directly =
                payload(task(Map.of("henge", Map.of("failover", Map.of("purgeMode", "Directly"), "lease", 1))));
        assertThat(directly.at("/context/henge/lease").numberValue()).isEqualTo(15);
        JsonNode other = payload(task(Map.of("henge", Map.of("failover", Map.of("purgeMode", "Fenced"), "lease", 1))));
        assertThat(other.at("/context/henge/lease").isMissingNode()).isTrue();
    }

    @Test
    void aUsersOwnValueUnderTheKeyIsOverwrittenToo() throws Exception {
        JsonNode henge = payload(task(Map.of("henge", "stones"))).at("/context/henge");
        assertThat(henge.path("token").textValue()).isEqualTo("token-1");
    }

    @Test
    void packingLeavesTheTaskItselfAsItIs() throws Exception {
        NoopTask task = task(Map.of("priority", 70));
        Shipment unused = ship(task, FIRST, false);
        assertThat(task.getContext()).doesNotContainKey("henge");
    }

    @Test
    void aTaskWithoutAContextGetsOne() throws Exception {
        json.registerSubtypes(new NamedType(ContextlessTask.class, "noop"));
        JsonNode read = payload(new ContextlessTask(ID));
        assertThat(read.path("type").textValue()).isEqualTo("noop");
        assertThat(read.at("/context/henge/token").textValue()).isEqualTo("token-1");
    }

    @Test
    void packingTwiceGivesTheSamePayload() throws Exception {
        NoopTask task = task(Map.of("priority", 70));
        assertThat(ship(task, FIRST, false).payload())
                .isEqualTo(ship(task, FIRST, false).payload());
    }

    @Test
    void broadcastDataSourcesAreLoadedUnlessTheTaskSaysNone() throws Exception {
        assertThat(ship(task(null), FIRST, false).peon())
                .returns("ALL", Peon::loadBroadcastMode)
                .returns(true, Peon::loadBroadcastSegments);
        assertThat(ship(task(Map.of("broadcastDatasourceLoadingMode", "NONE")), FIRST, false)
                        .peon())
                .returns("NONE", Peon::loadBroadcastMode)
                .returns(false, Peon::loadBroadcastSegments);
    }

    @Test
    void aTaskThatNobodyKnowsIsRefused() {
        TaskShipments shipments = shipments(Optional.empty(), false);
        assertThatThrownBy(() -> shipments.of(FIRST))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining(ID);
    }

    @Test
    void aTaskThatIsNotJsonIsRefused() {
        NoopTask task = task(Map.of("loop", new Unwritable()));
        assertThatThrownBy(() -> ship(task, FIRST, false))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining(ID)
                .hasMessageContaining("JSON");
    }

    @Test
    void theClusterIsToldInTheTagsAndTheTasksOwnTagsStay() throws Exception {
        NoopTask task = task(Map.of("tags", Map.of("team", "ads", "size", 7)));
        assertThat(payload(task).at("/context/tags"))
                .isEqualTo(json.readTree("{\"team\":\"ads\",\"size\":7,\"k8s_cluster\":\"east\"}"));
        assertThat(ship(task, FIRST, false).wishes().tags())
                .containsExactly(Map.entry("k8s_cluster", "east"), Map.entry("team", "ads"));
        assertThat(payload(task(null)).at("/context/tags/k8s_cluster").textValue())
                .isEqualTo("east");
    }

    @Test
    void tagsThatAreNoneHarmNobody() throws Exception {
        TreeMap<String, Object> context = new TreeMap<>(Map.of("tags", "ads"));
        assertThat(payload(task(context)).at("/context/tags").textValue()).isEqualTo("ads");
        assertThat(ship(task(context), FIRST, false).wishes().tags()).containsOnlyKeys("k8s_cluster");
        context.put("tags", null);
        assertThat(payload(task(context)).at("/context/tags").isNull()).isTrue();
    }

    @Test
    void theContextSaysWhichTemplateAndWhichJavaOptions() throws Exception {
        Map<String, Object> context =
                Map.of("podTemplateSelectionKey", "large", "druid.indexer.runner.javaOpts", "-Xmx2g");
        Wishes wishes = ship(task(context), FIRST, false).wishes();
        assertThat(wishes.templateKey()).isEqualTo("large");
        assertThat(wishes.javaOpts()).isEqualTo("-Xmx2g");
        assertThat(ship(task(Map.of("podTemplateSelectionKey", " ")), FIRST, false)
                        .wishes())
                .returns(null, Wishes::templateKey)
                .returns("", Wishes::javaOpts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"podTemplateSelectionKey", "druid.indexer.runner.javaOpts"})
    void whatIsMeantToBeATextIsRefusedWhereItIsNone(String key) {
        NoopTask task = task(Map.of(key, List.of("-Xmx2g")));
        assertThatThrownBy(() -> ship(task, FIRST, false))
                .isInstanceOf(JobRefusedException.class)
                .hasMessage("`context." + key + "` of task[" + ID
                        + "] is `[-Xmx2g]`. Give a text, or leave it out, and submit" + " the task again.");
    }

    @Test
    void broadcastDataSourcesThatAreNoListAreRefused() {
        NoopTask task =
                task(Map.of("broadcastDatasourceLoadingMode", "ONLY_REQUIRED", "broadcastDatasourcesToLoad", 5));
        assertThatThrownBy(() -> ship(task, FIRST, false))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining("broadcastDatasourcesToLoad")
                .message()
                .doesNotContain("class ", "java.");
    }

    /** What Jackson finds no properties in. */
    private static final class Unwritable {}

    /** A task type that does without a context once it is made; Druid's constructor looks for one. */
    private static final class ContextlessTask extends NoopTask {
        private final String made;

        ContextlessTask(String id) {
            super(id, null, "flights", 1000, 0, null);
            this.made = id;
        }

        @Override
        public @Nullable Map<String, Object> getContext() {
            return made == null ? super.getContext() : null;
        }
    }

    @Test
    void aBroadcastModeThatDruidDoesNotKnowIsRefused() {
        NoopTask task = task(Map.of("broadcastDatasourceLoadingMode", "SOME"));
        assertThatThrownBy(() -> ship(task, FIRST, false))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining(ID)
                .hasMessageContaining("SOME");
    }
}
