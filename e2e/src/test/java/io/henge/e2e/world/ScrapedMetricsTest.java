package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.demo.world.Environment;
import io.henge.e2e.repository.Promtool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads, through the Router and from whichever Overlord it asks. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class ScrapedMetricsTest {
    private static final String PATH = "/druid/indexer/v1/k8s/metrics";

    /** As Prometheus sends it. */
    private static final String ACCEPT = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @TempDir
    private Path directory;

    private HttpResponse<String> scrape(String url, String accept) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url + PATH))
                        .header("Accept", accept)
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void whoeverIsAskedTheLeaderAnswers(Place place) throws Exception {
        place.assertSucceeds(place.submitNoop(Duration.ofSeconds(1)));
        String leader = place.leader().url().replaceFirst("https?://", "");
        String router =
                Objects.requireNonNull(place.environment().services()).router().url();
        HttpResponse<String> routed = scrape(router, ACCEPT);
        assertThat(routed.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(routed.body())
                .endsWith("# EOF\n")
                .contains("henge_leader_since_seconds{holder=\"" + leader + "\"}")
                .contains("henge_cluster_observed{k8s_cluster=\"east\"} 1")
                .contains("henge_cluster_observed{k8s_cluster=\"broken\"} 0")
                .contains("henge_cluster_state{k8s_cluster=\"broken\",state=\"Misconfigured\"} 1")
                .contains("henge_task_pending_time_seconds_count{");
        for (Environment.Server overlord : place.environment().overlords()) {
            assertThat(scrape(overlord.url(), ACCEPT).body())
                    .contains("henge_leader_since_seconds{holder=\"" + leader + "\"}");
        }
    }

    @Test
    void prometheusOwnToolFindsNothingWrong(Place place) throws Exception {
        HttpResponse<String> older = scrape(place.leader().url(), "text/plain;version=0.0.4");
        Path file = Files.writeString(directory.resolve("metrics"), older.body());
        assertThat(Promtool.run(file, "check", "metrics")).isEmpty();
    }
}
