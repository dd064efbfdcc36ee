package io.henge.druid.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What Druid's own properties must say for tasks on clusters, and what fails where they do not. */
final class PeonNotes {
    static final String ENCAPSULATED = "druid.indexer.task.encapsulatedTask";
    static final String INTERMEDIARY = "druid.processing.intermediaryData.storage.type";

    private static final List<Wanted> WANTED = List.of(
            new Wanted(
                    ENCAPSULATED,
                    "true",
                    "peons that have no other value never tell how their tasks ended, so that every task fails"),
            new Wanted(
                    INTERMEDIARY,
                    "deepstore",
                    "peons that have no other value keep shuffled data on their own disks, where no other pod finds it, so "
                            + "that parallel ingestion with hashed or range partitions fails"));

    /** @param otherwise what happens without it */
    private record Wanted(String key, String value, String otherwise) {}

    private PeonNotes() {}

    /** Adds a note to {@code bag} for each property that is missing, or that says something else. */
    static void check(Properties properties, ObjectMapper json, PropertyBag bag) {
        for (Wanted wanted : WANTED) {
            int name = wanted.key().lastIndexOf('.') + 1;
            @Nullable
            PropertyValue given = new PropertyBag(properties, wanted.key().substring(0, name), json)
                    .find(wanted.key().substring(name));
            if (given == null || !given.text().equalsIgnoreCase(wanted.value())) {
                bag.note(
                        wanted.key(),
                        (given == null ? "is not set: " : "is `" + given.raw() + "`: ") + wanted.otherwise() + ". Give "
                                + wanted.value() + ", in the Overlord's properties and in the peons'.");
            }
        }
    }
}
