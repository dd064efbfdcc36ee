package io.henge.druid.config;

import io.henge.kubernetes.job.Marks;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Reads the labels and annotations that users add to Jobs; those that say whose a Job is are not theirs to set. */
final class MarksReader {
    /** Kubernetes documentation, Labels and Selectors: an optional DNS subdomain before a slash, then a name. */
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

    private MarksReader() {}

    static SortedMap<String, String> labels(Section section) {
        checkAll(section, "labels", Marks.names(true));
        return section.map("labels");
    }

    static SortedMap<String, String> annotations(Section section) {
        checkAll(section, "annotations", Marks.names(false));
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
        } else if (key.equals("labels")
                && !value.isEmpty()
                && !Section.LABEL_VALUE.matcher(value).matches()) {
            own.bag().complain(spelled, value, PropertyType.LABEL_VALUE.expected());
        }
    }
}
