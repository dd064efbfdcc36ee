package io.henge.kubernetes.document;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.henge.kubernetes.document.Written.Field;
import io.henge.kubernetes.document.Written.Fields;
import io.henge.kubernetes.document.Written.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of what people write for pods, in YAML or JSON. Everything that is wrong is found at once, as far as it can be read. */
public final class PodText {
    /** Of a file; etcd takes no object that is as large (etcd documentation, request size limit). */
    public static final int BYTES_MAX = 1 << 20;

    /** Have a pod's template below {@code spec.template}. */
    private static final Set<String> WITH_TEMPLATE =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "ReplicationController");

    /** Begins the names of fields that hold nothing but anchors, by a convention of Docker Compose and others. */
    private static final String ANCHORS = "x-";

    /** One for all, since it learns the classes only once; safe for use by several threads. */
    private PodText() {}

    /** The pod of a {@code kind: PodTemplate}, which has a container. */
    public static Understood<PodTemplateSpec> template(String text) throws DocumentException {
        Fields fields = ofKind(text, "PodTemplate");
        Fit fit = new Fit(false);
        Map<String, Object> json = fitted(fit, fields, PodTemplate.class);
        PodTemplate template = converted(json, PodTemplate.class);
        @Nullable PodTemplateSpec pod = template.getTemplate();
        if (pod == null || hasNoContainer(pod.getSpec())) {
            throw withoutContainer(fit, fields, "template", "spec", "containers");
        }
        return new Understood<>(pod, fit.notes());
    }

    /** The specification of a {@code kind: Pod}, which has a container. */
    public static Understood<PodSpec> pod(String text) throws DocumentException {
        Fields fields = ofKind(text, "Pod");
        Fit fit = new Fit(false);
        Map<String, Object> json = fitted(fit, fields, Pod.class);
        @Nullable PodSpec spec = converted(json, Pod.class).getSpec();
        if (hasNoContainer(spec)) {
            throw withoutContainer(fit, fields, "spec", "containers");
        }
        return new Understood<>(spec, fit.notes());
    }

    /** A patch of a pod template, as maps, lists and values; an empty value removes a field. */
    public static Understood<Map<String, Object>> patch(String text) throws DocumentException {
        Written written = YamlReader.read(text);
        if (!(written instanceof Fields fields)) {
            throw new DocumentException(
                    0, "is " + written.kind() + ". Expected an object with metadata and spec of a pod template.");
        }
        for (Map.Entry<String, Field> field : fields.all().entrySet()) {
            if (!field.getKey().equals("metadata") && !field.getKey().equals("spec")) {
                throw new DocumentException(
                        field.getValue().line(),
                        Paths.child("", field.getKey())
                                + " is not known. Expected metadata and spec of a pod template.");
            }
        }
        Fit fit = new Fit(true);
        Map<String, Object> json = fitted(fit, fields, PodTemplateSpec.class);
        return new Understood<>(Collections.unmodifiableMap(json), fit.notes());
    }

    private static boolean hasNoContainer(@Nullable PodSpec spec) {
        return spec == null || spec.getContainers().isEmpty();
    }

    private static Map<String, Object> fitted(Fit fit, Fields fields, Class<?> type) throws DocumentException {
        Map<String, Object> json = fit.document(fields, Shapes.of(type));
        if (!fit.faults().isEmpty()) {
            throw new DocumentException(fit.faults());
        }
        return json;
    }

    private static <T> T converted(Map<String, Object> json, Class<T> type) throws DocumentException {
        try {
            return Models.TEXT.convertValue(json, type);
        } catch (IllegalArgumentException e) {
            // Not by what is known of the classes; kept so that no odd value can be more than a refusal.
            throw new DocumentException(0, "does not fit a " + type.getSimpleName() + ".", e);
        }
    }

    private static Fields ofKind(String text, String wanted) throws DocumentException {
        Written written = YamlReader.read(text);
        if (!(written instanceof Fields fields)) {
            throw new DocumentException(
                    written.line(),
                    "the document is " + written.kind() + ". Expected fields, with `kind: " + wanted + "`.");
        }
        @Nullable Field kind = fields.all().get("kind");
        if (kind == null) {
            throw new DocumentException(
                    0, "has no `kind`. Expected `kind: " + wanted + "`, and below " + outline(wanted) + ".");
        }
        if (!(kind.value() instanceof Text name && name.text().equals(wanted))) {
            throw new DocumentException(kind.line(), otherKind(kind.value(), wanted));
        }
        Map<String, Field> others = new LinkedHashMap<>(fields.all());
        others.keySet().removeIf(field -> field.startsWith(ANCHORS));
        return new Fields(others, fields.line());
    }

    private static String outline(String kind) {
        return kind.equals("Pod") ? "`spec` the pod's" : "`template` the metadata and spec of the pods";
    }

    private static String otherKind(Written kind, String wanted) {
        String found = kind instanceof Text name ? name.text() : kind.kind();
        String remedy = "Expected `" + wanted + "`, and below " + outline(wanted) + ".";
        if (wanted.equals("PodTemplate") && found.equals("Pod")) {
            remedy = "Expected `PodTemplate`: put the pod's metadata and spec below `template`.";
        } else if (wanted.equals("PodTemplate") && WITH_TEMPLATE.contains(found)) {
            remedy = "Expected `PodTemplate`: make its spec.template the `template`.";
        } else if (wanted.equals("Pod") && found.endsWith("List")) {
            remedy = "Expected one `Pod`, as `kubectl get pod NAME -o yaml` prints it.";
        }
        return "kind is `" + found + "`. " + remedy;
    }

    /** Says where the way to the containers ends, and what else is odd, since that may be the reason. */
    private static DocumentException withoutContainer(Fit fit, Fields fields, String... way) {
        Written at = fields;
        String path = "";
        int line = fields.line();
        String state = "is empty";
        for (String name : way) {
            @Nullable Field field = at instanceof Fields object ? object.all().get(name) : null;
            path = Paths.child(path, name);
            if (field == null) {
                state = "is missing";
                break;
            }
            line = field.line();
            at = field.value();
        }
        List<Remark> remarks = new ArrayList<>();
        remarks.add(new Remark(
                line, path + " " + state + ". Expected at least one container in " + String.join(".", way) + "."));
        remarks.addAll(fit.notes());
        return new DocumentException(remarks);
    }
}
