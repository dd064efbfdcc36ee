package io.henge.druid.rest;

import com.google.common.base.Ascii;
import com.sun.jersey.spi.container.ResourceFilters;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import org.apache.druid.indexing.overlord.http.security.TaskResourceFilter;
import org.apache.druid.server.http.security.ConfigResourceFilter;
import org.apache.druid.server.http.security.StateResourceFilter;
import org.jspecify.annotations.Nullable;

/** Resources, as OpenAPI 3.0 describes them. */
final class OpenApi {
    private static final String JSON = "application/json";

    /** What any path may answer. */
    private static final SortedMap<Integer, String> EVERYWHERE = new TreeMap<>(Map.of(
            401, "Nobody knows who asks.",
            403, "Who asks may not do that.",
            503, "This Overlord does not lead, or what it needs does not answer now."));

    private static final SortedMap<Integer, String> REFUSALS = new TreeMap<>(Map.of(
            400, "It can never be done as it was asked for.",
            404, "There is no such thing.",
            409, "It cannot be done as things are.",
            410, "It is over, and comes never again.",
            413, "The body is too long."));

    private final Schemas schemas = new Schemas();
    private final List<Class<?>> resources;

    OpenApi(List<Class<?>> resources) {
        this.resources = resources;
    }

    /** One path with one method. */
    record Operation(String method, String path, String permission, Method code) {
        Described described() {
            return Objects.requireNonNull(code.getAnnotation(Described.class), () -> code + " is not described");
        }

        /** The statuses beside 200 that it has by itself. */
        List<Integer> refusals() {
            return Arrays.stream(described().refusals()).boxed().toList();
        }
    }

    /** All of them, by path. */
    List<Operation> operations() {
        return resources.stream()
                .flatMap(resource -> Stream.of(resource.getDeclaredMethods()))
                .filter(method -> verb(method) != null)
                .map(OpenApi::operation)
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .toList();
    }

    private static Operation operation(Method method) {
        String verb = Objects.requireNonNull(verb(method));
        @Nullable Path below = method.getAnnotation(Path.class);
        return new Operation(
                verb,
                method.getDeclaringClass().getAnnotation(Path.class).value()
                        + (below == null ? "" : below.value().replaceAll("\\{(\\w+):[^}]*}", "{$1}")),
                resourceOf(method) + (verb.equals("GET") ? " READ" : " WRITE"),
                method);
    }

    private static @Nullable String verb(Method method) {
        return Stream.of(GET.class, POST.class, DELETE.class)
                .filter(method::isAnnotationPresent)
                .map(Class::getSimpleName)
                .findFirst()
                .orElse(null);
    }

    /** Which kind of resource Druid's authorizers are asked for. */
    private static String resourceOf(Method method) {
        Class<?> filter = method.getAnnotation(ResourceFilters.class).value()[0];
        return Objects.requireNonNull(Map.of(
                        StateResourceFilter.class, "STATE",
                        ConfigResourceFilter.class, "CONFIG",
                        TaskResourceFilter.class, "DATASOURCE")
                .get(filter));
    }

    Map<String, Object> document() {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        operations()
                .forEach(operation -> paths.computeIfAbsent(operation.path(), path -> new LinkedHashMap<>())
                        .put(Ascii.toLowerCase(operation.method()), describe(operation)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.0.3");
        document.put(
                "info",
                Schemas.object(
                        "title", "Henge",
                        "version", "1",
                        "description",
                                "What Henge adds to the API of Druid's Overlord. A standby Overlord redirects to the leader."));
        document.put("paths", paths);
        document.put("components", Schemas.object("responses", refusals(), "schemas", schemas.all()));
        return document;
    }

    private Map<String, Object> describe(Operation operation) {
        Described described = operation.described();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("operationId", nameOf(operation.code()));
        about.put("summary", described.value());
        about.put("description", "Needs the permission " + operation.permission() + ".");
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : operation.code().getParameters()) {
            if (parameter.isAnnotationPresent(Described.class)) {
                parameters.add(describe(parameter));
            }
        }
        for (Described.Parameter parameter : described.parameters()) {
            parameters.add(describe(parameter));
        }
        if (!parameters.isEmpty()) {
            about.put("parameters", parameters);
        }
        if (described.body() != void.class) {
            about.put("requestBody", Schemas.object("required", true, "content", content(described.body(), false)));
        }
        about.put("responses", responses(operation));
        return about;
    }

    private static String nameOf(Method method) {
        return method.getDeclaringClass().getSimpleName().replace("Resource", "") + "." + method.getName();
    }

    private Map<String, Object> describe(Parameter parameter) {
        return parameter(
                parameter.getAnnotation(PathParam.class).value(),
                "path",
                parameter.getAnnotation(Described.class).value(),
                schemas.of(parameter.getType()));
    }

    private Map<String, Object> describe(Described.Parameter parameter) {
        Map<String, Object> schema =
                new LinkedHashMap<>(schemas.of(parameter.isNumber() ? Integer.class : String.class));
        if (!parameter.absent().isEmpty()) {
            schema.put("default", parameter.isNumber() ? Integer.valueOf(parameter.absent()) : parameter.absent());
        }
        return parameter(parameter.name(), "query", parameter.value(), schema);
    }

    private static Map<String, Object> parameter(
            String name, String in, String description, Map<String, Object> schema) {
        return Schemas.object(
                "name", name,
                "in", in,
                "description", description,
                "required", in.equals("path"),
                "schema", schema);
    }

    private Map<String, Object> content(Class<?> type, boolean list) {
        Map<String, Object> schema = schemas.of(type);
        return Map.of(JSON, Map.of("schema", list ? Schemas.object("type", "array", "items", schema) : schema));
    }

    private Map<String, Object> text(Described described) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (String type : described.text()) {
            content.put(type, Map.of("schema", schemas.of(described.answer())));
        }
        return content;
    }

    private Map<String, Object> responses(Operation operation) {
        Described described = operation.described();
        Map<String, Object> done = new LinkedHashMap<>(Map.of("description", "Done."));
        if (described.answer() != void.class) {
            done.put(
                    "content",
                    described.text().length > 0 ? text(described) : content(described.answer(), described.list()));
        }
        Map<String, Object> responses = new LinkedHashMap<>(Map.of("200", done));
        Stream.concat(operation.refusals().stream(), EVERYWHERE.keySet().stream())
                .sorted()
                .forEach(status ->
                        responses.put("" + status, Map.of("$ref", "#/components/responses/Refusal" + status)));
        return responses;
    }

    private static Map<String, Object> refusals() {
        Map<String, Object> all = new LinkedHashMap<>();
        SortedMap<Integer, String> statuses = new TreeMap<>(REFUSALS);
        statuses.putAll(EVERYWHERE);
        statuses.forEach((status, words) -> all.put(
                "Refusal" + status,
                Schemas.object(
                        "description",
                        words,
                        "content",
                        Map.of(JSON, Map.of("schema", Map.of("$ref", "#/components/schemas/Error"))))));
        return all;
    }
}
