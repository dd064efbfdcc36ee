package io.henge.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.henge.core.attempt.Attempt;
import io.henge.core.ledger.LedgerWrite.Put;
import io.henge.core.ledger.Term;
import io.henge.core.loop.LedgerWriter;
import io.henge.testkit.fleet.Attempts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a database server adds to the contract: it ends the transaction of a client that has fallen silent. */
abstract class ServerStoreContract extends SqlStoreContract {
    /** A turn that waits for a lock takes a second: more turns than a server takes to end a silent transaction. */
    private static final int TURNS_MAX = 10;

    abstract LocalServer server();

    @Override
    ConnectionSource database() {
        return server();
    }

    /** SIGSTOP is what a hung machine does to it: its connections stay open and say nothing. */
    @ParameterizedTest
    @EnumSource
    void aLeaderThatIsFrozenWithinATransactionBlocksNobody(FrozenLeader.At at) throws Exception {
        open().owner();
        Process frozen = startFrozen(at);
        try (BufferedReader said = frozen.inputReader()) {
            assertThat(said.readLine()).isEqualTo(FrozenLeader.WAITS);
            signal(frozen, "-STOP");
            Term term = open().lead("successor:8090", NOW);
            assertThat(term.epoch()).isEqualTo(2);
            Attempt placed = Attempts.placed("task", "west", term.epoch(), NOW);
            assertThat(turnsUntilWritten(term, placed)).isLessThan(TURNS_MAX);

            signal(frozen, "-CONT");
            frozen.outputWriter().append('\n').flush();
            assertThat(said.readLine()).isIn(FrozenLeader.LOST, FrozenLeader.FAILED);
            assertThat(open().attempts()).containsExactly(placed);
        } finally {
            frozen.destroyForcibly().waitFor();
        }
    }

    private int turnsUntilWritten(Term term, Attempt row) {
        LedgerWriter writer = new LedgerWriter(open(), term);
        writer.submit(new Put(row), () -> {});
        int turns = 0;
        while (turns < TURNS_MAX && writer.writeWaiting() != LedgerWriter.Turn.WRITTEN) {
            turns++;
        }
        return turns;
    }

    private Process startFrozen(FrozenLeader.At at) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FrozenLeader.class.getName(),
                        server().url(),
                        server().user(),
                        tables().base(),
                        at.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        List<String> command = List.of("kill", signal, String.valueOf(process.pid()));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
