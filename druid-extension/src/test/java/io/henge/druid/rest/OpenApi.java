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
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
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
                .filter(method -> method.isAnnotationPresent(GET.class) || method.isAnnotationPresent(POST.class))
                .map(OpenApi::operation)
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .toList();
    }

    private static Operation operation(Method method) {
        String verb = method.isAnnotationPresent(GET.class) ? "GET" : "POST";
        @Nullable Path below = method.getAnnotation(Path.class);
        return new Operation(
                verb,
                method.getDeclaringClass().getAnnotation(Path.class).value() + (below == null ? "" : below.value()),
                resourceOf(method) + (verb.equals("GET") ? " READ" : " WRITE"),
                method);
    }

    /** Which kind of resource Druid's authorizers are asked for. */
    private static String resourceOf(Method method) {
        Class<?> filter = method.getAnnotation(ResourceFilters.class).value()[0];
        return Objects.requireNonNull(Map.of(StateResourceFilter.class, "STATE", ConfigResourceFilter.class, "CONFIG")
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
        Map<String, Object> about = new LinkedHashMap<>();
        @Nullable PathParam inPath = parameter.getAnnotation(PathParam.class);
        about.put(
                "name",
                inPath == null ? parameter.getAnnotation(QueryParam.class).value() : inPath.value());
        about.put("in", inPath == null ? "query" : "path");
        about.put("description", parameter.getAnnotation(Described.class).value());
        about.put("required", inPath != null);
        Map<String, Object> schema = new LinkedHashMap<>(schemas.of(parameter.getType()));
        @Nullable DefaultValue absent = parameter.getAnnotation(DefaultValue.class);
        if (absent != null) {
            schema.put("default", Integer.valueOf(absent.value()));
        }
        about.put("schema", schema);
        return about;
    }

    private Map<String, Object> content(Class<?> type, boolean list) {
        Map<String, Object> schema = schemas.of(type);
        return Map.of(JSON, Map.of("schema", list ? Schemas.object("type", "array", "items", schema) : schema));
    }

    private Map<String, Object> responses(Operation operation) {
        Described described = operation.described();
        Map<String, Object> done = new LinkedHashMap<>(Map.of("description", "Done."));
        if (described.answer() != void.class) {
            done.put("content", content(described.answer(), described.list()));
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
