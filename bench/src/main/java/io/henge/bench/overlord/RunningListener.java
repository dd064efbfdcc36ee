package io.henge.bench.overlord;

import java.util.function.Consumer;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.overlord.TaskRunnerListener;

/**
 * Hears from the runner which tasks run.
 *
 * @param told by the ids of tasks, on the runner's thread
 */
record RunningListener(String who, Consumer<String> told) implements TaskRunnerListener {
    @Override
    public String getListenerId() {
        return who;
    }

    @Override
    public void locationChanged(String task, TaskLocation location) {
        if (!TaskLocation.unknown().equals(location)) {
            told.accept(task);
        }
    }

    @Override
    public void statusChanged(String task, TaskStatus status) {}
}
