package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.access.Access;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.KubeconfigException;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.NamedThreads;
import io.henge.kubernetes.joining.NotDoneException.Outcome;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One of the two clusters, as whoever runs the command gets to it: objects are read and changed one after the other. */
final class ContextSide implements AutoCloseable {
    private static final String ALL = "All";

    private final ContextRoute route;
    private final Access access;
    private final Api api;
    private final ExecutorService http;

    private ContextSide(ContextRoute route, Access access, Api api, ExecutorService http) {
        this.route = route;
        this.access = access;
        this.api = api;
        this.http = http;
    }

    /** One request. */
    private interface Request {
        Answer send() throws IOException, InterruptedException;
    }

    /** Without any request. */
    static ContextSide open(ContextRoute route, ClusterName cluster) throws NotDoneException, InterruptedException {
        ClusterSettings settings = route.settings(cluster);
        ExecutorService http = Executors.newSingleThreadExecutor(new NamedThreads(cluster.value(), "command-http"));
        try {
            Access access = Access.now(settings);
            route.refuseOther(access);
            Api api = ClientFactory.open(access, settings, http, (verb, code, took, retryAfter) -> {});
            return new ContextSide(route, access, api, http);
        } catch (KubeconfigException e) {
            http.shutdownNow();
            throw NotDoneException.refused(route.inOptions(e.getMessage()));
        } catch (NotDoneException e) {
            http.shutdownNow();
            throw e;
        }
    }

    ContextRoute route() {
        return route;
    }

    /** How it is reached. */
    Access access() {
        return access;
    }

    /** Nothing if there is none. */
    Optional<HasMetadata> read(ObjectRef ref) throws NotDoneException, InterruptedException {
        Answer answer = ask(() -> api.get(ref.path()));
        if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw failed(ref + " cannot be read", answer);
        }
        try {
            HasMetadata found = answer.as(ref.kind().type());
            if (found.getMetadata() == null || found.getMetadata().getUid() == null) {
                throw new NotDoneException(
                        Outcome.FAILED,
                        List.of(route.shown() + ": what answered for " + ref
                                + " is not an API server: it says no uid. See that "
                                + "the server of that context is one."));
            }
            return Optional.of(found);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Those of the objects that are there, by their references. */
    Map<ObjectRef, HasMetadata> readAll(List<? extends HasMetadata> objects)
            throws NotDoneException, InterruptedException {
        Map<ObjectRef, HasMetadata> found = new HashMap<>();
        for (HasMetadata object : objects) {
            ObjectRef ref = ObjectRef.of(object);
            Optional<HasMetadata> there = read(ref);
            there.ifPresent(some -> found.put(ref, some));
        }
        return found;
    }

    /** The names of what a list has. */
    List<String> names(String path) throws NotDoneException, InterruptedException {
        Answer answer = ask(() -> api.list(path));
        if (!answer.isSuccess()) {
            throw failed(path.replaceFirst("[?].*", "") + " cannot be listed", answer);
        }
        try {
            return answer.as(GenericKubernetesResourceList.class).getItems().stream()
                    .map(item -> item.getMetadata().getName())
                    .toList();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Tries it without its being done; a sentence if the API server would not. */
    Optional<String> wouldFail(ObjectChange change) throws NotDoneException, InterruptedException {
        Answer answer = ask(() -> send(change, true));
        // What it needs is perhaps to be made before it; and an admission webhook may not know dry runs.
        boolean unknown = answer.code() == HttpURLConnection.HTTP_NOT_FOUND
                || answer.why().toLowerCase(Locale.ROOT).replace(" ", "").contains("dryrun");
        return answer.isSuccess() || unknown ? Optional.empty() : Optional.of(sentence(cannot(change), answer));
    }

    void carryOut(ObjectChange change) throws NotDoneException, InterruptedException {
        Answer answer = ask(() -> send(change, false));
        boolean gone = change.deed() == ObjectChange.Deed.DELETE && answer.code() == HttpURLConnection.HTTP_NOT_FOUND;
        if (!answer.isSuccess() && !gone) {
            throw failed(cannot(change), answer);
        }
    }

    private static String cannot(ObjectChange change) {
        return change.ref() + " cannot be " + change.deed().word(false);
    }

    private Answer send(ObjectChange change, boolean dryRun) throws IOException, InterruptedException {
        ObjectRef ref = change.ref();
        String query = dryRun ? "?dryRun=" + ALL : "";
        return switch (change.deed()) {
            case MAKE -> api.post(ref.collection() + query, change.object());
            case CHANGE -> api.patch(ref.path() + query, change.object());
            // With a body, API servers pass over what the query says of a deletion.
            case DELETE -> api.delete(ref.path(), options(change, dryRun ? List.of(ALL) : List.of()));
            case KEEP, LEAVE -> throw new IllegalStateException("Nothing is to be done about " + ref);
        };
    }

    private static DeleteOptions options(ObjectChange change, List<String> dryRun) {
        return new DeleteOptionsBuilder()
                .withApiVersion("v1")
                .withKind("DeleteOptions")
                .withDryRun(dryRun)
                .withNewPreconditions()
                .withUid(change.object().getMetadata().getUid())
                .endPreconditions()
                .build();
    }

    private Answer ask(Request request) throws NotDoneException, InterruptedException {
        try {
            return request.send();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private NotDoneException unreachable(IOException e) {
        return new NotDoneException(
                Outcome.UNREACHABLE,
                List.of(route.shown() + ": " + ApiFailures.sentence(e) + ". "
                        + ApiFailures.remedy(e, route.shown(), "set HTTPS_PROXY")));
    }

    private NotDoneException failed(String what, Answer answer) {
        return new NotDoneException(Outcome.FAILED, List.of(sentence(what, answer)));
    }

    private String sentence(String what, Answer answer) {
        String remedy = switch (answer.code()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> "Log in there, or give another " + route.option() + ".";
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "Give " + route.option() + " with a context whose user may do that, such as an administrator's.";
            default -> "Look at it with kubectl, and run this again.";
        };
        return route.shown() + ": " + what + ". " + ApiFailures.answered(answer.code(), answer.why()) + ". " + remedy;
    }

    @Override
    public void close() {
        api.close();
        http.shutdownNow();
    }
}
