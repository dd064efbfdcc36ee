package io.henge.druid.config;

import io.henge.core.health.HealthTimings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how long a cluster may be silent: a profile, and what is given in its place. */
final class HealthReader {
    static final String FAST = "fast";
    static final String CAREFUL = "careful";

    private static final String PREFIX = "health.";

    private final Section common;
    private final HealthTimings profile;

    private HealthReader(Section common) {
        this.common = common;
        this.profile = CAREFUL.equals(common.choice(PREFIX + "profile")) ? HealthTimings.CAREFUL : HealthTimings.FAST;
    }

    /** Values that contradict each other become complaints, and the profile is given in their place. */
    static HealthTimings read(Section common) {
        return new HealthReader(common).read();
    }

    private HealthTimings read() {
        Duration interval = common.period(PREFIX + "probeInterval");
        Duration timeout = common.period(PREFIX + "probeTimeout");
        Duration suspect = after("suspectAfter", profile.suspectAfter());
        Duration unreachable = after("unreachableAfter", profile.unreachableAfter());
        Duration lost = after("lostAfter", profile.lostAfter());
        Duration recover = after("recoverAfter", profile.recoverAfter());
        var contradictions = HealthTimings.contradictions(interval, timeout, suspect, unreachable, lost, recover);
        contradictions.forEach(this::complain);
        return contradictions.isEmpty()
                ? new HealthTimings(interval, timeout, suspect, unreachable, lost, recover)
                : profile;
    }

    private Duration after(String name, Duration absent) {
        return common.period(PREFIX + name, absent);
    }

    private void complain(HealthTimings.Contradiction contradiction) {
        String key = PREFIX + contradiction.component();
        @Nullable PropertyValue given = common.find(key);
        common.bag()
                .complain(
                        Optional.ofNullable(given).map(PropertyValue::spelled).orElse(common.spelled(key)),
                        given == null ? null : given.raw(),
                        contradiction.words());
    }
}
