package io.henge.kubernetes.template;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.henge.kubernetes.document.DocumentException;
import io.henge.kubernetes.document.PodText;
import io.henge.kubernetes.document.Remark;
import io.henge.kubernetes.document.TextFile;
import io.henge.kubernetes.document.Understood;
import io.henge.kubernetes.job.JobRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pod templates of one cluster, by key. Each file is read again for every task, so edits apply without a
 * restart; a task that meets a broken edit is refused, rather than run with a template that is no longer there. A file
 * that is there and cannot be read, as when a network disk is away, is tried again for at most {@link #UNREADABLE_MAX}.
 */
public final class PodTemplates {
    /** The template of every task for which no other is chosen. */
    public static final String BASE = "base";

    private static final Logger log = LoggerFactory.getLogger(PodTemplates.class);

    static final Duration UNREADABLE_MAX = Duration.ofMinutes(10);

    /** A launch is tried about every 30 s; what lies further apart is another trouble. */
    private static final Duration TRIES_APART_MAX = Duration.ofMinutes(2);

    private final SortedMap<String, TemplateFile> files;
    private final boolean strict;
    private final Set<String> told;
    private final InstantSource clock;

    /** The text last read per key and what was made of it; saves parsing, never reading. */
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    /** The same for what is only looked at, which says nothing to anybody. */
    private final Map<String, Parsed> shown = new ConcurrentHashMap<>();

    /** The files that could not be read at the last try. */
    private final Map<TemplateFile, Unreadable> unreadable = new ConcurrentHashMap<>();

    /** The first and last of the tries at a file that have all failed. */
    private record Unreadable(Instant first, Instant last) {}

    private record Parsed(String text, PodTemplateSpec template) {}

    /** One template and the key that it was found under. */
    public record Named(String key, PodTemplateSpec template) {}

    /** Reads nothing yet, and nothing strictly. */
    public PodTemplates(Map<String, TemplateFile> files, InstantSource clock) {
        this(files, false, Set.of(), clock);
    }

    /**
     * Reads nothing yet.
     *
     * @param strict whether what is only worth a note is wrong, too
     * @param told the keys whose notes are in the log already; those of other keys, and of later edits, go there
     */
    public PodTemplates(Map<String, TemplateFile> files, boolean strict, Set<String> told, InstantSource clock) {
        this.strict = strict;
        this.told = Set.copyOf(told);
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

    /** What a person should know of the templates that can be used now; reads all files. Nothing in a strict reading. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (strict) {
            return notes;
        }
        files.forEach((key, file) -> {
            try {
                PodText.template(text(file)).notes().forEach(note -> notes.add(note.about(nameOf(file))));
            } catch (JobRefusedException | DocumentException e) {
                // That is a complaint, or the affair of its cluster.
            }
        });
        return notes;
    }

    /** All templates by key as they are now; empty where one cannot be used, which is for its cluster to say. */
    SortedMap<String, Optional<PodTemplateSpec>> present() {
        TreeMap<String, Optional<PodTemplateSpec>> present = new TreeMap<>();
        files.forEach((key, file) -> {
            try {
                String text = TextFile.read(file.path(), PodText.BYTES_MAX);
                @Nullable Parsed before = shown.get(key);
                if (before == null || !before.text().equals(text)) {
                    before = new Parsed(text, parse(file, text, false));
                    shown.put(key, before);
                }
                present.put(key, Optional.of(before.template()));
            } catch (JobRefusedException | DocumentException | IOException e) {
                present.put(key, Optional.empty());
            }
        });
        return present;
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
        if (before == null || !before.text().equals(text)) {
            before = new Parsed(text, parse(file, text, before != null || !told.contains(key)));
            parsed.put(key, before);
        }
        return before.template();
    }

    private static String missing(String key) {
        return "druid.indexer.runner.k8s.podTemplate." + key
                + " is missing. Give the path of a YAML file with a PodTemplate.";
    }

    private String text(TemplateFile file) throws JobRefusedException {
        try {
            String text = TextFile.read(file.path(), PodText.BYTES_MAX);
            unreadable.remove(file);
            return text;
        } catch (DocumentException e) {
            unreadable.remove(file);
            throw refusal(file, e.remarks());
        } catch (IOException e) {
            throw unreadable(file, e);
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

    /** @throws JobRefusedException if it is no template, or a strict reading finds something to note */
    private PodTemplateSpec parse(TemplateFile file, String text, boolean news) throws JobRefusedException {
        try {
            Understood<PodTemplateSpec> template = PodText.template(text);
            if (!template.notes().isEmpty() && strict) {
                throw refusal(file, template.notes());
            }
            if (news) {
                template.notes().forEach(note -> log.warn("{}", note.about(nameOf(file))));
            }
            return template.value();
        } catch (DocumentException e) {
            throw refusal(file, e.remarks());
        }
    }

    private static String nameOf(TemplateFile file) {
        return file.property() + ": " + file.path();
    }

    private static JobRefusedException refusal(TemplateFile file, List<Remark> remarks) {
        return new JobRefusedException(Remark.text(nameOf(file), remarks));
    }
}
