package io.henge.kubernetes.check;

import io.henge.kubernetes.call.Verb;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One right that Henge uses in a namespace where it runs tasks.
 *
 * @param group of the API, empty for the core one
 * @param resource with the subresource, if any, after a slash
 * @param use what it is for
 */
public record Permission(String group, String resource, Verb verb, Use use) {
    /** What a right is for. */
    public enum Use {
        EVERY_TASK(""),
        TROUBLE_MESSAGES("do with shorter messages about tasks in trouble"),
        IDENTITY("go without noticing it when the kubeconfig leads to another cluster"),
        ROOM("place tasks without knowing the namespace's quota"),
        LARGE_TASKS("run no task that is too large for a pod's environment");

        private final String otherwise;

        Use(String otherwise) {
            this.otherwise = otherwise;
        }

        /** What is left to do without the right, in the imperative; empty if nothing is. */
        public Optional<String> otherwise() {
            return otherwise.isEmpty() ? Optional.empty() : Optional.of(otherwise);
        }
    }

    /** The right without which no task runs at all. */
    static final Permission MAKE_JOBS = new Permission("batch", "jobs", Verb.CREATE, Use.EVERY_TASK);

    /** All rights that Henge uses: those of {@code charts/rbac/role.yaml}, no more and no less. */
    public static final List<Permission> ALL = Stream.of(
                    rights("batch", "jobs", Use.EVERY_TASK, Verb.CREATE, Verb.GET, Verb.LIST, Verb.WATCH, Verb.DELETE),
                    rights("", "pods", Use.EVERY_TASK, Verb.LIST, Verb.WATCH),
                    rights("", "pods/log", Use.EVERY_TASK, Verb.LOG),
                    rights("", "events", Use.TROUBLE_MESSAGES, Verb.LIST),
                    rights("", "namespaces", Use.IDENTITY, Verb.GET),
                    rights("", "resourcequotas", Use.ROOM, Verb.LIST),
                    rights("", "secrets", Use.LARGE_TASKS, Verb.CREATE, Verb.PATCH, Verb.DELETE))
            .flatMap(List::stream)
            .toList();

    private static List<Permission> rights(String group, String resource, Use use, Verb... verbs) {
        return Stream.of(verbs)
                .map(verb -> new Permission(group, resource, verb, use))
                .toList();
    }

    /** As people write it, such as {@code delete jobs.batch}. */
    @Override
    public String toString() {
        return verb.right() + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
}
