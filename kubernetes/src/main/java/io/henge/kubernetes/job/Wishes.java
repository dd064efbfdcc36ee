package io.henge.kubernetes.job;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a task's context says about its pod.
 *
 * @param tags the values of {@code tags} that are text
 * @param templateKey {@code podTemplateSelectionKey}, null for none
 * @param javaOpts {@code druid.indexer.runner.javaOpts}, empty for none
 */
public record Wishes(
        SortedMap<String, String> tags, @Nullable String templateKey, String javaOpts) {
    /** Of a task that says nothing about it. */
    public static final Wishes NONE = new Wishes(new TreeMap<>(), null, "");

    public Wishes {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
