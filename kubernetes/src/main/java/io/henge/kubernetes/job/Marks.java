package io.henge.kubernetes.job;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of labels and annotations on Jobs and pods: a contract with Druid's own runner, and Henge's additions. */
public final class Marks {
    /** Which Druid cluster the Job belongs to; the watches select by it. */
    public static final String LABEL_OWNER = "henge.io/owner";

    /** The number of the attempt. */
    public static final String LABEL_ATTEMPT = "henge.io/attempt";

    /** The attempt's token: what tells its Job from a late copy of one that was asked for before. */
    public static final String ANNOTATION_TOKEN = "henge.io/token";

    public static final String LABEL_PEON = "druid.k8s.peons";
    public static final String LABEL_OVERLORD_NAMESPACE = "druid.overlord.namespace";
    public static final String LABEL_TASK_ID = "druid.task.id";
    public static final String LABEL_TASK_TYPE = "druid.task.type";
    public static final String LABEL_TASK_GROUP = "druid.task.group.id";
    public static final String LABEL_TASK_DATA_SOURCE = "druid.task.datasource";

    public static final String ANNOTATION_TASK = "task";
    public static final String ANNOTATION_TASK_ID = "task.id";
    public static final String ANNOTATION_TASK_TYPE = "task.type";
    public static final String ANNOTATION_TASK_GROUP = "task.group.id";
    public static final String ANNOTATION_TASK_DATA_SOURCE = "task.datasource";
    public static final String ANNOTATION_TEMPLATE = "task.jobTemplate";
    public static final String ANNOTATION_TLS = "tls.enabled";

    /** The container that runs the peon, where that is not {@link #CONTAINER_MAIN}. */
    public static final String ANNOTATION_CONTAINER = "henge.io/container";

    /** With the name of a value behind it, an annotation of what is known of earlier attempts of the task. */
    public static final String PREFIX_PRESERVED = "henge.io/preserved.";

    /** The container that runs the peon, where nothing else is said and there is one of that name; else the first does. */
    public static final String CONTAINER_MAIN = "main";

    public static final int PORT_PLAINTEXT = 8100;
    public static final int PORT_TLS = 8091;

    /** Every one of them; users' own labels and annotations have other names. docs/reference/labels.md is made from it. */
    public static final List<Described> ALL = List.of(
            label(LABEL_PEON, "`true`: what Druid's own runner knows its Jobs by"),
            label(
                    LABEL_OVERLORD_NAMESPACE,
                    "`overlordNamespace`, the cluster's `overlordIdentifier`, or its namespace"),
            label(LABEL_TASK_ID, "the task's id: its letters and digits in lower case, at most 63"),
            label(LABEL_TASK_TYPE, "the task's type"),
            label(LABEL_TASK_GROUP, "the id of the task's group, as the task's own"),
            label(LABEL_TASK_DATA_SOURCE, "the task's data source, without what no label may hold"),
            label(LABEL_OWNER, "which Druid cluster the Job belongs to: a random id in the ledger"),
            label(LABEL_ATTEMPT, "the number of the attempt, from 1"),
            annotation(ANNOTATION_TASK, "the task, as base64 of gzip of JSON, if that is short enough"),
            annotation(ANNOTATION_TASK_ID, "the task's id"),
            annotation(ANNOTATION_TASK_TYPE, "the task's type"),
            annotation(ANNOTATION_TASK_GROUP, "the id of the task's group"),
            annotation(ANNOTATION_TASK_DATA_SOURCE, "the task's data source"),
            annotation(ANNOTATION_TEMPLATE, "the key of the template"),
            annotation(
                    ANNOTATION_TOKEN,
                    "a random word that tells this attempt from an earlier request for it; no secret"),
            annotation(ANNOTATION_TLS, "whether the peon listens on the TLS port"),
            annotation(ANNOTATION_CONTAINER, "the container that runs the peon, where that is not called `main`"));

    /**
     * One of the names.
     *
     * @param isLabel whether it is a label, else an annotation
     * @param meaning what its value is, in Markdown
     */
    public record Described(String name, boolean isLabel, String meaning) {}

    private Marks() {}

    private static Described label(String name, String meaning) {
        return new Described(name, true, meaning);
    }

    private static Described annotation(String name, String meaning) {
        return new Described(name, false, meaning);
    }

    /** The names of all labels, or of all annotations. */
    public static Set<String> names(boolean labels) {
        return ALL.stream()
                .filter(mark -> mark.isLabel() == labels)
                .map(Described::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
