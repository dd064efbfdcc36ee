package io.henge.kubernetes.call;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.ApiFailure.Kind;
import io.henge.shaded.jackson.core.JsonProcessingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a failed request means, as pure functions. */
public final class ApiFailures {
    /** What a request does at the other end. */
    public enum Effect {
        /** Nothing, so that its failure leaves nothing unknown. */
        READS,
        /** Creates or deletes something. */
        CHANGES
    }

    private static final int REQUEST_TIMEOUT = 408;

    /** How the JDK says that the other side does not speak TLS at all. */
    private static final String NO_TLS = "Unsupported or unrecognized SSL message";

    /** As many characters of somebody else's words as a person reads. */
    private static final int WORDS_MAX = 300;

    /** An admission webhook may say much. */
    private static final int ANSWER_MAX = 2_000;

    private ApiFailures() {}

    /**
     * Of an answer other than success.
     *
     * @param why the API server's own words
     */
    public static ApiFailure of(int code, String why, Effect effect) {
        return new ApiFailure(kindOf(code, effect), answered(code, why));
    }

    /** Of a request without an answer. */
    public static ApiFailure of(Throwable failure, Effect effect) {
        boolean unknown = effect == Effect.CHANGES && mayHaveBeenSent(failure);
        return new ApiFailure(unknown ? Kind.OUTCOME_UNKNOWN : Kind.TRANSIENT, sentence(failure));
    }

    /**
     * An answer other than success, as a sentence.
     *
     * @param why the API server's own words
     */
    public static String answered(int code, String why) {
        return "The API server answered " + code + ": " + inOneLine(why, ANSWER_MAX);
    }

    /**
     * An answer that no API server gives, as a sentence.
     *
     * @param said what came, as a whole
     */
    public static String answeredByAnother(int code, String said) {
        return "What answered " + code
                + " does not speak as an API server does, but as something before it, such as a load"
                + " balancer or a proxy: " + (said.isBlank() ? "nothing more" : inOneLine(said, WORDS_MAX));
    }

    private static Kind kindOf(int code, Effect effect) {
        return switch (code) {
            case 400, 405, 413, 415, 422 -> Kind.INVALID;
            case 401, 403 -> Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case REQUEST_TIMEOUT -> unlessRead(effect);
            // The API server, or a proxy before it, may give up on a request that etcd carries out all the same.
            default -> code >= 400 && code < 500 ? Kind.TRANSIENT : unlessRead(effect);
        };
    }

    private static Kind unlessRead(Effect effect) {
        return effect == Effect.CHANGES ? Kind.OUTCOME_UNKNOWN : Kind.TRANSIENT;
    }

    /** Whether the request may have left this process: not if there was no connection to send it on. */
    private static boolean mayHaveBeenSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof SSLHandshakeException
                    || cause instanceof SSLPeerUnverifiedException
                    || (cause instanceof SSLException && NO_TLS.equals(cause.getMessage()))
                    || cause instanceof NotSentException) {
                return false;
            }
        }
        return true;
    }

    /** The failure in words, without a stack trace. */
    public static String sentence(Throwable failure) {
        if (failure instanceof RefusedException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof KubernetesClientException answer && answer.getStatus() != null) {
            return answered(answer.getCode(), String.valueOf(answer.getStatus().getMessage()));
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSentException) {
                return "The request was not sent: " + cause.getMessage();
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return "The API server could not be reached in time";
            }
            if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
                return "The API server did not answer in time";
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "The API server's host name is not known (" + named(cause) + ")";
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return "The API server could not be reached ("
                        + (cause.getMessage() == null ? "nothing answers at its address and port" : named(cause)) + ")";
            }
            if (cause instanceof JsonProcessingException) {
                return "What answered is not an API server, or something on the way changed what it said: that is no"
                        + " object of Kubernetes in JSON, as where a proxy shows a page to log in";
            }
        }
        return "The connection to the API server failed (" + inOneLine(named(rootOf(failure)), WORDS_MAX) + ")";
    }

    /** Somebody else's words, as far as they fit: they may be anything. */
    private static String inOneLine(String words, int max) {
        String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > max ? line.substring(0, max) + "…" : line;
    }

    /**
     * What a person may do about a request without an answer, as a sentence.
     *
     * @param key what leads to the cluster
     * @param proxy how to go through a proxy, in the imperative
     */
    public static String remedy(Throwable failure, String key, String proxy) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "See that certificate-authority and server of the kubeconfig that " + key
                        + " leads to belong together.";
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "See that the server of the kubeconfig that " + key
                        + " leads to is known to this machine's DNS.";
            }
            boolean reached = !(cause instanceof ConnectException) && !(cause instanceof NoRouteToHostException);
            if (cause instanceof SocketException && reached) {
                return "See that the server of the kubeconfig that " + key
                        + " leads to begins with https:// if it speaks" + " TLS, that its port is the API server's, or "
                        + proxy + ".";
            }
        }
        return "See that its address and port can be reached from this machine, or " + proxy + ".";
    }

    public static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    public static String named(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : failure.getMessage() + ", " + name;
    }
}
