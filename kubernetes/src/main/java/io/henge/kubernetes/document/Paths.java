package io.henge.kubernetes.document;

import java.util.regex.Pattern;

/** How people are told where in a document something is: {@code spec.containers[0].image}. */
final class Paths {
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_$-]{1,80}");
    private static final int SHOWN_MAX = 80;

    private Paths() {}

    /** The field of that name below {@code path}, which is empty for the document itself. */
    static String child(String path, String name) {
        String shown = name.length() > SHOWN_MAX ? name.substring(0, SHOWN_MAX) + "…" : name;
        if (SIMPLE.matcher(name).matches()) {
            return path.isEmpty() ? name : path + "." + name;
        }
        return path + "[" + shown.replaceAll("\\R", " ") + "]";
    }
}
