package io.henge.kubernetes.connection;

import io.henge.core.health.Probe;
import io.henge.core.health.Probe.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.NotSentException;
import io.henge.kubernetes.call.TooLongException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What the end of a question whether an API server answers says of it, as pure functions. */
final class ProbeAnswers {
    private static final int TOO_MANY_REQUESTS = 429;

    /** How the JDK says that the other side went away while TLS was agreed upon: it says nothing of who it was. */
    private static final List<String> GONE = List.of("terminated the handshake", "closing inbound before");

    private ProbeAnswers() {}

    /**
     * Of an answer.
     *
     * @param why the API server's own words
     */
    static Probe of(int code, String why) {
        Answer answer = answer(code);
        return new Probe(answer, answer == Answer.WELL ? "" : ApiFailures.answered(code, why), null);
    }

    private static Answer answer(int code) {
        if (code >= HttpURLConnection.HTTP_OK && code < HttpURLConnection.HTTP_MULT_CHOICE) {
            return Answer.WELL;
        }
        return code == TOO_MANY_REQUESTS || code >= HttpURLConnection.HTTP_INTERNAL_ERROR
                ? Answer.BUSY
                : Answer.REFUSED;
    }

    /** Of a question without an answer. */
    static Probe of(Throwable failure) {
        return new Probe(isOurs(failure) ? Answer.REFUSED : Answer.SILENT, ApiFailures.sentence(failure), null);
    }

    /** Whether we cannot ask, or are not to, so that it says nothing of whether somebody is there. */
    private static boolean isOurs(Throwable failure) {
        return isCausedBy(failure, UnknownHostException.class, UnresolvedAddressException.class)
                || isCausedBy(failure, NotSentException.class, TooLongException.class)
                || (isCausedBy(failure, SSLException.class) && !isGone(failure));
    }

    private static boolean isGone(Throwable failure) {
        return isCausedBy(failure, EOFException.class, SocketException.class)
                || causes(failure)
                        .anyMatch(cause -> GONE.stream()
                                .anyMatch(words ->
                                        String.valueOf(cause.getMessage()).contains(words)));
    }

    /**
     * Whether there was a connection, and it broke before an answer: as when whoever kept it for the next question closed it, which
     * both sides may do at any time.
     */
    static boolean isBroken(Throwable failure) {
        return !isOurs(failure)
                && !isCausedBy(failure, ConnectException.class, NoRouteToHostException.class)
                && !isCausedBy(failure, HttpTimeoutException.class, TimeoutException.class);
    }

    private static boolean isCausedBy(Throwable failure, Class<?> one, Class<?> other) {
        return causes(failure).anyMatch(cause -> one.isInstance(cause) || other.isInstance(cause));
    }

    private static boolean isCausedBy(Throwable failure, Class<?> type) {
        return isCausedBy(failure, type, type);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
