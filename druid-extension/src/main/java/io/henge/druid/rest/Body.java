package io.henge.druid.rest;

import io.henge.druid.json.Fields;
import io.henge.druid.json.SentJson;
import io.henge.druid.json.WrongInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import javax.ws.rs.core.Response;

/**
 * What people send, read as one JSON object of at most so many bytes.
 *
 * @param bytesMax more is refused before it is read
 * @param what to send, in words
 */
record Body(int bytesMax, String what) {
    /** What {@code work} answers to the body, or a refusal: 400 of what is wrong, 413 of what is too long. */
    Response read(InputStream body, Function<Fields, Response> work) {
        try {
            byte[] bytes = body.readNBytes(bytesMax + 1);
            return bytes.length > bytesMax
                    ? Answers.tooLarge("The body is longer than " + bytesMax + " bytes. Send " + what)
                    : work.apply(SentJson.of(bytes, what));
        } catch (WrongInputException e) {
            return Answers.invalid(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Answers.invalid("The body did not arrive whole. Send it again");
        }
    }
}
