package io.henge.druid.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.internal.function.PathFunctionFactory;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON paths, as the library that Druid has for them understands them. */
public final class JsonPaths {
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .build();

    private static final int SENTENCE_MAX = 300;

    /** Of what leads to more, nobody wants it all as one text. */
    private static final int PLACES_MAX = 100;

    /** Of a text nobody needs to know more than that it is longer. */
    private static final int TEXT_MAX = 16_384;

    /** What makes reading take longer than the document is long, or without end. */
    private static final Pattern BOUNDLESS = Pattern.compile("\\.\\..*\\.\\.|\\$.*\\$|=~");

    /** What is called on what the path leads to. */
    private static final Pattern FUNCTION = Pattern.compile("\\.(\\w+)\\([^()]*\\)$");

    private static final JsonMapper JSON = new JsonMapper();

    private JsonPaths() {}

    /**
     * Why it is none that can be read in a time that is bounded by the document, or none at all, then in the library's words;
     * without a full stop, and empty where it is one.
     */
    public static Optional<String> fault(String path) {
        if (BOUNDLESS.matcher(path).find()) {
            return Optional.of("It may have `$` and `..` once each, and no `=~`, since others may take for ever");
        }
        try {
            JsonPath unusedPath = JsonPath.compile(path);
            Matcher function = FUNCTION.matcher(path);
            if (function.find()) {
                // Compiling takes every name of a function; reading would refuse it each time.
                Object unusedFunction = PathFunctionFactory.newFunction(function.group(1));
            }
            return Optional.empty();
        } catch (JsonPathException | IllegalArgumentException e) {
            return Optional.of(sentence(e));
        }
    }

    /**
     * What stands there as one text: a text as it is, and what is no single value as JSON. Of a path that may lead to several
     * places, and leads to one, what stands in that. Reads no path in which {@link #fault} finds one.
     *
     * @throws WrongInputException with a sentence, without a full stop, where nothing does, or too much
     */
    public static String read(JsonNode document, String path) {
        if (fault(path).isPresent()) {
            throw new WrongInputException(path + " is no path that is read");
        }
        JsonPath compiled = JsonPath.compile(path);
        @Nullable Object found;
        try {
            found = compiled.read(document, CONFIGURATION);
        } catch (JsonPathException | IllegalArgumentException | ClassCastException e) {
            throw new WrongInputException(path + " leads nowhere: " + sentence(e));
        }
        if (!compiled.isDefinite() && found instanceof ArrayNode places) {
            if (places.size() > PLACES_MAX) {
                throw new WrongInputException(
                        path + " leads to " + places.size() + " places, and at most " + PLACES_MAX + " are read");
            }
            found = places.size() <= 1 ? places.get(0) : places;
        }
        if (found == null || (found instanceof JsonNode node && (node.isNull() || node.isMissingNode()))) {
            throw new WrongInputException(path + " leads nowhere");
        }
        // A function of the path's gives a number, and no node.
        return found instanceof ContainerNode<?> several
                ? json(several, path)
                : found instanceof JsonNode single ? single.asText() : found.toString();
    }

    private static String json(JsonNode node, String path) {
        StringBuilder text = new StringBuilder();
        Writer bounded = new Writer() {
            @Override
            public void write(char[] characters, int offset, int length) throws IOException {
                if (text.length() + length > TEXT_MAX) {
                    throw new IOException("too long");
                }
                text.append(characters, offset, length);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        try {
            JSON.writeValue(bounded, node);
            return text.toString();
        } catch (IOException e) {
            throw new WrongInputException(path + " leads to more than " + TEXT_MAX + " characters");
        }
    }

    private static String sentence(RuntimeException e) {
        String text = String.valueOf(e.getMessage()).strip();
        String cut = text.length() <= SENTENCE_MAX ? text : text.substring(0, SENTENCE_MAX) + "…";
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
