package io.henge.druid.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.druid.json.WrongInputException;
import io.henge.kubernetes.access.Confinement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries of clusters that come in while the Overlord runs: by the readers of {@code clusters[N]}, but without
 * substitution, and only keys that say where a cluster is and what goes there.
 */
public final class EntryReader {
    private static final String STATIC = RunnerConfigReader.PREFIX + "clusters";
    private static final String READ_AS = STATIC + "[0].";

    /** Where a kubeconfig is, in the dynamic configuration; and the kubeconfig itself, in a Secret. */
    private static final String PATH = "kubeconfigPath";

    private static final String TEXT = "kubeconfig";

    private static final List<String> KEYS = List.of(
            "name",
            "context",
            "taskNamespace",
            "disabled",
            "capacity",
            "weight",
            "clusterLabels",
            "taints",
            "resources",
            "requestTimeout",
            "overlordIdentifier");

    private static final Set<String> MAPS = Set.of("clusterLabels", "resources");

    /** What all clusters share, as it was when the Overlord started. */
    private final PropertyBag shared;

    private final RegistrationConfig allowed;
    private final boolean overlordPodKnown;

    /**
     * @param properties those of the Overlord, of which such a cluster has what all clusters share
     * @param overlordPodKnown whether pods can be made from the Overlord's own
     */
    public EntryReader(Properties properties, ObjectMapper json, RegistrationConfig allowed, boolean overlordPodKnown) {
        this.allowed = allowed;
        this.overlordPodKnown = overlordPodKnown;
        Properties common = new Properties();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(RunnerConfigReader.PREFIX) && !key.startsWith(STATIC))
                .forEach(key -> common.setProperty(key, properties.getProperty(key)));
        this.shared = new PropertyBag(common, RunnerConfigReader.PREFIX, json);
    }

    /**
     * An entry of the dynamic configuration, whose kubeconfig is a file.
     *
     * @param shown how people know the entry, such as {@code clusters[2]}
     * @throws WrongInputException with all that is wrong
     */
    public ClusterEntry ofConfiguration(String shown, SortedMap<String, String> given) {
        List<String> complaints = new ArrayList<>();
        Optional<Path> file = fileOf(shown, given.get(PATH), complaints);
        ClusterEntry entry = read(shown, given, PATH, complaints);
        return confined(entry, "the dynamic configuration's clusters[" + entry.name() + "]", file.orElseThrow(), null);
    }

    /** An entry in a Secret, which holds the kubeconfig; as {@link #ofConfiguration}. */
    public ClusterEntry ofSecret(String shown, SortedMap<String, String> given) {
        List<String> complaints = new ArrayList<>();
        @Nullable String text = given.get(TEXT);
        if (text == null || text.isBlank()) {
            complaints.add("`" + shown + "." + TEXT + "` is not set. Give the text of a kubeconfig.");
        }
        return confined(read(shown, given, TEXT, complaints), shown, null, text);
    }

    private ClusterEntry confined(ClusterEntry entry, String key, @Nullable Path file, @Nullable String text) {
        Confinement trust = new Confinement(text, allowed.kubeconfigs(), allowed.allowExec(), allowed.allowFiles());
        return new ClusterEntry(
                key,
                entry.name(),
                entry.namespace(),
                entry.route().confined(file, trust),
                entry.disabled(),
                entry.profile(),
                entry.pod());
    }

    private Optional<Path> fileOf(String shown, @Nullable String given, List<String> complaints) {
        String key = "`" + shown + "." + PATH + "`";
        @Nullable Path directory = allowed.kubeconfigs();
        if (directory == null) {
            complaints.add(
                    "`" + RunnerConfigReader.PREFIX + "registration.kubeconfigDirectory` is not set, below which " + key
                            + " would be. Set it in the properties of all Overlords.");
            return Optional.empty();
        }
        if (given == null || given.isBlank()) {
            complaints.add(key + " is not set. Give the path of a kubeconfig below " + directory + ".");
            return Optional.empty();
        }
        try {
            Path file = Path.of(given);
            boolean climbs = Stream.iterate(0, i -> i < file.getNameCount(), i -> i + 1)
                    .anyMatch(i -> file.getName(i).toString().equals(".."));
            if (!file.isAbsolute() && !climbs) {
                return Optional.of(directory.resolve(file));
            }
        } catch (IllegalArgumentException e) {
            // The complaint below names the value.
        }
        complaints.add(
                key + " is `" + given + "`. Give a path below " + directory + ", without .. and not beginning with /.");
        return Optional.empty();
    }

    private ClusterEntry read(
            String shown, SortedMap<String, String> given, String credentials, List<String> complaints) {
        PropertyBag bag = new PropertyBag(shared);
        given.forEach((key, value) -> {
            if (isAllowed(key)) {
                bag.put(new PropertyValue(READ_AS + key, value, value.trim()));
            } else if (!key.equals(credentials)) {
                complaints.add(
                        "`" + shown + "." + key + "` is not for a cluster that is registered while the Overlord runs."
                                + " Give any of " + String.join(", ", KEYS) + ", " + credentials + ".");
            }
        });
        Optional<ClusterEntry> entry = new ClustersReader(bag, RunnerType.MULTI_K8S).cluster(Section.ofCluster(bag, 0));
        if (!overlordPodKnown
                && entry.filter(read -> read.pod().adapter().isOverlord()).isPresent()) {
            complaints.add(
                    "`" + shown + ".name` is `" + entry.get().name() + "`, a cluster whose pods would be made from"
                            + " the Overlord's own pod, which is not looked up, since no static cluster's are. Give `"
                            + RunnerConfigReader.PREFIX + "k8s.adapter.type` and pod templates for all clusters in the"
                            + " properties, or an entry there.");
        }
        bag.complaints().stream()
                .map(complaint -> complaint.replace(READ_AS, shown + "."))
                .forEach(complaints::add);
        if (!complaints.isEmpty()) {
            throw new WrongInputException(complaints.stream().distinct().collect(Collectors.joining(" ")));
        }
        return entry.orElseThrow();
    }

    private static boolean isAllowed(String key) {
        return KEYS.contains(key) || MAPS.stream().anyMatch(map -> key.startsWith(map + "."));
    }
}
