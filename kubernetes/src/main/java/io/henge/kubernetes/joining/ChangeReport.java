package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.check.FleetReport;
import io.henge.kubernetes.document.Models;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was done so far, or would be, and how it is told. It grows while a cluster is added or taken back, so that what is cut off
 * tells what it did by then. Only one thread at a time may use it.
 */
public final class ChangeReport {
    /** The keys of Secrets that hold credentials. */
    private static final List<String> SECRET = List.of(Membership.KUBECONFIG, "token");

    private final ClusterName cluster;
    private final boolean dryRun;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable FleetReport check;

    /** @param where in which cluster, for people */
    private record Line(String where, ObjectChange change) {}

    ChangeReport(ClusterName cluster, boolean dryRun) {
        this.cluster = cluster;
        this.dryRun = dryRun;
    }

    boolean isDryRun() {
        return dryRun;
    }

    void add(ContextRoute where, ObjectChange change) {
        lines.add(new Line(where.shown(), change));
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    void checked(FleetReport found) {
        check = found;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** What was found out about the cluster in the end; nothing if it was not looked at. */
    public Optional<FleetReport> check() {
        return Optional.ofNullable(check);
    }

    public String asJson() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("cluster", cluster.value());
        view.put("dryRun", dryRun);
        view.put("changes", lines.stream().map(this::view).toList());
        view.put("notes", notes);
        if (check != null) {
            view.put("check", check.view());
        }
        return Models.TEXT.asJson(view);
    }

    private Map<String, Object> view(Line line) {
        ObjectRef ref = line.change().ref();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("done", line.change().deed().word(dryRun));
        view.put("kind", ref.kind().toString());
        view.put("name", ref.fullName());
        view.put("where", line.where());
        return view;
    }

    /** What is to be made or changed, as documents in YAML, each below a comment; no Secret's data is in it that is secret. */
    public String asYaml() {
        return lines.stream()
                .map(line -> "# " + line.where() + ": " + line.change().ref() + ", "
                        + line.change().deed().word(dryRun) + "\n"
                        + (line.change().changesAnything() ? Models.TEXT.asYaml(readable(line.change())) : ""))
                .collect(Collectors.joining());
    }

    private HasMetadata readable(ObjectChange change) {
        return change.object() instanceof Secret secret
                        && !Membership.texts(secret).isEmpty()
                ? new SecretBuilder(secret)
                        .withData(null)
                        .withStringData(shown(Membership.texts(secret), change.deed()))
                        .build()
                : change.object();
    }

    /** What is only planned holds no token yet. */
    private Map<String, String> shown(Map<String, String> texts, ObjectChange.Deed deed) {
        Map<String, String> shown = new LinkedHashMap<>(texts);
        if (!dryRun || deed == ObjectChange.Deed.DELETE) {
            SECRET.forEach(key -> shown.computeIfPresent(key, (name, text) -> "not shown"));
        }
        return shown;
    }
}
