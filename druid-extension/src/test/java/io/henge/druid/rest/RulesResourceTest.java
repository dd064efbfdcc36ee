package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.druid.dynamic.DruidDatabase;
import io.henge.druid.dynamic.ExecutionConfigs;
import io.henge.druid.runner.LeadingOverlord;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.apache.druid.indexing.common.task.NoopTask;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.ConfigResourceFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that are changed while the Overlord leads. */
@Timeout(60)
class RulesResourceTest {
    private final DruidDatabase database = new DruidDatabase();
    private final ExecutionConfigs configs = database.leader();
    private final LeadingOverlord overlord = new LeadingOverlord();
    private final ExecutionConfigResource settings = new ExecutionConfigResource(configs, overlord.taskMaster());
    private final RulesResource rules = new RulesResource(overlord.taskMaster());

    @BeforeEach
    void configure() {
        overlord.configureBy(configs::current);
    }

    @AfterEach
    void stop() {
        overlord.close();
        database.close();
    }

    private Response post(String rules) {
        return settings.change(
                Asked.body("{\"placementRules\":" + rules + "}"), AuthoredRequests.of("ann", "maintenance"));
    }

    private static String rule(String name, String word, String cluster) {
        return "{\"name\":\"" + name + "\",\"" + word + "\":{\"name\":[\"" + cluster + "\"]}}";
    }

    private JsonNode list() {
        return Asked.done(rules.list(Asked.plainly()));
    }

    private JsonNode explained(String task) {
        return Asked.done(new TasksResource(overlord.taskMaster()).explain(task, Asked.plainly()));
    }

    @Test
    void rulesCountForWhatWaitsAndAreListedUntilTheyAreTakenBack() {
        assertThat(post("[" + rule("only-east", "require", "east") + "]").getStatus())
                .isEqualTo(200);
        overlord.run(new NoopTask("task", null, "flights", 1000, 0, null));
        overlord.awaitTurn();
        assertThat(explained("task").path("obstacle").asText())
                .contains("west is not what rule[only-east] of the dynamic configuration requires: name=east");
        assertThat(list()).singleElement().satisfies(one -> {
            assertThat(one.path("name").asText()).isEqualTo("only-east");
            assertThat(one.path("writtenIn").asText()).isEqualTo("dynamic");
            assertThat(one.path("says").asText()).isEqualTo("require");
            assertThat(one.path("clusters").get(0).asText()).isEqualTo("east");
            assertThat(one.path("complaints")).isEmpty();
        });
        settings.takeBack("placementRules", AuthoredRequests.of("ann", "done"));
        overlord.awaitTurn();
        assertThat(list()).isEmpty();
        await().until(() ->
                explained("task").path("placement").path("cluster").asText().equals("west"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "[{\"name\":\"a\",\"require\":{\"name\":[\"nroth\"]}}] | `placementRules` cannot be followed. Rule[a] of the dynamic configuration names [nroth], but the clusters are [east, west]. Name one of these.",
                "[{\"name\":\"a\",\"require\":{\"labels\":{\"zone\":[\"a\"]}}}] | Rule[a] of the dynamic configuration matches no cluster: none has zone=a.",
                "[{\"name\":\"a\",\"require\":{\"name\":[\"east\"]}},{\"name\":\"b\",\"require\":{\"name\":[\"west\"]}}] | contradict each other",
                "[{\"name\":\"a\",\"together\":true},{\"name\":\"a\",\"together\":true}] | Two rules are called [a]. Give each a name of its own.",
                "[{\"name\":\"a\",\"prefer\":{\"name\":[\"east\"],\"weight\":-101}}] | `placementRules[0].prefer.weight` is `-101`. Give a whole number from -100 to 100",
                "[{\"name\":\"a\",\"tolerate\":{\"key\":\"a b\"}}] | `placementRules[0].tolerate.key` has the key [a b]",
                "7 | `placementRules` is `7`. Give a list of objects",
            })
    void whatCannotBeFollowedIsRefusedAndNothingIsStored(String given, String sentence) {
        post("[" + rule("before", "prefer", "west") + "]");
        assertThat(Asked.refusal(post(given), 400)).contains(sentence);
        assertThat(list().findValuesAsText("name")).containsExactly("before");
    }

    @Test
    void manyComplaintsAreCut() {
        StringBuilder many = new StringBuilder(rule("first", "require", "west"));
        for (int i = 0; i < 20; i++) {
            many.append(",").append(rule("r" + i, "require", "east"));
        }
        assertThat(Asked.refusal(post("[" + many + "]"), 400))
                .endsWith("or what they match. And more.")
                .hasSizeLessThan(3_000);
    }

    @Test
    void whatIsStoredAndFitsNoMoreIsToldAndItsTasksWait() {
        database.store("{\"placementRules\":[" + rule("gone", "require", "north") + ",{\"name\":\"odd\",\"when\":"
                + "{\"dataSource\":[\"trains\"]},\"reqire\":7}]}");
        configs.refresh();
        overlord.run(new NoopTask("task", null, "flights", 1000, 0, null));
        overlord.run(new NoopTask("other", null, "trains", 1000, 0, null));
        overlord.awaitTurn();
        assertThat(list().findValuesAsText("says")).containsExactly("require", "unreadable");
        assertThat(list().get(0).path("complaints").get(0).asText())
                .contains("names [north], but the clusters are [east, west]");
        assertThat(list().get(1).path("complaints").get(0).asText())
                .contains("Rule[odd] of the dynamic configuration cannot be read", "`reqire` is not known");
        assertThat(explained("task").path("obstacle").asText())
                .contains("west is not what rule[gone] of the dynamic configuration requires: name=north")
                .doesNotContain("odd");
        assertThat(explained("other").path("obstacle").asText())
                .contains("west is not given what rule[odd] of the dynamic configuration is about, while that cannot be"
                        + " read: `reqire` is not known");
    }

    @Test
    void whoDoesNotLeadKnowsNoClustersAndTakesNoRules() {
        TaskMaster nobody = new TaskMaster(null, null);
        ExecutionConfigResource standby = new ExecutionConfigResource(configs, nobody);
        assertThat(Asked.refusal(
                        standby.change(Asked.body("{\"placementRules\":[]}"), AuthoredRequests.of("ann", "")), 503))
                .contains("does not lead");
        assertThat(Asked.refusal(new RulesResource(nobody).list(Asked.plainly()), 503))
                .contains("does not lead");
        assertThat(Asked.refusal(rules.list(Asked.query("limit=5")), 400)).contains("`limit` is not known");
    }

    @Test
    void theListIsGuardedLikeTheConfiguration() throws Exception {
        assertThat(RulesResource.class
                        .getMethod("list", UriInfo.class)
                        .getAnnotation(ResourceFilters.class)
                        .value())
                .containsExactly(ConfigResourceFilter.class);
    }
}
