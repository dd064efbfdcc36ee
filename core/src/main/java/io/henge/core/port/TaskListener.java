package io.henge.core.port;

import io.henge.core.attempt.Location;
import io.henge.core.attempt.Outcome;
import io.henge.core.attempt.TaskId;

/** Told what Druid is waiting for. Called on the loop's or the ledger's thread: it must only hand on and return. */
public interface TaskListener {
    /** The task can be reached there; the ledger knows it. */
    void located(TaskId task, Location location);

    /** The task has ended like this; the ledger knows it, and it will not be told otherwise. May be told again. */
    void ended(TaskId task, Outcome outcome);
}
