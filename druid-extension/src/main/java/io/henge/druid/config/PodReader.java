package io.henge.druid.config;

import io.henge.kubernetes.document.DocumentException;
import io.henge.kubernetes.document.Remark;
import io.henge.kubernetes.job.JobSettings;
import io.henge.kubernetes.job.PodChanges;
import io.henge.kubernetes.job.PodPatch;
import io.henge.kubernetes.overlord.OverlordSettings;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the pods of one cluster are made from; names and defaults are those of Druid's own runner. */
final class PodReader {
    private static final Pattern QUANTITY = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?(Ki|Mi|Gi|Ti|k|M|G|T)?");

    private static final int SHOWN_MAX = 80;

    private final Section section;

    PodReader(Section section) {
        this.section = section;
    }

    /** @param overlordNamespace what the label {@code druid.overlord.namespace} says */
    PodConfig read(String overlordNamespace) {
        AdapterType adapter = adapter();
        refuseWithoutEffect(adapter);
        return new PodConfig(
                adapter,
                new TemplateSettings(
                        adapter == AdapterType.TEMPLATE ? TemplateFiles.of(section) : new TreeMap<>(),
                        section.shared().flag("allowTaskPodTemplateSelection"),
                        isStrict()),
                overlordNamespace,
                overlord(adapter),
                new JobSettings(
                        MarksReader.labels(section),
                        MarksReader.annotations(section),
                        section.period("maxTaskDuration"),
                        section.period("taskCleanupDelay")),
                changes());
    }

    private AdapterType adapter() {
        @Nullable String own = section.common() == null ? null : section.alone().choice("adapter.type");
        @Nullable PropertyValue common = section.shared().find("k8s.adapter.type");
        @Nullable String given = own == null ? section.shared().choice("k8s.adapter.type") : own;
        boolean sidecars = section.shared().flag("sidecarSupport");
        if (given == null) {
            return sidecars ? AdapterType.MULTI_CONTAINER : AdapterType.SINGLE_CONTAINER;
        }
        Optional<AdapterType> type = AdapterType.of(given);
        if (sidecars
                && own == null
                && common != null
                && type.filter(found -> found != AdapterType.MULTI_CONTAINER).isPresent()) {
            section.bag().complain(common, "sidecarSupport asks for overlordMultiContainer: leave sidecarSupport out.");
        }
        return type.orElse(AdapterType.SINGLE_CONTAINER);
    }

    /** A cluster's own setting that does nothing is a mistake; a common one may be meant for other clusters. */
    private void refuseWithoutEffect(AdapterType adapter) {
        if (section.common() == null) {
            return;
        }
        section.bag().below(section.start()).forEach((key, value) -> {
            Optional<Property> property = PropertyTable.find(key, Property.Scope.CLUSTER);
            if (property.isPresent() && !property.get().reader().includes(adapter)) {
                section.bag()
                        .complain(
                                value, "It has no effect with " + adapter.value() + ": leave it out or use podPatch.");
            }
        });
    }

    private OverlordSettings overlord(AdapterType adapter) {
        @Nullable Integer grace = section.numberIfGiven("graceTerminationPeriodSeconds");
        return new OverlordSettings(
                adapter == AdapterType.MULTI_CONTAINER,
                section.text("primaryContainerName"),
                section.text("kubexitImage", OverlordSettings.KUBEXIT_IMAGE_DEFAULT),
                grace == null ? null : grace.longValue(),
                section.list("javaOptsArray"),
                section.number("cpuCoreInMicro"),
                section.list("peonMonitors"));
    }

    private PodChanges changes() {
        if (section.common() == null) {
            return PodChanges.NONE;
        }
        Section own = section.alone();
        return new PodChanges(
                own.text("image"),
                own.text("serviceAccount"),
                own.map("nodeSelector"),
                own.formed("memory", QUANTITY),
                patch(own));
    }

    private PodPatch patch(Section own) {
        @Nullable PropertyValue text = own.find("podPatch");
        if (text == null) {
            return PodPatch.NONE;
        }
        try {
            PodPatch patch = PodPatch.parse(text.text());
            for (Remark note : patch.notes()) {
                if (isStrict()) {
                    complain(text, note);
                } else {
                    own.bag().note(text, "at line " + note.line() + ": " + note.words());
                }
            }
            return patch;
        } catch (DocumentException e) {
            e.remarks().forEach(remark -> complain(text, remark));
            return PodPatch.NONE;
        }
    }

    /** Of a patch of many lines, the first is enough to know it again. */
    private void complain(PropertyValue patch, Remark remark) {
        String first = patch.raw().lines().findFirst().orElse("");
        String shown = first.length() > SHOWN_MAX || !first.equals(patch.raw())
                ? first.substring(0, Math.min(SHOWN_MAX, first.length())) + "…"
                : first;
        section.bag()
                .complain(
                        patch.spelled(),
                        shown,
                        remark.about("It") + " "
                                + section.property("podPatch").type().expected());
    }

    private boolean isStrict() {
        return "strict".equals(section.shared().choice("podFieldValidation"));
    }
}
