package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.henge.kubernetes.access.ApiRoute;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.Confinement;
import io.henge.kubernetes.access.ProxySettings;
import io.henge.kubernetes.check.ClusterCheck;
import io.henge.kubernetes.check.Finding;
import io.henge.kubernetes.check.Finding.Level;
import io.henge.kubernetes.check.FleetCheck;
import io.henge.kubernetes.check.FleetReport;
import io.henge.kubernetes.check.FleetReport.Verdict;
import io.henge.kubernetes.joining.NotDoneException.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds a cluster to those of an Overlord that runs: makes in it what the Overlord needs there, and beside the Overlord the Secret by
 * which it knows the cluster. What is there already and ours is changed where it is to be otherwise, so that whatever ended in the
 * middle is begun again. Nothing is made unless everything could be, as far as API servers tell beforehand.
 */
public final class ClusterAddition {
    /** Whoever fills in tokens takes less than a second; thirty are for a control plane that has much to do. */
    private static final int TOKEN_LOOKS_MAX = 60;

    /** API servers take a moment to know of a RoleBinding. */
    private static final int CHECKS_MAX = 20;

    /** In the place of a token that is not there yet, or not to be shown. */
    private static final String MASKED = "…";

    private static final String TOKEN = "token";

    private final JoinRequest request;
    private final JoinRoutes routes;
    private final Rest rest;
    private final ChangeReport report;

    /** The time between two looks: half a second, or none in a test. */
    @FunctionalInterface
    public interface Rest {
        void rest() throws InterruptedException;
    }

    /** All that is known before anything is done. */
    private record Ready(
            MemberObjects objects,
            ChangePlan inTheCluster,
            Map<ObjectRef, HasMetadata> found,
            @Nullable Secret registered) {}

    /** @param dryRun whether nothing is to be made, only told */
    public ClusterAddition(JoinRequest request, JoinRoutes routes, Rest rest, boolean dryRun) {
        this.request = request;
        this.routes = routes;
        this.rest = rest;
        this.report = new ChangeReport(request.name(), dryRun);
    }

    /** What was done by now. */
    public ChangeReport report() {
        return report;
    }

    public void run() throws NotDoneException, InterruptedException {
        try (ContextSide overlord = ContextSide.open(routes.overlord(), request.name());
                ContextSide member = ContextSide.open(routes.member(), request.name())) {
            Ready ready = look(overlord, member);
            Secret planned = registration(
                    ready, member, tokenOf(ready.found().get(tokenRef(ready))).orElse(MASKED));
            ObjectChange here = registering(planned, ready);
            if (report.isDryRun()) {
                ready.inTheCluster().changes().forEach(change -> report.add(member.route(), change));
                report.add(overlord.route(), new ObjectChange(here.deed(), registration(ready, member, MASKED)));
                return;
            }
            rehearse(ready, here, overlord, member);
            make(ready, overlord, member);
        }
    }

    private Ready look(ContextSide overlord, ContextSide member) throws NotDoneException, InterruptedException {
        if (member.access().proxyUrl() != null) {
            throw NotDoneException.refused(member.route().shown()
                    + " gets there by the proxy-url of its cluster, which a registration may not say. Give a context without"
                    + " one if the Overlord needs none, or name the cluster in the Overlord's properties.");
        }
        MadeFor madeFor = OverlordNamespace.madeForIn(request.name(), routes, overlord);
        @Nullable
        Secret registered =
                OverlordNamespace.find(request.name(), routes, overlord).orElse(null);
        if (registered != null && !madeFor.isOf(registered)) {
            throw NotDoneException.refused(
                    overlord.route().shown() + ": " + ObjectRef.of(registered) + " is there, and "
                            + MadeFor.whose(registered)
                            + ". Give the cluster another name, or delete that Secret if nobody needs it.");
        }
        MemberObjects objects = new MemberObjects(Membership.of(request, registered), madeFor);
        Map<ObjectRef, HasMetadata> found = member.readAll(objects.inTheCluster());
        ChangePlan plan = ChangePlan.toHave(
                objects.inTheCluster(),
                found,
                madeFor,
                "Give another --service-account or --namespace, or delete it if nobody needs it.");
        if (!plan.complaints().isEmpty()) {
            throw new NotDoneException(
                    Outcome.REFUSED,
                    plan.complaints().stream()
                            .map(complaint -> member.route().shown() + ": " + complaint)
                            .toList());
        }
        return new Ready(objects, plan, found, registered);
    }

    private static ObjectRef tokenRef(Ready ready) {
        return refOf(ready, ObjectKind.SECRET);
    }

    private static ObjectRef refOf(Ready ready, ObjectKind kind) {
        return ready.objects().inTheCluster().stream()
                .map(ObjectRef::of)
                .filter(ref -> ref.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> tokenOf(@Nullable HasMetadata secret) {
        return secret instanceof Secret held
                ? Optional.ofNullable(Membership.texts(held).get(TOKEN))
                : Optional.empty();
    }

    private Secret registration(Ready ready, ContextSide member, String token) {
        Map<String, String> notes = new TreeMap<>();
        if (member.route().context() != null) {
            notes.put(OverlordNamespace.CONTEXT, member.route().context());
        }
        @Nullable HasMetadata namespace = ready.found().get(refOf(ready, ObjectKind.NAMESPACE));
        if (namespace != null) {
            notes.put(OverlordNamespace.NAMESPACE_UID, namespace.getMetadata().getUid());
        }
        String kubeconfig = TokenKubeconfig.of(member.access(), request.name().value(), token);
        return ready.objects().registration(routes.overlordNamespace(), kubeconfig, notes);
    }

    private static ObjectChange registering(Secret wanted, Ready ready) {
        Map<ObjectRef, HasMetadata> found =
                ready.registered() == null ? Map.of() : Map.of(ObjectRef.of(wanted), ready.registered());
        ChangePlan plan =
                ChangePlan.toHave(List.of(wanted), found, ready.objects().madeFor(), "");
        return plan.changes().get(0);
    }

    private static void rehearse(Ready ready, ObjectChange here, ContextSide overlord, ContextSide member)
            throws NotDoneException, InterruptedException {
        List<String> sentences = new ArrayList<>();
        for (ObjectChange change : ready.inTheCluster().changes()) {
            if (change.changesAnything()) {
                member.wouldFail(change).ifPresent(sentences::add);
            }
        }
        if (here.changesAnything()) {
            overlord.wouldFail(here).ifPresent(sentences::add);
        }
        if (!sentences.isEmpty()) {
            throw new NotDoneException(Outcome.FAILED, sentences).and("Nothing was made.");
        }
    }

    private void make(Ready ready, ContextSide overlord, ContextSide member)
            throws NotDoneException, InterruptedException {
        try {
            for (ObjectChange change : ready.inTheCluster().changes()) {
                carryOut(change, member);
            }
            // Read again for what only the cluster knows: the namespace's uid.
            Ready made = new Ready(
                    ready.objects(),
                    ready.inTheCluster(),
                    member.readAll(ready.objects().inTheCluster()),
                    ready.registered());
            Secret registration = registration(made, member, awaitToken(tokenRef(made), member));
            carryOut(registering(registration, made), overlord);
            report.note("The Overlord is there by the token in " + tokenRef(made)
                    + ", which never expires. To replace it: "
                    + member.route().kubectl() + "-n " + tokenRef(made).namespace() + " delete secret "
                    + tokenRef(made).name() + ", and then add the cluster again; the old one counts no more from the"
                    + " first on, and tasks that run go on.");
            report.checked(check(registration, ready.objects().membership()));
        } catch (NotDoneException e) {
            throw report.isEmpty()
                    ? e
                    : e.and(
                            "What is listed is there by now. When that is mended, run this again: it goes on from there.");
        }
    }

    private void carryOut(ObjectChange change, ContextSide side) throws NotDoneException, InterruptedException {
        if (change.changesAnything()) {
            side.carryOut(change);
        }
        report.add(side.route(), change);
    }

    private String awaitToken(ObjectRef ref, ContextSide member) throws NotDoneException, InterruptedException {
        for (int i = 0; i < TOKEN_LOOKS_MAX; i++) {
            Optional<String> token = tokenOf(member.read(ref).orElse(null));
            if (token.isPresent()) {
                return token.get();
            }
            rest.rest();
        }
        throw new NotDoneException(
                Outcome.FAILED,
                List.of(
                        member.route().shown() + ": no token came into " + ref
                                + ". See that the cluster's kube-controller-manager runs its serviceaccount-token controller."));
    }

    /** What {@code henge check} would find, with what the Overlord is given, and as far as it trusts that. */
    private FleetReport check(Secret registration, Membership membership) throws InterruptedException {
        String kubeconfig =
                Objects.requireNonNull(Membership.texts(registration).get(Membership.KUBECONFIG));
        String key = ObjectRef.of(registration).toString();
        FleetReport found = check(kubeconfig, key, membership);
        for (int i = 1; i < CHECKS_MAX && found.verdict() == Verdict.PROBLEM; i++) {
            rest.rest();
            found = check(kubeconfig, key, membership);
        }
        return found;
    }

    private static FleetReport check(String kubeconfig, String key, Membership membership) {
        ApiRoute route = new ApiRoute(null, null, ApiRoute.REQUEST_TIMEOUT_DEFAULT, ProxySettings.ENVIRONMENT)
                .confined(null, new Confinement(kubeconfig, null, false, false));
        Finding pods = new Finding(
                Level.UNSEEN,
                "pods",
                "What they name is not looked at: only the Overlord's configuration says it. henge check --properties does.");
        return FleetCheck.run(List.of(new ClusterCheck(
                new ClusterSettings(key, membership.name(), route, membership.namespace(), "", false),
                List.of(),
                List.of(pods),
                InstantSource.system())));
    }
}
