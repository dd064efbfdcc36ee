package io.henge.demo.build;

import io.henge.cli.terminal.Durations;
import io.henge.demo.process.Children;
import io.henge.demo.process.LogFile;
import io.henge.demo.process.OnExit;
import io.henge.demo.process.PartFailed;
import io.henge.demo.world.Installation;
import io.henge.demo.world.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runs the tests of all languages, one after the other: they would only take the processor from each other. */
public final class Tests {
    private static final Pattern GO_DONE = Pattern.compile("(ok|FAIL|---)\\s.*");

    private final Installation installation;
    private final Progress progress;
    private final Children children;

    private Tests(Installation installation, Progress progress, Children children) {
        this.installation = installation;
        this.progress = progress;
        this.children = children;
    }

    public static Tests here(Progress progress) {
        return new Tests(
                Installation.find(), progress, new Children(Map.of("JAVA_HOME", System.getProperty("java.home"))));
    }

    /** What came out. */
    public record Outcome(boolean passed, String summary) {}

    /** Which tests are run: each extent has those of the one before it. */
    public enum Extent {
        /** Those without real clusters. */
        FAST(" --fast", "real-cluster"),
        /** All but rare cases that take many minutes each. */
        USUAL("", "long"),
        /** All that there are. */
        LONG(" --long", "");

        private final String option;
        private final String excludedGroups;

        Extent(String option, String excludedGroups) {
            this.option = option;
            this.excludedGroups = excludedGroups;
        }

        private List<String> javaTests() {
            return List.of("mvn", "--fail-at-end", "verify", "-Dhenge.test.excludedGroups=" + excludedGroups);
        }

        private List<String> goTests() {
            return this == FAST ? List.of("go", "test", "-short", "./...") : List.of("go", "test", "./...");
        }
    }

    /** Runs the tests of an extent. */
    public Outcome run(Extent extent) throws InterruptedException {
        OnExit.Registration ending = OnExit.register(children::close);
        try {
            long startNanos = System.nanoTime();
            SurefireReader java = new SurefireReader(progress::note);
            boolean javaPassed = suite("Java tests", installation.root(), extent.javaTests(), java) && java.bad() == 0;
            boolean goPassed = suite("Go tests", installation.localkubeSources(), extent.goTests(), this::goLine);
            VitestReader page = new VitestReader(progress::note);
            boolean pagePassed = suite("Page tests", installation.page(), List.of("bash", "build.sh", "test"), page)
                    && page.bad() == 0;
            boolean passed = javaPassed && goPassed && pagePassed;
            return new Outcome(
                    passed,
                    "henge test" + extent.option + ": " + word(passed) + " in "
                            + Durations.words(Duration.ofNanos(System.nanoTime() - startNanos)) + " — Java "
                            + java.outcome(javaPassed) + ", Go " + word(goPassed) + ", page "
                            + page.outcome(pagePassed));
        } finally {
            ending.close();
        }
    }

    static String word(boolean passed) {
        return passed ? "passed" : "FAILED";
    }

    private boolean suite(String name, Path directory, List<String> command, Consumer<String> reader)
            throws InterruptedException {
        LogFile log = new LogFile(installation.cache().resolve("logs").resolve(name.replace(' ', '-') + ".log"));
        try {
            return progress.step(name, () -> {
                int status = children.run(directory, command, log.path(), reader);
                if (status != 0) {
                    throw new PartFailed(log.explain(
                            name + " failed (" + String.join(" ", command) + " ended with " + status + ")."));
                }
                return true;
            });
        } catch (PartFailed failure) {
            // The other languages' tests are still worth running.
            progress.note(String.valueOf(failure.getMessage()));
            return false;
        }
    }

    private void goLine(String line) {
        if (GO_DONE.matcher(line).matches()) {
            progress.note("  " + line.replace('\t', ' '));
        }
    }
}
