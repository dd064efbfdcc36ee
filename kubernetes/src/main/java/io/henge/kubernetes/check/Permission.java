package io.henge.kubernetes.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * One right that Henge uses in a namespace where it runs tasks.
 *
 * @param group of the API, empty for the core one
 * @param resource with the subresource, if any, after a slash
 * @param use which tasks need it
 */
public record Permission(String group, String resource, String verb, Use use) {
    /** Which tasks need a right. */
    public enum Use {
        EVERY_TASK,
        /** Those too large for a pod's environment, where deep storage takes no task payloads. */
        LARGE_TASKS
    }

    /** All rights that Henge uses: those of {@code charts/rbac/role.yaml}, no more and no less. */
    public static final List<Permission> ALL = Stream.of(
                    rights("batch", "jobs", Use.EVERY_TASK, "create", "get", "list", "watch", "delete"),
                    rights("", "pods", Use.EVERY_TASK, "list", "watch"),
                    rights("", "pods/log", Use.EVERY_TASK, "get"),
                    rights("", "secrets", Use.LARGE_TASKS, "create", "patch", "delete"))
            .flatMap(List::stream)
            .toList();

    private static List<Permission> rights(String group, String resource, Use use, String... verbs) {
        return Stream.of(verbs)
                .map(verb -> new Permission(group, resource, verb, use))
                .toList();
    }

    /** As people write it, such as {@code delete jobs.batch}. */
    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
}
