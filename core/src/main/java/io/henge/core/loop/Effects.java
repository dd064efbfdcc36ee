package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.JobAddress;
import io.henge.core.attempt.JobKey;
import io.henge.core.attempt.JobName;
import io.henge.core.attempt.Outcome;
import io.henge.core.cluster.ApiFailure;
import io.henge.core.cluster.LaunchResult;
import io.henge.core.decide.Action;
import io.henge.core.decide.AttemptView;
import io.henge.core.decide.Clue;
import io.henge.core.decide.FenceRow;
import io.henge.core.decide.Mark;
import io.henge.core.decide.Policies;
import io.henge.core.decide.Retry;
import io.henge.core.decide.Step;
import io.henge.core.decide.StorageRoots;
import io.henge.core.failover.PublishFate;
import io.henge.core.ledger.LedgerWrite;
import io.henge.core.ledger.Term;
import io.henge.core.port.ClusterConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out actions: hands each to the ledger's writer, a cluster's connection or deep storage, and posts what came of
 * it to the loop's mailbox. Called by the loop only; results arrive on other threads.
 */
final class Effects implements Action.Cases<Optional<Step>> {
    private static final Logger log = LoggerFactory.getLogger(Effects.class);

    /** With the pauses of {@link Retry}, about ten minutes; then the pod's end has to tell. */
    private static final int STATUS_TRIES_MAX = 24;

    private final LoopPorts ports;
    private final Term term;
    private final LedgerWriter writer;
    private final Policies policies;
    private final InstantSource clock;
    private final Mailbox mailbox;
    private final AttemptTable table;
    private final LogSaving logs;

    Effects(LoopPorts ports, Policies policies, Mailbox mailbox, LoopState state) {
        this.ports = ports;
        this.term = ports.term();
        this.writer = ports.writer();
        this.clock = ports.clock();
        this.policies = policies;
        this.mailbox = mailbox;
        this.table = state.table();
        this.logs = new LogSaving(ports, policies.logSaveTimeout());
    }

    @Override
    public Optional<Step> place(Action.Place action) {
        AttemptView task = table.find(action.id()).orElseThrow();
        ClusterConnection cluster = ports.cluster(action.cluster());
        JobName job = ports.jobNames().nameOf(task.id());
        Attempt attempt = Attempt.placed(
                task.id(),
                new JobAddress(cluster.name(), cluster.namespace(), job),
                ports.tokens().get(),
                task.traits(),
                term.epoch(),
                policies.ownStorageRoots() ? StorageRoots.rootOf(task, job, parentOf(task)) : null,
                clock.instant());
        writer.submit(new LedgerWrite.Put(attempt), () -> {
            ports.fence().put(attempt);
            post(task.id(), view -> view.withAttempt(attempt).done());
        });
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
                .thenAccept(result -> post(attempt.id(), view -> launched(view, attempt, result))));
        return Optional.of(Step.LAUNCH);
    }

    private AttemptView launched(AttemptView view, Attempt attempt, LaunchResult result) {
        return result.match(new LaunchResult.Cases<>() {
            @Override
            public AttemptView launched(LaunchResult.Launched launched) {
                return view.withAttempt(attempt.withJobUid(launched.jobUid()))
                        .launched(clock.instant())
                        .done();
            }

            @Override
            public AttemptView notLaunched(LaunchResult.NotLaunched not) {
                return launchFailed(view, attempt, not.failure());
            }
        });
    }

    private AttemptView launchFailed(AttemptView view, Attempt attempt, ApiFailure failure) {
        return switch (failure.kind()) {
            case INVALID, CONFLICT ->
                view.withReported(Outcome.failure(
                                "Job[" + attempt.address() + "] could not be made: " + failure.message()))
                        .done();
            case TRANSIENT, FORBIDDEN, NOT_FOUND, OUTCOME_UNKNOWN -> view.failed(failure.message(), clock.instant());
        };
    }

    @Override
    public Optional<Step> describe(Action.Describe action) {
        Attempt row = action.attempt();
        writer.submit(new LedgerWrite.Put(row), () -> {
            post(row.id(), view -> view.withAttempt(row).done());
            if (row.location() != null) {
                ports.listener().located(row.task(), row.location());
            }
        });
        return Optional.of(Step.RECORD);
    }

    @Override
    public Optional<Step> end(Action.End action) {
        Attempt row = action.attempt();
        if (action.cutShort()) {
            table.change(row.id(), view -> view.with(Mark.CUT_SHORT));
            ports.fence().shut(row.id());
        }
        writer.submit(new LedgerWrite.Put(row), () -> {
            ports.fence().put(row);
            post(row.id(), view -> view.withAttempt(row).done());
            tell(row);
        });
        return Optional.of(Step.RECORD);
    }

    /** Tells Druid of the outcome of a durable row, if it has one. */
    private void tell(Attempt row) {
        if (row.outcome() == null) {
            return;
        }
        ports.listener().ended(row.task(), row.outcome());
        if (row.endedAt() != null) {
            ports.timings().ended(row, Milestones.between(row.endedAt(), clock.instant()));
        }
    }

    @Override
    public Optional<Step> fence(Action.Fence action) {
        Attempt attempt = action.attempt();
        ports.fence()
                .close(
                        attempt.id(),
                        () -> ports.records()
                                .publishFate(attempt)
                                .whenComplete((fate, failure) -> fenced(action, fate, failure)));
        return Optional.of(Step.FENCE);
    }

    private void fenced(Action.Fence action, @Nullable PublishFate fate, @Nullable Throwable failure) {
        if (fate == null) {
            post(
                    action.id(),
                    view -> view.failed(
                            "Druid's store could not be asked what is published: " + failure, clock.instant()));
            return;
        }
        Attempt row = FenceRow.rowOf(action, fate, clock.instant());
        writer.submit(new LedgerWrite.Put(row), () -> {
            ports.fence().shut(row.id());
            mailbox.post(new Note(row.id().toString(), state -> state.taken(row, clock.instant())));
            tell(row);
        });
    }

    @Override
    public Optional<Step> refuse(Action.Refuse action) {
        writer.confirm(() -> {
            ports.listener().ended(action.id().task(), action.outcome());
            post(action.id(), view -> view.with(Mark.CUT_SHORT).done());
        });
        return Optional.of(Step.RECORD);
    }

    @Override
    public Optional<Step> readStatus(Action.ReadStatus action) {
        ports.files()
                .readStatus(action.id().task())
                .whenComplete((outcome, failure) ->
                        post(action.id(), view -> statusRead(view, Optional.ofNullable(outcome), failure)));
        return Optional.of(Step.READ_STATUS);
    }

    private AttemptView statusRead(AttemptView view, Optional<Outcome> outcome, @Nullable Throwable failure) {
        if (failure == null) {
            return outcome.map(view::withReported)
                    .orElseGet(() -> view.with(Mark.STATUS_ABSENT))
                    .done();
        }
        if (view.retry().failures() + 1 < STATUS_TRIES_MAX) {
            return view.failed("Deep storage could not be asked for the status: " + failure, clock.instant());
        }
        log.warn("Task[{}] has a status that deep storage does not give: {}", view.task(), failure.toString());
        return view.with(Mark.STATUS_ABSENT).done();
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
        Attempt attempt = action.attempt();
        table.change(attempt.id(), logs::begun);
        Instant until =
                Objects.requireNonNull(table.find(attempt.id()).orElseThrow().logUntil());
        logs.save(attempt, until).thenAccept(failure -> post(attempt.id(), view -> logs.tried(view, failure)));
        return Optional.of(Step.SAVE_LOG);
    }

    @Override
    public Optional<Step> delete(Action.Delete action) {
        Attempt attempt = action.attempt();
        ClusterConnection cluster = ports.cluster(attempt.cluster());
        writer.confirm(() ->
                cluster.delete(attempt).thenAccept(failure -> post(attempt.id(), view -> deleted(view, failure))));
        return Optional.of(Step.DELETE);
    }

    private AttemptView deleted(AttemptView view, Optional<ApiFailure> failure) {
        Instant now = clock.instant();
        return failure.isPresent()
                ? view.failed(failure.get().message(), now)
                : view.with(Mark.DELETE_SENT).doneAndHeldUntil(now.plus(policies.deleteRetry()));
    }

    @Override
    public Optional<Step> askStore(Action.AskStore action) {
        ports.records()
                .isActive(action.id().task())
                .whenComplete((active, failure) -> post(action.id(), view -> storeAsked(view, active, failure)));
        return Optional.of(Step.ASK_STORE);
    }

    private AttemptView storeAsked(AttemptView view, @Nullable Boolean active, @Nullable Throwable failure) {
        if (active == null) {
            return view.failed("Druid's store could not be asked for the task: " + failure, clock.instant());
        }
        return active
                ? view.failed("Druid's store does not know yet that the task has ended", clock.instant())
                : view.with(Mark.STORED).done();
    }

    @Override
    public Optional<Step> remove(Action.Remove action) {
        Attempt attempt = action.attempt();
        writer.submit(
                new LedgerWrite.Remove(attempt.id()),
                () -> mailbox.post(new Note(attempt.id().toString(), state -> {
                    table.remove(attempt.id());
                    ports.fence().forget(attempt.id());
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

    private void post(AttemptId id, UnaryOperator<AttemptView> change) {
        mailbox.post(new Note(id.toString(), state -> {
            state.table().change(id, change);
            return List.of(id);
        }));
    }
}
