package io.henge.kubernetes.call;

import io.henge.shaded.jackson.core.JsonParser;
import io.henge.shaded.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through JSON while it is parsed: what nobody takes is passed over, and costs no memory. A field that is null counts as
 * one that is not there.
 */
public final class JsonWalk {
    private JsonWalk() {}

    /** Makes a value of that at which the parser stands; leaves the parser at the value's end. */
    public interface Reading<T> {
        T of(JsonParser in) throws IOException;
    }

    /** Is shown each field of an object; the parser stands at its value. */
    public interface Field {
        void see(String name) throws IOException;
    }

    /**
     * Shows each field of the object at which the parser stands.
     *
     * @throws IOException if it is no object, or breaks off
     */
    public static void fields(JsonParser in, Field field) throws IOException {
        expect(in, JsonToken.START_OBJECT);
        for (@Nullable String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            if (in.nextToken() != JsonToken.VALUE_NULL) {
                field.see(name);
            }
            // Nothing is left to be passed over of what was taken: the parser stands at its end.
            in.skipChildren();
        }
    }

    /** The elements of the array at which the parser stands. */
    public static <T> List<T> elements(JsonParser in, Reading<T> reading) throws IOException {
        expect(in, JsonToken.START_ARRAY);
        List<T> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.add(reading.of(in));
        }
        return elements;
    }

    /** The fields of the object at which the parser stands, all of which are text, but for those that are left out. */
    public static Map<String, String> texts(JsonParser in, Predicate<String> leftOut) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        fields(in, name -> {
            if (!leftOut.test(name)) {
                texts.put(name, text(in));
            }
        });
        return texts;
    }

    /** The text, number or truth value at which the parser stands, as text. */
    public static String text(JsonParser in) throws IOException {
        @Nullable String text = in.getValueAsString();
        if (text == null) {
            throw new IOException("The API server sent " + in.currentToken() + " where text was expected");
        }
        return text;
    }

    private static void expect(JsonParser in, JsonToken token) throws IOException {
        if (in.currentToken() != token) {
            throw new IOException("The API server sent " + in.currentToken() + " where " + token + " was expected");
        }
    }
}
