package io.henge.druid.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InstanceBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.druid.GeneratedPart;
import io.henge.druid.HengeModule;
import io.henge.druid.rest.OpenApi.Operation;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.ws.rs.Path;
import org.junit.jupiter.api.Test;

/** docs/reference/rest.md and openapi.yaml are what the resources say that {@link HengeModule} registers. */
class RestPageTest {
    private final OpenApi api = new OpenApi(resources());

    private static List<Class<?>> resources() {
        return Elements.getElements(new HengeModule()).stream()
                .flatMap(element ->
                        element instanceof InstanceBinding<?> binding && binding.getInstance() instanceof Class<?> type
                                ? Stream.<Class<?>>of(type)
                                : Stream.empty())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .toList();
    }

    private JsonNode document() {
        return new ObjectMapper().valueToTree(api.document());
    }

    @Test
    void everyPathIsInTheTable() {
        assertThat(api.operations()).hasSizeGreaterThan(8);
        GeneratedPart.check(
                "rest.md",
                "paths",
                GeneratedPart.head("method", "path", "meaning", "needs", "beside 200")
                        + api.operations().stream().map(RestPageTest::row).collect(Collectors.joining()));
    }

    private static String row(Operation operation) {
        String statuses = operation.refusals().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return GeneratedPart.row(List.of(
                operation.method(),
                "`" + operation.path().replace("/druid/indexer/v1/k8s", "") + "`",
                operation.described().value(),
                operation.permission(),
                statuses.isEmpty() ? "–" : statuses));
    }

    @Test
    void theDescriptionForMachinesIsTheSame() {
        GeneratedPart.checkWhole("openapi.yaml", new KubernetesSerialization().asYaml(api.document()));
    }

    /** The rules of OpenAPI 3.0 that a reader of the description relies on. */
    @Test
    void theDescriptionForMachinesIsSound() {
        JsonNode document = document();
        assertThat(document.path("openapi").asText()).startsWith("3.0.");
        assertThat(document.at("/info/title").asText()).isNotEmpty();
        assertThat(document.at("/info/version").asText()).isNotEmpty();
        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
        assertThat(document.findValuesAsText("operationId")).doesNotHaveDuplicates();
        document.path("paths")
                .fields()
                .forEachRemaining(
                        path -> path.getValue().forEach(operation -> checkOperation(path.getKey(), operation)));
    }

    private static void checkOperation(String path, JsonNode operation) {
        assertThat(path).startsWith("/");
        TreeSet<String> inPath = Pattern.compile("\\{(\\w+)}")
                .matcher(path)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> described = new TreeSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            assertThat(parameter.path("schema").isObject()).isTrue();
            if (parameter.path("in").asText().equals("path")) {
                assertThat(parameter.path("required").asBoolean()).isTrue();
                described.add(parameter.path("name").asText());
            }
        }
        assertThat(described).as(path).isEqualTo(inPath);
        assertThat(operation.path("responses").fieldNames()).toIterable().contains("200", "403");
        assertThat(operation.path("responses")).allMatch(answer -> answer.has("description") || answer.has("$ref"));
    }

    @Test
    void everyParameterIsDescribed() {
        assertThat(api.operations())
                .allSatisfy(operation -> assertThat(operation.code().getParameters())
                        .filteredOn(parameter -> Stream.of(parameter.getAnnotations())
                                .anyMatch(annotation -> annotation
                                        .annotationType()
                                        .getPackageName()
                                        .equals("javax.ws.rs")))
                        .allSatisfy(parameter -> assertThat(parameter.isAnnotationPresent(Described.class))
                                .isTrue()));
    }
}
