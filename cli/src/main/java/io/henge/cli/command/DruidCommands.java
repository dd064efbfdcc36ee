package io.henge.cli.command;

import io.henge.cli.program.ProgramJars;
import java.util.List;

/** All commands of this package: those for people who have a Druid. */
public final class DruidCommands {
    private DruidCommands() {}

    /** A new one of each; {@code programs} is where those find the extension that run its programs. */
    public static List<Object> with(ProgramJars programs) {
        return List.of(
                new CheckCommand(programs),
                new ClusterCommand(programs),
                new ClustersCommand(),
                new CordonCommand(),
                new DeclareAliveCommand(),
                new DeclareDeadCommand(),
                new DrainCommand(),
                new EventsCommand(),
                new ExplainCommand(),
                new FailoversCommand(),
                new LogsCommand(),
                new MetricsMapCommand(),
                new MoveCommand(),
                new PauseCommand(),
                new RenderCommand(programs),
                new ResumeCommand(),
                new StopDrainCommand(),
                new TasksCommand(),
                new UiCommand(),
                new UncordonCommand());
    }
}
