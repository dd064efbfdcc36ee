package io.henge.demo.command;

import io.henge.cli.command.OutputOption;
import io.henge.cli.command.Screen;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.terminal.Table;
import io.henge.demo.world.WorldStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code henge status}: shows which processes of a world run. */
@Command(name = "status", description = "Show which processes of a world run; exit status 1 if any does not.")
public final class StatusCommand implements Callable<Integer> {
    @Option(names = "--dir", paramLabel = "D", description = "Directory of the world; required.")
    private @Nullable Path directory;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        WorldStatus status = WorldStatus.of(DirOption.required(directory));
        output.print(Screen.results(spec), () -> table(status), status::json);
        return status.running() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String table(WorldStatus status) {
        Table table = new Table("PART", "PID", "STATE", "WHERE");
        status.parts().forEach(part -> table.row(part.name(), Long.toString(part.pid()), part.state(), part.where()));
        return table.toString();
    }
}
