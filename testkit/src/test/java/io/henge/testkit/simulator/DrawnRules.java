package io.henge.testkit.simulator;

import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.RuleCheck;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Sharing;
import io.henge.core.placement.Taint;
import io.henge.testkit.simulator.PlainRule.About;
import io.henge.testkit.simulator.PlainRule.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The labels, taints and rules of a drawn world, and what a person reads in them. */
final class DrawnRules {
    static final List<String> DATA_SOURCES = List.of("flights", "trips");
    static final List<String> GROUPS = List.of("group-1", "group-2", "group-3");
    static final List<String> TEAMS = List.of("red", "blue");

    private static final String ZONE = "zone";
    private static final String SPEED = "speed";
    private static final String TAINT = "dedicated";
    private static final int RULES_MAX = 5;
    private static final int TAINTED_OF = 4;
    static final int WEIGHT_MAX = 3;

    /** Parents and their sub-tasks are meant together: a parent would wait for ever for one that may not follow it. */
    private static final List<Set<String>> TYPES = List.of(
            Set.of("index"),
            Set.of("compact"),
            Set.of("index_kafka"),
            Set.of("index_parallel", "single_phase_sub_task"),
            Set.of("kill"));

    private static final List<Word> WORDS = List.of(
            Word.REQUIRE,
            Word.REQUIRE,
            Word.EXCLUDE,
            Word.EXCLUDE,
            Word.PREFER,
            Word.TOLERATE,
            Word.TOLERATE,
            Word.TOGETHER);

    private final Random random;
    private final TreeMap<ClusterName, PlainRule.Cluster> clusters = new TreeMap<>();
    private final TreeMap<ClusterName, ClusterProfile> profiles = new TreeMap<>();
    private final List<PlainRule> rules = new ArrayList<>();

    /** Half of the worlds have rules. What nobody would be let write, since it leaves no cluster, is left out. */
    DrawnRules(Random random, List<String> names) {
        this.random = random;
        String tainted = random.nextInt(TAINTED_OF) == 0 ? draw(names) : "";
        for (String name : names) {
            drawCluster(new ClusterName(name), name.equals(tainted));
        }
        int count = random.nextBoolean() ? 1 + random.nextInt(RULES_MAX) : 0;
        for (int i = 0; i < count; i++) {
            rules.add(drawRule("rule-" + i, about()));
            if (!RuleCheck.complaints(written(), profiles).isEmpty()) {
                rules.remove(rules.size() - 1);
            }
        }
    }

    private <T> T draw(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private About about() {
        return draw(List.of(About.TYPE, About.DATA_SOURCE, About.GROUP, About.TEAM));
    }

    private void drawCluster(ClusterName name, boolean tainted) {
        TreeMap<String, String> labels = new TreeMap<>(Map.of(ZONE, draw(List.of("a", "b"))));
        if (random.nextBoolean()) {
            labels.put(SPEED, draw(List.of("fast", "slow")));
        }
        List<Taint> taints = new ArrayList<>();
        if (tainted) {
            taints.add(new Taint(TAINT, "", Taint.Effect.NO_SCHEDULE));
        }
        if (random.nextInt(TAINTED_OF) == 0) {
            taints.add(new Taint("old", "", Taint.Effect.PREFER_NO_SCHEDULE));
        }
        clusters.put(name, new PlainRule.Cluster(name, labels, tainted ? Optional.of(TAINT) : Optional.empty()));
        profiles.put(name, new ClusterProfile(ClusterLimits.NONE, labels, taints));
    }

    /** A rule about what of tasks is given; of a task itself it is the task's own. */
    PlainRule drawRule(String name, About about) {
        Set<String> values = switch (about) {
            case TYPE -> draw(TYPES);
            case DATA_SOURCE -> Set.of(draw(DATA_SOURCES));
            case GROUP -> Set.of(draw(GROUPS));
            case TEAM -> Set.of(draw(TEAMS));
            case ITSELF -> Set.of();
        };
        Word word = about == About.ITSELF ? draw(List.of(Word.REQUIRE, Word.EXCLUDE, Word.PREFER)) : draw(WORDS);
        int weight = random.nextInt(2 * 100 + 1) - 100;
        if (word == Word.TOLERATE) {
            return new PlainRule(name, about, values, word, TAINT, Set.of(), weight);
        }
        String label = draw(List.of("", ZONE, ZONE, SPEED));
        Set<String> where = switch (label) {
            case ZONE -> Set.of(draw(List.of("a", "b")));
            case SPEED -> Set.of(draw(List.of("fast", "slow")));
            default -> Set.of(draw(List.copyOf(clusters.keySet())).value());
        };
        return new PlainRule(name, about, values, word, label, where, weight);
    }

    private Rules written() {
        return new Rules(rules.stream().map(PlainRule::written).toList(), false);
    }

    /**
     * Half of the clusters have limits of their own. Two clusters take what all may: with less, parents could hold all
     * places and wait for their sub-tasks for ever.
     */
    Sharing drawSharing(Random by, List<String> names, int capacity) {
        TreeMap<ClusterName, ClusterLimits> limits = new TreeMap<>();
        for (String name : names) {
            if (by.nextBoolean()) {
                limits.put(
                        new ClusterName(name),
                        new ClusterLimits(capacity / 2 + by.nextInt(2), 1 + by.nextInt(WEIGHT_MAX)));
            }
        }
        List<Selector> selectors = List.of(Selector.values());
        return sharing(selectors.get(by.nextInt(selectors.size())), limits);
    }

    /** What the code under test is given, with those limits of clusters. */
    private Sharing sharing(Selector selector, SortedMap<ClusterName, ClusterLimits> limits) {
        TreeMap<ClusterName, ClusterProfile> limited = new TreeMap<>(profiles);
        limited.replaceAll((name, profile) ->
                new ClusterProfile(limits.getOrDefault(name, ClusterLimits.NONE), profile.labels(), profile.taints()));
        return new Sharing(selector, limited, written());
    }

    private Stream<PlainRule> about(PlainRule.Task task) {
        return Stream.concat(rules.stream(), task.own().stream()).filter(rule -> rule.means(task));
    }

    /** Why a task may not go to that cluster by what is written, whoever else is where; empty if it may. */
    Optional<String> refusal(PlainRule.Task task, ClusterName name) {
        PlainRule.Cluster cluster = Optional.ofNullable(clusters.get(name)).orElseThrow();
        Optional<String> rule =
                about(task).filter(one -> one.forbids(cluster)).findFirst().map(PlainRule::toString);
        return rule.or(() -> cluster.taint()
                .filter(taint -> about(task)
                        .noneMatch(one ->
                                one.word() == Word.TOLERATE && one.label().equals(taint)))
                .map(taint -> "its taint " + taint));
    }

    /** Whether a task is to be where others of its group are. */
    boolean keepsTogether(PlainRule.Task task) {
        return about(task).anyMatch(rule -> rule.word() == Word.TOGETHER);
    }

    @Override
    public String toString() {
        return clusters.values() + " and " + rules;
    }
}
