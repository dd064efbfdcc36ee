package io.henge.kubernetes.job;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.henge.kubernetes.document.DocumentException;
import io.henge.kubernetes.document.Models;
import io.henge.kubernetes.document.PodText;
import io.henge.kubernetes.document.Remark;
import io.henge.kubernetes.document.Understood;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A strategic merge patch of a pod template, with the rules of {@code kubectl patch} as far as pods need them: objects are
 * merged field by field and {@code null} removes a field; lists of what has a name are merged by it, all other lists are
 * replaced; {@code $patch: delete} in an element removes it.
 */
public final class PodPatch {
    /** Changes nothing. */
    public static final PodPatch NONE = new PodPatch(Map.of(), List.of());

    /** One for all, since it learns the classes only once; safe for use by several threads. */
    private static final String DIRECTIVE = "$patch";

    /** The lists that are merged, with the field that tells their elements apart (Kubernetes API reference, Pod). */
    private static final Map<String, String> KEY_BY_LIST = Map.of(
            "containers", "name",
            "initContainers", "name",
            "volumes", "name",
            "env", "name",
            "imagePullSecrets", "name",
            "volumeMounts", "mountPath",
            "volumeDevices", "devicePath",
            "ports", "containerPort",
            "hostAliases", "ip",
            "topologySpreadConstraints", "topologyKey");

    private final Map<?, ?> patch;
    private final List<Remark> notes;

    private PodPatch(Map<?, ?> patch, List<Remark> notes) {
        this.patch = patch;
        this.notes = notes;
    }

    /**
     * Reads a patch.
     *
     * @param text an object in YAML or JSON, of the shape of a pod template: {@code metadata} and {@code spec}
     * @throws DocumentException if it is none
     */
    public static PodPatch parse(String text) throws DocumentException {
        Understood<Map<String, Object>> read = PodText.patch(text);
        return new PodPatch(read.value(), read.notes());
    }

    /** What a person should know of it. */
    public List<Remark> notes() {
        return notes;
    }

    PodTemplateSpec applyTo(PodTemplateSpec pod) throws JobRefusedException {
        if (patch.isEmpty()) {
            return pod;
        }
        PodTemplateSpec patched;
        try {
            Map<?, ?> fields = Models.TEXT.convertValue(pod, Map.class);
            patched = Models.TEXT.convertValue(merged(fields, patch), PodTemplateSpec.class);
        } catch (IllegalArgumentException e) {
            throw new JobRefusedException("The pod, patched with podPatch, is not a pod any more.", e);
        }
        if (patched.getSpec() == null || patched.getSpec().getContainers().isEmpty()) {
            throw new JobRefusedException("The pod, patched with podPatch, has no container any more.");
        }
        return patched;
    }

    private static Map<String, Object> merged(Map<?, ?> base, Map<?, ?> change) {
        Map<String, Object> result = new LinkedHashMap<>();
        base.forEach((key, value) -> result.put(String.valueOf(key), value));
        change.forEach((name, value) -> {
            String key = String.valueOf(name);
            if (value == null) {
                result.remove(key);
            } else {
                result.put(key, mergedValue(key, result.get(key), value));
            }
        });
        return result;
    }

    private static Object mergedValue(String name, @Nullable Object base, Object change) {
        if (change instanceof Map<?, ?> fields) {
            return merged(base instanceof Map<?, ?> present ? present : Map.of(), fields);
        }
        @Nullable String key = KEY_BY_LIST.get(name);
        if (change instanceof List<?> elements && key != null) {
            return mergedList(key, base instanceof List<?> present ? present : List.of(), elements);
        }
        return change;
    }

    private static List<Object> mergedList(String key, List<?> base, List<?> changes) {
        List<Object> result = new ArrayList<>(base);
        for (Object change : changes) {
            if (!(change instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException("an element is not an object");
            }
            int at = indexOf(key, fields.get(key), result);
            if ("delete".equals(fields.get(DIRECTIVE))) {
                if (at >= 0) {
                    result.remove(at);
                }
            } else if (at >= 0 && result.get(at) instanceof Map<?, ?> present) {
                result.set(at, merged(present, fields));
            } else {
                result.add(merged(Map.of(), fields));
            }
        }
        return result;
    }

    private static int indexOf(String key, @Nullable Object wanted, List<Object> elements) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Map<?, ?> fields && Objects.equals(wanted, fields.get(key))) {
                return i;
            }
        }
        return -1;
    }
}
