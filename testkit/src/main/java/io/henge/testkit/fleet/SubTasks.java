package io.henge.testkit.fleet;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.testkit.cluster.JobScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sub-tasks of one parent's peon, of which each is tried again where it fails, as Druid's supervisor task does. */
final class SubTasks {
    private static final int TRIES_MAX = 3;

    /** One part of the parent's work. */
    private static final class Part {
        private final JobScript script;
        private @Nullable TaskId present;
        private int tries;
        private boolean done;

        Part(JobScript script) {
            this.script = script;
        }
    }

    private final Attempt parent;
    private final TaskScript parentsScript;
    private final SimulatedPeon.Surroundings surroundings;
    private final List<Part> parts = new ArrayList<>();
    private PeonAction.@Nullable SubTask beingSubmitted;

    SubTasks(Attempt parent, TaskScript parentsScript, SimulatedPeon.Surroundings surroundings) {
        this.parent = parent;
        this.parentsScript = parentsScript;
        this.surroundings = surroundings;
        parentsScript.subTasks().forEach(script -> parts.add(new Part(script)));
    }

    /** The sub-task that is to be submitted next, the same one until it is. */
    Optional<PeonAction.SubTask> toSubmit() {
        if (beingSubmitted == null) {
            look();
            beingSubmitted = parts.stream()
                    .filter(part -> !part.done && part.present == null && part.tries < TRIES_MAX)
                    .findFirst()
                    .map(this::next)
                    .orElse(null);
        }
        return Optional.ofNullable(beingSubmitted);
    }

    private PeonAction.SubTask next(Part part) {
        boolean retried = part.tries > 0;
        TaskTraits traits = new TaskTraits(
                "single_phase_sub_task",
                parent.traits().dataSource(),
                parent.traits().groupId(),
                parent.traits().priority(),
                parent.id(),
                retried);
        TaskScript script = new TaskScript(
                traits,
                retried ? JobScript.ENDS_WELL : part.script,
                parentsScript.peon(),
                parentsScript.seconds(),
                List.of());
        part.tries++;
        PeonAction.SubTask next = surroundings.subTask(script);
        part.present = next.id();
        return next;
    }

    void submitted(PeonAction.SubTask subTask) {
        if (subTask.equals(beingSubmitted)) {
            beingSubmitted = null;
        }
    }

    private void look() {
        for (Part part : parts) {
            Optional<Outcome> ended = part.present == null ? Optional.empty() : surroundings.statusOf(part.present);
            if (ended.isPresent()) {
                part.done = ended.get().succeeded();
                part.present = null;
            }
        }
    }

    boolean areDone() {
        return parts.stream().allMatch(part -> part.done);
    }

    boolean haveFailed() {
        return parts.stream().anyMatch(part -> !part.done && part.present == null && part.tries >= TRIES_MAX);
    }
}
