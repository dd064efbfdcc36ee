package io.henge.kubernetes.access;

import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.henge.kubernetes.document.Models;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that a kubeconfig names and that prints credentials, by the rules of client-go's credential plugins
 * (Kubernetes documentation, Authenticating, client-go credential plugins). Nobody can be asked anything: it runs without a
 * terminal.
 *
 * @param cluster told to the program if it wants to know
 */
record ExecPlugin(ExecConfig settings, Cluster cluster) {
    /** Those that ask a cloud for a token take a second or two. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** As much as a person reads of what a program complained about. */
    private static final int COMPLAINT_MAX = 300;

    /** The name of what a kubeconfig's cluster says for plugins alone. */
    private static final String PLUGIN_EXTENSION = "client.authentication.k8s.io/exec";

    private static final String KIND = "ExecCredential";

    /**
     * What the program printed.
     *
     * @param certificate in PEM, with its key; null where there is a token
     * @param expires when it is of no use any more; null if the program does not say
     */
    record Credential(
            @Nullable String token,
            @Nullable String certificate,
            @Nullable String key,
            @Nullable Instant expires) {
        /** Without what it is about. */
        @Override
        public String toString() {
            return "expires[" + expires + "]";
        }
    }

    /** The program gave no credential; the message is a clause without its end. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    /** Runs the program, at most half a minute. What it prints must fit into a pipe, which is 64 KiB on Linux. */
    Credential run() throws Failed, InterruptedException {
        if ("Always".equals(settings.getInteractiveMode())) {
            throw new Failed("wants to talk to a person, and there is none", null);
        }
        Process process = start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Failed("did not end within " + LIMIT.toSeconds() + " s", null);
            }
            if (process.exitValue() != 0) {
                String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                throw new Failed("ended with status " + process.exitValue() + shortened(said), null);
            }
            return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Failed("cannot be read (" + e.getMessage() + ")", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() throws Failed {
        List<String> command = new ArrayList<>(List.of(settings.getCommand()));
        if (settings.getArgs() != null) {
            command.addAll(settings.getArgs());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        if (settings.getEnv() != null) {
            settings.getEnv().forEach(variable -> builder.environment().put(variable.getName(), variable.getValue()));
        }
        builder.environment().put("KUBERNETES_EXEC_INFO", Models.TEXT.asJson(question()));
        try {
            return builder.start();
        } catch (IOException e) {
            String hint = settings.getInstallHint() == null ? "" : "; " + settings.getInstallHint();
            throw new Failed("cannot be run (" + e.getMessage() + ")" + hint, e);
        }
    }

    private Map<String, Object> question() {
        Map<String, Object> spec = new LinkedHashMap<>(Map.of("interactive", false));
        if (Boolean.TRUE.equals(settings.getProvideClusterInfo())) {
            spec.put("cluster", told());
        }
        return Map.of("apiVersion", String.valueOf(settings.getApiVersion()), "kind", KIND, "spec", spec);
    }

    /** The cluster as an {@code ExecCredential} has it: its extension for plugins is their {@code config}. */
    private Map<String, Object> told() {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("server", cluster.getServer());
        told.put("tls-server-name", cluster.getTlsServerName());
        told.put("insecure-skip-tls-verify", cluster.getInsecureSkipTlsVerify());
        told.put("certificate-authority-data", cluster.getCertificateAuthorityData());
        told.put("proxy-url", cluster.getProxyUrl());
        told.put("disable-compression", cluster.getDisableCompression());
        cluster.getExtensions().stream()
                .filter(extension -> PLUGIN_EXTENSION.equals(extension.getName()))
                .findFirst()
                .ifPresent(extension -> told.put("config", extension.getExtension()));
        told.values().removeIf(Objects::isNull);
        return new LinkedHashMap<>(told);
    }

    private static String shortened(String said) {
        String line = said.lines().filter(some -> !some.isBlank()).findFirst().orElse("");
        String shown = line.length() > COMPLAINT_MAX ? line.substring(0, COMPLAINT_MAX) + "…" : line;
        return shown.isEmpty() ? "" : ": " + shown;
    }

    private Credential parse(String printed) throws Failed {
        Map<?, ?> answer;
        try {
            answer = Models.TEXT.unmarshal(printed, Map.class);
        } catch (RuntimeException e) {
            // What was printed may hold a secret, and so may the parser's words about it.
            throw new Failed("did not print JSON", null);
        }
        if (answer == null || !KIND.equals(answer.get("kind")) || !(answer.get("status") instanceof Map<?, ?> status)) {
            throw new Failed("did not print an " + KIND + " with a status", null);
        }
        if (!String.valueOf(settings.getApiVersion()).equals(answer.get("apiVersion"))) {
            throw new Failed(
                    "printed apiVersion[" + answer.get("apiVersion") + "] and not [" + settings.getApiVersion() + "]",
                    null);
        }
        Credential credential = new Credential(
                text(status, "token"),
                text(status, "clientCertificateData"),
                text(status, "clientKeyData"),
                expiry(text(status, "expirationTimestamp")));
        if (credential.token() == null && (credential.certificate() == null || credential.key() == null)) {
            throw new Failed("printed neither a token nor a certificate with its key", null);
        }
        return credential;
    }

    private static @Nullable String text(Map<?, ?> status, String field) {
        return status.get(field) instanceof String text && !text.isBlank() ? text : null;
    }

    private static @Nullable Instant expiry(@Nullable String time) throws Failed {
        try {
            return time == null ? null : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new Failed("printed expirationTimestamp[" + time + "], which is no time", e);
        }
    }
}
