package io.henge.kubernetes.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.henge.core.attempt.ClusterName;
import io.henge.kubernetes.job.Marks;
import io.henge.kubernetes.joining.NotDoneException.Outcome;
import io.henge.kubernetes.joining.ObjectChange.Deed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what {@link ClusterAddition} made, and nothing else. The Overlord forgets the cluster first, and the registration goes
 * last: it says what there is to take back, should that end in the middle.
 */
public final class ClusterRemoval {
    /** What the registration's label says from when on the Overlord is not to see it. */
    private static final String REMOVED = "removed";

    /** What a namespace may hold that would go with it, and what of it is made by Kubernetes itself. */
    private static final SortedMap<String, Set<String>> HELD = new TreeMap<>(Map.ofEntries(
            Map.entry("apps/v1/daemonsets", Set.of()),
            Map.entry("apps/v1/deployments", Set.of()),
            Map.entry("apps/v1/statefulsets", Set.of()),
            Map.entry("batch/v1/cronjobs", Set.of()),
            Map.entry("batch/v1/jobs", Set.of()),
            Map.entry("v1/pods", Set.of()),
            Map.entry("v1/services", Set.of()),
            Map.entry("v1/configmaps", Set.of("kube-root-ca.crt")),
            Map.entry("v1/secrets", Set.of()),
            Map.entry("v1/serviceaccounts", Set.of("default")),
            Map.entry("v1/persistentvolumeclaims", Set.of())));

    /** More than Kubernetes and we put there, of each kind. */
    private static final int HELD_LIMIT = 10;

    private static final int JOBS_LIMIT = 500;

    private final ClusterName cluster;
    private final JoinRoutes routes;
    private final OverlordWord word;
    private final ChangeReport report;

    /**
     * @param routes with {@code member}'s context null for the one by which the cluster was added
     * @param word what the Overlord said; unless that no task is there, the cluster is asked for Jobs
     * @param dryRun whether nothing is to be deleted, only told
     */
    public ClusterRemoval(ClusterName cluster, JoinRoutes routes, OverlordWord word, boolean dryRun) {
        this.cluster = cluster;
        this.routes = routes;
        this.word = word;
        this.report = new ChangeReport(cluster, dryRun);
    }

    /** What was done by now. */
    public ChangeReport report() {
        return report;
    }

    public void run() throws NotDoneException, InterruptedException {
        try (ContextSide overlord = ContextSide.open(routes.overlord(), cluster)) {
            MadeFor madeFor = OverlordNamespace.madeForIn(cluster, routes, overlord);
            Secret registered = OverlordNamespace.find(cluster, routes, overlord)
                    .orElseThrow(
                            () -> NotDoneException.refused(
                                    "No cluster[" + cluster + "] is registered in namespace["
                                            + routes.overlordNamespace()
                                            + "] of " + overlord.route().shown()
                                            + ". Give --overlord-namespace and --overlord-context if the Overlord runs elsewhere."));
            if (!madeFor.isOf(registered)) {
                throw NotDoneException.refused(overlord.route().shown() + ": " + ObjectRef.of(registered) + " "
                        + MadeFor.whose(registered) + ". Whoever made it may delete it: "
                        + deleteCommand(registered, overlord) + ".");
            }
            try (ContextSide member = ContextSide.open(memberRoute(registered), cluster)) {
                takeBack(registered, madeFor, overlord, member);
            } catch (NotDoneException e) {
                throw e.outcome() == Outcome.UNREACHABLE
                        ? e.and("If that cluster is gone for good, delete its registration: "
                                + deleteCommand(registered, overlord) + ".")
                        : e;
            }
        }
    }

    private String deleteCommand(Secret registered, ContextSide overlord) {
        return overlord.route().kubectl() + "-n " + routes.overlordNamespace() + " delete secret "
                + registered.getMetadata().getName();
    }

    private ContextRoute memberRoute(Secret registered) throws NotDoneException {
        ContextRoute given = routes.member();
        @Nullable
        String context = given.context() == null
                ? Membership.annotation(registered, OverlordNamespace.CONTEXT)
                : given.context();
        if (context == null) {
            throw NotDoneException.refused(given.option() + ": not given, and " + ObjectRef.of(registered)
                    + " does not say by which the cluster was added. Give one that leads to it.");
        }
        return new ContextRoute(given.kubeconfig(), context, given.option());
    }

    private void takeBack(Secret registered, MadeFor madeFor, ContextSide overlord, ContextSide member)
            throws NotDoneException, InterruptedException {
        Membership membership = Membership.of(cluster, registered);
        List<HasMetadata> objects = new ArrayList<>(new MemberObjects(membership, madeFor).inTheCluster());
        Map<ObjectRef, HasMetadata> there = member.readAll(objects);
        refuseOther(registered, there.get(ObjectRef.of(objects.get(0))), member);
        refuseWithJobs(registered, overlord, member);
        if (word.isOfAnother()) {
            report.note(word.note(cluster));
        }
        Collections.reverse(objects);
        List<HasMetadata> found = objects.stream()
                .flatMap(object -> Stream.ofNullable(there.get(ObjectRef.of(object))))
                .toList();
        @Nullable HasMetadata namespace = there.get(ObjectRef.of(objects.get(objects.size() - 1)));
        String held = namespace != null && madeFor.isOf(namespace) ? held(membership, there.keySet(), member) : "";
        if (!held.isEmpty()) {
            report.note("namespace[" + membership.namespace() + "] is left there: it " + held + ".");
        }
        ChangePlan plan = ChangePlan.toBeRidOf(found, madeFor, held);
        ObjectChange last = new ObjectChange(Deed.DELETE, registered);
        if (!report.isDryRun()) {
            rehearse(plan, last, overlord, member);
            overlord.carryOut(new ObjectChange(Deed.CHANGE, unseen(registered)));
            // What was placed until the Overlord was told. It keeps the cluster for that, and a later run goes on
            // from here.
            refuseWithJobs(registered, overlord, member);
        }
        for (ObjectChange change : plan.changes()) {
            carryOut(change, member);
        }
        carryOut(last, overlord);
    }

    /** A context may lead elsewhere by now, where what is not ours would be taken for gone. */
    private static void refuseOther(Secret registered, @Nullable HasMetadata namespace, ContextSide member)
            throws NotDoneException {
        @Nullable String uid = Membership.annotation(registered, OverlordNamespace.NAMESPACE_UID);
        if (namespace != null
                && uid != null
                && !uid.equals(namespace.getMetadata().getUid())) {
            throw NotDoneException.refused(member.route().shown() + ": namespace["
                    + namespace.getMetadata().getName() + "] has uid["
                    + namespace.getMetadata().getUid() + "], but that of the cluster that was added has uid[" + uid
                    + "]. Give " + member.route().option() + " with the context of that cluster.");
        }
        @Nullable String kubeconfig = Membership.texts(registered).get(Membership.KUBECONFIG);
        String server = TokenKubeconfig.serverOf(member.access());
        if (namespace == null && kubeconfig != null && !server.equals(TokenKubeconfig.serverIn(kubeconfig))) {
            throw NotDoneException.refused(
                    member.route().shown() + ": the namespace is not there, and the server[" + server
                            + "] is not the one that was added, which is server[" + TokenKubeconfig.serverIn(kubeconfig)
                            + "]. Give " + member.route().option() + " with the context of that cluster.");
        }
    }

    private void refuseWithJobs(Secret registered, ContextSide overlord, ContextSide member)
            throws NotDoneException, InterruptedException {
        if (word == OverlordWord.EMPTY) {
            return;
        }
        String namespace = Membership.of(cluster, registered).namespace();
        List<String> jobs = member.names("apis/batch/v1/namespaces/" + namespace + "/jobs?labelSelector="
                + Marks.LABEL_OWNER + "&limit=" + JOBS_LIMIT);
        if (!jobs.isEmpty()) {
            throw NotDoneException.refused(member.route().shown() + ": "
                    + (jobs.size() == JOBS_LIMIT ? "at least " : "") + jobs.size()
                    + " Jobs of Henge's are in namespace["
                    + namespace + "], such as Job[" + jobs.get(0)
                    + "]. " + word.remedy(cluster, deleteCommand(registered, overlord)));
        }
    }

    /** What is in the namespace beside what we made, as a clause; empty for nothing. */
    private static String held(Membership membership, Set<ObjectRef> ours, ContextSide member)
            throws NotDoneException, InterruptedException {
        List<String> names = ours.stream().map(ObjectRef::name).toList();
        for (Map.Entry<String, Set<String>> kind : HELD.entrySet()) {
            String api = kind.getKey().startsWith("v1/") ? "api/" : "apis/";
            int slash = kind.getKey().lastIndexOf('/');
            String plural = kind.getKey().substring(slash + 1);
            List<String> there = member.names(api + kind.getKey().substring(0, slash) + "/namespaces/"
                    + membership.namespace() + "/" + plural + "?limit=" + HELD_LIMIT);
            for (String name : there) {
                if (!names.contains(name) && !kind.getValue().contains(name)) {
                    return "holds " + plural + "[" + name + "]";
                }
            }
        }
        return "";
    }

    private static Secret unseen(Secret registered) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(registered.getMetadata().getName())
                .withNamespace(registered.getMetadata().getNamespace())
                .addToLabels(MemberObjects.REGISTRATION, REMOVED)
                .endMetadata()
                .build();
    }

    private static void rehearse(ChangePlan plan, ObjectChange last, ContextSide overlord, ContextSide member)
            throws NotDoneException, InterruptedException {
        List<String> sentences = new ArrayList<>();
        for (ObjectChange change : plan.changes()) {
            if (change.changesAnything()) {
                member.wouldFail(change).ifPresent(sentences::add);
            }
        }
        overlord.wouldFail(last).ifPresent(sentences::add);
        if (!sentences.isEmpty()) {
            throw new NotDoneException(Outcome.FAILED, sentences).and("Nothing was deleted.");
        }
    }

    private void carryOut(ObjectChange change, ContextSide side) throws NotDoneException, InterruptedException {
        if (change.changesAnything() && !report.isDryRun()) {
            try {
                side.carryOut(change);
            } catch (NotDoneException e) {
                throw e.and(
                        "The Overlord does not know the cluster any more. When that is mended, run this again: it goes"
                                + " on from there.");
            }
        }
        report.add(side.route(), change);
    }
}
