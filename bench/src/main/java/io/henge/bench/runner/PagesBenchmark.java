package io.henge.bench.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jersey.api.uri.UriComponent;
import io.henge.bench.Benchmark;
import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Latencies;
import io.henge.bench.figure.Target;
import io.henge.bench.overlord.Overlord;
import io.henge.demo.world.Progress;
import io.henge.druid.rest.PlacementsResource;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.ws.rs.core.UriInfo;

/** How long the Overlord takes for a page of tasks, as the page in the browser asks for it, while it knows very many. */
public final class PagesBenchmark implements Benchmark {
    private static final int RUNNING = 1_000;
    private static final int KNOWN = 100_000;
    private static final int WARM_UP = 200;
    private static final int MEASURED = 1_000;
    private static final double MILLIS_MAX = 50;
    private static final double KILOBYTES_MAX = 100;
    private static final double BYTES_IN_KILOBYTE = 1_000;
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** In words, and as they are asked for. */
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put("the first page", "limit=100");
        PAGES.put("the last page", "limit=100&cursor=pages-99950%231");
        PAGES.put("the first page by time in the state", "limit=100&sort=since");
        PAGES.put("the first page of the newest", "limit=100&sort=-since");
        PAGES.put("the first page of those that run", "limit=100&state=running");
        PAGES.put("a page that nothing fits", "limit=100&dataSource=nobodys");
    }

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public String about() {
        return "A page of 100 tasks, of " + KNOWN + " that the Overlord knows";
    }

    @Override
    public List<Figure> run(Path scratch, Progress progress) throws Exception {
        try (Stage stage = Stage.set(scratch, FOR_EVER);
                Overlord overlord = stage.overlord(RUNNING)) {
            overlord.start();
            progress.step(RUNNING + " tasks run of " + KNOWN, () -> {
                for (int i = 0; i < KNOWN; i++) {
                    overlord.run("pages-" + i);
                }
                Stage.until("the tasks run or wait", () -> overlord.running() == RUNNING && overlord.known() == KNOWN);
                return true;
            });
            PlacementsResource placements = new PlacementsResource(overlord.taskMaster());
            List<Figure> figures = new ArrayList<>();
            for (Map.Entry<String, String> page : PAGES.entrySet()) {
                figures.addAll(progress.step(page.getKey(), () -> figures(page.getKey(), page.getValue(), placements)));
            }
            return figures;
        }
    }

    private static List<Figure> figures(String what, String query, PlacementsResource placements) {
        UriInfo asked = asked(query);
        long[] nanos = new long[MEASURED];
        int bytes = 0;
        for (int i = -WARM_UP; i < MEASURED; i++) {
            long begin = System.nanoTime();
            bytes = sent(placements.list(asked).getEntity()).length;
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
            }
        }
        return List.of(
                new Figure("p99 of " + what, new Latencies(nanos).millis(0.99), "ms", Target.atMost(MILLIS_MAX)),
                new Figure("size of " + what, bytes / BYTES_IN_KILOBYTE, "kB", Target.atMost(KILOBYTES_MAX)));
    }

    private static byte[] sent(Object answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Jersey takes it apart. */
    private static UriInfo asked(String query) {
        return (UriInfo) Proxy.newProxyInstance(
                PagesBenchmark.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getQueryParameters")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return UriComponent.decodeQuery(query, true);
                });
    }
}
