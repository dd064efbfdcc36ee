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
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.apache.druid.error.ErrorResponse;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.server.http.security.ConfigResourceFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
        return resource.change(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), Requests.of("ann", "less load"));
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
        assertThat((List<?>) resource.history(null, 5).getEntity()).hasSize(1);
    }

    @Test
    void aWrongChangeIsABadRequestInDruidsShape() throws Exception {
        Response response = post("{\"capacity\":0}");
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getMetadata().getFirst("Content-Type")).isEqualTo(MediaType.APPLICATION_JSON_TYPE);
        assertThat(message(response)).contains("capacity is [0]");
    }

    @Test
    void aChangeIsReadUpToALimit() throws Exception {
        Response response = post("{\"type\":\"" + "x".repeat(1 << 20) + "\"}");
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(message(response)).contains("longer than [1048576] bytes");
    }

    @Test
    void aWrongQuestionForTheHistoryIsABadRequest() {
        assertThat(message(resource.history("yesterday", null))).contains("interval[yesterday]");
        assertThat(resource.history("yesterday", null).getStatus()).isEqualTo(400);
        assertThat(resource.history(null, 0).getStatus()).isEqualTo(400);
        assertThat(resource.history("2000/2001", null).getStatus()).isEqualTo(200);
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
                .hasSize(4)
                .allSatisfy(method -> assertThat(
                                method.getAnnotation(ResourceFilters.class).value())
                        .containsExactly(ConfigResourceFilter.class));
    }
}
