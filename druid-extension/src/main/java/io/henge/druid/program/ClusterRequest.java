package io.henge.druid.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.henge.core.attempt.ClusterName;
import io.henge.core.placement.ClusterLimits;
import io.henge.core.placement.Labels;
import io.henge.core.placement.Taint;
import io.henge.kubernetes.joining.ContextRoute;
import io.henge.kubernetes.joining.JoinRequest;
import io.henge.kubernetes.joining.JoinRoutes;
import io.henge.kubernetes.joining.OverlordWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ClusterProgram} is asked for.
 *
 * @param adds whether the cluster is to be added, else taken back
 * @param dryRun whether nothing is to be changed
 * @param word what the Overlord said of the name of a cluster that is to be taken back
 * @param json whether to print JSON, else what would be made, in YAML
 */
record ClusterRequest(
        boolean adds, JoinRequest cluster, JoinRoutes routes, boolean dryRun, OverlordWord word, boolean json) {
    private static final String OVERLORD_NAMESPACE = "druid";
    private static final String USAGE =
            "Give --add NAME --context C [--namespace NS] [--service-account A] [--capacity N] [--weight N] [--label K=V]"
                    + " [--taint T], or --remove NAME [--context C] [--counted | --origin static|dynamic]; and [--kubeconfig F]"
                    + " [--overlord-context C] [--overlord-namespace NS] [--dry-run] [--output json|yaml].";
    private static final Set<String> VALUED = Set.of(
            "--add",
            "--remove",
            "--context",
            "--kubeconfig",
            "--namespace",
            "--service-account",
            "--capacity",
            "--weight",
            "--label",
            "--taint",
            "--overlord-context",
            "--overlord-namespace",
            "--origin",
            "--output");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** @throws IllegalArgumentException if that is no request, with a line for each complaint */
    static ClusterRequest parse(List<String> arguments) {
        Options options = Options.parse(arguments, VALUED, Set.of("--dry-run", "--counted"), USAGE);
        boolean adds = options.has("--add");
        if (adds == options.has("--remove") || (adds && !options.has("--context"))) {
            throw new IllegalArgumentException(USAGE);
        }
        Complaints complaints = new Complaints(options, new ArrayList<>());
        String name = Objects.requireNonNull(options.last(adds ? "--add" : "--remove"));
        complaints.dnsLabel("NAME", name);
        @Nullable String overlordNamespace = complaints.dnsLabel("--overlord-namespace");
        @Nullable String namespace = complaints.dnsLabel("--namespace");
        @Nullable String account = complaints.dnsLabel("--service-account");
        TreeMap<String, String> settings = complaints.settings();
        complaints.end();
        @Nullable String file = options.last("--kubeconfig");
        @Nullable Path kubeconfig = file == null ? null : Path.of(file);
        return new ClusterRequest(
                adds,
                new JoinRequest(new ClusterName(name), namespace, account, settings),
                new JoinRoutes(
                        new ContextRoute(kubeconfig, options.last("--context"), "--context"),
                        new ContextRoute(kubeconfig, options.last("--overlord-context"), "--overlord-context"),
                        Objects.requireNonNullElse(overlordNamespace, OVERLORD_NAMESPACE)),
                options.has("--dry-run"),
                word(options),
                options.choice("--output", List.of("json", "yaml")).equals("json"));
    }

    private static OverlordWord word(Options options) {
        if (options.has("--origin")) {
            return options.choice("--origin", List.of("static", "dynamic")).equals("static")
                    ? OverlordWord.STATIC
                    : OverlordWord.DYNAMIC;
        }
        return options.has("--counted") ? OverlordWord.EMPTY : OverlordWord.NONE;
    }

    /** What is wrong with the values, all of it. */
    private record Complaints(Options options, List<String> sentences) {
        @Nullable
        String dnsLabel(String option) {
            @Nullable String given = options.last(option);
            if (given != null) {
                dnsLabel(option, given);
            }
            return given;
        }

        void dnsLabel(String option, String given) {
            if (!DNS_LABEL.matcher(given).matches()) {
                complain(
                        option,
                        given,
                        "1 to 63 small letters, digits and hyphens, with a letter or digit at both ends");
            }
        }

        /** By the keys of a cluster's properties. */
        TreeMap<String, String> settings() {
            TreeMap<String, String> settings = new TreeMap<>();
            number("capacity", Integer.MAX_VALUE, settings);
            number("weight", ClusterLimits.WEIGHT_MAX, settings);
            options.all("--label").forEach(label -> label(label, settings));
            List<String> taints = options.all("--taint");
            for (String taint : taints) {
                if (Taint.of(taint).isEmpty()) {
                    complain("--taint", taint, "key=value:NoSchedule or key=value:PreferNoSchedule");
                }
            }
            if (!taints.isEmpty()) {
                settings.put("taints", json(taints));
            }
            return settings;
        }

        private void number(String key, int max, TreeMap<String, String> settings) {
            @Nullable String given = options.last("--" + key);
            if (given == null) {
                return;
            }
            try {
                int number = Integer.parseInt(given);
                if (number >= 1 && number <= max) {
                    settings.put(key, Integer.toString(number));
                    return;
                }
            } catch (NumberFormatException e) {
                // The complaint says what is expected.
            }
            complain("--" + key, given, "a whole number from 1 to " + max);
        }

        /** The key is to be that of a Secret, which has no slash. */
        private void label(String label, TreeMap<String, String> settings) {
            int equals = label.indexOf('=');
            String key = label.substring(0, Math.max(0, equals));
            String value = label.substring(equals + 1);
            if (equals < 0 || key.contains("/") || !Labels.isKey(key) || !Labels.isValue(value)) {
                complain(
                        "--label",
                        label,
                        "key=value, each of at most 63 letters, digits and _.- with a letter or digit at both ends;"
                                + " a key with a slash needs a cluster of the Overlord's properties");
            }
            settings.put("clusterLabels." + key, value);
        }

        private static String json(List<String> texts) {
            try {
                return new ObjectMapper().writeValueAsString(texts);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Texts can be written", e);
            }
        }

        private void complain(String option, String given, String expected) {
            sentences.add(option + " is `" + given + "`. Give " + expected + ".");
        }

        void end() {
            if (!sentences.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", sentences));
            }
        }
    }
}
