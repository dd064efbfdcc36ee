package io.henge.bench;

import io.henge.bench.figure.Figure;
import io.henge.bench.figure.Machine;
import io.henge.bench.figure.Report;
import io.henge.cli.exit.ExitCode;
import io.henge.cli.exit.Refused;
import io.henge.cli.terminal.Table;
import io.henge.core.time.SteadyClock;
import io.henge.demo.process.OnExit;
import io.henge.demo.process.PartFailed;
import io.henge.demo.terminal.Terminal;
import io.henge.demo.terminal.TerminalProgress;
import io.henge.demo.world.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;

/** The program behind {@code henge bench}, which has checked the options and passes them on. */
public final class Bench {
    private static final String LIST = "--list";
    private static final String JSON = "--json";

    /** What stands between the name of some and that of one of them. */
    private static final String PART = ".";

    private Bench() {}

    public static void main(String[] arguments) {
        OnExit.Registration interrupted = OnExit.register(() -> {});
        int status = run(List.of(arguments));
        interrupted.close();
        System.exit(status);
    }

    private static int run(List<String> arguments) {
        Scale scale = Scale.of(arguments);
        if (arguments.contains(LIST)) {
            Table table = new Table("NAME", "MEASURES");
            Catalogue.all(scale).forEach(benchmark -> table.row(benchmark.name(), benchmark.about()));
            System.out.println(table);
            return ExitCode.DONE;
        }
        try {
            List<Benchmark> chosen = chosen(
                    Catalogue.all(scale),
                    arguments.stream()
                            .filter(argument -> !argument.startsWith("--"))
                            .toList());
            Report report = new Report(new SteadyClock().instant(), Machine.here());
            boolean all = measure(chosen, report);
            System.out.println(arguments.contains(JSON) ? report.json() : report.text());
            return all ? ExitCode.DONE : ExitCode.FAILED;
        } catch (Refused refused) {
            refused.complaints().forEach(complaint -> System.err.println("henge: " + complaint));
            return ExitCode.REFUSED;
        } catch (InterruptedException | IOException e) {
            System.err.println("henge: " + e);
            return ExitCode.FAILED;
        }
    }

    /** Whether all could be measured. */
    private static boolean measure(List<Benchmark> chosen, Report report) throws IOException, InterruptedException {
        try (TerminalProgress progress = screen()) {
            boolean all = true;
            for (Benchmark benchmark : chosen) {
                all &= measure(benchmark, report, progress);
            }
            return all;
        }
    }

    private static TerminalProgress screen() {
        return Terminal.of(System.getenv()).progress(System.err);
    }

    private static List<Benchmark> chosen(List<Benchmark> all, List<String> names) {
        if (names.isEmpty()) {
            return all;
        }
        List<Benchmark> chosen = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (String name : names) {
            List<Benchmark> called = all.stream()
                    .filter(benchmark ->
                            benchmark.name().equals(name) || benchmark.name().startsWith(name + PART))
                    .toList();
            if (called.isEmpty()) {
                complaints.add("bench: there is no benchmark \"" + name + "\". There are "
                        + all.stream().map(Benchmark::name).collect(Collectors.joining(", "))
                        + ".");
            }
            chosen.addAll(called);
        }
        if (!complaints.isEmpty()) {
            throw new Refused(complaints);
        }
        return chosen;
    }

    /** One that fails does not keep the others from being measured. */
    private static boolean measure(Benchmark benchmark, Report report, Progress progress)
            throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("henge-bench-");
        progress.note(benchmark.name() + ": " + benchmark.about() + ".");
        OnExit.Registration interrupted = OnExit.register(() -> FileUtils.deleteQuietly(scratch.toFile()));
        try {
            List<Figure> figures = benchmark.run(scratch, progress);
            report.add(benchmark.name(), figures);
            FileUtils.deleteDirectory(scratch.toFile());
            return true;
        } catch (InterruptedException | Refused e) {
            throw e;
        } catch (PartFailed e) {
            progress.note(benchmark.name() + " failed: " + e.getMessage());
            return false;
        } catch (Exception e) {
            e.printStackTrace();
            progress.note(benchmark.name() + " failed; what it left is in " + scratch + ".");
            return false;
        } finally {
            interrupted.close();
        }
    }
}
