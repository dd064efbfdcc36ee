package io.henge.druid.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Optional;

/** JSON paths, as the library that Druid has for them understands them. */
public final class JsonPaths {
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .build();

    private static final int SENTENCE_MAX = 300;

    private JsonPaths() {}

    /** Why it is none, in the library's words and without a full stop; empty where it is one. */
    public static Optional<String> fault(String path) {
        try {
            JsonPath unused = JsonPath.compile(path);
            return Optional.empty();
        } catch (JsonPathException | IllegalArgumentException e) {
            return Optional.of(sentence(e));
        }
    }

    /**
     * What stands there as one text: a text as it is, and what is no single value as JSON. Of a path that may lead to several
     * places, and leads to one, what stands in that.
     *
     * @throws WrongInputException with a sentence, without a full stop, where nothing does
     */
    public static String read(JsonNode document, String path) {
        JsonPath compiled = JsonPath.compile(path);
        JsonNode found;
        try {
            found = compiled.read(document, CONFIGURATION);
        } catch (JsonPathException | IllegalArgumentException e) {
            throw new WrongInputException(path + " leads nowhere: " + sentence(e));
        }
        boolean several = !compiled.isDefinite() && found != null && found.isArray();
        if (several && found.size() <= 1) {
            found = found.get(0);
        }
        if (found == null || found.isNull() || found.isMissingNode()) {
            throw new WrongInputException(path + " leads nowhere");
        }
        return found.isValueNode() ? found.asText() : found.toString();
    }

    private static String sentence(RuntimeException e) {
        String text = String.valueOf(e.getMessage()).strip();
        String cut = text.length() <= SENTENCE_MAX ? text : text.substring(0, SENTENCE_MAX) + "…";
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
