package io.henge.druid.config;

import io.henge.kubernetes.job.Marks;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Reads the labels and annotations that users add to Jobs; those that say whose a Job is are not theirs to set. */
final class MarksReader {
    private static final Set<String> LABELS_TAKEN = Set.of(
            Marks.LABEL_PEON,
            Marks.LABEL_OVERLORD_NAMESPACE,
            Marks.LABEL_TASK_ID,
            Marks.LABEL_TASK_TYPE,
            Marks.LABEL_TASK_GROUP,
            Marks.LABEL_TASK_DATA_SOURCE,
            Marks.LABEL_OWNER,
            Marks.LABEL_ATTEMPT);

    private static final Set<String> ANNOTATIONS_TAKEN = Set.of(
            Marks.ANNOTATION_TASK,
            Marks.ANNOTATION_TASK_ID,
            Marks.ANNOTATION_TASK_TYPE,
            Marks.ANNOTATION_TASK_GROUP,
            Marks.ANNOTATION_TASK_DATA_SOURCE,
            Marks.ANNOTATION_TEMPLATE,
            Marks.ANNOTATION_TLS,
            Marks.ANNOTATION_CONTAINER);

    /** Kubernetes documentation, Labels and Selectors: an optional DNS subdomain before a slash, then a name. */
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");

    private MarksReader() {}

    static SortedMap<String, String> labels(Section section) {
        checkAll(section, "labels", LABELS_TAKEN);
        return section.map("labels");
    }

    static SortedMap<String, String> annotations(Section section) {
        checkAll(section, "annotations", ANNOTATIONS_TAKEN);
        return section.map("annotations");
    }

    /** Each part by itself, so that the complaint names the key that was written. */
    private static void checkAll(Section section, String key, Set<String> taken) {
        if (section.common() != null) {
            checkAll(section.common(), key, taken);
        }
        Section own = section.alone();
        own.map(key).forEach((name, value) -> check(own, key, taken, name, value));
    }

    private static void check(Section own, String key, Set<String> taken, String name, String value) {
        String spelled = own.spelled(key + "." + name);
        if (taken.contains(name)) {
            own.bag().complain(spelled, value, "The runner sets this itself: leave it out.");
        } else if (!NAME.matcher(name).matches()) {
            own.bag()
                    .complain(
                            spelled,
                            value,
                            "Its name is none that Kubernetes takes, such as team or example.org/team.");
        } else if (key.equals("labels") && !LABEL_VALUE.matcher(value).matches()) {
            own.bag()
                    .complain(
                            spelled,
                            value,
                            "Give at most 63 letters, digits and _.- with a letter or digit at both ends.");
        }
    }
}
