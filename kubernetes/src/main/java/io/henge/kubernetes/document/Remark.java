package io.henge.kubernetes.document;

import java.util.List;

/**
 * One thing that is to be said about a document.
 *
 * @param line counted from 1; 0 if it is about the whole
 * @param words what is wrong there and what to do: with a line, sentences that begin with a field or a noun; without one, what
 *     follows the name of the document
 */
public record Remark(int line, String words) {
    /** The most that are told of one document: who mends these comes again. */
    private static final int TOLD_MAX = 10;

    /** All of them about the document that people know by {@code name}, as one text. */
    public static String text(String name, List<Remark> remarks) {
        StringBuilder text = new StringBuilder();
        for (Remark remark : remarks.subList(0, Math.min(TOLD_MAX, remarks.size()))) {
            text.append(text.isEmpty() ? remark.about(name) : " " + remark.about("There"));
        }
        int more = remarks.size() - TOLD_MAX;
        return text + (more > 0 ? " There are " + more + " more." : "");
    }

    /** As sentences about the document that people know by {@code name}. */
    public String about(String name) {
        return line == 0 ? name + " " + words : name + ", line " + line + ": " + words;
    }
}
