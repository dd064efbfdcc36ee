package io.henge.demo.show;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.overlord.NotAnswered;
import io.henge.cli.overlord.UrlPart;
import io.henge.demo.druid.DruidCalls;
import io.henge.demo.process.Poll;
import io.henge.demo.world.Blackout;
import io.henge.demo.world.World;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The death of one cluster in the middle of the ingestion, watched through Henge's own REST, and its return. Runs once. */
final class Loss {
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final World world;
    private final DruidCalls druid;
    private final String cluster;
    private final int files;
    private final Clock clock;
    private final Consumer<String> screen;
    private @Nullable Blackout blackout;
    private @Nullable LossStory story;

    /**
     * @param files how many sub-tasks there are at least
     * @param screen is told line by line
     */
    Loss(World world, DruidCalls druid, String cluster, int files, Clock clock, Consumer<String> screen) {
        this.world = world;
        this.druid = druid;
        this.cluster = cluster;
        this.files = files;
        this.clock = clock;
        this.screen = screen;
    }

    /** Whether the ingestion is in its middle: a part of it is done, and something of it runs where the loss will be. */
    static boolean isTheMoment(ShownAttempts seen, String parent, String cluster, int files) {
        List<ShownAttempt> subTasks = seen.all().stream()
                .filter(attempt -> !attempt.task().equals(parent))
                .toList();
        if (subTasks.stream().anyMatch(attempt -> runs(attempt, cluster))) {
            return subTasks.size() == files || subTasks.stream().anyMatch(seen::isOver);
        }
        // With the last sub-task comes the last occasion, also where only the parent is there.
        return subTasks.size() == files && seen.all().stream().anyMatch(attempt -> runs(attempt, cluster));
    }

    private static boolean runs(ShownAttempt attempt, String cluster) {
        return attempt.state().equals("running") && cluster.equals(attempt.cluster());
    }

    /** Kills the cluster. */
    private void begin(long pods) throws InterruptedException {
        screen.accept("");
        screen.accept("Cluster " + cluster + " dies now: its control plane, its node and the " + pods
                + (pods == 1 ? " pod" : " pods") + " there are killed at one blow.");
        LossStory begun = new LossStory(cluster, clock.instant());
        blackout = world.lose(cluster);
        story = begun;
    }

    /** Shows a line beside the story, with its time once there is one. */
    void tell(String line) {
        screen.accept(story == null ? line : story.stampAt(clock.instant()) + line.strip());
    }

    /** Lets the cluster die if it is time for that, or else looks once at what Henge says of it and of what it did. */
    void look(ShownAttempts seen, String parent) throws InterruptedException {
        if (story != null) {
            look(story);
        } else if (isTheMoment(seen, parent, cluster, files)) {
            begin(seen.all().stream()
                    .filter(attempt -> cluster.equals(attempt.cluster()) && !seen.isOver(attempt))
                    .count());
        }
    }

    private void look(LossStory now) throws InterruptedException {
        now.observeCluster(shown(), clock.instant()).forEach(this::show);
        now.observeFailovers(druid.henge("failovers?limit=1000&cluster=" + UrlPart.encode(cluster)), clock.instant())
                .forEach(this::show);
    }

    private JsonNode shown() throws InterruptedException {
        return druid.henge("clusters/" + UrlPart.encode(cluster));
    }

    private void show(LossStory.Step step) {
        step.lines().forEach(screen);
    }

    /** Brings the cluster back and shows how what is left of the old attempts goes. */
    void end() throws InterruptedException {
        Blackout ended = blackout;
        LossStory now = story;
        if (ended == null || now == null) {
            return;
        }
        screen.accept("");
        show(now.back(shown().path("purgeDebt").asLong(), clock.instant()));
        ended.end();
        Poll.until(RETURN_LIMIT, LOOK_EVERY, () -> {
            lookQuietly(now);
            return now.isOver();
        });
        screen.accept("");
    }

    private void lookQuietly(LossStory now) {
        try {
            look(now);
        } catch (NotAnswered notNow) {
            // A change of the leader passes.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What must have come of it. */
    List<Expectation> checks() {
        return story == null ? List.of(new Expectation(cluster + " died in the middle", "yes", "no")) : story.checks();
    }

    List<LossStory.Step> steps() {
        return story == null ? List.of() : story.steps();
    }

    /** How long after the cut each stage came. */
    void addTimes(Map<String, Duration> times) {
        if (story != null) {
            times.put("cut to lost", story.reached(LossStory.LOST));
            times.put("cut to first fence", story.reached("taken"));
        }
    }
}
