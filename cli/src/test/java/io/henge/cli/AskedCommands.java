package io.henge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** What tests of the commands that ask an Overlord have in common: an Overlord in a stub. */
abstract class AskedCommands extends RanCommands {
    final StubOverlord leader = new StubOverlord();

    AskedCommands() throws IOException {}

    @AfterEach
    void stopLeader() {
        leader.close();
    }

    int run(String... arguments) {
        return run(Path.of("nowhere"), arguments);
    }

    int ask(StubOverlord overlord, String... arguments) {
        return run(Stream.concat(Stream.of(arguments), Stream.of("--overlord", overlord.url()))
                .toArray(String[]::new));
    }

    JsonNode onlyBody() throws IOException {
        assertThat(leader.asked()).hasSize(1);
        return json.readTree(leader.asked().get(0).body());
    }
}
