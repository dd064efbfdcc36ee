package io.henge.kubernetes.connection;

import io.henge.core.health.Probe;
import io.henge.core.health.Probe.Answer;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.Excerpt;
import io.henge.kubernetes.call.NotSentException;
import io.henge.kubernetes.call.TooLongException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What the end of a question whether an API server answers says of it, as pure functions. */
final class ProbeAnswers {
    private static final int TOO_MANY_REQUESTS = 429;

    /** How the JDK says that the other side went away while TLS was agreed upon: it says nothing of who it was. */
    private static final List<String> GONE = List.of("terminated the handshake", "closing inbound before");

    /** Of any object of Kubernetes; the classes of fabric8 have a kind also where the object has none. */
    private static final Excerpt HEAD = Excerpt.of("apiVersion", "kind");

    private ProbeAnswers() {}

    /** Of an answer, which need not be the API server's: what is before one answers for it where it is not there. */
    static Probe of(Api.Answer said) {
        int code = said.code();
        if (said.isSuccess() && isA("batch/v1", "JobList", said)) {
            return new Probe(Answer.WELL, "", null);
        }
        boolean busy = code == TOO_MANY_REQUESTS || code >= HttpURLConnection.HTTP_INTERNAL_ERROR;
        // An API server that has too much to do says so in plain text.
        boolean itself = code == TOO_MANY_REQUESTS || isA("v1", "Status", said);
        return new Probe(
                busy ? Answer.BUSY : Answer.REFUSED,
                itself ? ApiFailures.answered(code, said.why()) : ApiFailures.answeredByAnother(code, said.body()),
                null);
    }

    /** Whether it is an object of that kind of Kubernetes. */
    private static boolean isA(String apiVersion, String kind, Api.Answer said) {
        try {
            Map<?, ?> head = said.as(Map.class, HEAD);
            return apiVersion.equals(head.get("apiVersion")) && kind.equals(head.get("kind"));
        } catch (IOException e) {
            return false;
        }
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
