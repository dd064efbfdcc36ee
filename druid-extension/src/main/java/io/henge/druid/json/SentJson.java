package io.henge.druid.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The JSON object of a body. It is looked over once without being built, so that nothing in it costs more than its length:
 * depth, the length of numbers, names that come twice, and what follows it.
 */
public final class SentJson {
    private static final Bounds OURS = new Bounds(16, 32, true);

    /** Far more than any task has; yet what reads tasks needs stack for each level, and time for each digit. */
    private static final Bounds TASKS = new Bounds(100, 1_000, false);

    private static final int SHOWN_MAX = 80;
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonFactory PLAIN = JSON.getFactory();

    private final String what;
    private final String where;
    private final Bounds bounds;

    /**
     * What is refused.
     *
     * @param depthMax how many objects and lists may be within each other
     * @param numberLengthMax in characters
     * @param namesOnce whether an object may have a name once only
     */
    private record Bounds(int depthMax, int numberLengthMax, boolean namesOnce) {}

    /** For each object or array that is open the names that it has had so far. */
    private final Deque<Set<String>> open = new ArrayDeque<>();

    private SentJson(String what, String where, Bounds bounds) {
        this.what = what;
        this.where = where;
        this.bounds = bounds;
    }

    /**
     * The fields of the one JSON object in {@code bytes}.
     *
     * @param what is sent, in a few words, such as {@code a JSON object with a reason}
     * @throws WrongInputException with a sentence if there is anything else
     */
    public static Fields of(byte[] bytes, String what) {
        return of(bytes, what, "The body");
    }

    /**
     * The same of what is not the body of a request.
     *
     * @param where it stands, as the beginning of a sentence
     */
    public static Fields of(byte[] bytes, String what, String where) {
        return new SentJson(what, where, OURS).read(bytes);
    }

    /**
     * Looks over the body of a request that Druid reads, as wide as Druid's tasks are.
     *
     * @throws WrongInputException with a sentence if it is no JSON, or deeper than 100, or has a number of more than 1,000
     *     characters
     */
    public static void lookOverTask(byte[] bytes, String what) {
        new SentJson(what, "The body", TASKS).lookOver(bytes);
    }

    private Fields read(byte[] bytes) {
        if (bytes.length == 0) {
            throw new WrongInputException("There is no body. Send " + what);
        }
        lookOver(bytes);
        try {
            JsonNode body = JSON.readTree(bytes);
            if (!body.isObject()) {
                throw new WrongInputException(where + " is " + shown(body) + ". Send " + what);
            }
            return new Fields("", body);
        } catch (IOException e) {
            throw new WrongInputException(where + " is no JSON. Send " + what);
        }
    }

    private void lookOver(byte[] bytes) {
        try (JsonParser parser = PLAIN.createParser(bytes)) {
            do {
                look(parser, parser.nextToken());
            } while (!open.isEmpty());
            if (parser.nextToken() != null) {
                throw new WrongInputException("Something follows the JSON in " + where.toLowerCase(Locale.ROOT)
                        + at(parser) + ". Send " + what);
            }
        } catch (JsonProcessingException e) {
            throw new WrongInputException(where + " is no JSON" + at(e) + ". Send " + what);
        } catch (IOException e) {
            // Bytes that are no text in the encoding that they begin in.
            throw new WrongInputException(where + " is no text in UTF-8. Send " + what);
        }
    }

    private void look(JsonParser parser, JsonToken token) throws IOException {
        if (token == null) {
            throw new WrongInputException(
                    open.isEmpty()
                            ? "There is no body. Send " + what
                            : where + " is no JSON: it ends too early. Send " + what);
        }
        if (token.isStructStart()) {
            open.push(new HashSet<>());
            if (open.size() > bounds.depthMax()) {
                throw new WrongInputException(
                        where + " is nested more than " + bounds.depthMax() + " deep" + at(parser) + ". Send " + what);
            }
        } else if (token.isStructEnd()) {
            open.pop();
        } else if (token == JsonToken.FIELD_NAME
                && bounds.namesOnce()
                && !open.element().add(parser.getCurrentName())) {
            throw new WrongInputException(
                    "`" + cut(parser.getCurrentName()) + "` is there twice" + at(parser) + ". Give it once");
        } else if (token.isNumeric() && parser.getTextLength() > bounds.numberLengthMax()) {
            throw new WrongInputException("There is a number of more than " + bounds.numberLengthMax() + " characters"
                    + at(parser) + ". Give a shorter one");
        }
    }

    private static String at(JsonParser parser) {
        return ", at line " + parser.getTokenLocation().getLineNr() + ", column "
                + parser.getTokenLocation().getColumnNr();
    }

    private static String at(JsonProcessingException e) {
        return e instanceof JsonParseException && e.getLocation() != null
                ? ", at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr()
                : "";
    }

    /** An object as maps, lists, texts and numbers. */
    static Map<String, Object> plain(JsonNode object) {
        return JSON.convertValue(object, new TypeReference<Map<String, Object>>() {});
    }

    /** A value as it was sent, or its beginning, for a message. */
    static String shown(JsonNode value) {
        return "`" + cut(value.isTextual() ? value.textValue() : value.toString()) + "`"
                + (value.isTextual() ? ", a text" : "");
    }

    /** With what no message can hold escaped, and no longer than a message bears. */
    public static String cut(String text) {
        return cut(text, SHOWN_MAX);
    }

    /** The same, for messages that bear so many characters of it. */
    public static String cut(String text, int max) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(max).forEach(point -> {
            if (isHalf(point) || Character.isISOControl(point)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return text.codePointCount(0, text.length()) > max ? shown + "…" : shown.toString();
    }

    /** Whether a code point is half of a pair that has no other half. */
    static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
