package io.henge.core.lease;

import io.henge.core.attempt.AttemptId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** What the two sides of a lease have agreed on. */
public final class LeaseWords {
    /** How the process of a peon ends that stops itself since its lease is over; no other end of a peon has that code. */
    public static final int EXIT_CODE = 86;

    /** What stands in the words on the end of a pod that has stopped itself. */
    public static final String STOPPED_ITSELF = "stopped itself since its lease was not renewed (exit code 86)";

    /** In a task's context, beside the attempt that it belongs to: for how many seconds its peon may run unrenewed. */
    public static final String CONTEXT_KEY = "lease";

    /** Where an Overlord renews. */
    public static final String PATH = "/druid/indexer/v1/k8s/lease";

    /** In an Overlord's answer to a renewal; for how long it counts, the peon knows by what it was shipped with. */
    public static final String RENEWED = "renewed";

    /** What a file is called with which a word is left in deep storage: as Druid calls statuses, which some stores read it by. */
    public static final String FILE = "status.json";

    /** A shorter one would end in every pause of a garbage collector. */
    public static final Duration MIN = Duration.ofSeconds(5);

    public static final Duration MAX = Duration.ofHours(1);

    /** More than the clocks of two machines drift apart. */
    private static final double DRIFT = 1.05;

    /** For what a process needs to wake up and end. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(2);

    /** With what is added, a file's name of no store is too long. */
    private static final int NAME_MAX = 190;

    private LeaseWords() {}

    /** Under which name, where statuses of tasks are kept, a peon leaves that it holds a lease. */
    public static String leaseOf(AttemptId attempt) {
        return nameOf(attempt, ".lease.");
    }

    /** Under which name an Overlord leaves there that the peon is to stop. */
    public static String revocationOf(AttemptId attempt) {
        return nameOf(attempt, ".revoked.");
    }

    private static String nameOf(AttemptId attempt, String what) {
        String task = attempt.task().value();
        int bytes = task.getBytes(StandardCharsets.UTF_8).length;
        return (bytes <= NAME_MAX ? task : "task-" + digest(task)) + what + attempt.number();
    }

    private static String digest(String task) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(task.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** How long, from when a lease cannot be renewed any more, an Overlord waits until its peon has certainly stopped. */
    public static Duration lapse(Duration lease) {
        return Duration.ofMillis(Math.round(lease.toMillis() * DRIFT)).plus(ALLOWANCE);
    }
}
