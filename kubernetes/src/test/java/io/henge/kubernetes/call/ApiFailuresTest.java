package io.henge.kubernetes.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.kubernetes.call.ApiFailures.Effect;
import io.henge.shaded.jackson.core.JsonParseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApiFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "302, TRANSIENT, OUTCOME_UNKNOWN",
        "400, INVALID, INVALID",
        "401, FORBIDDEN, FORBIDDEN",
        "403, FORBIDDEN, FORBIDDEN",
        "404, NOT_FOUND, NOT_FOUND",
        "405, INVALID, INVALID",
        "407, TRANSIENT, TRANSIENT",
        "408, TRANSIENT, OUTCOME_UNKNOWN",
        "409, CONFLICT, CONFLICT",
        "413, INVALID, INVALID",
        "415, INVALID, INVALID",
        "422, INVALID, INVALID",
        "429, TRANSIENT, TRANSIENT",
        "500, TRANSIENT, OUTCOME_UNKNOWN",
        "502, TRANSIENT, OUTCOME_UNKNOWN",
        "503, TRANSIENT, OUTCOME_UNKNOWN",
        "504, TRANSIENT, OUTCOME_UNKNOWN"
    })
    void anAnswerHasAMeaning(int code, Kind reading, Kind changing) {
        assertThat(ApiFailures.of(code, "why", Effect.READS).kind()).isEqualTo(reading);
        assertThat(ApiFailures.of(code, "why", Effect.CHANGES).kind()).isEqualTo(changing);
        assertThat(ApiFailures.of(code, "why", Effect.READS).message())
                .isEqualTo("The API server answered " + code + ": why");
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "401, true",
        "403, true",
        "404, true",
        "409, true",
        "422, true",
        "429, true",
        "302, false",
        "408, false",
        "500, false",
        "502, false",
        "503, false",
        "504, false"
    })
    void anAnswerSaysWhetherAnythingWasDone(int code, boolean nothing) {
        assertThat(ApiFailures.of(code, "why", Effect.CHANGES).certainlyNoEffect())
                .isEqualTo(nothing);
    }

    static Stream<Arguments> silences() {
        return Stream.of(
                Arguments.of(new HttpTimeoutException("x"), Kind.OUTCOME_UNKNOWN, "did not answer in time"),
                Arguments.of(new SocketException("reset"), Kind.OUTCOME_UNKNOWN, "reset, SocketException"),
                Arguments.of(new IOException(new IOException("EOF")), Kind.OUTCOME_UNKNOWN, "EOF"),
                Arguments.of(new HttpConnectTimeoutException("x"), Kind.TRANSIENT, "could not be reached in time"),
                Arguments.of(refused(), Kind.TRANSIENT, "could not be reached (nothing answers at its address"),
                Arguments.of(new NoRouteToHostException("x"), Kind.TRANSIENT, "could not be reached"),
                Arguments.of(new UnknownHostException("nowhere"), Kind.TRANSIENT, "host name is not known (nowhere"),
                Arguments.of(new SSLHandshakeException("expired"), Kind.TRANSIENT, "expired"),
                Arguments.of(new SSLPeerUnverifiedException("who"), Kind.TRANSIENT, "who"),
                Arguments.of(
                        new SSLException("Unsupported or unrecognized SSL message"), Kind.TRANSIENT, "unrecognized"),
                Arguments.of(
                        new IOException(new JsonParseException(null, "Unexpected character ('<')")),
                        Kind.OUTCOME_UNKNOWN,
                        "What answered is not an API server"),
                Arguments.of(new SSLException("Tag mismatch"), Kind.OUTCOME_UNKNOWN, "Tag mismatch"),
                Arguments.of(
                        new NotSentException("closed", new IllegalStateException("closed")), Kind.TRANSIENT, "closed"));
    }

    /** As the JDK's client reports it. */
    private static IOException refused() {
        IOException failure = new ConnectException();
        failure.initCause(new ClosedChannelException());
        return failure;
    }

    @ParameterizedTest
    @MethodSource("silences")
    void aRequestWithoutAnswerIsUnknownOnlyIfItMayHaveBeenSent(Throwable failure, Kind changing, String said) {
        assertThat(ApiFailures.of(failure, Effect.CHANGES).kind()).isEqualTo(changing);
        assertThat(ApiFailures.of(failure, Effect.CHANGES).certainlyNoEffect())
                .isEqualTo(changing != Kind.OUTCOME_UNKNOWN);
        assertThat(ApiFailures.of(failure, Effect.READS).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(ApiFailures.of(failure, Effect.CHANGES).message()).contains(said);
    }

    @Test
    void somebodyElsesWordsAreOneLineThatEnds() {
        assertThat(ApiFailures.sentence(new IOException("one\r\ntwo\u0007\tthree " + "x".repeat(1_000))))
                .startsWith("The connection to the API server failed (one two three xxx")
                .hasSizeLessThan(400);
    }

    @Test
    void noSentenceShowsAStackTrace() {
        assertThat(ApiFailures.sentence(refused())).doesNotContain("\n").doesNotContain("\tat ");
    }
}
