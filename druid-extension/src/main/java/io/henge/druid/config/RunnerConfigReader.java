package io.henge.druid.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.Policies;
import io.henge.core.health.HealthTimings;
import io.henge.core.placement.ClusterProfile;
import io.henge.core.placement.RuleCheck;
import io.henge.core.placement.Rules;
import io.henge.core.placement.Selector;
import io.henge.core.placement.Sharing;
import io.henge.druid.json.WrongInputException;
import io.henge.druid.placement.RulesReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@link RunnerConfig} from runtime properties; names and defaults are those of Druid's own runner. */
public final class RunnerConfigReader {
    /** The prefix that the runner shares with Druid's own runners. */
    public static final String PREFIX = "druid.indexer.runner.";

    /** What the one cluster of {@code k8s} is called, in the ledger and wherever clusters have names. */
    public static final ClusterName DEFAULT_CLUSTER = new ClusterName("default");

    private final PropertyBag bag;
    private final Section common;

    private RunnerConfigReader(PropertyBag bag) {
        this.bag = bag;
        this.common = Section.commonOf(bag);
    }

    /**
     * The configuration that {@code properties} describe.
     *
     * @throws ConfigException with every complaint, if there is any
     */
    public static RunnerConfig read(Properties properties, ObjectMapper json) {
        PropertyBag bag = new PropertyBag(properties, PREFIX, json);
        PeonNotes.check(properties, json, bag);
        RunnerConfig config = new RunnerConfigReader(bag).read();
        if (!bag.complaints().isEmpty()) {
            throw new ConfigException(bag.complaints());
        }
        return config;
    }

    private RunnerConfig read() {
        RunnerType type = type();
        GivenKeys.check(bag, type);
        checkNamespaces();
        List<ClusterEntry> clusters = new ClustersReader(bag, type).read();
        return new RunnerConfig(
                clusters,
                overlordPodNamespace(clusters),
                new RunnerConfig.Naming(
                        common.text("k8sTaskPodNamePrefix", ""), common.flag("placement.clusterInLocation")),
                common.flag("disableClientProxy"),
                policies(clusters),
                RegistrationConfig.read(common),
                bag.notes());
    }

    /** Of one that there is not, what is nearest to the rest, so that nothing else is complained of for it. */
    private RunnerType type() {
        @Nullable String given = common.choice("type");
        boolean single = given != null && common.find("namespace") != null;
        return RunnerType.of(given).orElse(single ? RunnerType.K8S : RunnerType.MULTI_K8S);
    }

    private Policies policies(List<ClusterEntry> clusters) {
        Policies defaults = Policies.DEFAULT;
        TreeMap<ClusterName, ClusterProfile> profiles = new TreeMap<>();
        clusters.forEach(cluster -> profiles.put(cluster.name(), cluster.profile()));
        Selector selector = Optional.ofNullable(common.choice("clusterSelector.type"))
                .flatMap(Selector::of)
                .orElse(defaults.sharing().selector());
        HealthTimings health = HealthReader.read(common);
        FailoverReader failover = new FailoverReader(common, health);
        return new Policies(
                common.number("capacity"),
                new Sharing(selector, profiles, rules(profiles).failingOver(failover.rules())),
                new Policies.Starting(
                        defaults.starting().firstLook(),
                        common.period("k8sjobLaunchTimeout"),
                        Duration.ofSeconds(common.number("placement.startTolerationSeconds")),
                        common.period("placement.keepAfter")),
                new Policies.Ending(
                        common.period("outcome.podEndWait"),
                        common.period("logSaveTimeout"),
                        defaults.ending().deleteRetry(),
                        common.flag("debugJobs")),
                health,
                failover.limits(),
                defaults.ownStorageRoots());
    }

    /** Rules are read even where the clusters are wrong; then nothing is said of what they match. */
    private Rules rules(SortedMap<ClusterName, ClusterProfile> profiles) {
        @Nullable PropertyValue given = common.find("placement.rules");
        boolean tasksMayTolerate = common.flag("placement.tasksMayTolerate");
        if (given == null) {
            return new Rules(List.of(), tasksMayTolerate);
        }
        try {
            Rules rules = RulesReader.rules(given.text(), tasksMayTolerate);
            if (!profiles.isEmpty()) {
                RuleCheck.complaints(rules, profiles).forEach(complaint -> bag.complain(given, complaint.sentence()));
            }
            return rules;
        } catch (WrongInputException e) {
            bag.complain(given, e.getMessage() + ".");
            return Rules.NONE;
        }
    }

    /** Whether or not anybody looks at them. */
    private void checkNamespaces() {
        common.labelValue("overlordNamespace");
        if (common.find("namespace") != null) {
            common.hasDnsLabel("namespace");
        }
    }

    /** Where the Overlord's own pod is, in the order in which Druid's own runner looks. */
    private @Nullable String overlordPodNamespace(List<ClusterEntry> clusters) {
        if (clusters.stream().noneMatch(cluster -> cluster.pod().adapter().isOverlord())) {
            return null;
        }
        @Nullable String named = common.text("overlordNamespace");
        @Nullable String namespace = named == null ? common.text("namespace") : named;
        List<ClusterEntry> enabled =
                clusters.stream().filter(cluster -> !cluster.disabled()).toList();
        if (namespace == null && enabled.size() == 1 && enabled.get(0).route().kubeconfig() == null) {
            return enabled.get(0).namespace();
        }
        if (namespace == null) {
            bag.complain(
                    common.spelled("overlordNamespace"),
                    null,
                    "Give the namespace of the Overlord's own pod, from which the Overlord adapters make the peons'.");
        }
        return namespace;
    }
}
