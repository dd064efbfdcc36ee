package io.henge.kubernetes.joining;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.document.Models;
import io.henge.kubernetes.joining.ObjectChange.Deed;
import io.henge.shaded.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done about what is there. */
class ChangePlanTest {
    private static final MadeFor OURS = new MadeFor(new ClusterName("west"), "uid-1");
    private static final String OTHERWISE = "Give another name.";

    private static List<HasMetadata> wanted() {
        Membership membership = new Membership(new ClusterName("west"), "druid", "henge-overlord", new TreeMap<>());
        return new MemberObjects(membership, OURS).inTheCluster();
    }

    private static Map<ObjectRef, HasMetadata> there(List<HasMetadata> objects) {
        Map<ObjectRef, HasMetadata> found = new HashMap<>();
        objects.forEach(object -> found.put(ObjectRef.of(object), object));
        return found;
    }

    private static List<Deed> deeds(ChangePlan plan) {
        return plan.changes().stream().map(ObjectChange::deed).toList();
    }

    /** With one of the objects as somebody has left it. */
    private static ChangePlan planWith(ObjectKind kind, Consumer<HasMetadata> touch) {
        List<HasMetadata> objects = wanted();
        objects.stream().filter(object -> ObjectKind.of(object) == kind).forEach(touch);
        return ChangePlan.toHave(wanted(), there(objects), OURS, OTHERWISE);
    }

    @Test
    void whereNothingIsEverythingIsMadeTheNamespaceFirstAndTheTokenLast() {
        ChangePlan plan = ChangePlan.toHave(wanted(), Map.of(), OURS, OTHERWISE);
        assertThat(deeds(plan)).containsOnly(Deed.MAKE);
        assertThat(plan.changes().stream().map(change -> change.ref().toString()))
                .containsExactly(
                        "Namespace[druid]",
                        "ServiceAccount[druid/henge-overlord]",
                        "Role[druid/henge-overlord]",
                        "RoleBinding[druid/henge-overlord]",
                        "Secret[druid/henge-overlord-token]");
    }

    @Test
    void whereEverythingIsNothingIsDone() {
        ChangePlan plan = ChangePlan.toHave(wanted(), there(wanted()), OURS, OTHERWISE);
        assertThat(deeds(plan)).containsOnly(Deed.KEEP);
        assertThat(plan.complaints()).isEmpty();
    }

    @Test
    void whatIsOursAndOtherThanWantedIsChanged() {
        ChangePlan plan =
                planWith(ObjectKind.ROLE, role -> ((Role) role).getRules().remove(0));
        assertThat(deeds(plan)).containsExactly(Deed.KEEP, Deed.KEEP, Deed.CHANGE, Deed.KEEP, Deed.KEEP);
    }

    @Test
    void whatOthersAddToOurObjectsStays() {
        ChangePlan plan = planWith(ObjectKind.SERVICE_ACCOUNT, account -> {
            account.getMetadata().setAnnotations(Map.of("team", "ads"));
            account.getMetadata().setResourceVersion("7");
        });
        assertThat(deeds(plan)).containsOnly(Deed.KEEP);
    }

    @ParameterizedTest
    @EnumSource(ObjectKind.class)
    void whatSomebodyElseMadeIsRefusedButForANamespace(ObjectKind kind) {
        ChangePlan plan = planWith(kind, object -> object.getMetadata().setLabels(Map.of()));
        if (kind == ObjectKind.NAMESPACE) {
            assertThat(plan.complaints()).isEmpty();
            assertThat(deeds(plan)).containsOnly(Deed.KEEP);
        } else {
            assertThat(plan.complaints())
                    .singleElement()
                    .asString()
                    .startsWith(kind + "[druid/henge-overlord")
                    .endsWith("] is there, and was not made by henge cluster add. Give another name.");
        }
    }

    @ParameterizedTest
    @CsvSource({"east, uid-1", "west, uid-2"})
    void whatWasMadeForAnotherClusterOrAnotherOverlordIsNotOurs(String cluster, String overlord) {
        ChangePlan plan = planWith(
                ObjectKind.ROLE_BINDING,
                binding -> binding.getMetadata().setLabels(new MadeFor(new ClusterName(cluster), overlord).labels()));
        assertThat(plan.complaints())
                .singleElement()
                .asString()
                .contains("made by henge cluster add for cluster[" + cluster + "]", "uid[" + overlord + "]");
    }

    @Test
    void everyComplaintIsSaidAtOnce() {
        List<HasMetadata> objects = wanted();
        objects.forEach(object -> object.getMetadata().setLabels(Map.of()));
        assertThat(ChangePlan.toHave(wanted(), there(objects), OURS, OTHERWISE).complaints())
                .hasSize(4);
    }

    @Test
    void whatIsBeingDeletedIsWaitedFor() {
        ChangePlan plan = planWith(
                ObjectKind.NAMESPACE,
                namespace -> namespace.getMetadata().setDeletionTimestamp("2026-11-29T18:00:00Z"));
        assertThat(plan.complaints())
                .containsExactly("Namespace[druid] is being deleted. Wait until it is gone, and run this again.");
    }

    @Test
    void aBindingToAnotherSubjectIsChangedBack() {
        ChangePlan plan = planWith(
                ObjectKind.ROLE_BINDING,
                binding -> ((RoleBinding) binding).getSubjects().get(0).setName("else"));
        assertThat(deeds(plan)).containsExactly(Deed.KEEP, Deed.KEEP, Deed.KEEP, Deed.CHANGE, Deed.KEEP);
    }

    @Test
    void onlyWhatIsOursIsTakenBack() {
        List<HasMetadata> objects = new ArrayList<>(wanted());
        objects.get(1).getMetadata().setLabels(Map.of());
        assertThat(deeds(ChangePlan.toBeRidOf(objects, OURS, "")))
                .containsExactly(Deed.DELETE, Deed.LEAVE, Deed.DELETE, Deed.DELETE, Deed.DELETE);
        assertThat(deeds(ChangePlan.toBeRidOf(objects, OURS, "holds pods[a]")))
                .containsExactly(Deed.LEAVE, Deed.LEAVE, Deed.DELETE, Deed.DELETE, Deed.DELETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: 1}|{a: 1}|true",
                "{a: 1, b: 2}|{a: 1}|true",
                "{a: 1}|{a: 2}|false",
                "{a: 1}|{b: 1}|false",
                "{a: [x, y]}|{a: [x, y]}|true",
                "{a: [x, y]}|{a: [x]}|false",
                "{a: [y, x]}|{a: [x, y]}|false",
                "{a: [{b: 1, c: 2}]}|{a: [{b: 1}]}|true",
            })
    void moreThanIsWantedIsEnoughButForLists(String there, String wanted, boolean holds) {
        assertThat(ChangePlan.holds(
                        Models.TEXT.unmarshal("x: " + there, JsonNode.class),
                        Models.TEXT.unmarshal("x: " + wanted, JsonNode.class)))
                .isEqualTo(holds);
    }
}
