package io.henge.demo.show;

import java.util.regex.Pattern;

/** Task and pod names short enough for a table; the full ones are in the JSON output. */
final class TaskName {
    /** Druid ends its task ids with the time of submission. */
    private static final Pattern TIME = Pattern.compile("_\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$");

    private static final int POD_HEAD = 12;
    private static final int POD_TAIL = 10;

    private TaskName() {}

    static String brief(String task) {
        return TIME.matcher(task).replaceFirst("");
    }

    static String briefPod(String pod) {
        return pod.length() <= POD_HEAD + POD_TAIL + 1
                ? pod
                : pod.substring(0, POD_HEAD) + "…" + pod.substring(pod.length() - POD_TAIL);
    }
}
