package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.world.Blackout;
import io.henge.demo.world.Environment;
import io.henge.e2e.page.Theme;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page shows while something dies that it is about, or that it asks. */
abstract class PageTroublesTest extends ShownPage {
    private static final String BANNER = ".banner";

    private void assertEverybodyCanUseIt(String what) {
        for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
            browser.theme(theme);
            assertNoBarriers(what + " " + theme);
        }
    }

    private void awaitState(String cluster, String state) {
        browser.awaitText(card(cluster) + " .badge", state);
    }

    @Test
    void aClusterThatDiesIsSeenDyingAndItsTasksGoOn() throws Exception {
        List<String> tasks = place.startNoops(4, ENDLESS);
        List<String> there = place.placedOn("west", tasks);
        load(overlord(), "overview");
        awaitState("west", "Healthy");
        browser.awaitText("main", "Nothing needs you.");
        try (Blackout blackout = world.lose("west")) {
            awaitState("west", "Suspect");
            awaitState("west", "Unreachable");
            browser.awaitText(card("west") + " [role=timer]", "in ");
            browser.awaitText(".needs", "in limbo on west");
            picture("overview-dying-cluster");
            assertThat(browser.text(card("west") + " .next")).contains("taken away and run again elsewhere");
            awaitState("west", "Lost");
            browser.awaitText(".needs", "Cluster west is lost");
            assertEverybodyCanUseIt("a lost cluster");

            String task = there.get(0);
            Place.until("its second attempt runs", () -> isSecondRunning(task));
            load(overlord(), "task/" + task);
            browser.awaitText(".line:nth-of-type(1) .line-words", "fenced ");
            browser.awaitText(".line:nth-of-type(2) .line-words", "running ");
            browser.awaitText(".history", "cluster lost");
            picture("task-timeline");
            assertEverybodyCanUseIt("a task of two attempts");
            load(overlord(), "timeline?kind=failover");
            browser.awaitText(".history", task);
            browser.press(".history summary", "Evidence and policy");
            browser.awaitText(".history", "could not be reached");
            assertEverybodyCanUseIt("failovers");

            load(overlord(), "overview");
            blackout.end();
            awaitState("west", "Healthy");
        }
        SharedWorld.endAll(place);
        place.assertNothingIsLeft();
    }

    private boolean isSecondRunning(String task) throws InterruptedException {
        return place.placement(task)
                .filter(newest -> newest.path("attempt").asInt() == 2)
                .filter(newest -> newest.path("state").asText().equals("running"))
                .isPresent();
    }

    /** Returns the one that is dead, once another one leads. */
    private Environment.Server killLeader() throws Exception {
        Environment.Server dead = place.leader();
        KilledProcess.of(dead.pid()).kill();
        return dead;
    }

    private void awaitAnother(Environment.Server dead) {
        Place others = place.without(dead);
        Place.until("another Overlord leads", others::isLed);
    }

    private void awaitNoBanner() {
        browser.until("the banner goes", () -> browser.texts(BANNER).isEmpty());
    }

    @Test
    void whereTheLeaderChangesThePageSaysSoAndLeadsToTheNext() throws Exception {
        load(overlord(), "tasks");
        browser.awaitText("h1", "Tasks");
        awaitNoBanner();
        Environment.Server dead = killLeader();
        browser.awaitText(BANNER, "The Overlord cannot be reached.");
        assertEverybodyCanUseIt("an Overlord that cannot be reached");
        awaitAnother(dead);
        place.startAgain(dead);
        browser.awaitText(BANNER, "This Overlord does not lead any more.");
        browser.press(BANNER + " button", "Go to the one that leads");
        String next = overlord();
        browser.until("the page is the leader's", () -> browser.address().startsWith(next + UI));
        browser.until("the view is the same", () -> browser.address().endsWith("#/tasks"));
        awaitNoBanner();
        browser.awaitText("h1", "Tasks");
    }

    @Test
    void throughTheRouterThePageGoesOnByItself() throws Exception {
        load(router(), "overview");
        awaitState("west", "Healthy");
        Environment.Server dead = killLeader();
        browser.until("a banner tells of it", () -> !browser.texts(BANNER).isEmpty());
        assertThat(browser.text(BANNER)).contains("What is shown is ");
        awaitAnother(dead);
        awaitNoBanner();
        browser.awaitText(".who", "leader " + place.without(dead).leader().url().replace("http://", ""));
        place.startAgain(dead);
        awaitState("west", "Healthy");
    }
}
