package io.henge.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a kubeconfig file and refuses it where fabric8 would go on with half of it or with a default. */
final class Kubeconfig {
    private static final String OR_DEFAULT = ", or leave the key out to use the default configuration.";

    private final String key;
    private final Path path;
    private final @Nullable String context;

    Kubeconfig(String settingsKey, Path path, @Nullable String context) {
        this.key = settingsKey;
        this.path = path;
        this.context = context;
    }

    /** What fabric8 makes of the file. */
    Config read() throws KubeconfigException {
        String text = text();
        io.fabric8.kubernetes.api.model.Config model = parse(text);
        String chosen = chosenContext(model);
        Context names = model.getContexts().stream()
                .filter(named -> chosen.equals(named.getName()) && named.getContext() != null)
                .map(NamedContext::getContext)
                .findFirst()
                .orElseThrow(() -> missingContext(chosen, model));
        requireEntries(chosen, names, model);
        try {
            return Config.fromKubeconfig(chosen, path.toFile());
        } catch (KubernetesClientException | IllegalArgumentException e) {
            throw refusal(
                    "cannot be used (" + e.getMessage() + "). Give a kubeconfig that kubectl accepts" + OR_DEFAULT, e);
        }
    }

    private String text() throws KubeconfigException {
        String give = ". Give the path of a kubeconfig file" + OR_DEFAULT;
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw refusal("does not exist" + give, e);
        } catch (CharacterCodingException e) {
            throw refusal("is not text in UTF-8" + give, e);
        } catch (IOException e) {
            if (Files.isDirectory(path)) {
                throw refusal("is a directory" + give, e);
            }
            String why = Files.isReadable(path) ? String.valueOf(e.getMessage()) : "Permission denied";
            throw refusal("cannot be read (" + why + "). Give the Overlord's user read access" + OR_DEFAULT, e);
        }
    }

    private io.fabric8.kubernetes.api.model.Config parse(String text) throws KubeconfigException {
        String expected = ". Expected a kubeconfig: YAML of kind Config with clusters, users and contexts.";
        KubernetesSerialization serialization = new KubernetesSerialization();
        Object yaml;
        try {
            yaml = text.isBlank() ? null : serialization.unmarshal(text, Object.class);
        } catch (RuntimeException e) {
            throw refusal("is not YAML" + expected, e);
        }
        if (!(yaml instanceof Map<?, ?> fields)) {
            throw refusal(text.isBlank() ? "is empty" + expected : "is not a kubeconfig" + expected, null);
        }
        if (!"Config".equals(fields.get("kind"))) {
            throw refusal("is of kind[" + fields.get("kind") + "]" + expected, null);
        }
        try {
            return serialization.convertValue(yaml, io.fabric8.kubernetes.api.model.Config.class);
        } catch (RuntimeException e) {
            throw refusal("is not a kubeconfig" + expected, e);
        }
    }

    private String chosenContext(io.fabric8.kubernetes.api.model.Config model) throws KubeconfigException {
        @Nullable String chosen = context != null ? context : model.getCurrentContext();
        if (chosen == null || chosen.isBlank()) {
            throw refusal(
                    "has no current-context. Set one with `kubectl config use-context`, or name one as " + key
                            + ".context.",
                    null);
        }
        return chosen;
    }

    private KubeconfigException missingContext(String chosen, io.fabric8.kubernetes.api.model.Config model) {
        return new KubeconfigException(
                (context == null ? key + ".kubeconfigPath" : key + ".context") + ": " + path + " has no context["
                        + chosen
                        + "]. Give one of "
                        + model.getContexts().stream()
                                .map(NamedContext::getName)
                                .sorted()
                                .toList() + ".",
                null);
    }

    private void requireEntries(String chosen, Context names, io.fabric8.kubernetes.api.model.Config model)
            throws KubeconfigException {
        String server = model.getClusters().stream()
                .filter(named -> named.getName().equals(names.getCluster()) && named.getCluster() != null)
                .map(named -> named.getCluster().getServer())
                .filter(url -> url != null)
                .findFirst()
                .orElseThrow(() -> refusal(
                        "has no server for cluster[" + names.getCluster() + "] of context[" + chosen
                                + "]. Give a kubeconfig that kubectl accepts.",
                        null));
        if (!isHttp(server)) {
            throw refusal(
                    "has server[" + server + "] for cluster[" + names.getCluster() + "] of context[" + chosen
                            + "]. Expected a URL such as https://10.0.0.1:6443.",
                    null);
        }
        boolean user = names.getUser() == null
                || model.getUsers().stream().anyMatch(named -> named.getName().equals(names.getUser()));
        if (!user) {
            throw refusal(
                    "has no user[" + names.getUser() + "] of context[" + chosen
                            + "]. Give a kubeconfig that kubectl accepts.",
                    null);
        }
    }

    private static boolean isHttp(String server) {
        try {
            URI url = new URI(server);
            return url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private KubeconfigException refusal(String why, @Nullable Throwable cause) {
        return new KubeconfigException(key + ".kubeconfigPath: " + path + " " + why, cause);
    }
}
