package io.henge.e2e.world;

import io.henge.e2e.page.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, on a Druid that refuses on every process. Has one world and one browser for all tests of it. With
 * {@code -Dhenge.docs=write} the pictures in the documents are made anew.
 */
@Tag("real-cluster")
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class PageTest {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void bringUp() throws IOException, InterruptedException {
        Optional<String> absence = Browser.absence();
        absence.ifPresent(why -> System.err.println("  Left out: the page in a browser, since " + why));
        Assumptions.assumeTrue(absence.isEmpty(), absence.orElse(""));
        ShownPage.bringUp(directory);
    }

    @AfterAll
    static void takeDown() {
        ShownPage.takeDown();
    }

    @Order(1)
    @Nested
    class Views extends PageViewsTest {}

    @Order(2)
    @Nested
    class Words extends PageWordsTest {}

    @Order(3)
    @Nested
    class Troubles extends PageTroublesTest {}
}
