package io.henge.demo.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The clusters of a world; they differ by their names only.
 *
 * @param options more options of {@code localkube up}
 */
public record WorldClusters(List<String> names, NodeSize nodes, List<String> options) {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    /** Each costs about 600 MB of memory; more than this is no demonstration any more. */
    private static final int CLUSTERS_MAX = 8;

    public WorldClusters {
        names = List.copyOf(names);
        options = List.copyOf(options);
    }

    /** Of the standard size. */
    public static WorldClusters named(List<String> names) {
        return new WorldClusters(names, NodeSize.standard(), List.of());
    }

    /** What is wrong with the names; that there are none is fine here. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                complaints.add("--clusters: an empty name. Write the names with one comma between them: east,west.");
            } else if (!DNS_LABEL.matcher(name).matches()) {
                complaints.add(
                        "--clusters: \"" + name + "\" is no DNS label. Use at most 63 of a-z, 0-9 and -, beginning"
                                + " and ending with a letter or digit.");
            } else if (!seen.add(name)) {
                complaints.add("--clusters: \"" + name + "\" is named twice. Give each cluster a name of its own.");
            }
        }
        if (names.size() > CLUSTERS_MAX) {
            complaints.add("--clusters: " + names.size() + " names. One machine takes at most " + CLUSTERS_MAX
                    + " clusters here.");
        }
        return complaints;
    }
}
