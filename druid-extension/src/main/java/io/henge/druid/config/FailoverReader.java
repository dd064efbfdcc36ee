package io.henge.druid.config;

import io.henge.core.decide.Policies;
import io.henge.core.failover.FailoverCheck;
import io.henge.core.failover.FailoverMode;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.failover.FailoverRules;
import io.henge.core.health.HealthTimings;
import io.henge.druid.json.WrongInputException;
import io.henge.druid.placement.PolicyReader;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads whether, and how, tasks are taken from clusters that are lost. */
final class FailoverReader {
    private static final String MODE = "failover.mode";

    private final Section common;
    private final HealthTimings health;

    /** @param health how long a cluster may be silent, which no policy can shorten */
    FailoverReader(Section common, HealthTimings health) {
        this.common = common;
        this.health = health;
    }

    /** The words of {@link FailoverMode}. */
    static String[] modes() {
        return Stream.of(FailoverMode.values()).map(FailoverReader::word).toArray(String[]::new);
    }

    static String word(FailoverMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    Policies.Failover limits() {
        @Nullable String given = common.choice(MODE);
        FailoverMode mode = Stream.of(FailoverMode.values())
                .filter(one -> word(one).equals(given))
                .findFirst()
                .orElse(Policies.DEFAULT.failover().mode());
        return new Policies.Failover(mode, common.number("failover.rate"), common.period("failover.leaseDuration"));
    }

    FailoverRules rules() {
        @Nullable Integer most = common.numberIfGiven("failover.maxPerHour");
        FailoverPolicy usual = new FailoverPolicy(null, null, FailoverPolicy.Patience.USUAL, most, List.of());
        @Nullable PropertyValue given = common.find("failover.rules");
        if (given == null) {
            return new FailoverRules(List.of(), usual, health.lostAfter());
        }
        FailoverRules rules = new FailoverRules(read(given), usual, health.lostAfter());
        FailoverCheck.complaints(rules).forEach(complaint -> common.bag().complain(given, complaint));
        return rules;
    }

    private List<FailoverRules.Rule> read(PropertyValue given) {
        try {
            return PolicyReader.rules(given.text(), complaint -> common.bag().complain(given, complaint + "."));
        } catch (WrongInputException e) {
            common.bag().complain(given, e.getMessage() + ".");
            return List.of();
        }
    }
}
