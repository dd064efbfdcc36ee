package io.henge.kubernetes.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.health.Probe;
import io.henge.core.health.Probe.Answer;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.NotSentException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeAnswersTest {
    private static final String LIST = "{\"kind\":\"JobList\",\"apiVersion\":\"batch/v1\",\"items\":[]}";
    private static final String STATUS =
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"why\"}";

    private static Probe of(int code, String body) {
        return ProbeAnswers.of(new Api.Answer(code, body, null, null));
    }

    @Test
    void theListThatWasAskedForIsWell() {
        assertThat(of(200, LIST)).isEqualTo(new Probe(Answer.WELL, "", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html>\n<html><title>Log in</title></html>",
                "",
                "ok",
                "[]",
                "null",
                "{}",
                "{\"kind\":\"JobList\"}",
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}",
                "{\"kind\":{\"JobList\":1},\"apiVersion\":\"batch/v1\"}"
            })
    void whatElseIsAnsweredWithSuccessIsNoApiServersWord(String body) {
        Probe probe = of(200, body);
        assertThat(probe.answer()).isEqualTo(Answer.REFUSED);
        assertThat(probe.words())
                .startsWith("What answered 200 does not speak as an API server does")
                .endsWith(": " + (body.isEmpty() ? "nothing more" : body.replace("\n", " ")));
        assertThat(of(204, body).answer()).isEqualTo(Answer.REFUSED);
    }

    @Test
    void aLoadBalancerThatSpeaksJsonIsNoApiServer() {
        assertThat(of(503, "{\"error\":\"no backend\"}").words()).startsWith("What answered 503 does not speak as");
    }

    @ParameterizedTest
    @CsvSource({"502, BUSY", "503, BUSY", "504, BUSY", "401, REFUSED", "404, REFUSED", "302, REFUSED"})
    void whoAnswersForAnApiServerIsNamedAndMeansTheSame(int code, Answer meaning) {
        String page = "<html>" + "no backend ".repeat(100) + "</html>";
        Probe probe = of(code, page);
        assertThat(probe.answer()).isEqualTo(meaning);
        assertThat(probe.words())
                .startsWith(
                        "What answered " + code + " does not speak as an API server does, but as something before it")
                .contains("no backend no backend")
                .endsWith("…")
                .hasSizeLessThan(500);
    }

    @Test
    void anApiServerThatHasTooMuchToDoSpeaksInPlainText() {
        assertThat(of(429, "Too many requests, please try again later.\n"))
                .isEqualTo(new Probe(
                        Answer.BUSY, "The API server answered 429: Too many requests, please try again later.", null));
    }

    @ParameterizedTest
    @CsvSource({
        "301, REFUSED",
        "302, REFUSED",
        "400, REFUSED",
        "401, REFUSED",
        "403, REFUSED",
        "404, REFUSED",
        "407, REFUSED",
        "410, REFUSED",
        "429, BUSY",
        "500, BUSY",
        "502, BUSY",
        "503, BUSY",
        "504, BUSY"
    })
    void anApiServersRefusalHasAMeaning(int code, Answer meaning) {
        assertThat(of(code, STATUS)).isEqualTo(new Probe(meaning, "The API server answered " + code + ": why", null));
    }

    private static Throwable because(Throwable failure, Throwable cause) {
        return failure.initCause(cause);
    }

    private static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException(), Answer.SILENT, false),
                Arguments.of(new ConnectException("Connection refused"), Answer.SILENT, false),
                Arguments.of(new NoRouteToHostException("No route to host"), Answer.SILENT, false),
                Arguments.of(new HttpTimeoutException("request timed out"), Answer.SILENT, false),
                Arguments.of(new HttpConnectTimeoutException("connect timed out"), Answer.SILENT, false),
                Arguments.of(new TimeoutException(), Answer.SILENT, false),
                Arguments.of(new SocketException("Network is unreachable"), Answer.SILENT, true),
                Arguments.of(new SocketException("Connection reset"), Answer.SILENT, true),
                Arguments.of(new IOException("Connection reset by peer"), Answer.SILENT, true),
                Arguments.of(
                        new IOException("HTTP/1.1 header parser received no bytes", new EOFException()),
                        Answer.SILENT,
                        true),
                Arguments.of(
                        because(
                                new SSLHandshakeException("Remote host terminated the handshake"),
                                new EOFException("SSL peer shut down incorrectly")),
                        Answer.SILENT,
                        true),
                Arguments.of(new SSLHandshakeException("Remote host terminated the handshake"), Answer.SILENT, true),
                Arguments.of(
                        new SSLException("closing inbound before receiving peer's close_notify"), Answer.SILENT, true),
                Arguments.of(new SSLException("reading", new SocketException("Connection reset")), Answer.SILENT, true),
                Arguments.of(
                        because(new SSLHandshakeException("PKIX path building failed"), new CertificateException()),
                        Answer.REFUSED,
                        false),
                Arguments.of(new SSLHandshakeException("Received fatal alert: bad_certificate"), Answer.REFUSED, false),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), Answer.REFUSED, false),
                Arguments.of(new SSLPeerUnverifiedException("another name"), Answer.REFUSED, false),
                Arguments.of(new UnknownHostException("nowhere"), Answer.REFUSED, false),
                Arguments.of(because(new ConnectException(), new UnresolvedAddressException()), Answer.REFUSED, false),
                Arguments.of(
                        new NotSentException("invalid header", new IllegalArgumentException()), Answer.REFUSED, false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureHasAMeaningAndMayBeThatOfAConnectionThatBroke(Throwable failure, Answer meaning, boolean broken) {
        for (Throwable each : new Throwable[] {failure, new CompletionException(failure)}) {
            assertThat(ProbeAnswers.of(each).answer()).isEqualTo(meaning);
            assertThat(ProbeAnswers.of(each).words()).isNotEmpty();
            assertThat(ProbeAnswers.of(each).wellAgo()).isNull();
            assertThat(ProbeAnswers.isBroken(each)).isEqualTo(broken);
        }
    }
}
