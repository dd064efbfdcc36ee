package io.henge.kubernetes.job;

/** The names of labels and annotations on Jobs and pods: a contract with Druid's own runner, and Henge's additions. */
public final class Marks {
    /** Which Druid cluster the Job belongs to; the watches select by it. */
    public static final String LABEL_OWNER = "henge.io/owner";

    /** The number of the attempt. */
    public static final String LABEL_ATTEMPT = "henge.io/attempt";

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

    /** The container that runs the peon, where nothing else is said and there is one of that name; else the first does. */
    public static final String CONTAINER_MAIN = "main";

    public static final int PORT_PLAINTEXT = 8100;
    public static final int PORT_TLS = 8091;

    private Marks() {}
}
