package io.henge.kubernetes.connection;

import static io.henge.kubernetes.stub.BoundedWaits.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Resources;
import io.henge.core.placement.Offer;
import io.henge.core.placement.Offer.Source;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.call.Calls;
import io.henge.kubernetes.call.NamedThreads;
import io.henge.kubernetes.job.JobFactory;
import io.henge.kubernetes.job.JobRefusedException;
import io.henge.kubernetes.job.Manifests;
import io.henge.kubernetes.stub.StubApiServer;
import io.henge.kubernetes.stub.StubApiServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for, how often, and what stands where it cannot be had. */
@Timeout(60)
class OfferReaderTest {
    private static final String NONE = "{\"items\":[]}";
    private static final String QUOTA =
            "{\"items\":[{\"spec\":{\"hard\":{}},\"status\":{\"hard\":{\"cpu\":\"8\"},\"used\":{\"cpu\":\"3\"}}}]}";
    private static final Answer FORBIDDEN = new Answer(403, "{\"kind\":\"Status\",\"message\":\"forbidden\"}");

    @TempDir
    private Path dir;

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final AtomicInteger told = new AtomicInteger();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Calls slow = new Calls("stub", "log", 1, 10, timer);
    private final ExecutorService http = new NamedThreads("stub", "http").pool(1);
    private volatile Answer quotas = new Answer(200, NONE);
    private volatile Answer nodes = FORBIDDEN;
    private volatile String morePages = "";
    private StubApiServer server;
    private ClusterSettings settings;
    private Api api;
    private OfferReader reader;

    @BeforeEach
    void open() throws Exception {
        server = new StubApiServer().start();
        server.answerAboutRoom(path -> path.contains("/resourcequotas")
                ? quotas
                : path.contains("continue=") ? new Answer(200, node("b", morePages)) : nodes);
        settings = server.settings(dir);
        api = ClientFactory.open(settings, http, ApiMeter.NONE);
        reader = reader(settings);
    }

    private OfferReader reader(ClusterSettings of) {
        return new OfferReader(
                of,
                new Selecting(),
                new OfferReader.Pace(timer, slow, () -> now, new SplittableRandom(1), Duration.ofMillis(10)),
                told::incrementAndGet);
    }

    @AfterEach
    void close() {
        reader.close();
        slow.close();
        timer.shutdownNow();
        api.close();
        http.shutdownNow();
        server.close();
    }

    /** All pods go to nodes of zone x. */
    private static final class Selecting implements JobFactory {
        @Override
        public Manifests manifestsFor(Attempt attempt) throws JobRefusedException {
            throw new JobRefusedException("None is made here");
        }

        @Override
        public List<Map<String, String>> nodeSelectors() {
            return List.of(Map.of("zone", "x"));
        }

        @Override
        public void check() {}
    }

    private static String node(String name, String next) {
        return """
                {"metadata":{"continue":"%s"},"items":[{"metadata":{"name":"%s","labels":{"zone":"x"}},
                 "status":{"allocatable":{"cpu":"4"},"images":[{"names":["large"]}],
                           "conditions":[{"type":"Ready","status":"True"}]}}]}
                """.formatted(next, name);
    }

    private long asked(String part) {
        return server.askedForRoom().stream()
                .filter(path -> path.contains(part))
                .count();
    }

    /** Until that many more rounds have certainly begun after this moment and ended. */
    private void rounds(int more) throws Exception {
        long before = asked("/resourcequotas");
        until(() -> asked("/resourcequotas") > before + more);
    }

    @Test
    void aQuotaIsReadAgainAndAgainAndNodesAreNotAskedThen() throws Exception {
        quotas = new Answer(200, QUOTA);
        reader.start(api);
        until(() -> reader.offer().source() == Source.QUOTA);
        assertThat(reader.offer()).isEqualTo(new Offer(Source.QUOTA, cpu(8_000), cpu(3_000), now));
        until(() -> told.get() > 0);
        quotas = new Answer(200, QUOTA.replace("\"3\"", "\"5\""));
        until(() -> reader.offer().others().equals(cpu(5_000)));
        assertThat(server.askedForRoom()).allMatch("/api/v1/namespaces/henge/resourcequotas?limit=100"::equals);
    }

    private static Resources cpu(long millis) {
        return new Resources(new TreeMap<>(Map.of("cpu", millis)));
    }

    @Test
    void withoutAQuotaTheNodesAreReadPageByPageAndSeldom() throws Exception {
        nodes = new Answer(200, node("a", "page two"));
        reader.start(api);
        until(() -> reader.offer().source() == Source.NODES);
        assertThat(reader.offer().total()).isEqualTo(cpu(8_000));
        rounds(5);
        assertThat(server.askedForRoom())
                .filteredOn(path -> path.contains("/nodes"))
                .containsExactly("/api/v1/nodes?limit=100", "/api/v1/nodes?limit=100&continue=page+two");
        now = now.plus(OfferReader.NODES_PERIOD);
        until(() -> asked("/nodes") == 4);
    }

    @Test
    void ofMoreNodesThanAreReadNothingIsKnown() throws Exception {
        nodes = new Answer(200, node("a", "next"));
        morePages = "next";
        reader.start(api);
        until(() -> told.get() > 0);
        assertThat(reader.offer()).isEqualTo(Offer.UNKNOWN);
        assertThat(asked("/nodes")).isEqualTo(50);
    }

    @Test
    void whatIsForbiddenIsAskedForOnceAnHour() throws Exception {
        quotas = FORBIDDEN;
        reader.start(api);
        until(() -> told.get() > 0);
        assertThat(reader.offer()).isEqualTo(Offer.UNKNOWN);
        assertThat(server.askedForRoom()).hasSize(2);
        now = now.plus(OfferReader.FORBIDDEN_FOR).minusSeconds(1);
        quotas = new Answer(200, QUOTA);
        now = now.plusSeconds(1);
        until(() -> reader.offer().source() == Source.QUOTA);
        assertThat(asked("/resourcequotas")).isGreaterThanOrEqualTo(2);
        assertThat(asked("/nodes")).isEqualTo(1);
    }

    @Test
    void whereAReadingFailsWhatWasReadStands() throws Exception {
        quotas = new Answer(200, QUOTA);
        reader.start(api);
        until(() -> reader.offer().source() == Source.QUOTA);
        quotas = new Answer(500, "{}");
        rounds(2);
        quotas = new Answer(200, "no JSON");
        rounds(2);
        assertThat(reader.offer().total()).isEqualTo(cpu(8_000));
        quotas = new Answer(200, NONE);
        until(() -> reader.offer().equals(Offer.UNKNOWN));
    }

    @Test
    void whatIsConfiguredIsNotRead() {
        Resources said = Resources.of(1, 2);
        OfferReader configured = reader(new ClusterSettings(
                settings.key(), settings.name(), settings.route(), settings.namespace(), "owner", false, said));
        configured.start(api);
        assertThat(configured.offer()).isEqualTo(Offer.configured(said));
        assertThat(timer.getQueue()).isEmpty();
        assertThat(server.askedForRoom()).isEmpty();
    }
}
