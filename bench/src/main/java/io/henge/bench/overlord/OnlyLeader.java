package io.henge.bench.overlord;

import org.apache.druid.discovery.DruidLeaderSelector;

/** Says that this Overlord leads, as long as it is asked. */
final class OnlyLeader implements DruidLeaderSelector {
    @Override
    public String getCurrentLeader() {
        return "http://127.0.0.1:8090";
    }

    @Override
    public boolean isLeader() {
        return true;
    }

    @Override
    public int localTerm() {
        return 1;
    }

    @Override
    public void registerListener(Listener listener) {
        // There is nothing to tell: the lead never changes.
    }

    @Override
    public void unregisterListener() {
        // There is nothing to tell: the lead never changes.
    }
}
