package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.AttemptState;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobKey;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.Resources;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.decide.Action;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Chronicle;
import io.henge.core.decide.Clue;
import io.henge.core.decide.Fate;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Preserving;
import io.henge.core.decide.Results;
import io.henge.core.decide.Step;
import io.henge.core.decide.StorageRoots;
import io.henge.core.decide.Withdrawal;
import io.henge.core.failover.PublishFate;
import io.henge.core.ledger.FailoverRecord.News;
import io.henge.core.ledger.LedgerEvent;
import io.henge.core.ledger.LedgerEvent.Kind;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.port.ClusterConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out actions on attempts: hands each to the ledger's writer, a cluster's connection or deep storage, and posts
 * what came of it to the loop's mailbox. Called by the loop only; results arrive on other threads.
 */
final class Effects implements Action.Cases<Optional<Step>> {
    private static final Logger log = LoggerFactory.getLogger(Effects.class);

    private final LoopPorts ports;
    private final LedgerWriter writer;
    private final Policies policies;
    private final InstantSource clock;
    private final Mailbox mailbox;
    private final AttemptTable table;
    private final LogSaving logs;
    private final LogEnds logEnds;
    private final Revocations leases;

    Effects(LoopPorts ports, Policies policies, Mailbox mailbox, LoopState state) {
        this.ports = ports;
        this.writer = ports.lead().writer();
        this.clock = ports.clock();
        this.policies = policies;
        this.mailbox = mailbox;
        this.table = state.table();
        this.logEnds = state.logEnds();
        this.logs = new LogSaving(ports, policies, mailbox, table);
        this.leases = new Revocations(ports, mailbox, table);
    }

    @Override
    public Optional<Step> place(Action.Place action) {
        AttemptView task = table.find(action.id()).orElseThrow();
        ClusterConnection cluster = ports.cluster(action.cluster());
        JobName job = ports.jobNames().nameOf(task.id(), 0);
        Resources needs = task.needs().on(action.cluster());
        Attempt placed = Attempt.placed(
                task.id(),
                new JobAddress(cluster.name(), cluster.namespace(), job),
                ports.chance().tokens().get(),
                task.traits(),
                ports.lead().term().epoch(),
                policies.ownStorageRoots() ? StorageRoots.rootOf(task, job, parentOf(task)) : null,
                clock.instant());
        Attempt attempt = (needs.isNone() ? placed : placed.withNeeds(needs)).withPreserved(table.leftTo(task.id()));
        writer.submit(
                new LedgerWrite.Put(attempt),
                () -> {
                    ports.lead().fence().put(attempt);
                    post(task.id(), view -> view.withAttempt(attempt).done());
                },
                why -> post(task.id(), view -> Results.notRecorded(view, why)));
        note(Kind.PLACED, attempt, action.why());
        return Optional.of(Step.PLACE);
    }

    private Optional<Attempt> parentOf(AttemptView task) {
        return Optional.ofNullable(task.traits().parent())
                .flatMap(table::find)
                .flatMap(parent -> Optional.ofNullable(parent.attempt()));
    }

    @Override
    public Optional<Step> launch(Action.Launch action) {
        Attempt attempt = action.attempt();
        // A status that was absent before the launch may be there after it.
        table.change(attempt.id(), view -> view.with(Mark.LAUNCH_SENT).without(Mark.STATUS_ABSENT));
        ClusterConnection cluster = ports.cluster(attempt.cluster());
        writer.confirm(() -> cluster.launch(attempt)
                .thenAccept(result -> postAnswer(
                        attempt,
                        result instanceof LaunchResult.NotLaunched not ? Optional.of(not.failure()) : Optional.empty(),
                        view -> Results.launched(view, attempt, result, clock.instant()))));
        return Optional.of(Step.LAUNCH);
    }

    @Override
    public Optional<Step> describe(Action.Describe action) {
        Attempt row = action.attempt();
        // Before the row, since the next leader tells nothing of a row that has its location.
        tellReplaced(row);
        writer.submit(
                new LedgerWrite.Put(row),
                () -> {
                    post(row.id(), view -> view.withAttempt(row).done());
                    if (row.location() != null) {
                        ports.druid().listener().located(row.task(), row.location());
                    }
                },
                why -> post(
                        row.id(),
                        view -> view.failed("The ledger cannot hold what was seen of it: " + why, clock.instant())));
        return Optional.of(Step.RECORD);
    }

    /** Of a later attempt, its first location is the end of a failover; that it is told again changes nothing. */
    private void tellReplaced(Attempt row) {
        if (row.location() != null && row.id().number() > 1) {
            AttemptId before = new AttemptId(row.task(), row.id().number() - 1);
            writer.tell(new News(before, News.Kind.REPLACED, clock.instant(), row.cluster()));
        }
    }

    @Override
    public Optional<Step> rename(Action.Rename action) {
        Attempt before = action.attempt();
        JobName job = ports.jobNames().nameOf(before.id(), action.taken());
        Attempt row =
                before.at(new JobAddress(before.cluster(), before.address().namespace(), job));
        log.info("Job[{}] is another's: attempt[{}] takes the name [{}]", before.address(), before.id(), job);
        writer.submit(
                new LedgerWrite.Put(row),
                () -> post(
                        row.id(),
                        view -> view.withAttempt(row)
                                .without(Mark.NAME_TAKEN)
                                .without(Mark.LAUNCH_SENT)
                                .done()));
        return Optional.of(Step.RECORD);
    }

    @Override
    public Optional<Step> takeBack(Action.TakeBack action) {
        Attempt attempt = action.attempt();
        log.info("Attempt[{}] waits again: {}", attempt.id(), action.why());
        note(Kind.TAKEN_BACK, attempt, action.why());
        writer.submit(new LedgerWrite.Remove(attempt.id()), () -> {
            ports.lead().fence().forget(attempt.id());
            mailbox.post(new Note(
                    attempt.id().toString(), known -> known.takenBack(attempt, action.why(), clock.instant())));
            // Should a Job of it be there all the same, nobody knows it any more.
            mailbox.post(new JobKey(attempt.cluster(), attempt.address().job()));
        });
        return Optional.of(Step.REMOVE);
    }

    @Override
    public Optional<Step> end(Action.End action) {
        Attempt row = action.attempt();
        if (action.cutShort()) {
            table.change(row.id(), view -> view.with(Mark.CUT_SHORT));
            ports.lead().fence().shut(row.id());
        }
        PlainWrites.submit(writer, row, LedgerWrite.Put::new, Attempt::inPlainWords, written -> {
            ports.lead().fence().put(written);
            mailbox.post(new Note(written.id().toString(), known -> known.ended(written)));
            tell(written);
        });
        return Optional.of(Step.RECORD);
    }

    /** Tells Druid of the outcome of a durable row, if it has one. */
    private void tell(Attempt row) {
        if (row.outcome() == null) {
            return;
        }
        ports.druid().listener().ended(row.task(), row.outcome());
        if (row.endedAt() != null) {
            ports.timings().ended(row, Milestones.between(row.endedAt(), clock.instant()));
        }
    }

    @Override
    public Optional<Step> fence(Action.Fence action) {
        Attempt attempt = action.attempt();
        AttemptView before = table.find(attempt.id()).orElseThrow();
        String logEnd = logEnds.of(attempt.id());
        @Nullable String node = NodesSeen.of(attempt, ports);
        table.change(attempt.id(), view -> view.with(Mark.YIELDING));
        ports.lead()
                .fence()
                .close(
                        attempt.id(),
                        () -> ports.druid()
                                .store()
                                .publishFate(attempt)
                                .whenComplete((fate, failure) -> fenced(action, before, logEnd, node, fate, failure)));
        return Optional.of(Step.FENCE);
    }

    private void fenced(
            Action.Fence action,
            AttemptView before,
            String logEnd,
            @Nullable String node,
            @Nullable PublishFate published,
            @Nullable Throwable failure) {
        if (published == null) {
            post(
                    action.id(),
                    view -> view.failed(
                            "Druid's store could not be asked what is published: " + failure, clock.instant()));
            return;
        }
        Instant now = clock.instant();
        Attempt row = Fate.rowOf(action, published, now)
                .withPreserved(Preserving.atEnd(before, action.attempt(), action.why(), node, now));
        PlainWrites.submit(writer, row, LedgerWrite.Put::new, Attempt::inPlainWords, written -> {
            ports.lead().fence().shut(written.id());
            mailbox.post(new Note(written.id().toString(), known -> known.taken(written)));
            tell(written);
            LogEnds.leave(ports.druid().files(), written, action.why(), logEnd);
        });
        Chronicle.of(before, row, action, now).ifPresent(writer::note);
        Optional<Withdrawal> word = Optional.ofNullable(before.withdrawal());
        if (row.state() == AttemptState.FENCED) {
            note(Kind.FENCED, row, action.why());
            note(Chronicle.kindOf(before.withdrawal()), word.map(Withdrawal::by).orElse(holder()), row, action.why());
        } else {
            note(Kind.ENDED, row, action.why());
        }
    }

    @Override
    public Optional<Step> refuse(Action.Refuse action) {
        writer.note(new LedgerEvent(
                Kind.REFUSED,
                clock.instant(),
                holder(),
                LedgerEvent.About.task(action.id().task()),
                String.valueOf(action.outcome().message())));
        writer.confirm(() -> {
            ports.druid().listener().ended(action.id().task(), action.outcome());
            post(action.id(), view -> view.with(Mark.CUT_SHORT).done());
        });
        return Optional.of(Step.RECORD);
    }

    @Override
    public Optional<Step> readStatus(Action.ReadStatus action) {
        ports.druid()
                .files()
                .readStatus(action.id().task())
                .whenComplete((outcome, failure) ->
                        post(action.id(), view -> statusRead(view, Optional.ofNullable(outcome), failure)));
        return Optional.of(Step.READ_STATUS);
    }

    private AttemptView statusRead(AttemptView view, Optional<Outcome> outcome, @Nullable Throwable failure) {
        if (failure == null) {
            return Results.statusRead(view, outcome, policies, clock.instant());
        }
        AttemptView after = Results.statusNotRead(view, failure.toString(), clock.instant());
        if (after.has(Mark.STATUS_ABSENT)) {
            log.warn("Task[{}] has a status that deep storage does not give: {}", view.task(), failure.toString());
        }
        return after;
    }

    @Override
    public Optional<Step> readLease(Action.ReadLease action) {
        leases.read(action.id());
        return Optional.of(Step.READ_LEASE);
    }

    @Override
    public Optional<Step> revoke(Action.Revoke action) {
        leases.revoke(action.id());
        return Optional.of(Step.REVOKE);
    }

    @Override
    public Optional<Step> readEvents(Action.ReadEvents action) {
        Attempt attempt = action.attempt();
        ports.cluster(attempt.cluster())
                .events(attempt.address().job())
                .thenAccept(events -> post(
                        attempt.id(),
                        view -> view.withClue(new Clue(events, clock.instant())).done()));
        return Optional.of(Step.READ_EVENTS);
    }

    @Override
    public Optional<Step> saveLog(Action.SaveLog action) {
        logs.save(action.attempt());
        return Optional.of(Step.SAVE_LOG);
    }

    @Override
    public Optional<Step> delete(Action.Delete action) {
        Attempt attempt = action.attempt();
        ClusterConnection cluster = ports.cluster(attempt.cluster());
        writer.confirm(() -> cluster.delete(attempt)
                .thenAccept(failure -> postAnswer(
                        attempt, failure, view -> Results.deleted(view, failure, policies, clock.instant()))));
        return Optional.of(Step.DELETE);
    }

    @Override
    public Optional<Step> askStore(Action.AskStore action) {
        ports.druid()
                .store()
                .isActive(action.id().task())
                .whenComplete((active, failure) ->
                        post(action.id(), view -> Results.storeAsked(view, active, failure, clock.instant())));
        return Optional.of(Step.ASK_STORE);
    }

    @Override
    public Optional<Step> remove(Action.Remove action) {
        Attempt attempt = action.attempt();
        note(Kind.PURGED, attempt, "");
        // Also of a task that failed instead of running again; where nothing was failed over, it changes nothing.
        if (attempt.outcome() == null || !attempt.outcome().succeeded()) {
            writer.tell(new News(attempt.id(), News.Kind.PURGED, clock.instant(), null));
        }
        writer.submit(
                new LedgerWrite.Remove(attempt.id()),
                () -> mailbox.post(new Note(attempt.id().toString(), known -> {
                    table.remove(attempt.id());
                    ports.lead().fence().forget(attempt.id());
                    // A create that came late may have shown itself meanwhile, as the attempt's own.
                    mailbox.post(new JobKey(attempt.cluster(), attempt.address().job()));
                    return List.of(attempt.id());
                })));
        return Optional.of(Step.REMOVE);
    }

    @Override
    public Optional<Step> forget(Action.Forget action) {
        table.remove(action.id());
        return Optional.empty();
    }

    @Override
    public Optional<Step> followUp(Action.FollowUp action) {
        mailbox.post(new Note(action.id().toString(), known -> known.followed(action, clock.instant())));
        return Optional.of(Step.FOLLOW_UP);
    }

    private void note(Kind kind, Attempt attempt, String why) {
        note(kind, holder(), attempt, why);
    }

    private String holder() {
        return ports.lead().term().holder();
    }

    private void note(Kind kind, String who, Attempt attempt, String why) {
        writer.note(new LedgerEvent(
                kind, clock.instant(), who, LedgerEvent.About.attempt(attempt.id(), attempt.cluster()), why));
    }

    private void post(AttemptId id, UnaryOperator<AttemptView> change) {
        mailbox.post(new Note(id.toString(), known -> {
            known.table().change(id, change);
            return List.of(id);
        }));
    }

    /** Posts what a cluster has answered, which also tells of the cluster. */
    private void postAnswer(Attempt attempt, Optional<ApiFailure> failure, UnaryOperator<AttemptView> change) {
        ClusterName cluster = attempt.cluster();
        mailbox.post(new Note(attempt.id().toString(), known -> {
            known.called(cluster, failure, clock.instant());
            known.table().change(attempt.id(), change);
            return List.of(attempt.id());
        }));
    }
}
