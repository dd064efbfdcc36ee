package io.henge.kubernetes.template;

import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.henge.kubernetes.job.JobRefusedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pod templates of one cluster, by key. Each file is read again for every task, so edits apply without a
 * restart; a task that meets a broken edit is refused, rather than run with a template that is no longer there. A file
 * that is there and cannot be read, as when a network disk is away, is tried again for at most {@link #UNREADABLE_MAX}.
 */
public final class PodTemplates {
    /** The template of every task for which no other is chosen. */
    public static final String BASE = "base";

    static final Duration UNREADABLE_MAX = Duration.ofMinutes(10);

    /** A launch is tried about every 30 s; what lies further apart is another trouble. */
    private static final Duration TRIES_APART_MAX = Duration.ofMinutes(2);

    private final SortedMap<String, TemplateFile> files;
    private final InstantSource clock;
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    /** The text last read per key and what was made of it; saves parsing, never reading. */
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    /** The files that could not be read at the last try. */
    private final Map<TemplateFile, Unreadable> unreadable = new ConcurrentHashMap<>();

    /** The first and last of the tries at a file that have all failed. */
    private record Unreadable(Instant first, Instant last) {}

    private record Parsed(String text, PodTemplateSpec template) {}

    /** One template and the key that it was found under. */
    public record Named(String key, PodTemplateSpec template) {}

    /** Reads nothing yet. */
    public PodTemplates(Map<String, TemplateFile> files, InstantSource clock) {
        this.clock = clock;
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The keys of all templates, in order. */
    public List<String> keys() {
        return List.copyOf(files.keySet());
    }

    /** What is wrong with the templates now, a sentence each; reads all files. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (String key : files.keySet()) {
            try {
                read(key);
            } catch (JobRefusedException e) {
                complaints.add(e.getMessage());
            }
        }
        return complaints;
    }

    /** @throws JobRefusedException if any template is missing or wrong now */
    void check() throws JobRefusedException {
        List<String> complaints = complaints();
        if (!complaints.isEmpty()) {
            throw JobRefusedException.forNow(String.join(" ", complaints), null);
        }
    }

    /** The template of that key, else the base. */
    Named forKey(String key) throws JobRefusedException {
        String present = files.containsKey(key) ? key : BASE;
        return new Named(present, read(present));
    }

    /** The template of exactly that key. */
    Named find(String key) throws JobRefusedException {
        if (!files.containsKey(key)) {
            throw new JobRefusedException("The task's context asks for the pod template[" + key
                    + "] by podTemplateSelectionKey, and there is none. Known are " + keys() + ".");
        }
        return new Named(key, read(key));
    }

    private PodTemplateSpec read(String key) throws JobRefusedException {
        @Nullable TemplateFile file = files.get(key);
        if (file == null) {
            throw new JobRefusedException(missing(key));
        }
        String text = text(file);
        @Nullable Parsed before = parsed.get(key);
        if (before != null && before.text().equals(text)) {
            return before.template();
        }
        PodTemplateSpec template = parse(file, text);
        parsed.put(key, new Parsed(text, template));
        return template;
    }

    private static String missing(String key) {
        return "druid.indexer.runner.k8s.podTemplate." + key
                + " is missing. Give the path of a YAML file with a PodTemplate.";
    }

    private String text(TemplateFile file) throws JobRefusedException {
        try {
            String text = Files.readString(file.path());
            unreadable.remove(file);
            if (text.isBlank()) {
                throw refusal(file, "is empty", null);
            }
            return text;
        } catch (NoSuchFileException e) {
            throw refusal(file, "does not exist", e);
        } catch (CharacterCodingException e) {
            throw refusal(file, "is not text in UTF-8", e);
        } catch (AccessDeniedException e) {
            throw refusal(file, "cannot be read (Permission denied)", e);
        } catch (IOException e) {
            throw Files.isDirectory(file.path()) ? refusal(file, "is a directory", e) : unreadable(file, e);
        }
    }

    /** Passing, unless every try for long has failed. */
    private JobRefusedException unreadable(TemplateFile file, IOException cause) {
        Instant now = clock.instant();
        Unreadable tries = unreadable.compute(
                file,
                (key, before) -> before == null || now.isAfter(before.last().plus(TRIES_APART_MAX))
                        ? new Unreadable(now, now)
                        : new Unreadable(before.first(), now));
        boolean passing = now.isBefore(tries.first().plus(UNREADABLE_MAX));
        String sentence = file.property() + ": " + file.path()
                + (passing ? " cannot be read now (" : " could not be read for 10 minutes (") + cause.getMessage()
                + ").";
        return passing ? JobRefusedException.forNow(sentence, cause) : new JobRefusedException(sentence, cause);
    }

    private PodTemplateSpec parse(TemplateFile file, String text) throws JobRefusedException {
        Object yaml;
        try {
            yaml = serialization.unmarshal(text, Object.class);
        } catch (RuntimeException e) {
            throw refusal(file, "is not YAML (" + firstLine(e) + ")", e);
        }
        if (!(yaml instanceof Map<?, ?> fields)) {
            throw refusal(file, "holds no Kubernetes object", null);
        }
        if (!"PodTemplate".equals(fields.get("kind"))) {
            throw refusal(file, "is of kind[" + fields.get("kind") + "]", null);
        }
        PodTemplate template;
        try {
            template = serialization.convertValue(yaml, PodTemplate.class);
        } catch (RuntimeException e) {
            throw refusal(file, "does not fit a PodTemplate (" + firstLine(e) + ")", e);
        }
        PodTemplateSpec spec = template.getTemplate();
        if (spec == null
                || spec.getSpec() == null
                || spec.getSpec().getContainers().isEmpty()) {
            throw refusal(file, "has no template.spec.containers", null);
        }
        return spec;
    }

    private static JobRefusedException refusal(TemplateFile file, String why, @Nullable Throwable cause) {
        String sentence = file.property() + ": " + file.path() + " " + why
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
