package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.world.Environment;
import io.henge.demo.world.World;
import io.henge.e2e.page.Browser;
import io.henge.e2e.page.Theme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test on the one world of {@link PageTest}, and with its browser. */
abstract class ShownPage {
    static final String UI = "/druid/indexer/v1/k8s/ui/";

    static final int WIDTH = 1_280;
    static final int HEIGHT = 860;

    /** Longer than any test needs a task. */
    static final Duration ENDLESS = Duration.ofMinutes(20);

    private static final int SCREENSHOT_BYTES_MAX = 200_000;

    /** What the world and the browser are, while they are there. */
    private record Present(World world, Browser browser) {}

    private static @Nullable Present present;

    final World world = there().world();
    final Browser browser = there().browser();
    final Place place = new Place(world, SecuredDruid.as(SecuredDruid.OPERATOR));

    private final HttpClient http = HttpClient.newHttpClient();

    private static Present there() {
        return Objects.requireNonNull(present, "PageTest has the world");
    }

    static void bringUp(Path directory) throws IOException, InterruptedException {
        OddPod pending = OddPod.WITHOUT_ROOM;
        Path template = pending.writeTemplate(directory);
        World world = World.up(
                SecuredDruid.world(
                        directory.resolve("world"),
                        Map.of("druid.indexer.runner.k8s.podTemplate." + pending.taskType(), template.toString())),
                new PrintedProgress());
        try {
            present = new Present(world, Browser.open(WIDTH, HEIGHT));
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
        new Place(world, SecuredDruid.as(SecuredDruid.OPERATOR)).awaitBothObserved();
    }

    static void takeDown() {
        if (present != null) {
            present.browser().close();
            present.world().close();
            present = null;
        }
    }

    @BeforeEach
    void beTheOperator() {
        be(SecuredDruid.OPERATOR);
        browser.theme(Theme.LIGHT);
    }

    @AfterEach
    void nothingWasWrong() {
        assertThat(browser.wrongs()).isEmpty();
    }

    /** Lets the browser be somebody's. */
    void be(String user) {
        browser.cookie(router(), SecuredDruid.COOKIE, user);
    }

    /** The Overlord that leads now. */
    String overlord() throws InterruptedException {
        return place.leader().url();
    }

    String router() {
        return services().router().url();
    }

    private Environment.Services services() {
        return Objects.requireNonNull(world.environment().services());
    }

    /** Loads a view, such as {@code cluster/west}. */
    void load(String host, String view) {
        browser.load(host + UI + "#/" + view);
    }

    void assertNoBarriers(String what) {
        assertThat(browser.barriers()).as(what).isEmpty();
    }

    /** What somebody is answered; by whom nobody knows where {@code user} is null. */
    HttpResponse<String> get(String address, @Nullable String user) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).GET().timeout(Duration.ofSeconds(20));
        if (user != null) {
            SecuredDruid.as(user).forEach(request::setHeader);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A task that runs for as long as it is let, on that cluster and on no other. */
    String begin(String cluster) throws Exception {
        String task = submitTo(cluster);
        place.running(task);
        return task;
    }

    String submitTo(String cluster) throws Exception {
        return place.submit("{\"type\":\"noop\",\"runTime\":" + ENDLESS.toMillis()
                + ",\"context\":{\"tags\":{\"k8s_cluster\":\"" + cluster + "\"}}}");
    }

    /** What an operator says of a cluster, by REST. */
    void say(String cluster, String word) throws Exception {
        HttpResponse<String> answer =
                place.post("/druid/indexer/v1/k8s/clusters/" + cluster + "/" + word, "{\"reason\":\"a test says so\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The card of a cluster in the overview. */
    static String card(String cluster) {
        return "article[aria-label='Cluster " + cluster + "']";
    }

    /** Writes a picture for the documents where that is wanted; always sees that it would be small. */
    void picture(String name) throws IOException {
        Path written = Files.createTempFile(name, ".png");
        try {
            browser.capture(written);
            assertThat(Files.size(written)).as(name).isBetween(10_000L, (long) SCREENSHOT_BYTES_MAX);
            if ("write".equals(System.getProperty("henge.docs"))) {
                browser.capture(Path.of(System.getProperty("henge.root"), "docs/images", name + ".png"));
            }
        } finally {
            Files.delete(written);
        }
    }
}
