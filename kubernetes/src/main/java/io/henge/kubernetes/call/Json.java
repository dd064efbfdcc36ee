package io.henge.kubernetes.call;

import io.fabric8.kubernetes.api.model.Status;
import io.henge.kubernetes.call.JsonWalk.Reading;
import io.henge.kubernetes.document.Models;
import io.henge.shaded.jackson.core.JsonParser;
import io.henge.shaded.jackson.core.filter.FilteringParserDelegate;
import io.henge.shaded.jackson.core.filter.TokenFilter.Inclusion;
import io.henge.shaded.jackson.databind.JavaType;
import io.henge.shaded.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what API servers send. Safe for use by several threads. */
final class Json {
    private static final String ERROR = "ERROR";
    private static final ObjectReader STATUS = Models.JSON.readerFor(Status.class);

    private Json() {}

    static <T> T read(String json, Class<T> type, Excerpt excerpt) throws IOException {
        try (JsonParser parser = filtered(Models.JSON.createParser(json), excerpt)) {
            return type.cast(read(parser, Models.JSON.constructType(type)));
        }
    }

    /** The event of a watch that a line holds, which may be moved in its array. */
    static <T> Event<T> readEvent(ByteBuffer whole, Reading<T> reading) throws IOException {
        ByteBuffer line = ManagedFields.emptied(whole);
        int from = line.arrayOffset() + line.position();
        try (JsonParser in = Models.JSON.createParser(line.array(), from, line.remaining())) {
            EventDraft<T> draft = new EventDraft<>(in, reading);
            walk(in, "watch event", draft);
            return new Event<>(draft.type, draft.object, draft.error);
        }
    }

    /** A part of a list. */
    static <T> ListPage<T> readPage(byte[] json, Reading<T> reading) throws IOException {
        try (JsonParser in = Models.JSON.createParser(json)) {
            PageDraft<T> draft = new PageDraft<>(in, reading);
            walk(in, "list", draft);
            return new ListPage<>(draft.items, draft.version, draft.next);
        }
    }

    private static void walk(JsonParser in, String what, JsonWalk.Field field) throws IOException {
        try {
            in.nextToken();
            JsonWalk.fields(in, field);
        } catch (IOException | RuntimeException e) {
            throw new IOException("What the API server sent is not a " + what, e);
        }
    }

    /** An event while it is read. For one thread. */
    private static final class EventDraft<T> implements JsonWalk.Field {
        private final JsonParser in;
        private final Reading<T> reading;
        private @Nullable String type;
        private @Nullable T object;
        private @Nullable Status error;

        EventDraft(JsonParser in, Reading<T> reading) {
            this.in = in;
            this.reading = reading;
        }

        /** API servers write the type first. */
        @Override
        public void see(String name) throws IOException {
            if (name.equals("type")) {
                type = JsonWalk.text(in);
            } else if (name.equals("object") && ERROR.equals(type)) {
                error = STATUS.readValue(in);
            } else if (name.equals("object")) {
                object = reading.of(in);
            }
        }
    }

    /** A part of a list while it is read. For one thread. */
    private static final class PageDraft<T> implements JsonWalk.Field {
        private final JsonParser in;
        private final Reading<T> reading;
        private List<T> items = List.of();
        private @Nullable String version;
        private @Nullable String next;

        PageDraft(JsonParser in, Reading<T> reading) {
            this.in = in;
            this.reading = reading;
        }

        @Override
        public void see(String name) throws IOException {
            if (name.equals("items")) {
                items = JsonWalk.elements(in, reading);
            } else if (name.equals("metadata")) {
                JsonWalk.fields(in, this::seeMetadata);
            }
        }

        private void seeMetadata(String name) throws IOException {
            if (name.equals("resourceVersion")) {
                version = JsonWalk.text(in);
            } else if (name.equals("continue")) {
                String token = JsonWalk.text(in);
                next = token.isEmpty() ? null : token;
            }
        }
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
