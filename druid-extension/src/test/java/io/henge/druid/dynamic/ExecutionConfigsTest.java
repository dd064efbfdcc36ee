package io.henge.druid.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.henge.core.placement.Rule;
import io.henge.druid.json.SentJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.druid.audit.AuditEntry;
import org.apache.druid.audit.AuditInfo;
import org.apache.druid.error.DruidException;
import org.apache.druid.java.util.common.Intervals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dynamic configuration on Druid's own configuration manager, audit manager and tables. */
@Timeout(60)
class ExecutionConfigsTest {
    private static final AuditInfo ANN = new AuditInfo("ann", "ann-id", "less load", "127.0.0.1");
    private static final AuditInfo BOB = new AuditInfo("bob", "bob-id", "", "127.0.0.1");

    private final DruidDatabase database = new DruidDatabase();
    private final ExecutionConfigs configs = database.leader();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static ExecutionConfig said(String text) {
        return SentConfig.of(SentJson.of(text.getBytes(StandardCharsets.UTF_8), SentConfig.WHAT));
    }

    @Test
    void nothingIsSaidAtFirst() {
        assertThat(configs.current()).isEqualTo(ExecutionConfig.NOTHING_SAID);
        assertThat(configs.history(null, 10)).isEmpty();
    }

    @Test
    void aChangeCountsAtOnceAndIsStored() {
        configs.change(said("{\"type\":\"default\",\"capacity\":7}"), ANN);
        assertThat(configs.current().capacityOr(1)).isEqualTo(7);
        assertThat(database.stored())
                .isEqualTo("{\"type\":\"default\",\"podTemplateSelectStrategy\":null,\"capacity\":7}");
    }

    @Test
    void changesAddUp() {
        configs.change(said("{\"capacity\":7}"), ANN);
        configs.change(said("{\"podTemplateSelectStrategy\":{\"type\":\"default\"}}"), BOB);
        assertThat(configs.current()).isEqualTo(new ExecutionConfig("default", new TypeChoice(), 7, null, null));
    }

    @Test
    void everyChangeIsAuditedWithWhoAndWhy() {
        configs.change(said("{\"capacity\":7}"), ANN);
        configs.change(said("{\"capacity\":8}"), BOB);
        List<AuditEntry> newest = configs.history(null, 1);
        assertThat(newest).hasSize(1);
        assertThat(newest.get(0).getAuditInfo()).isEqualTo(BOB);
        assertThat(newest.get(0).getPayload().serialized()).contains("\"capacity\":8");
        assertThat(configs.history(Intervals.of("2000/2100"), null))
                .extracting(AuditEntry::getAuditInfo)
                .containsExactly(ANN, BOB);
        assertThat(configs.history(Intervals.of("2000/2001"), 1)).isEmpty();
    }

    @Test
    void aNewLeaderHoldsToWhatTheFormerOneWasTold() {
        ExecutionConfigs standby = database.overlord();
        configs.change(said("{\"capacity\":7}"), ANN);
        assertThat(standby.current()).isEqualTo(ExecutionConfig.NOTHING_SAID);
        standby.refresh();
        assertThat(standby.current()).isEqualTo(configs.current());
    }

    @Test
    void aChangeIsMadeToWhatIsStoredAndNotToWhatWasPolledLast() {
        database.store("{\"type\":\"default\",\"capacity\":3}");
        configs.change(said("{\"podTemplateSelectStrategy\":{\"type\":\"default\"}}"), ANN);
        assertThat(configs.current()).isEqualTo(new ExecutionConfig("default", new TypeChoice(), 3, null, null));
    }

    @Test
    void aStoredConfigurationThatMakesNoSenseKeepsNobodyFromLeading() {
        configs.change(said("{\"capacity\":7}"), ANN);
        database.store("{\"type\":\"another\"");
        configs.refresh();
        assertThat(configs.current().capacityOr(1)).isEqualTo(7);
        configs.change(said("{\"capacity\":8}"), ANN);
        assertThat(database.stored()).contains("\"capacity\":8");
    }

    @Test
    void whatWasSaidOfOneFieldIsTakenBackAndTheRestStays() {
        configs.change(said("{\"capacity\":7,\"podTemplateSelectStrategy\":{\"type\":\"default\"}}"), ANN);
        configs.takeBack(ExecutionConfig.Field.CAPACITY, BOB);
        assertThat(configs.current()).isEqualTo(new ExecutionConfig("default", new TypeChoice(), null, null, null));
        assertThat(database.stored()).contains("\"capacity\":null");
        assertThat(configs.history(null, 1).get(0).getAuditInfo()).isEqualTo(BOB);
        configs.takeBack(ExecutionConfig.Field.POD_TEMPLATE_SELECT_STRATEGY, BOB);
        assertThat(configs.current()).isEqualTo(ExecutionConfig.NOTHING_SAID);
    }

    @Test
    void clustersAreKeptAsTheyWereSent() {
        configs.change(said("{\"capacity\":7}"), ANN);
        configs.change(
                said(
                        "{\"clusters\":[{\"name\":\"east\",\"weight\":2,\"clusterLabels\":{\"zone\":\"a\"},\"taints\":[\"old:NoSchedule\"]}]}"),
                BOB);
        assertThat(database.stored())
                .contains("\"capacity\":7", "\"clusters\":[{", "\"weight\":2", "\"clusterLabels\":{\"zone\":\"a\"}");
        ExecutionConfigs other = database.overlord();
        other.refresh();
        assertThat(other.current()).isEqualTo(configs.current());
        assertThat(GivenClusters.keys(other.current().clustersOrNone().get(0)))
                .containsEntry("name", "east")
                .containsEntry("weight", "2")
                .containsEntry("clusterLabels", "{\"zone\":\"a\"}")
                .containsEntry("taints", "[\"old:NoSchedule\"]");
        configs.takeBack(ExecutionConfig.Field.CLUSTERS, BOB);
        assertThat(database.stored()).doesNotContain("clusters").contains("\"capacity\":7");
    }

    @Test
    void rulesAreStoredReplacedAsAWholeAndTakenBack() {
        configs.change(said("{\"placementRules\":[{\"name\":\"a\",\"together\":true}],\"capacity\":7}"), ANN);
        assertThat(database.stored()).contains("\"placementRules\":[{\"name\":\"a\",\"together\":true}]");
        configs.change(said("{\"placementRules\":[{\"name\":\"b\",\"together\":true}]}"), BOB);
        assertThat(database.stored()).contains("[{\"name\":\"b\",\"together\":true}]", "\"capacity\":7");
        assertThat(configs.history(null, 1).get(0).getPayload().serialized()).contains("\"name\":\"b\"");
        configs.takeBack(ExecutionConfig.Field.PLACEMENT_RULES, ANN);
        assertThat(database.stored()).doesNotContain("placementRules");
    }

    @Test
    void storedRulesThatMakeNoSenseKeepNobodyFromLeadingAndTheirTasksWait() {
        database.store("{\"type\":\"default\",\"capacity\":3,\"placementRules\":[{\"name\":\"a\",\"when\":7}]}");
        ExecutionConfigs later = database.overlord();
        later.refresh();
        assertThat(later.current().capacityOr(1)).isEqualTo(3);
        assertThat(Objects.requireNonNull(later.current().placementRules()).rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.word()).isInstanceOf(Rule.Unreadable.class));
    }

    @Test
    void aStoreThatDoesNotTakeTheChangeIsNoFaultOfTheAsker() {
        ExecutionConfigs stopped = database.overlord();
        assertThatThrownBy(() -> stopped.change(said("{\"capacity\":7}"), ANN))
                .isInstanceOf(DruidException.class)
                .hasMessageContaining("Send it again")
                .extracting(e -> ((DruidException) e).getCategory())
                .isEqualTo(DruidException.Category.SERVICE_UNAVAILABLE);
        assertThat(stopped.current()).isEqualTo(ExecutionConfig.NOTHING_SAID);
    }
}
