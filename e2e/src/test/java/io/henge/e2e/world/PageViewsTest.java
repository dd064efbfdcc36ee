package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.e2e.page.Theme;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each view of the page: that everybody can use it, where its links lead, and who may see it. */
abstract class PageViewsTest extends ShownPage {
    private static final String UNKNOWN = "no-such-task";

    /** What a view says once it has been answered, by its address. */
    private static Map<String, String> views(String task) {
        Map<String, String> views = new LinkedHashMap<>();
        views.put("overview", "Healthy");
        views.put("cluster/west", "nothing wrong");
        views.put("tasks", task);
        views.put("task/" + task, "Would go to");
        views.put("timeline", "placed");
        views.put("whatif", "lost");
        views.put("task/" + UNKNOWN, "not");
        views.put("cluster/nowhere", "is not registered");
        views.put("nothing", "There is no such view");
        return views;
    }

    private void assertLoads(String host, String view, String said) {
        load(host, view);
        browser.awaitText("main", said);
        assertThat(browser.text(".banner")).isEmpty();
        assertThat(browser.wrongs()).as(view).isEmpty();
    }

    private void assertEverybodyCanUse(String view, String said) throws Exception {
        assertLoads(overlord(), view, said);
        for (Theme theme : Theme.values()) {
            browser.theme(theme);
            assertNoBarriers(view + " " + theme);
        }
        // Below the Router it is the same page at another address.
        assertLoads(router(), view, said);
        browser.size(390, 844);
        assertNoBarriers(view + " on a phone");
        assertThat(browser.fitsInWidth()).as(view + " on a phone").isTrue();
        browser.ownSize();
    }

    @Test
    void everybodyCanUseEachViewOfTheOverlordAndThroughTheRouter() throws Exception {
        String task = begin("west");
        for (Map.Entry<String, String> view : views(task).entrySet()) {
            assertEverybodyCanUse(view.getKey(), view.getValue());
        }
        place.shutDown(task);
    }

    @Test
    void anOverviewIsUsableSoon() throws Exception {
        for (String host : List.of(overlord(), router())) {
            load(host, "overview");
            long first = browser.usableMillis();
            load(host, "overview");
            System.err.printf(
                    "  overview of %s: usable %d ms after opening, %d ms when opened again%n",
                    host.equals(router()) ? "the Router" : "the Overlord", first, browser.usableMillis());
        }
    }

    private void assertLine(String task, String state, String spans) throws InterruptedException {
        load(overlord(), "task/" + task);
        browser.awaitText("main", state);
        browser.awaitText(".line-words", spans);
        assertNoBarriers("a task that is " + state);
    }

    @Test
    void aTaskOfEachStateHasItsLineOfTime() throws Exception {
        String pending = place.submit(OddPod.WITHOUT_ROOM.task());
        String running = begin("east");
        String ended = place.submitNoop(Duration.ofMillis(1));
        place.assertSucceeds(ended);
        say("east", "cordon");
        say("west", "cordon");
        try {
            String waiting = place.submitNoop(ENDLESS);

            assertLine(waiting, "cordoned", "waiting ");
            assertLine(pending, "Unschedulable", "pending ");
            assertLine(running, "on east", "running ");
            assertLine(ended, "ended", "placed ");
            for (String task : List.of(waiting, pending, running)) {
                place.shutDown(task);
            }
        } finally {
            say("east", "uncordon");
            say("west", "uncordon");
        }
        place.assertNothingIsLeft();
    }

    private void assertLeadsOn(String address) throws Exception {
        assertThat(get(address, SecuredDruid.READER).statusCode()).as(address).isEqualTo(200);
    }

    @Test
    void linksLeadOnAndTheBrowsersWayBackLeadsBack() throws Exception {
        String task = begin("west");
        for (String host : List.of(overlord(), router())) {
            load(host, "overview");
            browser.press(card("west") + " h3 a", "west");
            browser.awaitText("h1", "west");
            browser.press("main a.task", task);
            browser.awaitText("h1", task);
            for (String link : browser.attributes(".elsewhere a", "href")) {
                if (link.contains("/log") || link.endsWith(task) || link.endsWith("/status")) {
                    assertLeadsOn(URI.create(host + UI).resolve(link).toString());
                }
            }
            browser.back();
            browser.awaitText("h1", "west");
            browser.back();
            browser.awaitText("h1", "Overview");

            browser.press("nav a", "Tasks");
            browser.choose(".filter label:nth-of-type(2) select", "west");
            browser.until(
                    "the filter is in the address", () -> browser.address().endsWith("#/tasks?cluster=west"));
            browser.awaitText("main table", task);
            browser.choose(".filter label:nth-of-type(2) select", "east");
            browser.awaitText("main", "No task is so");
            browser.back();
            browser.awaitText("main table", task);
            browser.reload();
            browser.awaitText("main table", task);
        }
        place.shutDown(task);
    }

    @Test
    void whoMayOnlyLookSeesWhyTheButtonsAreOff() throws Exception {
        String task = begin("west");
        be(SecuredDruid.READER);
        for (String host : List.of(overlord(), router())) {
            for (String view : List.of("cluster/west", "task/" + task, "whatif")) {
                load(host, view);
                browser.awaitText(".hint", "reader may not change anything: that needs the permission CONFIG WRITE.");
                assertThat(browser.allOff(".words button, .choices button"))
                        .as(view)
                        .isTrue();
                assertNoBarriers(view + " of a reader");
            }
            assertThat(browser.text(".who")).contains("reader");
        }
        assertThat(place.placement(task)).isPresent();
        place.shutDown(task);
    }

    @Test
    void whoMaySeeNothingIsGivenNoFile() throws Exception {
        load(overlord(), "overview");
        browser.awaitText("main", "Healthy");
        TreeSet<String> files = new TreeSet<>(browser.attributes("script[src]", "src"));
        files.addAll(browser.attributes("link[href]", "href"));
        files.add("");
        assertThat(files).hasSizeGreaterThan(3);
        for (String host : List.of(overlord(), router())) {
            for (String file : files) {
                String address = URI.create(host + UI).resolve(file).toString();
                assertLeadsOn(address);
                assertThat(get(address, SecuredDruid.STRANGER).statusCode())
                        .as(address)
                        .isEqualTo(403);
                assertThat(get(address, null).statusCode()).as(address).isEqualTo(401);
            }
            for (String asked : List.of("clusters", "placements", "session", "events")) {
                String address = host + "/druid/indexer/v1/k8s/" + asked;
                assertThat(get(address, SecuredDruid.STRANGER).statusCode())
                        .as(address)
                        .isEqualTo(403);
            }
        }
    }
}
