package io.henge.testkit.simulator;

import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;
import io.henge.core.port.TaskListener;
import java.util.function.UnaryOperator;

/** Tells each end twice: first changed, then as it is. */
record BrokenListener(TaskListener sound, UnaryOperator<Outcome> change) implements TaskListener {
    @Override
    public void located(TaskId task, Location location) {
        sound.located(task, location);
    }

    @Override
    public void ended(TaskId task, Outcome outcome) {
        sound.ended(task, change.apply(outcome));
        sound.ended(task, outcome);
    }
}
