package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jersey.spi.container.ResourceFilters;
import io.henge.druid.dynamic.DruidDatabase;
import io.henge.druid.dynamic.ExecutionConfigs;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.druid.error.ErrorResponse;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.ConfigResourceFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the dynamic configuration's paths answer. */
@Timeout(60)
class ExecutionConfigResourceTest {
    private final DruidDatabase database = new DruidDatabase();
    private final ExecutionConfigs configs = database.leader();
    private final ExecutionConfigResource resource = new ExecutionConfigResource(configs, new TaskMaster(null, null));

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private Response post(String body) throws Exception {
        return post(body, AuthoredRequests.of("ann", "less load"));
    }

    private Response post(String body, HttpServletRequest request) throws Exception {
        return resource.change(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), request);
    }

    private static String message(Response response) {
        assertThat(response.getEntity()).isInstanceOf(ErrorResponse.class);
        return String.valueOf(
                ((ErrorResponse) response.getEntity()).getUnderlyingException().getMessage());
    }

    @Test
    void aChangeIsAnsweredWithAnEmptyBodyAndIsReadBack() throws Exception {
        Response response = post("{\"type\":\"default\",\"capacity\":7}");
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getEntity()).isNull();
        assertThat(resource.read().getEntity()).isEqualTo(configs.current());
        assertThat(configs.current().capacityOr(1)).isEqualTo(7);
    }

    @Test
    void theHeadersSayWhoChangedItAndWhy() throws Exception {
        post("{\"capacity\":7}");
        assertThat(configs.history(null, 1).get(0).getAuditInfo())
                .satisfies(info -> assertThat(info.getAuthor()).isEqualTo("ann"))
                .satisfies(info -> assertThat(info.getComment()).isEqualTo("less load"));
        assertThat((List<?>) resource.history(Asked.query("count=5")).getEntity())
                .hasSize(1);
    }

    @Test
    void aWrongChangeIsABadRequestInDruidsShape() throws Exception {
        Response response = post("{\"capacity\":0}");
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getMetadata().getFirst("Content-Type")).isEqualTo(MediaType.APPLICATION_JSON_TYPE);
        assertThat(message(response)).contains("`capacity` is `0`. Give a whole number from 1 to 2147483647");
    }

    @Test
    void aChangeIsReadUpToALimit() throws Exception {
        Response response = post("{\"type\":\"" + "x".repeat(1 << 20) + "\"}");
        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(message(response)).contains("longer than 1048576 bytes");
    }

    @Test
    void clustersAreOnlyTakenByWhoCanSayWhatIsWrongWithThem() throws Exception {
        assertThat(Asked.refusal(post("{\"clusters\":[]}"), 503)).contains("This Overlord does not lead");
        assertThat(Asked.refusal(resource.takeBack("clusters", AuthoredRequests.of("ann", "")), 503))
                .contains("does not lead");
        assertThat(Asked.refusal(post("{\"clusters\":{}}"), 400))
                .contains("`clusters` is `{}`. Give a list of objects");
    }

    @Test
    void headersThatTheAuditLogDoesNotHoldAreABadRequest() throws Exception {
        String body = "{\"capacity\":7}";
        assertThat(Asked.refusal(post(body, AuthoredRequests.of("a".repeat(256), "")), 400))
                .contains("The header X-Druid-Author has 256 characters. Give at most 255");
        assertThat(Asked.refusal(resource.takeBack("capacity", AuthoredRequests.of("ann", "c".repeat(2_049))), 400))
                .contains("The header X-Druid-Comment has 2049 characters. Give at most 2048");
        assertThat(configs.current().capacityOr(99)).isEqualTo(99);
        assertThat(post(body, AuthoredRequests.of("a".repeat(255), "c".repeat(2_048)))
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void aStoreThatFailsIsToldInDruidsShape() throws Exception {
        database.lose();
        assertThat(Asked.refusal(post("{\"capacity\":7}"), 503))
                .contains("The metadata store did not take the change. Send it again");
    }

    @ParameterizedTest(name = "?{0} is refused with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "interval=yesterday|`interval` is `yesterday`. Give an ISO-8601 interval, such as",
                "interval=2000|`interval` is `2000`",
                "count=x|`count` is `x`. Give a whole number from 1 to 2147483647",
                "count=0|`count` is `0`",
                "count=-3|`count` is `-3`",
                "count=1e3|`count` is `1e3`",
                "count=99999999999|`count` is `99999999999`",
                "count=1&count=2|`count` is given 2 times",
                "limit=5|`limit` is not known. Give any of interval, count"
            })
    void aWrongQuestionForTheHistoryIsABadRequest(String query, String sentence) {
        assertThat(Asked.refusal(resource.history(Asked.query(query)), 400)).contains("parameter " + sentence);
    }

    @Test
    void theHistoryOfAnIntervalIsThatOfTheInterval() throws Exception {
        post("{\"capacity\":7}");
        assertThat((List<?>) resource.history(Asked.query("interval=2000/2100")).getEntity())
                .hasSize(1);
        assertThat((List<?>) resource.history(Asked.query("interval=2000/2001")).getEntity())
                .isEmpty();
    }

    @Test
    void whatWasSaidOfAFieldIsTakenBackAndAudited() throws Exception {
        post("{\"capacity\":7,\"podTemplateSelectStrategy\":{\"type\":\"taskType\"}}");
        assertThat(resource.takeBack("capacity", AuthoredRequests.of("ann", "as before"))
                        .getStatus())
                .isEqualTo(200);
        assertThat(configs.current().capacityOr(99)).isEqualTo(99);
        assertThat(configs.current().podTemplateSelectStrategy()).isNotNull();
        assertThat(configs.history(null, 1).get(0).getAuditInfo().getComment()).isEqualTo("as before");
        resource.takeBack("podTemplateSelectStrategy", AuthoredRequests.of("ann", "as before"));
        assertThat(configs.current().podTemplateSelectStrategy()).isNull();
    }

    @Test
    void aFieldThatThereIsNotCannotBeTakenBack() {
        assertThat(Asked.refusal(resource.takeBack("capcity", AuthoredRequests.of("ann", "")), 404))
                .contains("[capcity]", "Give capacity, podTemplateSelectStrategy, clusters or placementRules");
    }

    @Test
    void whoMakesNoJobsFromTemplatesHasNone() {
        assertThat(resource.podTemplates().getStatus()).isEqualTo(404);
    }

    @Test
    void everyPathIsGuardedLikeDruidsOwnConfiguration() {
        List<Method> paths = Arrays.stream(ExecutionConfigResource.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .toList();
        assertThat(paths)
                .hasSize(5)
                .allSatisfy(method -> assertThat(
                                method.getAnnotation(ResourceFilters.class).value())
                        .containsExactly(ConfigResourceFilter.class));
    }
}
