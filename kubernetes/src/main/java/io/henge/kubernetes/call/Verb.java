package io.henge.kubernetes.call;

import java.util.Locale;

/** What an API server is asked to do. There are no others: every request of {@link Api} is one of these. */
public enum Verb {
    GET,
    LIST,
    WATCH,
    /** Reads the log of a pod; the right to it is that to {@code get} its {@code log}. */
    LOG,
    CREATE,
    PATCH,
    DELETE;

    /** As metrics have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a Role has it. */
    public String right() {
        return this == LOG ? GET.word() : word();
    }
}
