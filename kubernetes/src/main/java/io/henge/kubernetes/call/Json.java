package io.henge.kubernetes.call;

import io.fabric8.kubernetes.api.model.Status;
import io.henge.kubernetes.document.Models;
import io.henge.shaded.jackson.core.JsonParser;
import io.henge.shaded.jackson.core.filter.FilteringParserDelegate;
import io.henge.shaded.jackson.core.filter.TokenFilter.Inclusion;
import io.henge.shaded.jackson.databind.JavaType;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads what API servers send. Safe for use by several threads. */
final class Json {
    private static final String ERROR = "ERROR";

    private Json() {}

    static <T> T read(String json, Class<T> type, Excerpt excerpt) throws IOException {
        try (JsonParser parser = filtered(Models.JSON.createParser(json), excerpt)) {
            return type.cast(read(parser, Models.JSON.constructType(type)));
        }
    }

    /** The event of a watch that a line holds, which may be moved in its array. An error has a {@link Status} instead of such an object. */
    static <T> Event<?> readEvent(ByteBuffer whole, Class<T> type, Excerpt excerpt) throws IOException {
        ByteBuffer line = ManagedFields.emptied(whole);
        boolean failed = isError(line);
        JavaType event =
                Models.JSON.getTypeFactory().constructParametricType(Event.class, failed ? Status.class : type);
        Excerpt wanted = Excerpt.of("type").and("object", failed ? Excerpt.ALL : excerpt);
        try (JsonParser parser = filtered(parser(line), wanted)) {
            return (Event<?>) read(parser, event);
        }
    }

    /** API servers write the type first. */
    private static boolean isError(ByteBuffer line) throws IOException {
        try (JsonParser parser = parser(line)) {
            boolean typed = parser.nextToken() != null && "type".equals(parser.nextFieldName());
            return typed && ERROR.equals(parser.nextTextValue());
        }
    }

    private static JsonParser parser(ByteBuffer line) throws IOException {
        return Models.JSON.createParser(line.array(), line.arrayOffset() + line.position(), line.remaining());
    }

    private static JsonParser filtered(JsonParser parser, Excerpt excerpt) {
        return new FilteringParserDelegate(parser, excerpt.filter(), Inclusion.INCLUDE_ALL_AND_PATH, true);
    }

    private static Object read(JsonParser parser, JavaType type) throws IOException {
        try {
            @Nullable Object value = Models.JSON.readerFor(type).readValue(parser);
            if (value != null) {
                return value;
            }
        } catch (RuntimeException e) {
            throw notA(type, e);
        }
        throw notA(type, null);
    }

    private static IOException notA(JavaType type, @Nullable Throwable cause) {
        return new IOException(
                "What the API server sent is not a " + type.getRawClass().getSimpleName(), cause);
    }
}
