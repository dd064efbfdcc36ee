package io.henge.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.Resources;
import io.henge.core.attempt.TaskId;
import io.henge.core.failover.FailoverPolicy;
import io.henge.core.placement.RoundRobin.Turns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.HashTreePMap;

/** Drawn fleets and drawn tasks: what must hold of every place that is given away. */
class GivingTest {
    private static final int TASKS = 80;
    private static final int WORLDS = 50;

    private static final int TRYING_MAX = 3;

    private final Random random = new Random();

    private <T> T draw(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Option drawCluster(String name) {
        ClusterProfile drawn = draw(List.of(
                Fleets.ZONE_A,
                Fleets.ZONE_B,
                ClusterProfile.PLAIN,
                Fleets.profile(Map.of("zone", "a"), "batch:NoSchedule")));
        ClusterLimits limits =
                new ClusterLimits(random.nextBoolean() ? random.nextInt(30) + 1 : 1_000, random.nextInt(3) + 1);
        Option plain = Fleets.cluster(name, new ClusterProfile(limits, drawn.labels(), drawn.taints()));
        Option called = Fleets.taken(
                plain, new Option.Taken(0, random.nextInt(60), Resources.NONE, HashTreePMap.empty(), drawStrain()));
        Option offering = random.nextBoolean()
                ? Fleets.offering(called, Resources.of(random.nextInt(20_000), 16L << 30), Resources.of(500, 0))
                : called;
        return Fleets.closed(offering, random.nextInt(6) == 0 ? "is cordoned" : null);
    }

    private @Nullable Strain drawStrain() {
        Pressure pressure =
                new Pressure(Resources.of(random.nextInt(4) * 500L, 0), Instant.EPOCH, 1 << random.nextInt(4));
        return random.nextInt(3) == 0 ? new Strain(pressure, random.nextInt(TRYING_MAX + 1)) : null;
    }

    private Choices drawFleet() {
        TreeMap<ClusterName, Option> clusters = new TreeMap<>();
        for (String name : List.of("c1", "c2", "c3", "c4", "c5", "c6")) {
            clusters.put(new ClusterName(name), drawCluster(name));
        }
        return new Choices(Instant.EPOCH, clusters, random.nextInt(5), 20 + random.nextInt(TASKS), null);
    }

    private Preference drawPreference() {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : List.of(
                Fleets.rule("a", new Rule.Require(Fleets.labelled("zone", "a"))),
                Fleets.rule("no", new Rule.Exclude(Fleets.named("c2", "c3"))),
                Fleets.rule("rather", new Rule.Prefer(Fleets.labelled("zone", "b"), 7)),
                Fleets.rule("batch", new Rule.Tolerate("batch", null)))) {
            if (random.nextInt(3) == 0) {
                rules.add(rule);
            }
        }
        List<Kin> kin = List.of(
                new Kin("g" + random.nextInt(3), Kin.Bond.TOGETHER),
                new Kin(Kin.replicas("r" + random.nextInt(3)), Kin.Bond.APART));
        Needs needs = Needs.everywhere(Resources.of(random.nextInt(4) * 500L, random.nextInt(3) * (1L << 30)));
        Preference first = Preference.of(new Asked(
                needs,
                random.nextInt(9) == 0 ? new ClusterName("c" + (random.nextInt(8) + 1)) : null,
                rules,
                random.nextInt(3) == 0 ? draw(kin) : null));
        Setback setback =
                new Setback(draw(List.of(Setback.Kind.values())), Instant.EPOCH.minusSeconds(random.nextInt(5_000)));
        return random.nextInt(3) == 0 ? first.after(new ClusterName("c" + (random.nextInt(6) + 1)), setback) : first;
    }

    private static Giving giving(Choices fleet, Selector selector) {
        return new Giving(fleet, selector, new Turns(RoundRobin.START), new SplittableRandom(1));
    }

    /** What {@link Giving} must come to, thought out anew for each task. */
    private static final class Plainly {
        private final Turns turns = new Turns(RoundRobin.START);
        private final SplittableRandom chance = new SplittableRandom(1);
        private final Selector selector;
        private Choices now;

        Plainly(Choices fleet, Selector selector) {
            this.now = fleet;
            this.selector = selector;
        }

        Optional<ClusterName> take(Preference preference) {
            List<ClusterName> best = Choices.best(now.findings(preference));
            if (best.isEmpty() || now.held() >= now.capacity()) {
                return Optional.empty();
            }
            List<Room> rooms = best.stream()
                    .map(name ->
                            Objects.requireNonNull(now.clusters().get(name)).room())
                    .toList();
            ClusterName chosen = selector.choose(rooms, turns, chance);
            TreeMap<ClusterName, Option> after = new TreeMap<>(now.clusters());
            after.computeIfPresent(chosen, (name, cluster) -> cluster.with(preference.asked()));
            now = new Choices(now.at(), after, now.held() + 1, now.capacity(), null);
            return Optional.of(chosen);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesWhatIsFoundAndNeverMoreThanThereIs(long seed) {
        random.setSeed(seed);
        int placed = 0;
        int turnedDown = 0;
        for (int world = 0; world < WORLDS; world++) {
            Choices fleet = drawFleet();
            Selector selector = draw(List.of(Selector.values()));
            Giving giving = giving(fleet, selector);
            Plainly plainly = new Plainly(fleet, selector);
            List<Preference> kinds = List.of(drawPreference(), drawPreference(), drawPreference(), drawPreference());
            Map<ClusterName, Resources> held = new HashMap<>();
            for (int task = 0; task < TASKS; task++) {
                Preference preference = draw(kinds);
                Optional<String> whyNone = giving.left().whyNone(preference);
                Optional<ClusterName> taken = giving.take(preference).map(Giving.Place::cluster);
                assertThat(taken).isEqualTo(plainly.take(preference));
                assertThat(taken.isEmpty()).as("the explanation agrees").isEqualTo(whyNone.isPresent());
                taken.ifPresent(
                        name -> held.merge(name, preference.asked().needs().on(name), Resources::plus));
                placed += taken.isPresent() ? 1 : 0;
                turnedDown += taken.isPresent() ? 0 : 1;
            }
            assertThat(giving.left()).isEqualTo(plainly.now);
            checkRoom(giving.left(), held);
        }
        assertThat(placed).isGreaterThan(WORLDS);
        assertThat(turnedDown).isGreaterThan(WORLDS);
    }

    private static void checkRoom(Choices left, Map<ClusterName, Resources> held) {
        assertThat(left.held()).isLessThanOrEqualTo(left.capacity());
        left.clusters().forEach((name, cluster) -> {
            assertThat(cluster.taken().attempts())
                    .isLessThanOrEqualTo(cluster.profile().limits().capacity());
            assertThat(cluster.taken().callsFree()).isNotNegative();
            @Nullable Strain strain = cluster.taken().strain();
            assertThat(strain == null
                            || strain.trying()
                                    <= Math.max(TRYING_MAX, strain.pressure().tries()))
                    .isTrue();
            Resources most = cluster.offer().total().minus(cluster.offer().others());
            Resources there = held.getOrDefault(name, Resources.NONE);
            assertThat(cluster.taken().held()).isEqualTo(there);
            assertThat(most.shortOf(there))
                    .as("%s holds %s of %s", name, there, most)
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aBurstSpreadsEvenlyAtEveryMoment(long seed) {
        random.setSeed(seed);
        Choices four =
                Fleets.choices(Fleets.cluster("c1"), Fleets.cluster("c2"), Fleets.cluster("c3"), Fleets.cluster("c4"));
        for (Selector selector : List.of(Selector.ROUND_ROBIN, Selector.LEAST_TASK)) {
            Giving giving = giving(four, selector);
            for (int task = 0; task < 2_000; task++) {
                giving.take(Preference.ANY);
                List<Integer> attempts = giving.left().clusters().values().stream()
                        .map(cluster -> cluster.taken().attempts())
                        .sorted()
                        .toList();
                assertThat(attempts.get(3) - attempts.get(0)).isLessThanOrEqualTo(1);
            }
        }
    }

    private static @Nullable TaskId keptFor(Giving giving, Option cluster) {
        return Objects.requireNonNull(giving.left().clusters().get(cluster.name()))
                .keptFor();
    }

    @ParameterizedTest
    @ValueSource(longs = {1})
    void whatBecomesFreeIsKeptWhereLeastIsLacking(long seed) {
        random.setSeed(seed);
        Resources four = Resources.of(4_000, 0);
        Option tight = Fleets.taken(
                Fleets.offering(Fleets.cluster("tight"), four, Resources.NONE),
                new Option.Taken(4, 9, Resources.of(3_500, 0), HashTreePMap.empty()));
        Option loose = Fleets.taken(
                Fleets.offering(Fleets.cluster("loose"), four, Resources.NONE),
                new Option.Taken(4, 9, Resources.of(2_500, 0), HashTreePMap.empty()));
        Option small = Fleets.offering(Fleets.cluster("small"), Resources.of(1_000, 0), Resources.NONE);
        Giving giving = giving(Fleets.choices(tight, loose, small), Selector.ROUND_ROBIN);
        Preference large = Preference.of(Asked.NOTHING.needing(Needs.everywhere(Resources.of(2_000, 0))));
        assertThat(giving.take(large)).isEmpty();
        TaskId task = new TaskId("large");
        giving.keep(large, task);
        assertThat(keptFor(giving, loose)).isEqualTo(task);
        assertThat(keptFor(giving, tight)).isNull();
        Preference little = Preference.of(Asked.NOTHING.needing(Needs.everywhere(Resources.of(100, 0))));
        assertThat(giving.take(little))
                .contains(new Giving.Place(
                        small.name(), "small has room" + "; one of 2 that do equally well, by roundrobin"));
        assertThat(giving.take(little)).map(Giving.Place::cluster).contains(tight.name());
        assertThat(giving.left().findings(little).get(0).sentence())
                .isEqualTo("loose is kept until task[large] has room there");
    }

    @Test
    void whatIsKeptIsNotKeptFromATaskThatARunningOneWaitsFor() {
        Option east = Fleets.taken(
                Fleets.offering(Fleets.cluster("east"), Resources.of(4_000, 0), Resources.NONE),
                new Option.Taken(1, 9, Resources.of(1_000, 0), HashTreePMap.empty()));
        Giving giving = giving(Fleets.choices(east), Selector.ROUND_ROBIN);
        Needs small = Needs.everywhere(Resources.of(1_000, 0));
        Asked awaited = new Asked(small, null, List.of(), null, true, FailoverPolicy.USUAL);
        giving.keep(
                Preference.of(Asked.NOTHING.needing(Needs.everywhere(Resources.of(4_000, 0)))), new TaskId("large"));
        assertThat(giving.take(Preference.of(Asked.NOTHING.needing(small)))).isEmpty();
        assertThat(giving.take(Preference.of(awaited))).isPresent();
    }

    @Test
    void nothingIsKeptWhereItWouldNotDoThoughAllOfOursWereGone() {
        Option east = Fleets.taken(
                Fleets.offering(Fleets.cluster("east"), Resources.of(4_000, 0), Resources.of(1_000, 0)),
                new Option.Taken(1, 9, Resources.of(1_000, 0), HashTreePMap.empty()));
        Giving giving = giving(Fleets.choices(east), Selector.ROUND_ROBIN);
        giving.keep(
                Preference.of(Asked.NOTHING.needing(Needs.everywhere(Resources.of(4_000, 0)))), new TaskId("large"));
        assertThat(keptFor(giving, east)).isNull();
    }
}
