package io.henge.kubernetes.access;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.henge.kubernetes.document.Models;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kubeconfig file, or several as one, and refuses it where fabric8 would go on with half of it or with a default. Reads
 * no other file and runs no program that it names. Which of its fields count is told by {@link KubeconfigRules}.
 */
final class Kubeconfig {
    private static final int PORT_MAX = 65_535;

    private final String key;
    private final List<Path> paths;
    private final @Nullable String context;

    /** Where the path comes from, and what else could be done, for messages. */
    private final String source;

    private final String otherwise;

    private final @Nullable Confinement confinement;

    private Kubeconfig(
            String key,
            List<Path> paths,
            @Nullable String context,
            String source,
            String otherwise,
            @Nullable Confinement confinement) {
        this.confinement = confinement;
        this.key = key;
        this.paths = List.copyOf(paths);
        this.context = context;
        this.source = source;
        this.otherwise = otherwise;
    }

    /** The file that {@code kubeconfigPath} names. */
    static Kubeconfig named(String key, Path path, @Nullable String context) {
        String otherwise = ", or leave the key out to use the default configuration.";
        return new Kubeconfig(key, List.of(path), context, key + ".kubeconfigPath: ", otherwise, null);
    }

    /** One that came in while the Overlord ran: a file, or by null the text itself. */
    static Kubeconfig confined(String key, @Nullable Path path, @Nullable String context, Confinement confinement) {
        return path == null
                ? new Kubeconfig(key, List.of(Path.of("kubeconfig")), context, key + ".", ".", confinement)
                : new Kubeconfig(key, List.of(path), context, key + ".kubeconfigPath: ", ".", confinement);
    }

    /** The user's own, where none is named; of what several files say of the same name, the first counts. */
    static Kubeconfig ofUser(String key, List<Path> paths, @Nullable String context) {
        return new Kubeconfig(key, paths, context, key + " leads to the default configuration: ", ".", null);
    }

    /** How a sentence about it begins. */
    String source() {
        return source + named();
    }

    private String named() {
        return String.join(
                File.pathSeparator, paths.stream().map(Path::toString).toList());
    }

    /** What the files say for the chosen context. */
    KubeconfigEntry read() throws KubeconfigException {
        Config model = new Config();
        for (Path path : paths) {
            add(resolved(parse(text(path), path), path), model);
        }
        String chosen = chosenContext(model);
        Context names = model.getContexts().stream()
                .filter(named -> chosen.equals(named.getName()) && named.getContext() != null)
                .map(NamedContext::getContext)
                .findFirst()
                .orElseThrow(() -> missingContext(chosen, model));
        return new KubeconfigEntry(chosen, clusterOf(chosen, names, model), userOf(chosen, names, model));
    }

    /** Behind what is there: names that are there already count as they are. */
    private static void add(Config more, Config model) {
        model.getContexts().addAll(more.getContexts());
        model.getClusters().addAll(more.getClusters());
        model.getUsers().addAll(more.getUsers());
        if (model.getCurrentContext() == null || model.getCurrentContext().isEmpty()) {
            model.setCurrentContext(more.getCurrentContext());
        }
    }

    private String text(Path path) throws KubeconfigException {
        String give = ". Give the path of a kubeconfig file" + otherwise;
        try {
            if (confinement == null) {
                return CredentialFiles.text(path);
            }
            return confinement.text() != null ? confinement.text() : CredentialFiles.text(confinement.placed(path));
        } catch (IOException e) {
            String remedy =
                    e instanceof AccessDeniedException ? ". Give the Overlord's user read access" + otherwise : give;
            throw refusal(path, CredentialFiles.whyUnreadable(path, e) + remedy, e);
        }
    }

    private Config parse(String text, Path path) throws KubeconfigException {
        String expected = ". Expected a kubeconfig: YAML of kind Config with clusters, users and contexts.";
        Object yaml;
        try {
            yaml = text.isBlank() ? null : Models.TEXT.unmarshal(text, Object.class);
        } catch (RuntimeException e) {
            throw refusal(path, "is not YAML" + expected, e);
        } catch (StackOverflowError e) {
            // An alias inside of what it names has no end.
            throw refusal(path, "has an alias inside of what it names, or far too many levels" + expected, e);
        }
        if (!(yaml instanceof Map<?, ?> fields)) {
            throw refusal(path, text.isBlank() ? "is empty" + expected : "is not a kubeconfig" + expected, null);
        }
        if (!"Config".equals(fields.get("kind"))) {
            throw refusal(
                    path,
                    (fields.get("kind") == null ? "says no kind" : "is of kind[" + fields.get("kind") + "]") + expected,
                    null);
        }
        try {
            return Models.TEXT.convertValue(yaml, Config.class);
        } catch (RuntimeException e) {
            throw refusal(path, "is not a kubeconfig" + expected, e);
        }
    }

    private String chosenContext(Config model) throws KubeconfigException {
        @Nullable String chosen = context != null ? context : model.getCurrentContext();
        if (chosen == null || chosen.isBlank()) {
            throw refusal("has no current-context. " + new SettingNames(key).contextRemedy(), null);
        }
        return chosen;
    }

    private KubeconfigException missingContext(String chosen, Config model) {
        return new KubeconfigException(
                (context == null ? source : key + ".context: ") + named() + " has no context["
                        + chosen
                        + "]. Give one of "
                        + model.getContexts().stream()
                                .map(NamedContext::getName)
                                .sorted()
                                .toList() + ".",
                null);
    }

    private Cluster clusterOf(String chosen, Context names, Config model) throws KubeconfigException {
        Cluster cluster = model.getClusters().stream()
                .filter(named -> named.getName().equals(names.getCluster()) && named.getCluster() != null)
                .map(NamedCluster::getCluster)
                .filter(some -> some.getServer() != null)
                .findFirst()
                .orElseThrow(() -> refusal(
                        "has no server for cluster[" + names.getCluster() + "] of context[" + chosen
                                + "]. Give a kubeconfig that kubectl accepts.",
                        null));
        if (!isHttp(cluster.getServer())) {
            throw refusal(
                    "has server[" + cluster.getServer() + "] for cluster[" + names.getCluster() + "] of context["
                            + chosen + "]. Expected a URL such as https://10.0.0.1:6443.",
                    null);
        }
        if (confinement != null) {
            refuse(confinement.complaint(names.getCluster(), cluster));
        }
        refuse(KubeconfigRules.ofCluster(names.getCluster(), cluster));
        return cluster;
    }

    private AuthInfo userOf(String chosen, Context names, Config model) throws KubeconfigException {
        if (names.getUser() == null) {
            return new AuthInfo();
        }
        AuthInfo user = model.getUsers().stream()
                .filter(named -> named.getName().equals(names.getUser()))
                .map(named -> named.getUser() == null ? new AuthInfo() : named.getUser())
                .findFirst()
                .orElseThrow(() -> refusal(
                        "has no user[" + names.getUser() + "] of context[" + chosen
                                + "]. Give a kubeconfig that kubectl accepts.",
                        null));
        if (confinement != null) {
            refuse(confinement.complaint(names.getUser(), user));
        }
        refuse(KubeconfigRules.ofUser(names.getUser(), user));
        return user;
    }

    private void refuse(Optional<String> why) throws KubeconfigException {
        if (why.isPresent()) {
            throw refusal(why.get(), null);
        }
    }

    /** Relative paths are relative to the file that names them. */
    private static Config resolved(Config model, Path path) {
        for (NamedCluster named : model.getClusters()) {
            if (named.getCluster() != null) {
                named.getCluster()
                        .setCertificateAuthority(resolved(named.getCluster().getCertificateAuthority(), path));
            }
        }
        model.getUsers().stream()
                .flatMap(named -> Stream.ofNullable(named.getUser()))
                .forEach(user -> resolve(user, path));
        return model;
    }

    private static void resolve(AuthInfo user, Path path) {
        user.setClientCertificate(resolved(user.getClientCertificate(), path));
        user.setClientKey(resolved(user.getClientKey(), path));
        user.setTokenFile(resolved(user.getTokenFile(), path));
        @Nullable ExecConfig exec = user.getExec();
        if (exec != null && exec.getCommand() != null && exec.getCommand().contains("/")) {
            exec.setCommand(resolved(exec.getCommand(), path));
        }
    }

    private static @Nullable String resolved(@Nullable String named, Path path) {
        return named == null || named.isEmpty()
                ? null
                : path.toAbsolutePath().resolveSibling(named).normalize().toString();
    }

    private static boolean isHttp(String server) {
        try {
            URI url = new URI(server);
            return url.getHost() != null
                    && url.getPort() <= PORT_MAX
                    && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private KubeconfigException refusal(String why, @Nullable Throwable cause) {
        return new KubeconfigException(source + named() + " " + why, cause);
    }

    private KubeconfigException refusal(Path path, String why, @Nullable Throwable cause) {
        return new KubeconfigException(source + path + " " + why, cause);
    }
}
