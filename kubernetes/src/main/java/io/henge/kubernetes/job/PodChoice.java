package io.henge.kubernetes.job;

import org.jspecify.annotations.Nullable;

/**
 * What decides of a task how much room its pod gets, on every cluster: tasks with the same choice ask for the same.
 *
 * @param wished the key of the template that the task's context names, null for none
 * @param key that of the template that is chosen for it otherwise
 * @param javaOpts the task's own options of the peon's JVM, empty for none
 */
public record PodChoice(@Nullable String wished, String key, String javaOpts) {
    /** That of a task that says nothing. */
    public static final PodChoice NONE = new PodChoice(null, "", "");
}
