package io.henge.druid.program;

import io.henge.kubernetes.check.FleetReport;
import io.henge.kubernetes.joining.ChangeReport;
import io.henge.kubernetes.joining.ClusterAddition;
import io.henge.kubernetes.joining.ClusterRemoval;
import io.henge.kubernetes.joining.NotDoneException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Adds a cluster to those of an Overlord that runs, or takes one back. */
public final class ClusterProgram {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int REFUSED = 2;
    static final int UNREACHABLE = 3;

    private static final long REST_MILLIS = 500;

    private ClusterProgram() {}

    /** A program that changes clusters and tells what it did. */
    private interface Work {
        void run() throws NotDoneException, InterruptedException;
    }

    /** Prints what was done to {@code out}, and why anything was not to {@code messages}; returns the exit status. */
    static int run(List<String> arguments, PrintStream out, PrintStream messages) {
        ClusterRequest request;
        try {
            request = ClusterRequest.parse(arguments);
        } catch (IllegalArgumentException e) {
            say(String.valueOf(e.getMessage()).lines().toList(), messages);
            return REFUSED;
        }
        if (request.adds()) {
            ClusterAddition addition =
                    new ClusterAddition(request.cluster(), request.routes(), ClusterProgram::rest, request.dryRun());
            return run(addition::run, addition.report(), request, out, messages);
        }
        ClusterRemoval removal =
                new ClusterRemoval(request.cluster().name(), request.routes(), request.word(), request.dryRun());
        return run(removal::run, removal.report(), request, out, messages);
    }

    private static int run(
            Work work, ChangeReport report, ClusterRequest request, PrintStream out, PrintStream messages) {
        int status;
        try {
            work.run();
            status = report.check().map(ClusterProgram::statusOf).orElse(DONE);
        } catch (NotDoneException e) {
            say(e.sentences(), messages);
            status = switch (e.outcome()) {
                case REFUSED -> REFUSED;
                case FAILED -> FAILED;
                case UNREACHABLE -> UNREACHABLE;
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status = FAILED;
        }
        if (!report.isEmpty()) {
            out.println(request.json() ? report.asJson() : report.asYaml().stripTrailing());
        }
        return status;
    }

    private static int statusOf(FleetReport found) {
        return switch (found.verdict()) {
            case WORKS -> DONE;
            case PROBLEM -> FAILED;
            case UNREACHABLE -> UNREACHABLE;
        };
    }

    private static void say(List<String> sentences, PrintStream messages) {
        sentences.forEach(sentence -> messages.println("henge: " + sentence));
    }

    private static void rest() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(REST_MILLIS, TimeUnit.MILLISECONDS);
    }
}
