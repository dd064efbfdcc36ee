package io.henge.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.overlord.HengeCalls;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is said of which cluster. */
final class DeclareOptions {
    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @Mixin
    private WordOptions word = new WordOptions();

    @Parameters(paramLabel = "NAME", description = "The cluster.")
    private String cluster = "";

    @Option(
            names = "--if-version",
            paramLabel = "N",
            description = "Do it only if the cluster still has this version, as henge clusters shows it.")
    private @Nullable Long ifVersion;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** Asks for the drain of the cluster. */
    JsonNode drain(@Nullable String deadline) throws InterruptedException {
        return calls().drain(cluster, word.reason(), deadline, ifVersion, word.dryRun());
    }

    HengeCalls calls() {
        return overlord.calls(System.getenv());
    }

    String cluster() {
        return cluster;
    }

    boolean dryRun() {
        return word.dryRun();
    }

    void print(JsonNode result, Function<JsonNode, Object> text) {
        overlord.print(Screen.results(spec), result, text);
    }

    /** @param text what people see of the answer, and whether nothing was done */
    int say(String said, BiFunction<JsonNode, Boolean, Object> text) throws InterruptedException {
        String reason = word.reason();
        print(
                calls().declare(cluster, said, reason, ifVersion, word.dryRun()),
                answer -> text.apply(answer, word.dryRun()));
        return ExitCode.DONE;
    }
}
