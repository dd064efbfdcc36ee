package io.henge.demo.build;

import io.henge.demo.process.OnExit;
import io.henge.demo.process.PartFailed;
import io.henge.demo.world.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The benchmarks' own program, run with our standard streams: it needs far more classes and memory than the command. */
public final class BenchProcess {
    private static final List<String> OPTIONS =
            List.of("-Xmx2g", "-Dfile.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8", "-Dsun.stderr.encoding=UTF-8");

    private final Installation installation;

    public BenchProcess(Installation installation) {
        this.installation = installation;
    }

    /** Runs the program to its end; returns its exit status. It must have been built. */
    public int run(List<String> arguments) throws InterruptedException {
        Path classes = installation.benchmarks().resolveSibling("classes");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-Dhenge.root=" + installation.root());
        try {
            String others = Files.readString(installation.benchmarks()).strip();
            command.addAll(List.of("-cp", classes + File.pathSeparator + others, "io.henge.bench.Bench"));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
            return follow(builder.start());
        } catch (IOException e) {
            throw new PartFailed("The benchmarks could not be started: " + e.getMessage(), e);
        }
    }

    private static int follow(Process process) throws InterruptedException {
        OnExit.Registration ending = OnExit.register(() -> end(process));
        try {
            return process.waitFor();
        } finally {
            ending.close();
        }
    }

    /** Asks the program to end, and gives it the time to end what it has started. */
    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
