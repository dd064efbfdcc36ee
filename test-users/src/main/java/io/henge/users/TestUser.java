package io.henge.users;

import java.util.Arrays;
import java.util.Optional;
import org.apache.druid.server.security.Action;
import org.jspecify.annotations.Nullable;

/** Who can be known to a test's Druid, and what each may do to anything in it. Who is none of them is nobody, and refused. */
enum TestUser {
    /** Druid's processes, when they ask each other. */
    DRUID("druid", true, true),
    /** May do everything. */
    OPERATOR("operator", true, true),
    /** May look at everything. */
    READER("reader", true, false),
    /** Is known, and may see nothing. */
    STRANGER("stranger", false, false);

    private final String identity;
    private final boolean reads;
    private final boolean writes;

    TestUser(String identity, boolean reads, boolean writes) {
        this.identity = identity;
        this.reads = reads;
        this.writes = writes;
    }

    String identity() {
        return identity;
    }

    boolean may(Action action) {
        return action == Action.READ ? reads : writes;
    }

    static Optional<TestUser> of(@Nullable String identity) {
        return Arrays.stream(values())
                .filter(user -> user.identity.equals(identity))
                .findFirst();
    }
}
