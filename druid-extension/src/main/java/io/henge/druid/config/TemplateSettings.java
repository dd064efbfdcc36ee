package io.henge.druid.config;

import io.henge.kubernetes.template.TemplateFile;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pod templates of one cluster.
 *
 * @param files by key; empty for the Overlord adapters
 * @param selection whether a task's context may name its template
 * @param strictFields whether a field that is not known is refused, else only told
 */
public record TemplateSettings(SortedMap<String, TemplateFile> files, boolean selection, boolean strictFields) {
    public TemplateSettings {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Those of {@link #files} that the cluster shares with the others. */
    public SortedMap<String, TemplateFile> shared() {
        TreeMap<String, TemplateFile> shared = new TreeMap<>(files);
        shared.values().removeIf(file -> !file.property().startsWith(TemplateFiles.SHARED));
        return shared;
    }
}
