package io.henge.core.failover;

import io.henge.core.attempt.TaskTraits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is said of failover before it counts: what contradicts itself, what nobody can tell, and what no task of a
 * kind can have, is told with the value and what to give instead.
 */
public final class FailoverCheck {
    /** Enough for what people keep in their heads; every task is held against all of them. */
    public static final int RULES_MAX = 500;

    /** Enough to begin to mend by. */
    private static final int COMPLAINTS_MAX = 100;

    private static final String ON_LOST = "onLost";
    private static final String PURGE_MODE = "purgeMode";
    private static final String CLUSTER_TOLERATION = "clusterTolerationSeconds";

    private final FailoverPolicy says;
    private final Duration lostAfter;
    private final List<String> complaints = new ArrayList<>();

    private FailoverCheck(FailoverPolicy says, Duration lostAfter) {
        this.says = says;
        this.lostAfter = lostAfter;
    }

    /** What is wrong with the rules as sentences, 100 at most; none where all is well. */
    public static List<String> complaints(FailoverRules rules) {
        if (rules.all().size() > RULES_MAX) {
            return List.of("There are " + rules.all().size() + " rules. Give at most " + RULES_MAX + ".");
        }
        List<String> all = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        Set<String> toldTwice = new TreeSet<>();
        for (FailoverRules.Rule rule : rules.all()) {
            if (!names.add(rule.name()) && toldTwice.add(rule.name())) {
                all.add("Two rules are called [" + rule.name() + "]. Give each a name of its own.");
            }
            FailoverCheck check = new FailoverCheck(rule.says(), rules.lostAfter());
            check.look();
            check.lookAtKinds(rule.when().types());
            check.complaints.forEach(complaint -> all.add("Rule[" + rule.name() + "]: " + complaint));
        }
        return all.stream().limit(COMPLAINTS_MAX).toList();
    }

    /**
     * The same of what a task says of itself; nothing is wrong with what it has from the task that submitted it, for which
     * that was looked at, and of which counts what its own type allows.
     *
     * @param lostAfter as in {@link FailoverRules}
     */
    public static List<String> complaints(FailoverPolicy own, TaskTraits task, Duration lostAfter) {
        if (task.parent() != null) {
            return List.of();
        }
        FailoverCheck check = new FailoverCheck(own, lostAfter);
        check.look();
        check.lookAtKinds(Set.of(task.type()));
        return List.copyOf(check.complaints);
    }

    private void complain(String key, String value, String why) {
        complaints.add("`" + key + "` is " + value + ", but " + why);
    }

    private void look() {
        if (says.isSilent()) {
            complaints.add("It says nothing. Give one at least of onLost, purgeMode, clusterTolerationSeconds,"
                    + " taskTolerationSeconds, startTolerationSeconds, gracePeriodSeconds, maxPerHour,"
                    + " statePreservation and outOfMemory.");
        }
        if (says.state() != null) {
            complaints.addAll(says.state().complaints());
        }
        @Nullable Duration cluster = says.patience().cluster();
        if (cluster != null && cluster.compareTo(lostAfter) < 0) {
            complain(
                    CLUSTER_TOLERATION,
                    seconds(cluster),
                    "no shorter silence than health.lostAfter, which is " + lostAfter
                            + ", tells that a cluster is lost. Give at least " + leastSeconds(lostAfter)
                            + ", or lower health.lostAfter.");
        }
        @Nullable Duration grace = says.patience().grace();
        if (grace != null && says.purgeMode() != null && says.purgeMode() != PurgeMode.GRACEFULLY) {
            complain(
                    "gracePeriodSeconds",
                    seconds(grace),
                    "the purgeMode is " + FailoverPolicy.word(says.purgeMode())
                            + ". Give it with purgeMode Gracefully only.");
        }
        if (says.onLost() == Disposition.HOLD) {
            lookAtStaying("onLost Hold leaves the task where it is");
        } else if (says.purgeMode() == PurgeMode.NEVER) {
            String why = "purgeMode Never leaves the task where it is";
            if (says.onLost() != null) {
                complain(ON_LOST, FailoverPolicy.word(says.onLost()), why + ". Give Hold, or another purgeMode.");
            }
            lookAtStaying(why);
        }
    }

    /** What cannot be said of tasks that stay. */
    private void lookAtStaying(String why) {
        if (says.purgeMode() != null && says.purgeMode() != PurgeMode.NEVER) {
            complain(PURGE_MODE, FailoverPolicy.word(says.purgeMode()), why + ". Give Never, or leave it out.");
        }
        @Nullable Duration cluster = says.patience().cluster();
        if (cluster != null) {
            complain(CLUSTER_TOLERATION, seconds(cluster), why + ". Leave it out.");
        }
    }

    private void lookAtKinds(Collection<String> types) {
        Set<String> held = kinds(types, Disposition.HOLD);
        if (!held.isEmpty()) {
            String why =
                    "a task of type" + held + " is never taken away: what it does to segments cannot be taken back";
            if (says.onLost() != null && says.onLost() != Disposition.HOLD) {
                complain(ON_LOST, FailoverPolicy.word(says.onLost()), why + ". Give Hold, or leave it out.");
            } else if (says.onLost() == null) {
                lookAtStaying(why);
            }
        }
        Set<String> failed = kinds(types, Disposition.FAIL);
        if (says.onLost() == Disposition.RELAUNCH && !failed.isEmpty()) {
            complain(
                    ON_LOST,
                    FailoverPolicy.word(Disposition.RELAUNCH),
                    "a task of type" + failed + " cannot run again under its id: who asked for it makes another one."
                            + " Give Fail or Hold, or leave it out.");
        }
        if (says.outOfMemory() != null && held.size() + failed.size() > 0) {
            TreeSet<String> others = new TreeSet<>(failed);
            others.addAll(held);
            complain(
                    "outOfMemory",
                    says.outOfMemory().sentence(),
                    "a task of type" + others + " does not run again under its id. Give it for types that do, such as"
                            + " index_parallel, or leave it out.");
        }
        if (says.purgeMode() == PurgeMode.GRACEFULLY) {
            lookAtGrace(types);
        }
    }

    /** Only a supervisor can hand its tasks over. */
    private void lookAtGrace(Collection<String> types) {
        Set<String> others = types.stream()
                .filter(type -> !Disposition.isStreaming(ofType(type)))
                .collect(Collectors.toCollection(TreeSet::new));
        if (types.isEmpty() || !others.isEmpty()) {
            complain(
                    PURGE_MODE,
                    FailoverPolicy.word(PurgeMode.GRACEFULLY),
                    (types.isEmpty() ? "not every task" : "no task of type" + others)
                            + " has a supervisor that can hand it over. Give it for types that read a stream only, such"
                            + " as index_kafka.");
        }
    }

    private static Set<String> kinds(Collection<String> types, Disposition usual) {
        return types.stream()
                .filter(type -> Disposition.of(ofType(type)) == usual)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TaskTraits ofType(String type) {
        return new TaskTraits(type, "", "", 0);
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    private static long leastSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
