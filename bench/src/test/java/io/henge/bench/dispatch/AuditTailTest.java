package io.henge.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.bench.dispatch.AuditTail.Answered;
import io.henge.demo.world.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an API server has written down, read once. */
class AuditTailTest {
    @TempDir
    private Path directory;

    private Path log() throws IOException {
        return Files.createDirectories(directory.resolve("logs")).resolve("audit.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(String verb) {
        return line(verb, "henge/1");
    }

    private static String line(String verb, String agent) {
        return "{\"stage\":\"ResponseComplete\",\"stageTimestamp\":\"2026-01-01T00:00:00Z\",\"verb\":\"" + verb
                + "\",\"userAgent\":\"" + agent
                + "\",\"objectRef\":{\"resource\":\"jobs\"},\"responseStatus\":{\"code\":201}}\n";
    }

    private static List<String> verbs(List<Answered> answered) {
        return answered.stream().map(Answered::what).toList();
    }

    private Environment.Cluster cluster() {
        return new Environment.Cluster(
                "c1",
                directory.resolve("henge.kubeconfig").toString(),
                "",
                "henge",
                "",
                new Environment.Pids(0, 0, 0, 0, List.of()));
    }

    @Test
    void aProbeIsNotAmongHengesRequests() throws IOException {
        AuditTail tail = new AuditTail(cluster());
        write(line("list", "henge-probe/1") + line("list", "henge/1") + line("list", "kubectl/1"));
        assertThat(tail.next()).extracting(Answered::isOfHenge).containsExactly(false, true, false);
    }

    @Test
    void readsOnAlsoWhereTheFileWasPutAsideMeanwhile() throws IOException {
        AuditTail tail = new AuditTail(cluster());
        write(line("create") + line("get").substring(0, 20));
        assertThat(verbs(tail.next())).containsExactly("create jobs");
        write(line("get").substring(20) + line("list"));
        Files.move(log(), directory.resolve("logs").resolve("audit-2026-01-01T00-00-00.000.log"));
        write(line("delete"));
        assertThat(verbs(tail.next())).containsExactly("get jobs", "list jobs", "delete jobs");
        assertThat(tail.next()).isEmpty();
    }
}
