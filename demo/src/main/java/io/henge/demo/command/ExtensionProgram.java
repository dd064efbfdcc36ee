package io.henge.demo.command;

import io.henge.demo.build.Builds;
import io.henge.demo.druid.DruidRuntime;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.terminal.TerminalProgress;
import io.henge.demo.world.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A program of the extension, which runs with Druid's jars in a Java of its own. */
final class ExtensionProgram {
    private ExtensionProgram() {}

    /**
     * Builds the extension if need be; the program is not started yet, and would share our standard streams.
     *
     * @param name of its class, below that of the extension's own
     */
    static ProcessBuilder of(String name, List<String> arguments) throws InterruptedException, IOException {
        try (TerminalProgress progress = Screen.progress()) {
            Builds.here(progress).ensureExtension();
        }
        Installation installation = Installation.find();
        DruidRuntime druid = installation.druid(DruidVersion.V33);
        List<String> command = new ArrayList<>(List.of(druid.java().toString()));
        command.addAll(druid.flags());
        command.addAll(List.of(
                "-Xmx512m",
                "-Dlog4j2.configurationFile=henge-program-log4j2.xml",
                "-cp",
                installation.extensions().resolve("henge") + "/*:" + druid.classPath(),
                "io.henge.druid.program." + name));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO();
    }
}
