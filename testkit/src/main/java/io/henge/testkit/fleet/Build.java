package io.henge.testkit.fleet;

import io.henge.core.decide.Policies;
import io.henge.core.fence.Entry;
import io.henge.core.health.Admission;
import io.henge.core.loop.Roster;
import io.henge.core.loop.Thoughts;
import io.henge.core.placement.Asked;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.DruidStore;
import io.henge.core.port.Ledger;
import io.henge.core.port.Peons;
import io.henge.core.port.StateSource;
import io.henge.core.port.Supervisors;
import io.henge.core.port.TaskFiles;
import io.henge.core.port.TaskListener;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * What an Overlord's process is put together of. A test that checks the checks overrides one method, to put a broken part
 * in the place of a sound one.
 */
public interface Build {
    /** All parts as they are. */
    Build SOUND = new Build() {};

    /** How many attempts may hold a place at once. */
    default int capacity(int sound) {
        return sound;
    }

    /** The limits within which the plan decides. */
    default Policies policies(Policies sound) {
        return sound;
    }

    /** What a turn thinks of what it sees. */
    default Thoughts thoughts(Thoughts sound) {
        return sound;
    }

    default Ledger ledger(Ledger sound) {
        return sound;
    }

    /** Whose turn it is among the calls to one cluster. */
    default Admission admission() {
        return new Admission();
    }

    default ClusterConnection connection(ClusterConnection sound) {
        return sound;
    }

    /** What comes of the word that the cluster behind that connection is to go. */
    default Roster.Departure departure(Roster.Departure sound, ClusterConnection present) {
        return sound;
    }

    default DruidStore druid(DruidStore sound) {
        return sound;
    }

    default TaskListener listener(TaskListener sound) {
        return sound;
    }

    /** Those that run streaming tasks: nobody. */
    default Supervisors supervisors() {
        return task -> CompletableFuture.completedFuture(false);
    }

    /** What is heard of peons without their cluster. */
    default Peons peons(Peons sound) {
        return sound;
    }

    /** What can be read of attempts: nothing. */
    default StateSource states() {
        return (attempt, rules, from) ->
                CompletableFuture.completedFuture(new StateSource.Captured(new TreeMap<>(), new TreeMap<>()));
    }

    /** What a task asks of a cluster. */
    default Asked asked(Asked sound) {
        return sound;
    }

    /** The clock by which peons count their leases. */
    default LongSupplier peonNanos(LongSupplier sound) {
        return sound;
    }

    /** What tasks leave in deep storage. */
    default TaskFiles files(TaskFiles sound) {
        return sound;
    }

    /** The fence's answer to somebody who wants to act. */
    default Entry entry(Entry sound) {
        return sound;
    }

    /** A turn of the loop has failed as a whole, which no turn of a sound one does. */
    default void turnFailed(RuntimeException fault) {
        throw fault;
    }
}
