package io.henge.druid.config;

import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.job.PodPatch;
import io.henge.kubernetes.overlord.OverlordSettings;
import io.henge.kubernetes.template.TemplateFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the pods of one cluster are made from; names and defaults are those of Druid's own runner. */
final class PodReader {
    private static final Pattern QUANTITY = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?(Ki|Mi|Gi|Ti|k|M|G|T)?");

    /** Only the Overlord adapters look at these. */
    private static final List<String> OVERLORD_KEYS = List.of(
            "javaOptsArray",
            "cpuCoreInMicro",
            "graceTerminationPeriodSeconds",
            "primaryContainerName",
            "kubexitImage",
            "peonMonitors");

    private final Section section;

    PodReader(Section section) {
        this.section = section;
    }

    PodConfig read() {
        AdapterType adapter = adapter();
        refuseWithoutEffect(adapter);
        return new PodConfig(
                adapter,
                adapter == AdapterType.TEMPLATE ? templates() : new TreeMap<>(),
                section.flag("allowTaskPodTemplateSelection"),
                overlord(adapter),
                MarksReader.labels(section),
                MarksReader.annotations(section),
                changes(),
                section.period("maxTaskDuration", Duration.ofHours(4)),
                cleanupDelay());
    }

    private AdapterType adapter() {
        @Nullable
        PropertyValue own = section.common() == null ? null : section.alone().find("adapter.type");
        @Nullable PropertyValue given = own == null ? section.find("k8s.adapter.type") : own;
        boolean sidecars = section.flag("sidecarSupport");
        if (given == null) {
            return sidecars ? AdapterType.MULTI_CONTAINER : AdapterType.SINGLE_CONTAINER;
        }
        Optional<AdapterType> type = AdapterType.of(given.text());
        if (type.isEmpty()) {
            section.bag()
                    .complain(given, "Give overlordSingleContainer, overlordMultiContainer or customTemplateAdapter.");
        } else if (sidecars && own == null && type.get() != AdapterType.MULTI_CONTAINER) {
            section.bag().complain(given, "sidecarSupport asks for overlordMultiContainer: leave sidecarSupport out.");
        }
        return type.orElse(AdapterType.SINGLE_CONTAINER);
    }

    /** A cluster's own setting that does nothing is a mistake; a common one may be meant for other clusters. */
    private void refuseWithoutEffect(AdapterType adapter) {
        if (section.common() == null) {
            return;
        }
        List<String> idle = adapter.isOverlord() ? List.of("podTemplate") : OVERLORD_KEYS;
        for (String key : idle) {
            section.bag()
                    .below(section.start() + key)
                    .values()
                    .forEach(value -> section.bag()
                            .complain(
                                    value,
                                    "It has no effect with " + adapter.value() + ": leave it out or use podPatch."));
        }
    }

    private SortedMap<String, TemplateFile> templates() {
        TreeMap<String, TemplateFile> templates = new TreeMap<>();
        section.bag().below("k8s.podTemplate.").forEach((key, value) -> put(templates, key, value));
        if (section.common() != null) {
            section.bag().below(section.start() + "podTemplate.").forEach((key, value) -> put(templates, key, value));
        }
        if (!templates.containsKey("base")) {
            section.bag()
                    .complain(
                            section.bag().prefix() + "k8s.podTemplate.base",
                            null,
                            "Give the path of a PodTemplate in YAML.");
        }
        return templates;
    }

    /** Druid's own runner takes for the key what stands behind the last dot. */
    private void put(SortedMap<String, TemplateFile> templates, String key, PropertyValue value) {
        try {
            templates.put(
                    key.substring(key.lastIndexOf('.') + 1), new TemplateFile(value.spelled(), Path.of(value.text())));
        } catch (InvalidPathException e) {
            section.bag().complain(value, "Give the path of a PodTemplate in YAML.");
        }
    }

    private OverlordSettings overlord(AdapterType adapter) {
        long grace = section.number("graceTerminationPeriodSeconds", 0, Integer.MAX_VALUE, -1);
        return new OverlordSettings(
                adapter == AdapterType.MULTI_CONTAINER,
                section.text("primaryContainerName"),
                section.text("kubexitImage", OverlordSettings.KUBEXIT_IMAGE_DEFAULT),
                grace < 0 ? null : grace,
                section.list("javaOptsArray"),
                (int) section.number("cpuCoreInMicro", 0, Integer.MAX_VALUE, 0),
                section.list("peonMonitors"));
    }

    private PodChanges changes() {
        if (section.common() == null) {
            return PodChanges.NONE;
        }
        Section own = section.alone();
        return new PodChanges(
                own.text("image"), own.text("serviceAccount"), own.map("nodeSelector"), memory(own), patch(own));
    }

    private @Nullable String memory(Section own) {
        @Nullable PropertyValue memory = own.find("memory");
        if (memory != null && !QUANTITY.matcher(memory.text()).matches()) {
            own.bag().complain(memory, "Give a quantity as Kubernetes has them, such as 3Gi.");
        }
        return memory == null ? null : memory.text();
    }

    private PodPatch patch(Section own) {
        @Nullable PropertyValue text = own.find("podPatch");
        if (text == null) {
            return PodPatch.NONE;
        }
        try {
            return PodPatch.parse(text.text());
        } catch (IllegalArgumentException e) {
            own.bag()
                    .complain(
                            text,
                            "It " + e.getMessage()
                                    + ". Give an object in YAML or JSON with metadata and spec of a pod template.");
            return PodPatch.NONE;
        }
    }

    /** Kubernetes counts it in whole seconds, of which there are as many as an int holds. */
    private Duration cleanupDelay() {
        Duration delay = section.period("taskCleanupDelay", Duration.ofDays(2));
        @Nullable PropertyValue given = section.find("taskCleanupDelay");
        if (given != null && delay.toSeconds() > Integer.MAX_VALUE) {
            section.bag().complain(given, "Give at most " + Integer.MAX_VALUE + " seconds.");
            return Duration.ofDays(2);
        }
        return delay;
    }
}
