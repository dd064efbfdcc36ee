package io.henge.druid.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.henge.druid.placement.StoredRules;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.druid.audit.AuditEntry;
import org.jspecify.annotations.Nullable;

/** The JSON of records, as OpenAPI 3.0 describes it; gathers those that are referred to. */
final class Schemas {
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private static final Map<Type, Map<String, Object>> PLAIN = Map.of(
            String.class, TEXT,
            boolean.class, Map.of("type", "boolean"),
            int.class, object("type", "integer", "format", "int32"),
            Integer.class, object("type", "integer", "format", "int32"),
            long.class, object("type", "integer", "format", "int64"),
            Long.class, object("type", "integer", "format", "int64"),
            Object.class, Map.of(),
            StoredRules.class,
                    object(
                            "type",
                            "array",
                            "items",
                            Map.of("type", "object"),
                            "description",
                            "Rules as in docs/placement.md."),
            AuditEntry.class, object("type", "object", "description", "As in the audit history of Druid's own API."));

    private final TreeMap<String, Object> named = new TreeMap<>(Map.of("Error", error()));

    /** Keys and values in turn, in an order that is the same whenever the description is made. */
    static Map<String, Object> object(Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put((String) pairs[i], pairs[i + 1]);
        }
        return object;
    }

    /** Druid's own shape of errors. */
    private static Map<String, Object> error() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String field : List.of("error", "errorCode", "persona", "category", "errorMessage")) {
            properties.put(field, TEXT);
        }
        properties.put("context", object("type", "object", "additionalProperties", TEXT));
        return object("type", "object", "properties", properties);
    }

    Map<String, Object> all() {
        return named;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return Map.class.equals(generic.getRawType())
                    ? object("type", "object", "additionalProperties", of(last))
                    : object("type", "array", "items", of(last));
        }
        @Nullable Map<String, Object> plain = PLAIN.get(type);
        if (plain != null) {
            return plain;
        }
        Class<?> shape = (Class<?>) type;
        if (named.putIfAbsent(shape.getSimpleName(), Map.of()) == null) {
            named.put(shape.getSimpleName(), shape.isRecord() ? record(shape) : choice(shape));
        }
        return Map.of("$ref", "#/components/schemas/" + shape.getSimpleName());
    }

    /** One of several shapes, which a field tells apart. */
    private Map<String, Object> choice(Class<?> shape) {
        List<Object> shapes = new ArrayList<>();
        Map<String, Object> mapping = new LinkedHashMap<>();
        for (JsonSubTypes.Type one : shape.getAnnotation(JsonSubTypes.class).value()) {
            Map<String, Object> reference = of(one.value());
            shapes.add(reference);
            mapping.put(one.name(), reference.get("$ref"));
        }
        String field = shape.getAnnotation(JsonTypeInfo.class).property();
        return object("oneOf", shapes, "discriminator", object("propertyName", field, "mapping", mapping));
    }

    private Map<String, Object> record(Class<?> shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Object> unwrapped = new ArrayList<>();
        for (Class<?> above : shape.getInterfaces()) {
            @Nullable JsonTypeInfo told = above.getAnnotation(JsonTypeInfo.class);
            if (told != null) {
                properties.put(told.property(), TEXT);
            }
        }
        for (RecordComponent component : shape.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                unwrapped.add(of(component.getGenericType()));
            } else {
                properties.put(
                        component
                                .getAccessor()
                                .getAnnotation(JsonProperty.class)
                                .value(),
                        property(component));
            }
        }
        Map<String, Object> own = object("type", "object", "properties", properties);
        if (unwrapped.isEmpty()) {
            return own;
        }
        unwrapped.add(own);
        return Map.of("allOf", unwrapped);
    }

    private Map<String, Object> property(RecordComponent component) {
        Map<String, Object> plain = of(component.getGenericType());
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        @Nullable
        JsonPropertyDescription description = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
        Map<String, Object> schema = new LinkedHashMap<>();
        if (plain.containsKey("$ref") && nullable) {
            schema.put("allOf", List.of(plain)); // Beside a reference, nothing else counts.
        } else {
            schema.putAll(plain);
        }
        if (nullable) {
            schema.put("nullable", true);
        }
        if (description != null) {
            schema.put("description", description.value());
        }
        return schema;
    }
}
