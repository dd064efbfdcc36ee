package io.henge.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What makes a cluster's state change: each says from when on it is so, if nothing is heard until then. */
public enum HealthCondition {
    REFUSED("cannot be asked, or does not know us") {
        @Override
        Instant from(Glance glance) {
            return atOnce(glance.answer() == Probe.Answer.REFUSED);
        }
    },
    BUSY("has too much to do, or is out of order") {
        @Override
        Instant from(Glance glance) {
            return atOnce(glance.answer() == Probe.Answer.BUSY);
        }
    },
    WELL("answers") {
        @Override
        Instant from(Glance glance) {
            return atOnce(glance.answer() == Probe.Answer.WELL);
        }
    },
    STEADY("has answered for `recoverAfter`") {
        @Override
        Instant from(Glance glance) {
            return glance.answer() == Probe.Answer.WELL
                    ? glance.health().since().plus(glance.timings().recoverAfter())
                    : NEVER;
        }
    },
    SILENT("does not answer") {
        @Override
        Instant from(Glance glance) {
            return atOnce(glance.answer() == Probe.Answer.SILENT);
        }
    },
    SILENT_A_WHILE("has not answered for `suspectAfter`") {
        @Override
        Instant from(Glance glance) {
            return silentFor(glance, glance.timings().suspectAfter());
        }
    },
    SILENT_FOR_LONG("has not answered for `unreachableAfter`") {
        @Override
        Instant from(Glance glance) {
            return silentFor(glance, glance.timings().unreachableAfter());
        }
    },
    GONE("has not answered for `lostAfter`, nor told of life by any other channel; its leader has seen that itself for"
            + " `suspectAfter`, and it is not us") {
        @Override
        Instant from(Glance glance) {
            return gone(glance);
        }
    },
    DOUBTED("tells of life, or it may be us") {
        @Override
        Instant from(Glance glance) {
            return atOnce(gone(glance).isAfter(glance.now()));
        }
    };

    private static final Instant NEVER = Instant.MAX;

    private final String words;

    HealthCondition(String words) {
        this.words = words;
    }

    /** The condition as what follows the cluster's name. */
    public String words() {
        return words;
    }

    /** From when on it is so; {@link Instant#MAX} for never. */
    abstract Instant from(Glance glance);

    private static Instant atOnce(boolean so) {
        return so ? Instant.MIN : NEVER;
    }

    private static Instant silentFor(Glance glance, Duration time) {
        @Nullable Instant badSince = glance.health().badSince();
        return glance.answer() == Probe.Answer.SILENT && badSince != null ? badSince.plus(time) : NEVER;
    }

    private static Instant gone(Glance glance) {
        HealthTimings timings = glance.timings();
        Instant alive = glance.aliveAt();
        @Nullable Instant seen = glance.health().silentSince();
        return Stream.of(
                        silentFor(glance, timings.lostAfter()),
                        alive.equals(Instant.MIN) ? Instant.MIN : alive.plus(timings.lostAfter()),
                        seen == null ? NEVER : seen.plus(timings.suspectAfter()),
                        glance.fleet().trustedFrom(timings))
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
