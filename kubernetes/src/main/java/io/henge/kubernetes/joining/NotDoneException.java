package io.henge.kubernetes.joining;

import java.util.List;
import java.util.stream.Stream;

/** Says why a cluster was not added or taken back, in sentences for people. */
public final class NotDoneException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final transient List<String> sentences;

    /** What kept it from being done. */
    public enum Outcome {
        /** What was asked for; nothing was begun. */
        REFUSED,
        /** An API server said no. */
        FAILED,
        /** An API server did not answer. */
        UNREACHABLE
    }

    NotDoneException(Outcome outcome, List<String> sentences) {
        super(String.join("\n", sentences));
        this.outcome = outcome;
        this.sentences = List.copyOf(sentences);
    }

    static NotDoneException refused(String sentence) {
        return new NotDoneException(Outcome.REFUSED, List.of(sentence));
    }

    /** The same, and one sentence more. */
    NotDoneException and(String sentence) {
        NotDoneException longer = new NotDoneException(
                outcome, Stream.concat(sentences.stream(), Stream.of(sentence)).toList());
        longer.initCause(this);
        return longer;
    }

    public Outcome outcome() {
        return outcome;
    }

    public List<String> sentences() {
        return sentences;
    }
}
