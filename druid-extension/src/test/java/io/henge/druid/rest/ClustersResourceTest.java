package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.henge.core.attempt.Attempt;
import io.henge.core.ledger.ClusterRecord;
import io.henge.druid.runner.LeadingOverlord;
import io.henge.testkit.fleet.Attempts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClustersResourceTest {
    private static final Attempt ROW = Attempts.placed("task", "east", 1, LeadingOverlord.NOW);

    private final LeadingOverlord overlord = new LeadingOverlord(ROW);
    private final ClustersResource clusters = new ClustersResource(overlord.taskMaster());

    @AfterEach
    void stopOverlord() {
        overlord.close();
    }

    private JsonNode east() {
        overlord.awaitTurn();
        return Asked.done(clusters.one("east", Asked.plainly()));
    }

    private ClusterRecord recorded() {
        return overlord.ledger().peekClusters().get(0);
    }

    @Test
    void everyClusterIsListedWithWhatIsThere() {
        JsonNode all = Asked.done(clusters.list(Asked.plainly()));
        assertThat(all.findValuesAsText("name")).containsExactly("east", "west");
        assertThat(withoutAges(all.get(0))).isEqualTo(withoutAges(east()));
        assertThat(east().path("observed").asBoolean()).isFalse();
        assertThat(east().path("why").asText()).isEqualTo("the network is down");
        assertThat(east().path("live").asInt()).isEqualTo(1);
        assertThat(east().path("limbo").asInt()).isEqualTo(1);
        assertThat(east().path("capacity").isNull()).isTrue();
        assertThat(east().path("weight").asInt()).isEqualTo(1);
        assertThat(east().path("free").asInt()).isZero();
        assertThat(east().path("version").asInt()).isEqualTo(1);
        assertThat(all.get(1).path("free").asInt()).isPositive();
        assertThat(all.get(1).path("observed").asBoolean()).isTrue();
    }

    /** What was heard of a cluster, and when, is another at each look. */
    private static JsonNode withoutAges(JsonNode cluster) {
        ObjectNode copy = cluster.deepCopy();
        copy.remove("evidence");
        return copy;
    }

    @Test
    void whatIsTakenForTrueOfAClusterIsToldWithItsEvidence() {
        JsonNode east = east();
        assertThat(east.path("state").asText()).isEqualTo("Healthy");
        assertThat(Instant.parse(east.path("since").asText()))
                .isBefore(Instant.now().plusSeconds(1));
        JsonNode evidence = east.path("evidence");
        assertThat(evidence.path("probe").path("answer").asText()).isEqualTo("well");
        assertThat(evidence.path("probe").path("why").isNull()).isTrue();
        assertThat(evidence.path("probe").path("heardAt").isTextual()).isTrue();
        assertThat(evidence.path("watch").path("why").asText()).isEqualTo("the network is down");
        for (String silent : List.of("calls", "tasks", "discovery")) {
            assertThat(evidence.path(silent).path("heardAt").isNull())
                    .as(silent)
                    .isTrue();
        }
        assertThat(evidence.path("operator").isNull()).isTrue();
        Asked.done(clusters.cordon("east", Asked.because("new disks"), Asked.plainly(), Asked.byAnna()));
        assertThat(east().path("evidence").path("operator").asText()).isEqualTo("is cordoned by anna: new disks");
    }

    @Test
    void aClusterThatIsNotRegisteredIsNotFound() {
        assertThat(Asked.refusal(clusters.one("north", Asked.plainly()), 404)).contains("Cluster[north]");
        assertThat(Asked.refusal(
                        clusters.declareDead("north", Asked.because("gone"), Asked.plainly(), Asked.byAnna()), 404))
                .contains("[north]");
    }

    @Test
    void aDeclarationIsRecordedWithWhoAndWhyAndTellsWhatBecomesOfTheTasks() {
        JsonNode answer =
                Asked.done(clusters.declareDead("east", Asked.because("it burnt"), Asked.plainly(), Asked.byAnna()));
        assertThat(answer.path("consequences")).singleElement().satisfies(one -> {
            assertThat(one.path("task").asText()).isEqualTo("task");
            assertThat(one.path("attempt").asInt()).isEqualTo(1);
            assertThat(one.path("cluster").asText()).isEqualTo("east");
            assertThat(one.path("disposition").asText()).isEqualTo("relaunch");
        });
        assertThat(Objects.requireNonNull(recorded().dead()).who()).isEqualTo("anna");
        assertThat(answer.path("name").asText()).isEqualTo("east");
        assertThat(answer.path("version").asInt()).isEqualTo(2);
        assertThat(answer.path("declaredDead").path("reason").asText()).isEqualTo("it burnt");
        assertThat(east().path("declaredDead").path("reason").asText()).isEqualTo("it burnt");
        assertThat(east().path("version").asInt()).isEqualTo(2);

        JsonNode alive =
                Asked.done(clusters.declareAlive("east", Asked.because("rebuilt"), Asked.plainly(), Asked.byAnna()));
        assertThat(alive.path("version").asInt()).isEqualTo(3);
        assertThat(alive.path("declaredDead").isNull()).isTrue();
        assertThat(alive.path("consequences")).isEmpty();
        assertThat(recorded().dead()).isNull();
        assertThat(east().path("version").asInt()).isEqualTo(3);
    }

    @Test
    void aCordonIsRecordedWithWhoAndWhyUntilItIsTakenBack() {
        Word insisting = new Word("new disks", null, 1L, false);
        JsonNode answer = Asked.done(clusters.cordon("east", Asked.body(insisting), Asked.plainly(), Asked.byAnna()));
        assertThat(answer.path("version").asInt()).isEqualTo(2);
        assertThat(answer.path("cordoned").path("by").asText()).isEqualTo("anna");
        assertThat(answer.path("consequences")).isEmpty();
        assertThat(east().path("cordoned").path("reason").asText()).isEqualTo("new disks");
        assertThat(east().path("free").asInt()).isZero();

        assertThat(Asked.refusal(
                        clusters.uncordon("east", Asked.body(insisting), Asked.plainly(), Asked.byAnna()), 409))
                .contains("version[2]", "ifVersion is [1]");
        assertThat(Asked.refusal(
                        clusters.cordon("north", Asked.because("new disks"), Asked.plainly(), Asked.byAnna()), 404))
                .contains("[north]");
        Word sending = new Word("new disks", "west", null, false);
        assertThat(Asked.refusal(clusters.cordon("east", Asked.body(sending), Asked.plainly(), Asked.byAnna()), 400))
                .contains("`to` means nothing here");

        JsonNode open = Asked.done(clusters.uncordon("east", Asked.because("done"), Asked.plainly(), Asked.byAnna()));
        assertThat(open.path("cordoned").isNull()).isTrue();
        assertThat(recorded().cordon()).isNull();
    }

    @Test
    void aDrainIsRecordedAndToldUntilItIsStopped() {
        Word word = new Word("new disks", null, 1L, "PT2H", false);
        JsonNode dry = Asked.done(clusters.drain(
                "east", Asked.body(new Word("new disks", null, 1L, "PT2H", true)), Asked.plainly(), Asked.byAnna()));
        assertThat(dry.path("consequences").get(0).path("disposition").asText()).isEqualTo("relaunch");
        assertThat(dry.path("draining").isNull()).isTrue();
        assertThat(Asked.refusal(clusters.drained("east", Asked.plainly()), 404))
                .contains("is not being drained");

        JsonNode answer = Asked.done(clusters.drain("east", Asked.body(word), Asked.plainly(), Asked.byAnna()));
        assertThat(answer.path("draining").path("by").asText()).isEqualTo("anna");
        assertThat(answer.path("draining").hasNonNull("deadline")).isTrue();
        assertThat(east().path("draining").path("reason").asText()).isEqualTo("new disks");

        JsonNode progress = Asked.done(clusters.drained("east", Asked.plainly()));
        assertThat(progress.path("done").asBoolean()).isFalse();
        assertThat(progress.path("attempts").asInt()).isEqualTo(1);
        assertThat(progress.path("left").asInt()).isEqualTo(1);
        assertThat(progress.path("by").path("relaunch").asInt()).isEqualTo(1);
        assertThat(progress.path("rest").get(0).path("task").asText()).isEqualTo("task");
        assertThat(progress.path("rest").get(0).path("why").asText()).contains("runs again elsewhere");
        assertThat(progress.path("estimate").isNull()).isTrue();

        assertThat(Asked.refusal(clusters.stopDrain("east", Asked.body(word), Asked.plainly(), Asked.byAnna()), 400))
                .contains("`deadline` means nothing here");
        Asked.done(clusters.stopDrain("east", Asked.because("done"), Asked.plainly(), Asked.byAnna()));
        assertThat(recorded().drain()).isNull();
        assertThat(Asked.done(clusters.drain("west", Asked.because("empty"), Asked.plainly(), Asked.byAnna()))
                        .path("consequences"))
                .isEmpty();
        assertThat(Asked.done(clusters.drained("west", Asked.plainly()))
                        .path("done")
                        .asBoolean())
                .isTrue();
        Asked.done(clusters.uncordon("west", Asked.because("back"), Asked.plainly(), Asked.byAnna()));
        assertThat(Asked.refusal(clusters.drained("west", Asked.plainly()), 404))
                .contains("Cluster[west]");
        assertThat(Asked.refusal(clusters.drained("north", Asked.plainly()), 404))
                .contains("none of the clusters");
        assertThat(Asked.refusal(clusters.drained("x".repeat(64), Asked.plainly()), 400))
                .contains("1 to 63 characters");
    }

    @Test
    void aWrongDeadlineIsRefusedAndNothingIsDone() {
        Word word = new Word("new disks", null, null, "2h", false);
        assertThat(Asked.refusal(clusters.drain("east", Asked.body(word), Asked.plainly(), Asked.byAnna()), 400))
                .contains("`deadline` is `2h`. Give a duration such as PT2H");
        assertThat(recorded().drain()).isNull();
    }

    @Test
    void aDryRunOnlyTells() {
        Word dry = new Word("it burnt", null, null, true);
        JsonNode answer = Asked.done(clusters.declareDead("east", Asked.body(dry), Asked.plainly(), Asked.byAnna()));
        assertThat(answer.path("consequences")).hasSize(1);
        assertThat(answer.path("version").asInt()).isEqualTo(1);
        assertThat(recorded().dead()).isNull();
        assertThat(east().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void aWordOnAStaleVersionIsAConflict() {
        Word insisting = new Word("it burnt", null, 1L, false);
        Asked.done(clusters.declareDead("east", Asked.body(insisting), Asked.plainly(), Asked.byAnna()));
        assertThat(Asked.refusal(
                        clusters.declareAlive("east", Asked.body(insisting), Asked.plainly(), Asked.byAnna()), 409))
                .contains("version[2]", "ifVersion is [1]");
        assertThat(recorded().dead()).isNotNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void aWordWithoutAReasonIsRefused(@Nullable String reason) {
        Word word = new Word(reason, null, null, false);
        assertThat(Asked.refusal(clusters.declareDead("east", Asked.body(word), Asked.plainly(), Asked.byAnna()), 400))
                .contains("reason");
        assertThat(recorded().dead()).isNull();
    }

    @Test
    void aReasonThatIsTooLongIsRefused() {
        assertThat(Asked.refusal(
                        clusters.declareDead("east", Asked.because("x".repeat(1_001)), Asked.plainly(), Asked.byAnna()),
                        400))
                .contains("1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|There is no body",
                "~ ~|There is no body. Send a JSON object with a reason",
                "null|The body is `null`. Send a JSON object with a reason",
                "it burnt|The body is no JSON, at line 1, column",
                "[]|The body is `[]`. Send a JSON object",
                "\"it burnt\"|The body is `it burnt`, a text. Send a JSON object",
                "{\"reason\":\"it burnt\"|The body is no JSON",
                "{\"reason\":\"it burnt\"} {}|Something follows the JSON in the body, at line 1, column",
                "{\"reason\":\"it burnt\"}}|The body is no JSON, at line 1",
                "{\"reason\":\"it burnt\",\"reason\":\"no\"}|`reason` is there twice, at line 1",
                "{\"reason\":5}|`reason` is `5`. Give a text",
                "{\"reason\":[\"it burnt\"]}|`reason` is `[\"it burnt\"]`. Give a text",
                "{\"reason\":\"x\\ud800\"}|`reason` is or holds `x\\ud800`, with a character that no text may have",
                "{\"reason\":\"x\\u0000\"}|`reason` is or holds `x\\u0000`, with a character that no text may have",
                "{\"reason\":\"it burnt\",\"dryrun\":true}|`dryrun` is not known. Give one of reason, to, ifVersion, deadline, dryRun",
                "{\"reason\":\"it burnt\",\"dryRun\":\"yes\"}|`dryRun` is `yes`, a text. Give true or false",
                "{\"reason\":\"it burnt\",\"ifVersion\":\"two\"}|`ifVersion` is `two`, a text. Give a whole number from 0",
                "{\"reason\":\"it burnt\",\"ifVersion\":1.5}|`ifVersion` is `1.5`. Give a whole number",
                "{\"reason\":\"it burnt\",\"ifVersion\":99999999999999999999}|`ifVersion` is `99999999999999999999`",
                "{\"reason\":\"it burnt\",\"ifVersion\":-1}|`ifVersion` is `-1`",
            })
    void whatIsNoWordIsRefusedInASentenceAndNothingIsDone(String body, String sentence) {
        assertThat(Asked.refusal(clusters.declareDead("east", Asked.body(body), Asked.plainly(), Asked.byAnna()), 400))
                .contains(sentence)
                .doesNotContain("Exception", "java.", "com.", "Token");
        assertThat(recorded().dead()).isNull();
    }

    @Test
    void whatWouldCostMoreThanItsLengthIsRefused() {
        String deep = "[".repeat(5_000);
        assertThat(Asked.refusal(clusters.declareDead("east", Asked.body(deep), Asked.plainly(), Asked.byAnna()), 400))
                .contains("nested more than 16 deep");
        String digits = "{\"ifVersion\":" + "9".repeat(10_000) + "}";
        assertThat(Asked.refusal(
                        clusters.declareDead("east", Asked.body(digits), Asked.plainly(), Asked.byAnna()), 400))
                .contains("a number of more than 32 characters, at line 1");
    }

    /** A dry run that is asked for in the wrong place must not become a real one. */
    @Test
    void aParameterIsRefusedAndNothingIsDone() {
        assertThat(Asked.refusal(
                        clusters.declareDead(
                                "east", Asked.because("it burnt"), Asked.query("dryRun=true"), Asked.byAnna()),
                        400))
                .contains("The parameter `dryRun` is not known. This path has none");
        assertThat(recorded().dead()).isNull();
        assertThat(Asked.refusal(clusters.list(Asked.query("limit=3")), 400)).contains("`limit`");
        assertThat(Asked.refusal(clusters.one("east", Asked.query("x=")), 400)).contains("`x`");
    }

    @Test
    void aBodyIsReadUpToALimit() {
        String longest = "{\"reason\":\"it burnt\",\"dryRun\":true}";
        assertThat(Asked.done(clusters.declareDead(
                        "east",
                        Asked.body(longest + " ".repeat(Word.BODY.bytesMax() - longest.length())),
                        Asked.plainly(),
                        Asked.byAnna())))
                .isNotEmpty();
        assertThat(Asked.refusal(
                        clusters.declareDead(
                                "east",
                                Asked.body(longest + " ".repeat(Word.BODY.bytesMax())),
                                Asked.plainly(),
                                Asked.byAnna()),
                        413))
                .contains("longer than 16384 bytes");
        assertThat(recorded().dead()).isNull();
    }

    @Test
    void aNameThatNoClusterCanHaveIsRefused() {
        assertThat(Asked.refusal(
                        clusters.declareDead("x".repeat(64), Asked.because("gone"), Asked.plainly(), Asked.byAnna()),
                        400))
                .contains("1 to 63 characters");
    }

    @Test
    void aDeclarationSendsNothingSomewhere() {
        Word sending = new Word("gone", "west", null, false);
        assertThat(Asked.refusal(
                        clusters.declareDead("east", Asked.body(sending), Asked.plainly(), Asked.byAnna()), 400))
                .contains("`to` means nothing here");
    }

    @Test
    void whereNobodyLeadsNothingIsSaid() {
        ClustersResource standby = new ClustersResource(new TaskMaster(null, null));
        assertThat(Asked.refusal(standby.list(Asked.plainly()), 503)).contains("does not lead");
        assertThat(Asked.refusal(standby.one("east", Asked.plainly()), 503)).contains("does not lead");
        assertThat(Asked.refusal(
                        standby.declareDead("east", Asked.because("gone"), Asked.plainly(), Asked.byAnna()), 503))
                .contains("does not lead");
    }
}
