package io.henge.druid.runner;

import java.util.ArrayList;
import java.util.List;
import org.apache.druid.indexer.TaskLocation;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.overlord.TaskRunnerListener;

/** A listener that writes down what it is told. For one thread. */
public final class HeardListener implements TaskRunnerListener {
    private final String id;
    private final List<String> heard = new ArrayList<>();

    public HeardListener(String id) {
        this.id = id;
    }

    public List<String> heard() {
        return heard;
    }

    @Override
    public String getListenerId() {
        return id;
    }

    @Override
    public void locationChanged(String taskId, TaskLocation newLocation) {
        heard.add(taskId + " at " + newLocation.getHost() + ":" + newLocation.getPort());
    }

    @Override
    public void statusChanged(String taskId, TaskStatus status) {
        heard.add(taskId + " is " + status.getStatusCode());
    }
}
