package io.henge.druid.logs;

import com.google.common.base.Optional;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.concurrent.ExecutionException;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexing.overlord.TaskRunnerUtils;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.java.util.http.client.Request;
import org.apache.druid.java.util.http.client.response.InputStreamFullResponseHandler;
import org.apache.druid.java.util.http.client.response.InputStreamFullResponseHolder;
import org.jboss.netty.handler.codec.http.HttpMethod;
import org.jboss.netty.handler.codec.http.HttpResponseStatus;
import org.joda.time.Duration;

/** The report of a task that still runs, asked of its peon over HTTP. */
public final class LiveReports {
    private static final Duration LIMIT = Duration.standardSeconds(10);

    private final HttpClient http;

    public LiveReports(HttpClient http) {
        this.http = http;
    }

    /** Absent where the peon has none yet, or no more. Blocks for at most 10 s. */
    public Optional<InputStream> of(String task, TaskLocation location) throws IOException {
        URL url = TaskRunnerUtils.makeTaskLocationURL(location, "/druid/worker/v1/chat/%s/liveReports", task);
        try {
            InputStreamFullResponseHolder answer = http.go(
                            new Request(HttpMethod.GET, url), new InputStreamFullResponseHandler(), LIMIT)
                    .get();
            if (answer.getStatus().equals(HttpResponseStatus.OK)) {
                return Optional.of(answer.getContent());
            }
            answer.getContent().close();
            return Optional.absent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking task[" + task + "] for its live report", e);
        } catch (ExecutionException e) {
            throw new IOException("Task[" + task + "] could not be asked for its live report at " + url, e.getCause());
        }
    }
}
