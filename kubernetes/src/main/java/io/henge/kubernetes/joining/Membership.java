package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.Secret;
import io.henge.core.attempt.ClusterName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as it is, or is to be, registered.
 *
 * @param settings what its registration says beside name, namespace and kubeconfig
 */
record Membership(ClusterName name, String namespace, String account, SortedMap<String, String> settings) {
    static final String NAMESPACE_DEFAULT = "druid";
    static final String ACCOUNT_DEFAULT = "henge-overlord";

    static final String NAME = "name";
    static final String TASK_NAMESPACE = "taskNamespace";
    static final String KUBECONFIG = "kubeconfig";

    /** By which service account, a registration's annotation says: whoever reads the registration does not need it. */
    static final String ACCOUNT_ANNOTATION = "henge.io/service-account";

    Membership {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * What is asked for, completed.
     *
     * @param registered what there is so far, null for nothing
     * @throws NotDoneException if what is asked for cannot become of what there is
     */
    static Membership of(JoinRequest request, @Nullable Secret registered) throws NotDoneException {
        if (registered == null) {
            return new Membership(
                    request.name(),
                    Objects.requireNonNullElse(request.namespace(), NAMESPACE_DEFAULT),
                    Objects.requireNonNullElse(request.account(), ACCOUNT_DEFAULT),
                    request.settings());
        }
        Membership there = of(request.name(), registered);
        refuseOther("namespace", "--namespace", request.namespace(), there.namespace(), request.name());
        refuseOther("service account", "--service-account", request.account(), there.account(), request.name());
        TreeMap<String, String> settings = new TreeMap<>(there.settings());
        settings.putAll(request.settings());
        return new Membership(request.name(), there.namespace(), there.account(), settings);
    }

    /** What a registration of ours says. */
    static Membership of(ClusterName name, Secret registered) {
        TreeMap<String, String> settings = new TreeMap<>();
        texts(registered).forEach(settings::put);
        String namespace = Objects.requireNonNullElse(settings.remove(TASK_NAMESPACE), NAMESPACE_DEFAULT);
        settings.keySet().removeAll(List.of(NAME, KUBECONFIG));
        @Nullable String account = annotation(registered, ACCOUNT_ANNOTATION);
        return new Membership(name, namespace, Objects.requireNonNullElse(account, ACCOUNT_DEFAULT), settings);
    }

    private static void refuseOther(
            String what, String option, @Nullable String asked, String registered, ClusterName name)
            throws NotDoneException {
        if (asked != null && !asked.equals(registered)) {
            throw NotDoneException.refused(option + " is `" + asked + "`, but cluster[" + name
                    + "] is registered with the " + what + " `" + registered + "`. Leave the option out, or take the"
                    + " cluster back before: henge cluster remove " + name + ".");
        }
    }

    static @Nullable String annotation(Secret secret, String key) {
        @Nullable Map<String, String> annotations = secret.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(key);
    }

    /** What a Secret holds, as text. */
    static SortedMap<String, String> texts(Secret secret) {
        TreeMap<String, String> texts = new TreeMap<>();
        @Nullable Map<String, String> held = secret.getData();
        if (held != null) {
            held.forEach((key, value) -> texts.put(key, decoded(value)));
        }
        return texts;
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
