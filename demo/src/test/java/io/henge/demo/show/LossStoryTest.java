package io.henge.demo.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossStoryTest {
    private static final Instant CUT = Instant.parse("2026-11-21T09:50:00Z");

    private final LossStory story = new LossStory("west", CUT);

    private static JsonNode cluster(String state, String since, int purgeDebt) throws Exception {
        return cluster(state, since, purgeDebt, state);
    }

    private static JsonNode cluster(String state, String since, int purgeDebt, String why) throws Exception {
        return new ObjectMapper().readTree("""
                {"name":"west","state":"%s","since":"%s","purgeDebt":%d,"why":"%s: it does not answer",
                 "evidence":{"probe":{"answer":"silent","why":"connection refused","heardAt":"2026-11-21T09:49:59.600Z"},
                  "watch":{"why":null,"heardAt":"2026-11-21T09:50:00.200Z"},"calls":{"why":null,"heardAt":null}}}
                """.formatted(state, since, purgeDebt, why));
    }

    private static JsonNode failovers(String... entries) throws Exception {
        return new ObjectMapper().readTree("{\"failovers\":[" + String.join(",", entries) + "]}");
    }

    private static String failover(int number, String at, String onLost, String rest) {
        return "{\"number\":" + number + ",\"task\":\"t" + number + "\",\"attempt\":1,\"from\":\"west\",\"at\":\"" + at
                + "\",\"why\":\"cluster[west] is lost\",\"policy\":{\"onLost\":\"" + onLost
                + "\",\"purgeMode\":\"Fenced\"}" + rest + "}";
    }

    private static List<String> lines(List<LossStory.Step> steps) {
        return steps.stream().flatMap(step -> step.lines().stream()).toList();
    }

    private List<String> see(JsonNode shown, int second) {
        return lines(story.observeCluster(shown, CUT.plusSeconds(second)));
    }

    @Test
    void eachStateIsToldOnceWithItsTimeSinceTheCut() throws Exception {
        assertThat(see(cluster("Healthy", "2026-11-21T09:40:00Z", 0), 1)).isEmpty();
        assertThat(see(cluster("Suspect", "2026-11-21T09:50:03.200Z", 0), 4))
                .containsExactly(
                        "     +3.2 s  west is Suspect: it has not answered for a moment. Nothing new goes there.",
                        "            Suspect: it does not answer");
        assertThat(see(cluster("Suspect", "2026-11-21T09:50:03.200Z", 0), 5)).isEmpty();
        assertThat(see(cluster("Unreachable", "2026-11-21T09:50:10Z", 0, "Suspect"), 10))
                .as("the same reason is told once")
                .hasSize(1);
    }

    @Test
    void aLossTellsWhatEachChannelSaid() throws Exception {
        List<String> told = see(cluster("Lost", "2026-11-21T09:50:15.100Z", 0), 16);

        assertThat(told.get(0)).startsWith("    +15.1 s  west is Lost: nothing was heard of it by any channel");
        assertThat(told)
                .anyMatch(line -> line.matches(" *probe of the API server +0\\.4 s before the cut +connection refused"))
                .anyMatch(line -> line.matches(" *watches of Jobs and pods +0\\.2 s after the cut +silent"))
                .anyMatch(line -> line.matches(" *calls that make Jobs +never +silent"));
    }

    @Test
    void whatIsDecidedOfATaskIsToldOnceAndSoIsWhatComesOfIt() throws Exception {
        String earlier = failover(1, "2026-11-21T09:49:00Z", "Relaunch", "");
        String parent = failover(2, "2026-11-21T09:50:15.400Z", "Relaunch", "");
        String subTask = failover(3, "2026-11-21T09:50:15.500Z", "Fail", "");

        List<String> first = lines(story.observeFailovers(failovers(subTask, parent, earlier), CUT.plusSeconds(16)));
        List<String> again = lines(story.observeFailovers(failovers(subTask, parent, earlier), CUT.plusSeconds(17)));
        String replaced = failover(
                2, "2026-11-21T09:50:15.400Z", "Relaunch", ",\"to\":\"east\",\"replacedAt\":\"2026-11-21T09:50:19Z\"");
        List<String> then = lines(story.observeFailovers(failovers(replaced), CUT.plusSeconds(20)));

        assertThat(first)
                .containsExactly(
                        "    +15.4 s  t2 is taken from west: attempt 1 may do nothing more, and it runs again elsewhere.",
                        "            why: cluster[west] is lost",
                        "            policy: onLost=Relaunch, purgeMode=Fenced",
                        "    +15.5 s  t3 is taken from west: attempt 1 may do nothing more, and its parent makes another"
                                + " task for it.",
                        "            why: cluster[west] is lost",
                        "            policy: onLost=Fail, purgeMode=Fenced");
        assertThat(again).isEmpty();
        assertThat(then).containsExactly("    +19.0 s  t2 runs again on east.");
    }

    @Test
    void theOrphansAreCountedUntilTheLastOneIsGone() throws Exception {
        see(cluster("Lost", "2026-11-21T09:50:15Z", 2), 16);
        story.observeFailovers(failovers(failover(2, "2026-11-21T09:50:16Z", "Fail", "")), CUT.plusSeconds(17));
        assertThat(lines(List.of(story.back(2, CUT.plusSeconds(60)))))
                .containsExactly("    +60.0 s  west comes back, as it was when it died, with 2 orphans.");
        assertThat(see(cluster("Lost", "2026-11-21T09:50:15Z", 1), 64))
                .containsExactly("    +64.0 s  1 orphan left on west.");
        assertThat(see(cluster("Lost", "2026-11-21T09:50:15Z", 0), 65))
                .containsExactly("    +65.0 s  The last orphan on west is gone.");
        assertThat(story.isOver()).isFalse();
        see(cluster("Healthy", "2026-11-21T09:51:20Z", 0), 81);
        assertThat(story.isOver()).isTrue();
        assertThat(story.checks()).allMatch(Expectation::held);
    }

    @Test
    void whatDidNotComeIsWrong() {
        assertThat(story.checks().stream().filter(check -> !check.held()).map(Expectation::name))
                .containsExactly("west was found lost", "tasks taken from west", "orphans left on west");
    }
}
