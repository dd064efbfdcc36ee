package io.henge.core.placement;

import io.henge.core.attempt.ClusterName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is found of one cluster for one preference: that it would do, and how well, or what speaks against it.
 *
 * @param words what speaks against it, as what follows the cluster's name; of one that would do, empty
 * @param marks what speaks for it, or rather against it
 */
public record Appraisal(ClusterName cluster, Kind kind, String words, List<Mark> marks) {
    /** How it stands. */
    public enum Kind {
        /** It can be taken. */
        FITS,
        /** It has no room now. */
        FULL,
        /** It takes nothing now, whatever asks. */
        CLOSED,
        /** It is not for this task, by what was written. */
        EXCLUDED,
        /** It is too small, also when it is empty. */
        TOO_SMALL
    }

    /** What speaks for or against a cluster that would do. */
    public record Mark(String words, long points) {}

    public Appraisal {
        marks = List.copyOf(marks);
    }

    public boolean fits() {
        return kind == Kind.FITS;
    }

    public long points() {
        return marks.stream().mapToLong(Mark::points).sum();
    }

    /** For people: the cluster, and what is found of it. */
    public String sentence() {
        if (!fits()) {
            return cluster + " " + words;
        }
        String why = marks.stream()
                .map(mark -> mark.words() + " (" + (mark.points() > 0 ? "+" : "") + mark.points() + ")")
                .collect(Collectors.joining(", "));
        return cluster + " has room" + (why.isEmpty() ? "" : ": " + why);
    }
}
