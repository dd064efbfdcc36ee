package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.ClusterName;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chronicle;
import io.henge.core.decide.FleetAction;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Request;
import io.henge.core.decide.Retry;
import io.henge.core.decide.Verdict;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.port.ClusterConnection;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out actions on clusters, stray Jobs and people's requests. Called by the loop only. */
final class FleetEffects implements FleetAction.Cases {
    private static final Logger log = LoggerFactory.getLogger(FleetEffects.class);

    private final LoopPorts ports;
    private final Policies policies;
    private final Mailbox mailbox;
    private final LoopState state;
    private final Strays strays;
    private final ClusterWrites writes;
    private final Keepers keepers;
    private final Searches searches;

    /** What is being recorded of placement as a whole, in its order; bounded by what people ask for. */
    private final ArrayDeque<Verdict> pauses = new ArrayDeque<>();

    FleetEffects(LoopPorts ports, Policies policies, Mailbox mailbox, LoopState state, Strays strays) {
        this.ports = ports;
        this.policies = policies;
        this.mailbox = mailbox;
        this.state = state;
        this.strays = strays;
        this.writes = new ClusterWrites(ports.lead().writer(), mailbox, state);
        this.keepers = new Keepers(
                new Identities(ports, state, writes),
                new Healths(ports, policies.health(), state, writes),
                new Visits(ports.druid().peons(), state.table(), mailbox, ports.clock()),
                new LogGlances(ports, state, mailbox),
                new Captures(ports, state.table(), mailbox));
        this.searches = new Searches(ports, mailbox, state, writes, keepers.identities()::isDoubted);
    }

    /** Who keep in mind, and have recorded, what clusters are, how they are, and what is heard and read of their peons. */
    record Keepers(Identities identities, Healths healths, Visits visits, LogGlances glances, Captures captures) {}

    Keepers keepers() {
        return keepers;
    }

    Searches searches() {
        return searches;
    }

    /** The version that the cluster's record will have when all that waits is written. */
    long version(ClusterName cluster) {
        return writes.version(cluster);
    }

    @Override
    public void search(FleetAction.Search action) {
        searches.search(action.cluster(), now());
    }

    @Override
    public void settle() {
        searches.settle();
    }

    @Override
    public void presumeLost() {
        mailbox.post(new Note("adoption", LoopState::presumedLost));
    }

    @Override
    public void deleteStray(FleetAction.DeleteStray action) {
        ClusterConnection cluster = ports.cluster(action.key().cluster());
        log.info(
                "Job[{}] of cluster[{}] is no attempt's, or a stale one: it is deleted",
                action.key().job(),
                cluster.name());
        Retry before = strays.deleting(action.key());
        ports.lead()
                .writer()
                .confirm(() -> cluster.delete(action.key().job(), action.uid())
                        .thenAccept(failure ->
                                mailbox.post(new Note(action.key().toString(), known -> {
                                    known.called(cluster.name(), failure, now());
                                    strays.answered(
                                            action.key(),
                                            before,
                                            failure,
                                            policies.ending().deleteRetry(),
                                            now());
                                    return List.of();
                                }))));
    }

    @Override
    public void forgetStray(FleetAction.ForgetStray action) {
        strays.forget(action.key());
    }

    @Override
    public void withdraw(FleetAction.Withdraw action) {
        AttemptId id = action.attempt();
        state.requests().promise(Objects.requireNonNull(action.withdrawal().request()), action.verdict());
        change(id, view -> view.told(action.withdrawal()));
    }

    @Override
    public void declare(FleetAction.Declare action) {
        Request.Declare request = action.request();
        ClusterName cluster = request.cluster();
        Runnable told = () -> state.requests()
                .answer(request.number(), Verdict.of(action.verdict().consequences(), state.record(cluster)));
        if (request.dryRun()) {
            told.run();
            return;
        }
        writes.change(cluster, record -> request.said().on(record, action.drain()), told);
        note(request.said().event(), request.word(), LedgerEvent.About.cluster(cluster));
    }

    /** What is recorded of the cluster now. */
    ClusterRecord record(ClusterName cluster) {
        return state.record(cluster);
    }

    @Override
    public void relocate(FleetAction.Relocate action) {
        change(action.attempt(), view -> view.told(action.withdrawal()));
    }

    @Override
    public void foresee(FleetAction.Foresee action) {
        state.table().find(action.attempt()).ifPresent(view -> {
            state.table().change(action.attempt(), known -> known.with(Mark.FORESEEN));
            Chronicle.foreseen(view, action, policies, now())
                    .ifPresent(ports.lead().writer()::note);
            log.warn(
                    "Attempt[{}] would be taken from its cluster, if failover acted: {}",
                    view.id(),
                    action.withdrawal().why());
        });
    }

    @Override
    public void handOver(FleetAction.HandOver action) {
        AttemptId id = action.attempt();
        change(id, view -> view.askedForHandover(now()));
        ports.druid()
                .supervisors()
                .handOver(id.task())
                .whenComplete((taken, failure) -> mailbox.post(new Note(id.toString(), known -> {
                    known.table().change(id, view -> handover(view, taken != null && taken, failure));
                    return List.of(id);
                })));
    }

    private AttemptView handover(AttemptView before, boolean taken, @Nullable Throwable failure) {
        AttemptView after = before.answeredForHandover(taken, now());
        if (after.has(Mark.HANDOVER_REFUSED) && !before.has(Mark.HANDOVER_REFUSED)) {
            log.info(
                    "Task[{}] cannot be handed over yet: {}",
                    before.task(),
                    failure == null ? "no supervisor counts it among the tasks that read" : failure);
        }
        return after;
    }

    private void change(AttemptId id, UnaryOperator<AttemptView> change) {
        state.table().change(id, change);
        mailbox.post(new Note(id.toString(), known -> List.of(id)));
    }

    @Override
    public void drained(FleetAction.Drained action) {
        ports.lead()
                .writer()
                .note(new LedgerEvent(
                        LedgerEvent.Kind.DRAINED,
                        now(),
                        ports.lead().term().holder(),
                        LedgerEvent.About.cluster(action.cluster()),
                        "drained by " + action.drain().word().who() + ": "
                                + action.drain().word().why()));
    }

    @Override
    public void pause(FleetAction.Pause action) {
        Request.Pause request = action.request();
        LedgerWriter writer = ports.lead().writer();
        pauses.add(action.verdict());
        Consumer<ClusterRecord.@Nullable Declaration> written = word -> mailbox.post(new Note("pause", known -> {
            pauses.remove();
            Collection<AttemptId> changed = known.paused(word);
            known.requests().answer(request.number(), Verdict.paused(word));
            return changed;
        }));
        if (request.on()) {
            PlainWrites.submit(
                    writer,
                    request.word(),
                    LedgerWrite.PutPause::new,
                    ClusterRecord.Declaration::inPlainWords,
                    written);
        } else {
            writer.submit(new LedgerWrite.PutPause(null), () -> written.accept(null));
        }
        note(
                request.on() ? LedgerEvent.Kind.PAUSED : LedgerEvent.Kind.RESUMED,
                request.word(),
                new LedgerEvent.About(null, null, null));
    }

    /** The word that placement is paused, when all that waits is written. */
    ClusterRecord.@Nullable Declaration pause() {
        return pauses.isEmpty() ? state.pause() : pauses.getLast().pause();
    }

    private void note(LedgerEvent.Kind kind, ClusterRecord.Declaration word, LedgerEvent.About about) {
        ports.lead().writer().note(new LedgerEvent(kind, word.at(), word.who(), about, word.why()));
    }

    @Override
    public void answer(FleetAction.Answer action) {
        state.requests().answer(action.request(), action.verdict());
    }

    private Instant now() {
        return ports.clock().instant();
    }
}
