package io.henge.druid.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.druid.audit.AuditEntry;
import org.apache.druid.audit.AuditInfo;
import org.apache.druid.error.DruidException;
import org.apache.druid.java.util.common.Intervals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsSaidAtFirst() {
        assertThat(configs.current()).isEqualTo(ExecutionConfig.NOTHING_SAID);
        assertThat(configs.history(null, 10)).isEmpty();
    }

    @Test
    void aChangeCountsAtOnceAndIsStored() {
        configs.change(bytes("{\"type\":\"default\",\"capacity\":7}"), ANN);
        assertThat(configs.current().capacityOr(1)).isEqualTo(7);
        assertThat(database.stored())
                .isEqualTo("{\"type\":\"default\",\"podTemplateSelectStrategy\":null,\"capacity\":7}");
    }

    @Test
    void changesAddUp() {
        configs.change(bytes("{\"capacity\":7}"), ANN);
        configs.change(bytes("{\"podTemplateSelectStrategy\":{\"type\":\"default\"}}"), BOB);
        assertThat(configs.current()).isEqualTo(new ExecutionConfig("default", new TypeChoice(), 7));
    }

    @Test
    void everyChangeIsAuditedWithWhoAndWhy() {
        configs.change(bytes("{\"capacity\":7}"), ANN);
        configs.change(bytes("{\"capacity\":8}"), BOB);
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
        configs.change(bytes("{\"capacity\":7}"), ANN);
        assertThat(standby.current()).isEqualTo(ExecutionConfig.NOTHING_SAID);
        standby.refresh();
        assertThat(standby.current()).isEqualTo(configs.current());
    }

    @Test
    void aChangeIsMadeToWhatIsStoredAndNotToWhatWasPolledLast() {
        database.store("{\"type\":\"default\",\"capacity\":3}");
        configs.change(bytes("{\"podTemplateSelectStrategy\":{\"type\":\"default\"}}"), ANN);
        assertThat(configs.current()).isEqualTo(new ExecutionConfig("default", new TypeChoice(), 3));
    }

    @Test
    void aStoredConfigurationThatMakesNoSenseKeepsNobodyFromLeading() {
        configs.change(bytes("{\"capacity\":7}"), ANN);
        database.store("{\"type\":\"another\"");
        configs.refresh();
        assertThat(configs.current().capacityOr(1)).isEqualTo(7);
        configs.change(bytes("{\"capacity\":8}"), ANN);
        assertThat(database.stored()).contains("\"capacity\":8");
    }

    @ParameterizedTest(name = "[{0}] is refused with [{1}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"capacity\":0} | capacity is [0]. Give a whole number of at least 1",
                "{\"capacity\":-5} | capacity is [-5]",
                "{\"capacity\":\"many\"} | many",
                "{\"type\":\"other\"} | type is [other]. Give default",
                "{\"capcity\":3} | capcity",
                "{\"podTemplateSelectStrategy\":{\"type\":\"random\"}} | random",
                "{\"podTemplateSelectStrategy\":{\"type\":\"selectorBased\"}} | selectors is missing",
                "{\"podTemplateSelectStrategy\":{\"type\":\"selectorBased\",\"selectors\":[{}]}} | no selectionKey",
                "[1] | cannot be read",
                "{ | cannot be read",
                "null | is empty",
                "'' | cannot be read"
            })
    void aWrongChangeIsRefusedInWordsAndChangesNothing(String change, String words) {
        assertThatThrownBy(() -> configs.change(bytes(change), ANN))
                .isInstanceOf(DruidException.class)
                .hasMessageContaining(words)
                .extracting(e -> ((DruidException) e).getCategory())
                .isEqualTo(DruidException.Category.INVALID_INPUT);
        assertThat(configs.current()).isEqualTo(ExecutionConfig.NOTHING_SAID);
        assertThat(configs.history(null, 1)).isEmpty();
    }

    @Test
    void aStoreThatDoesNotTakeTheChangeIsNoFaultOfTheAsker() {
        ExecutionConfigs stopped = database.overlord();
        assertThatThrownBy(() -> stopped.change(bytes("{\"capacity\":7}"), ANN))
                .isInstanceOf(DruidException.class)
                .hasMessageContaining("Send it again")
                .extracting(e -> ((DruidException) e).getCategory())
                .isEqualTo(DruidException.Category.SERVICE_UNAVAILABLE);
        assertThat(stopped.current()).isEqualTo(ExecutionConfig.NOTHING_SAID);
    }
}
