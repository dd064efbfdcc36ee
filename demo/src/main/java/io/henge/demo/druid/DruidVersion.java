package io.henge.demo.druid;

import java.util.Optional;
import java.util.stream.Stream;

/** A version of Druid that worlds can run: each has a pom which gathers its jars. */
public enum DruidVersion {
    /** What the extension is compiled against. */
    V33("33.0.0", "demo/druid", true),
    /** Coordinator, Historical, Broker and Router need jars which cannot be had for this version. */
    V37("37.0.0", "demo/druid-37", false);

    private final String number;
    private final String module;
    private final boolean query;

    DruidVersion(String number, String module, boolean query) {
        this.number = number;
        this.module = module;
        this.query = query;
    }

    /** As people write it, such as {@code 33.0.0}. */
    public String number() {
        return number;
    }

    /** The directory of the pom, from the root of a checkout. */
    public String module() {
        return module;
    }

    /** Whether it can start query services too. */
    public boolean hasQuery() {
        return query;
    }

    public static Optional<DruidVersion> of(String number) {
        return Stream.of(values())
                .filter(version -> version.number.equals(number))
                .findFirst();
    }
}
