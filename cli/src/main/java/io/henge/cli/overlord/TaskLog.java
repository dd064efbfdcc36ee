package io.henge.cli.overlord;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalInt;

/** The log of an attempt on its way here, as bytes. To be closed. */
public final class TaskLog implements AutoCloseable {
    private final HttpHeaders headers;
    private final InputStream text;

    TaskLog(HttpResponse<InputStream> answer) {
        this.headers = answer.headers();
        this.text = answer.body();
    }

    public InputStream text() {
        return text;
    }

    /** Whether there is none yet. */
    public boolean isAwaited() {
        return value("From").filter("nowhere"::equals).isPresent();
    }

    /** The cluster of the pod that it comes from; empty where it comes from deep storage. */
    public Optional<String> cluster() {
        return value("Cluster");
    }

    /** Whose it is; empty for that of a task whose attempts are not known any more. */
    public OptionalInt attempt() {
        return number("Attempt");
    }

    /** The task's newest attempt; empty where nothing more will come. */
    public OptionalInt latest() {
        return number("Latest");
    }

    private Optional<String> value(String name) {
        return headers.firstValue("Henge-Log-" + name);
    }

    private OptionalInt number(String name) {
        try {
            return value(name).stream().mapToInt(Integer::parseInt).findFirst();
        } catch (NumberFormatException e) {
            throw new NotAnswered("What answers says \"" + value(name).orElse("") + "\" where a number is meant:"
                    + " Henge-Log-" + name + ".");
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
