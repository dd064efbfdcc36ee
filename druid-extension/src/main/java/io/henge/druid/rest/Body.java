package io.henge.druid.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people send. A field that there is not is refused, since it may be a misspelt {@code dryRun}; and no more is read
 * than a word can have.
 */
final class Body {
    /** A reason of 1,000 characters, each escaped, and two names fit well. */
    static final int BYTES_MAX = 16_384;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Body() {}

    /** What {@code work} answers to the word in {@code body}, or a refusal: 400 of no word, 413 of one that is too long. */
    static Response read(InputStream body, Function<Word, Response> work) {
        try {
            byte[] bytes = body.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                return Answers.tooLarge(
                        "The body is longer than " + BYTES_MAX + " bytes. Send a JSON object with a reason");
            }
            @Nullable Word word = bytes.length == 0 ? null : JSON.readValue(bytes, Word.class);
            return word == null
                    ? Answers.invalid("There is no body. Send a JSON object with a reason")
                    : work.apply(word);
        } catch (JsonProcessingException e) {
            return Answers.invalid("The body is no JSON object with reason, to, ifVersion and dryRun alone: "
                    + e.getOriginalMessage());
        } catch (IOException e) {
            return Answers.invalid("The body could not be read: " + e.getMessage());
        }
    }
}
