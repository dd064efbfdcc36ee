package io.henge.druid.config;

import static io.henge.druid.config.Property.Reader.RUNNER;
import static io.henge.druid.config.Property.Scope.COMMON;
import static io.henge.druid.config.PropertyType.TEXT;
import static io.henge.druid.config.PropertyType.duration;
import static io.henge.druid.config.PropertyType.number;
import static io.henge.druid.config.PropertyType.oneOf;

import io.henge.core.failover.FailoverMode;
import io.henge.core.lease.LeaseWords;
import io.henge.druid.placement.PolicyReader;
import java.util.List;

/** The part of {@link PropertyTable} on what becomes of tasks when their cluster is lost. */
final class FailoverRows {
    /** Above it, it is no brake. */
    private static final int RATE_MAX = 100_000;

    static final List<Property> ROWS = List.of(
            new Property(
                    "failover.mode",
                    COMMON,
                    oneOf(FailoverReader.modes()),
                    FailoverReader.word(FailoverMode.ACT),
                    RUNNER,
                    "Whether tasks are taken from a cluster that is lost without anybody saying so: they are; it is only recorded what would be done; or they wait for a person's word. See [failover](../failover.md#policies-with-examples)."),
            new Property(
                    "failover.rate",
                    COMMON,
                    number(1, RATE_MAX),
                    "500",
                    RUNNER,
                    "How many attempts a second are taken from lost clusters, over all of them."),
            new Property(
                    "failover.maxPerHour",
                    COMMON,
                    number(1, PolicyReader.PER_HOUR_MAX),
                    Property.NONE,
                    RUNNER,
                    "How often a task is failed over within an hour at most, where no rule and not the task itself says otherwise."),
            new Property(
                    "failover.leaseDuration",
                    COMMON,
                    duration(LeaseWords.MIN, LeaseWords.MAX),
                    "PT15S",
                    RUNNER,
                    "For how long the peon of a task whose purgeMode is Directly runs without being renewed, if it has the extension `henge-peon`: [leases](../failover.md#leases). Counts for those that are started from then on."),
            new Property(
                    "failover.rules",
                    COMMON,
                    TEXT,
                    Property.NONE,
                    RUNNER,
                    "A JSON array of rules, which say how tasks are failed over: [policies](../failover.md#policies-with-examples)."));

    private FailoverRows() {}
}
