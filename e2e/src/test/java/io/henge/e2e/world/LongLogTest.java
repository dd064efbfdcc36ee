package io.henge.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A log of 100 MB is read while its pod runs, from wherever one likes, and is pushed to deep storage as a whole. */
@Tag("real-cluster")
@ExtendWith(SharedWorld.class)
class LongLogTest {
    private static final int LINES = 1_000_000;
    private static final int LINE_BYTES = 100;
    private static final long BYTES = (long) LINES * LINE_BYTES;

    /** Their logs together are more than the Overlord's heap of 512 MB. */
    private static final int READERS = 6;

    private final Place place;
    private final HttpClient http = HttpClient.newHttpClient();

    LongLogTest(Place place) {
        this.place = place;
    }

    @Test
    void aLongLogIsExactWhileItIsLiveAndWhenItIsSaved() throws Exception {
        String task = place.submit(OddPod.WITH_A_LONG_LOG.task());
        place.running(task);
        String end = lines(LINES - 160, LINES);
        Place.until("everything is printed", () -> end.equals(read(task, -end.length())));
        assertThat(read(task, -1_234)).isEqualTo(end.substring(end.length() - 1_234));
        assertThat(read(task, BYTES - 1_234)).isEqualTo(end.substring(end.length() - 1_234));
        assertThat(read(task, BYTES)).isEmpty();
        assertThat(read(task, BYTES / 2))
                .startsWith(lines(LINES / 2, LINES / 2 + 1))
                .hasSize((int) (BYTES / 2));

        String expected = digestOfAll();
        List<CompletableFuture<HttpResponse<InputStream>>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(http.sendAsync(request(task, 0), HttpResponse.BodyHandlers.ofInputStream()));
        }
        List<InputStream> begun = new ArrayList<>();
        for (CompletableFuture<HttpResponse<InputStream>> reader : readers) {
            HttpResponse<InputStream> answer = reader.get();
            assertThat(answer.statusCode()).isEqualTo(200);
            begun.add(answer.body());
        }
        for (InputStream log : begun) {
            assertThat(digest(log)).isEqualTo(expected);
        }

        Processes.with(OddPod.LONG_LOG).forEach(ProcessHandle::destroy);
        assertThat(place.ended(task).path("errorMsg").asText()).contains("exit code 0");
        Place.until("the row is gone", () -> place.placement(task).isEmpty());
        Path saved = place.world().directory().storage().taskLogs().resolve(task + ".log");
        assertThat(digest(Files.newInputStream(saved))).isEqualTo(expected);
    }

    /** The lines after the first {@code from} up to number {@code to}. */
    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from + 1, to)
                .mapToObj(number -> String.format(Locale.ROOT, "%0" + (LINE_BYTES - 1) + "d\n", number))
                .collect(Collectors.joining());
    }

    private HttpRequest request(String task, long offset) {
        try {
            return HttpRequest.newBuilder(URI.create(
                            place.druid().leader() + "/druid/indexer/v1/task/" + task + "/log?offset=" + offset))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String read(String task, long offset) throws Exception {
        HttpResponse<String> response = http.send(request(task, offset), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() == 200 ? response.body() : "answered " + response.statusCode();
    }

    private static String digestOfAll() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int from = 0; from < LINES; from += LINES / 100) {
            digest.update(lines(from, from + LINES / 100).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String digest(InputStream stream) {
        try (DigestInputStream digested = new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException | java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("The log cannot be read", e);
        }
    }
}
