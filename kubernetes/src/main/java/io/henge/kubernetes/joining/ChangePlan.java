package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.henge.kubernetes.document.Models;
import io.henge.kubernetes.joining.ObjectChange.Deed;
import io.henge.shaded.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about each object, by what there is. Pure functions.
 *
 * @param complaints why nothing may be done at all; empty if it may
 */
record ChangePlan(List<ObjectChange> changes, List<String> complaints) {
    ChangePlan {
        changes = List.copyOf(changes);
        complaints = List.copyOf(complaints);
    }

    /**
     * So that every object is as wanted. A namespace is taken as it is, whoever made it; everything else has to be ours.
     *
     * @param found what there is, by the references of what is wanted
     * @param otherwise what to do about an object that is somebody else's, as a sentence
     */
    static ChangePlan toHave(
            List<? extends HasMetadata> wanted, Map<ObjectRef, HasMetadata> found, MadeFor madeFor, String otherwise) {
        List<ObjectChange> changes = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (HasMetadata object : wanted) {
            ObjectRef ref = ObjectRef.of(object);
            @Nullable HasMetadata there = found.get(ref);
            if (there == null) {
                changes.add(new ObjectChange(Deed.MAKE, object));
            } else if (there.getMetadata().getDeletionTimestamp() != null) {
                complaints.add(ref + " is being deleted. Wait until it is gone, and run this again.");
            } else if (ref.kind() == ObjectKind.NAMESPACE) {
                changes.add(new ObjectChange(Deed.KEEP, object));
            } else if (!madeFor.isOf(there)) {
                complaints.add(ref + " is there, and " + MadeFor.whose(there) + ". " + otherwise);
            } else {
                changes.add(new ObjectChange(says(there, object) ? Deed.KEEP : Deed.CHANGE, object));
            }
        }
        return new ChangePlan(changes, complaints);
    }

    /**
     * So that nothing of ours is there any more; what is not there is not mentioned.
     *
     * @param found what there is, in the order in which it is deleted
     * @param namespaceHolds what is in the namespace beside that, as a clause; empty for nothing
     */
    static ChangePlan toBeRidOf(List<? extends HasMetadata> found, MadeFor madeFor, String namespaceHolds) {
        List<ObjectChange> changes = new ArrayList<>();
        for (HasMetadata there : found) {
            boolean held = ObjectKind.of(there) == ObjectKind.NAMESPACE && !namespaceHolds.isEmpty();
            boolean going = there.getMetadata().getDeletionTimestamp() != null;
            changes.add(new ObjectChange(madeFor.isOf(there) && !held && !going ? Deed.DELETE : Deed.LEAVE, there));
        }
        return new ChangePlan(changes, List.of());
    }

    /** Whether {@code there} says all that {@code wanted} says; it may say more. */
    static boolean says(HasMetadata there, HasMetadata wanted) {
        return holds(Models.JSON.valueToTree(there), Models.JSON.valueToTree(wanted));
    }

    static boolean holds(JsonNode there, JsonNode wanted) {
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .allMatch(field -> there.has(field.getKey()) && holds(there.get(field.getKey()), field.getValue()));
        }
        if (wanted.isArray()) {
            return there.size() == wanted.size()
                    && IntStream.range(0, wanted.size()).allMatch(i -> holds(there.get(i), wanted.get(i)));
        }
        return there.equals(wanted);
    }
}
