package io.henge.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.cli.overlord.HengeCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code henge explain}: says where a task goes, and why, or what a drain would do. */
@Command(
        name = "explain",
        description =
                "Say why a task is where it is or waits, where one would go that is not submitted, or what a drain"
                        + " would do. Changes nothing.")
public final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private OverlordOptions overlord = new OverlordOptions();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Spec
    private @Nullable CommandSpec spec;

    /** One of three. */
    private static final class Subject {
        @Parameters(paramLabel = "TASK", description = "The id of a task that was submitted.")
        private @Nullable String task;

        @Option(names = "--task-file", paramLabel = "FILE", description = "A task in JSON, as it would be submitted.")
        private @Nullable Path file;

        @Option(names = "--drain", paramLabel = "NAME", description = "A cluster that might be drained.")
        private @Nullable String drain;
    }

    @Override
    public Integer call() throws InterruptedException {
        HengeCalls calls = overlord.calls(System.getenv());
        if (subject.drain != null) {
            JsonNode answer = calls.drain(subject.drain, "What if it were drained?", null, null, true);
            overlord.print(Screen.results(spec), answer, Views::consequences);
            return ExitCode.DONE;
        }
        JsonNode answer = subject.file == null
                ? calls.explain(String.valueOf(subject.task))
                : calls.explain(taskIn(subject.file));
        overlord.print(Screen.results(spec), answer, one -> ExplanationText.of(one, Screen.now()));
        return ExitCode.DONE;
    }

    private static JsonNode taskIn(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new Refused(List.of("--task-file: \"" + file + "\" is no JSON: " + e.getOriginalMessage()
                    + ". Give a task as it would be submitted."));
        } catch (IOException e) {
            throw new Refused(List.of("--task-file: \"" + file + "\" cannot be read ("
                    + e.getClass().getSimpleName() + "). Give the path of a file that you can read."));
        }
    }
}
