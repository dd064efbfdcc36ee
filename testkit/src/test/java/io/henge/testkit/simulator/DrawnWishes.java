package io.henge.testkit.simulator;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.placement.Asked;
import io.henge.core.placement.Needs;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each task of a drawn world asks of a cluster: drawn when that is first asked, and the same from then on. */
final class DrawnWishes {
    private static final int NAMED_OF = 12;
    private static final int OWN_RULES_OF = 10;
    private static final String PARENTS = "index_parallel";
    private static final String HELD = "kill";

    private final Random random;
    private final List<ClusterName> clusters;
    private final DrawnRules rules;
    private final Rules written;
    private final DrawnRoom room;
    private final Function<TaskId, TaskTraits> traits;
    private final Map<TaskId, Wish> wishes = new HashMap<>();

    /** @param asked the same for the code under test */
    private record Wish(PlainRule.Task task, Needs needs, Asked asked) {}

    /**
     * The rules of a world, both ways.
     *
     * @param written the same for the code under test
     */
    record Law(DrawnRules rules, Rules written) {}

    DrawnWishes(
            Random random, List<ClusterName> clusters, Law law, DrawnRoom room, Function<TaskId, TaskTraits> traits) {
        this.random = random;
        this.clusters = clusters;
        this.rules = law.rules();
        this.written = law.written();
        this.room = room;
        this.traits = traits;
    }

    private <T> T draw(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String drawDataSource() {
        return draw(DrawnRules.DATA_SOURCES);
    }

    /** Most tasks are alone in their group. */
    String drawGroup(TaskId task) {
        return random.nextInt(3) == 0 ? draw(DrawnRules.GROUPS) : task.value();
    }

    Asked asked(TaskId task) {
        return of(task).asked();
    }

    private Wish of(TaskId task) {
        @Nullable Wish known = wishes.get(task);
        if (known == null) {
            known = draw(traits.apply(task));
            wishes.put(task, known);
        }
        return known;
    }

    private Wish draw(TaskTraits task) {
        @Nullable AttemptId parent = task.parent();
        if (parent != null) {
            PlainRule.Task above = of(parent.task()).task();
            return wish(new PlainRule.Task(task, above.team(), null, above.own()), room.drawNeeds(true), null);
        }
        PlainRule.Task plain = new PlainRule.Task(
                task,
                random.nextBoolean() ? draw(DrawnRules.TEAMS) : "",
                random.nextInt(NAMED_OF) == 0 ? draw(clusters) : null,
                random.nextInt(OWN_RULES_OF) == 0
                        ? List.of(rules.drawRule("its own", PlainRule.About.ITSELF))
                        : List.of());
        boolean little = task.type().equals(PARENTS) || task.type().equals(HELD);
        return wish(plain, room.drawNeeds(little), task.type().equals("index_kafka") ? task.groupId() : null);
    }

    private Wish wish(PlainRule.Task task, Needs needs, @Nullable String replicaOf) {
        TreeMap<String, String> tags =
                task.team().isEmpty() ? new TreeMap<>() : new TreeMap<>(Map.of(PlainRule.TEAM, task.team()));
        Subject subject = new Subject(
                tags,
                new TreeMap<>(),
                task.named(),
                replicaOf,
                task.own().stream().map(PlainRule::written).toList());
        return new Wish(task, needs, written.asked(task.traits(), subject, needs));
    }

    /** A task asks for this in place of what would be drawn, and names that cluster, or none. */
    void put(TaskId task, TaskTraits known, Resources needs, @Nullable ClusterName named) {
        wishes.put(task, wish(new PlainRule.Task(known, "", named, List.of()), Needs.everywhere(needs), null));
    }

    Resources needs(TaskId task, ClusterName cluster) {
        return of(task).needs().on(cluster);
    }

    /** Why the task may not go there by what is written; empty if it may. */
    Optional<String> refusal(TaskId task, ClusterName cluster) {
        return rules.refusal(of(task).task(), cluster);
    }

    /** The cluster that the task names itself. */
    Optional<ClusterName> named(TaskId task) {
        return Optional.ofNullable(of(task).task().named());
    }

    /** Whether the task is to be where others of its group are. */
    boolean keepsTogether(TaskId task) {
        return rules.keepsTogether(of(task).task());
    }

    /** Where the task can ever go while those clusters are open: it may, and what others hold there leaves it room. */
    List<ClusterName> homes(TaskId task, List<ClusterName> open) {
        return open.stream()
                .filter(cluster ->
                        named(task).filter(open::contains).orElse(cluster).equals(cluster))
                .filter(cluster -> refusal(task, cluster).isEmpty() && room.fits(needs(task, cluster), cluster))
                .toList();
    }

    @Override
    public String toString() {
        return rules + "; room " + room;
    }
}
