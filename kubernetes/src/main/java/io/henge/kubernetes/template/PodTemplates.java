package io.henge.kubernetes.template;

import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.kubernetes.job.JobRefusedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pod templates that the user gave, by key. Each file is read again for every task, so edits apply without a
 * restart; a task that meets a broken edit is refused, rather than run with a template that is no longer there.
 */
public final class PodTemplates {
    /** The template of every task for which no other is chosen. */
    public static final String BASE = "base";

    private static final String PROPERTY = "druid.indexer.runner.k8s.podTemplate.";

    private final SortedMap<String, Path> files;
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    /** The text last read per key and what was made of it; saves parsing, never reading. */
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    private record Parsed(String text, PodTemplateSpec template) {}

    /** One template and the key that it was found under. */
    public record Named(String key, PodTemplateSpec template) {}

    /** @throws IllegalArgumentException if any template is missing or wrong, with all complaints in its message */
    public PodTemplates(Map<String, Path> files) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        List<String> complaints = new ArrayList<>();
        if (!files.containsKey(BASE)) {
            complaints.add(PROPERTY + BASE + " is missing. Give the path of a YAML file with a PodTemplate.");
        }
        for (String key : this.files.keySet()) {
            try {
                read(key);
            } catch (JobRefusedException e) {
                complaints.add(e.getMessage());
            }
        }
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", complaints));
        }
    }

    /** The keys of all templates, in order. */
    public List<String> keys() {
        return List.copyOf(files.keySet());
    }

    /** The template of a key if there is one, else the base. */
    public Named forKey(String wanted) throws JobRefusedException {
        String key = files.containsKey(wanted) ? wanted : BASE;
        return new Named(key, read(key));
    }

    private PodTemplateSpec read(String key) throws JobRefusedException {
        Path path = files.get(key);
        if (path == null) {
            throw new IllegalStateException("No template of key[" + key + "]");
        }
        String text = text(key, path);
        @Nullable Parsed before = parsed.get(key);
        if (before != null && before.text().equals(text)) {
            return before.template();
        }
        PodTemplateSpec template = parse(key, path, text);
        parsed.put(key, new Parsed(text, template));
        return template;
    }

    private static String text(String key, Path path) throws JobRefusedException {
        try {
            String text = Files.readString(path);
            if (text.isBlank()) {
                throw refusal(key, path, "is empty", null);
            }
            return text;
        } catch (NoSuchFileException e) {
            throw refusal(key, path, "does not exist", e);
        } catch (CharacterCodingException e) {
            throw refusal(key, path, "is not text in UTF-8", e);
        } catch (IOException e) {
            String why = Files.isDirectory(path)
                    ? "is a directory"
                    : "cannot be read (" + (Files.isReadable(path) ? e.getMessage() : "Permission denied") + ")";
            throw refusal(key, path, why, e);
        }
    }

    private PodTemplateSpec parse(String key, Path path, String text) throws JobRefusedException {
        Object yaml;
        try {
            yaml = serialization.unmarshal(text, Object.class);
        } catch (RuntimeException e) {
            throw refusal(key, path, "is not YAML (" + firstLine(e) + ")", e);
        }
        if (!(yaml instanceof Map<?, ?> fields)) {
            throw refusal(key, path, "holds no Kubernetes object", null);
        }
        if (!"PodTemplate".equals(fields.get("kind"))) {
            throw refusal(key, path, "is of kind[" + fields.get("kind") + "]", null);
        }
        PodTemplate template;
        try {
            template = serialization.convertValue(yaml, PodTemplate.class);
        } catch (RuntimeException e) {
            throw refusal(key, path, "does not fit a PodTemplate (" + firstLine(e) + ")", e);
        }
        PodTemplateSpec spec = template.getTemplate();
        if (spec == null
                || spec.getSpec() == null
                || spec.getSpec().getContainers().isEmpty()) {
            throw refusal(key, path, "has no template.spec.containers", null);
        }
        return spec;
    }

    private static JobRefusedException refusal(String key, Path path, String why, @Nullable Throwable cause) {
        String sentence = PROPERTY + key + ": " + path + " " + why
                + ". Expected a YAML file of kind PodTemplate with at least one container.";
        return cause == null ? new JobRefusedException(sentence) : new JobRefusedException(sentence, cause);
    }

    private static String firstLine(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
