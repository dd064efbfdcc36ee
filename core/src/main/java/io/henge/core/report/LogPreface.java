package io.henge.core.report;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.TaskId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines by which the log of a task tells its attempts apart, where it has more than one: the log of each begins with one, which
 * says which it is.
 */
public final class LogPreface {
    private LogPreface() {}

    private static String mark(AttemptId attempt) {
        return "--- Attempt " + attempt.number() + " of task[" + attempt.task() + "]";
    }

    /** One line that stands before the log of an attempt; empty for a first attempt. */
    public static String of(Attempt attempt) {
        return attempt.id().number() == 1
                ? ""
                : mark(attempt.id()) + ", on cluster[" + attempt.cluster() + "], after "
                        + (attempt.id().number() == 2 ? "one that was" : "others that were")
                        + " taken away. Why: henge failovers " + attempt.task() + " ---\n";
    }

    /**
     * What is left of the log of an attempt that was taken from its cluster, below a line that says so.
     *
     * @param why it was taken
     * @param end what was last seen of it, empty where nothing was
     */
    public static String ofTaken(Attempt taken, String why, String end) {
        return mark(taken.id()) + " was taken from cluster[" + taken.cluster() + "]: "
                + why.replaceAll("\\p{Cntrl}", " ") + ". "
                + (end.isEmpty() ? "Nothing was seen of its log" : "The end of its log, as it was last seen") + " ---\n"
                + end + (end.isEmpty() || end.endsWith("\n") ? "" : "\n");
    }

    /** Of a task's log, what is of attempts before that one; empty where it does not tell attempts apart. */
    public static String earlier(String log, AttemptId than) {
        int begin = firstFrom(log, than.task(), 1);
        return begin == 0 ? log.substring(0, firstFrom(log, than.task(), than.number())) : "";
    }

    /**
     * Where in a task's log that of one attempt is.
     *
     * @param end behind its last character, where that of the next one begins or the text ends
     */
    public record Part(int begin, int end) {}

    /** Empty where nothing is of that attempt; all of a log that does not tell attempts apart is of the first. */
    public static Optional<Part> part(String log, AttemptId attempt) {
        boolean unmarked = attempt.number() == 1 && firstFrom(log, attempt.task(), 1) > 0;
        int begin = unmarked ? 0 : firstFrom(log, attempt.task(), attempt.number());
        int end = firstFrom(log, attempt.task(), attempt.number() + 1);
        return begin < end ? Optional.of(new Part(begin, end)) : Optional.empty();
    }

    /** Whether a task's log has that of a later attempt, or one that does not tell attempts apart. */
    public static boolean isOfLater(String log, AttemptId than) {
        return !log.isEmpty()
                && (firstFrom(log, than.task(), 1) > 0
                        || firstFrom(log, than.task(), than.number() + 1) < log.length());
    }

    /** Where the log of the first attempt begins that has that number or a higher one; the log's length if none does. */
    private static int firstFrom(String log, TaskId task, int number) {
        Matcher marks = Pattern.compile(
                        "^--- Attempt (\\d{1,9}) of task\\[" + Pattern.quote(task.value()) + "]", Pattern.MULTILINE)
                .matcher(log);
        while (marks.find()) {
            if (Integer.parseInt(marks.group(1)) >= number) {
                return marks.start();
            }
        }
        return log.length();
    }
}
