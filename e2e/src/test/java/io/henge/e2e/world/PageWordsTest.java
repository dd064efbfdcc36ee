package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.e2e.page.Theme;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator says by the page: first its consequences, then a reason, and what comes of it. */
abstract class PageWordsTest extends ShownPage {
    private static final String DIALOG = "dialog[open]";
    private static final String SAY = DIALOG + " button[type=submit]";
    private static final String REASON = DIALOG + " input[required]";

    /** Opens the dialog of a word; returns once its consequences are told. */
    private void ask(String verb, String consequences) {
        browser.press(".words button", verb);
        browser.awaitText(DIALOG + " .word-consequences", consequences);
        assertThat(browser.allOff(SAY)).as("without a reason").isTrue();
        for (Theme theme : Theme.values()) {
            browser.theme(theme);
            assertNoBarriers("the dialog of " + verb + " " + theme);
        }
    }

    private void sayFor(String reason, String done) {
        browser.type(REASON, reason);
        browser.press(SAY, "");
        browser.awaitText("#words-refusal", done);
        assertThat(browser.texts(DIALOG)).isEmpty();
    }

    @Test
    void aDrainIsSeenFromItsConsequencesToItsEnd() throws Exception {
        String task = begin("west");
        load(router(), "cluster/west");
        ask("Drain", "1 attempt: go on until they end");
        sayFor("its nodes are replaced", "Done: Drain west.");
        browser.awaitText("main", "0 of 1 gone");
        browser.awaitText("main", "its nodes are replaced");
        assertThat(place.json("/druid/indexer/v1/k8s/clusters/west")
                        .path("draining")
                        .path("by")
                        .asText())
                .isEqualTo(SecuredDruid.OPERATOR);

        place.shutDown(task);
        browser.awaitText("main", "Nothing is left there.");
        browser.awaitText(".history", "drained");
        assertNoBarriers("a drained cluster");
        load(router(), "overview");
        browser.awaitText(card("west"), "draining");

        load(router(), "cluster/west");
        ask("Stop the drain", "No attempt is concerned.");
        assertThat(browser.text(DIALOG)).contains("New attempts go there again.");
        sayFor("they were replaced", "Done: Stop draining west.");
        browser.awaitText(".words", "Cordon");
        browser.until(
                "it is neither drained nor cordoned",
                () -> browser.texts("main .mark").isEmpty());
    }

    @Test
    void aWordOnAClusterThatHasChangedIsRefusedAndSaysWhatHas() throws Exception {
        load(overlord(), "cluster/west");
        ask("Drain", "No attempt is concerned.");
        say("west", "cordon");
        try {
            browser.type(REASON, "its nodes are replaced");
            browser.press(SAY, "Drain");
            browser.awaitText(DIALOG + " .refusal", "What has changed since you looked:");
            browser.awaitText(DIALOG + " .refusal li", "ordoned");
            assertThat(browser.allOff(SAY)).as("before another look").isTrue();
            assertThat(place.json("/druid/indexer/v1/k8s/clusters/west")
                            .path("draining")
                            .isNull())
                    .isTrue();
            browser.press(DIALOG + " button", "Look again");
            browser.awaitText(DIALOG + " .word-consequences", "No attempt is concerned.");
            browser.press(DIALOG + " button", "Leave it");
        } finally {
            say("west", "uncordon");
        }
    }

    @Test
    void aClusterIsDeclaredDeadOnlyByItsTypedName() throws Exception {
        String task = place.startNoops(4, ENDLESS).stream()
                .filter(one -> isOn(one, "west"))
                .findFirst()
                .orElseThrow();
        load(overlord(), "cluster/west");
        ask("Declare dead", "run again elsewhere");
        browser.type(REASON, "its room is on fire");
        String typed = DIALOG + " label:last-of-type input";
        for (String wrong : List.of("east", "wes", "West")) {
            browser.type(typed, wrong);
            browser.awaitText("#word-missing", "“west” is to be typed.");
            assertThat(browser.allOff(SAY)).as(wrong).isTrue();
        }
        browser.type(typed, "west");
        browser.press(SAY, "Declare dead");
        browser.awaitText("#words-refusal", "Done: Declare dead: west.");
        browser.awaitText("main .badge", "Declared dead");
        browser.awaitText("main", "its room is on fire");
        Place.until(
                "its tasks run elsewhere",
                () -> place.placement(task).orElseThrow().path("attempt").asInt() == 2);
        assertThat(place.running(task).path("cluster").asText()).isEqualTo("east");
        assertNoBarriers("a cluster that is declared dead");

        ask("Declare alive", "");
        sayFor("it was a false alarm", "Done: Declare alive: west.");
        browser.awaitText("main .badge", "Healthy");
        SharedWorld.endAll(place);
        place.assertNothingIsLeft();
    }

    private boolean isOn(String task, String cluster) {
        try {
            return place.placement(task).orElseThrow().path("cluster").asText().equals(cluster);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWouldBecomeOfTasksIsToldAndNotDone() throws Exception {
        String task = begin("west");
        load(router(), "whatif");
        browser.press(".choices li:nth-of-type(2) button", "lost");
        browser.awaitText("main h3", "If west is given up now");
        browser.awaitText("main", task);
        browser.type("textarea", "{\"type\":\"noop\",\"context\":{\"tags\":{\"k8s_cluster\":\"east\"}}}");
        browser.press("main button[type=submit]", "Where would it go?");
        browser.awaitText(".verdict", "Would go to east.");
        for (Theme theme : Theme.values()) {
            browser.theme(theme);
            assertNoBarriers("answers " + theme);
        }
        assertThat(place.placement(task).orElseThrow().path("attempt").asInt()).isEqualTo(1);
        place.shutDown(task);
    }
}
