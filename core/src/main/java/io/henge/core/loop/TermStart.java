package io.henge.core.loop;

import io.henge.core.attempt.Attempt;
import io.henge.core.attempt.ClusterName;
import io.henge.core.attempt.TaskId;
import io.henge.core.attempt.TaskTraits;
import io.henge.core.decide.Inheritance;
import io.henge.core.decide.Policies;
import io.henge.core.ledger.ClusterRecord;
import io.henge.core.ledger.Term;
import io.henge.core.port.ClusterConnection;
import io.henge.core.port.Ledger;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How a term begins: the lead is taken, what leads is put together, the watches are opened, and the rows of earlier terms are
 * read. Waits for the metadata store and for nothing else. The real Overlord and the simulated one begin by this code.
 *
 * <p>The watches list while the rows are read, since both take seconds where there are many. They only leave notes: nobody looks
 * at what they show before the loop turns for the first time, and by then it knows all rows.
 *
 * @param holder who leads, for people
 * @param registered the clusters of the configuration
 * @param enabled those to which new attempts may go at all
 */
public record TermStart(
        Ledger ledger,
        String holder,
        Set<ClusterName> registered,
        Predicate<ClusterName> enabled,
        Policies policies,
        Thoughts thoughts,
        InstantSource clock) {

    /** What is around a term; each is asked for once, when the lead is taken, in the order of the methods. */
    public interface Surroundings {
        /**
         * Makes the connections, which are started later.
         *
         * @param adopting the clusters that may hold something to adopt
         */
        SortedMap<ClusterName, ClusterConnection> connect(Term term, Set<ClusterName> adopting);

        /** Everything else that the loop works with. */
        LoopPorts ports(Lead lead, SortedMap<ClusterName, ClusterConnection> clusters);

        /** The tasks that have not ended by Druid's own record; asked only while there is something to adopt. */
        Map<TaskId, TaskTraits> active();
    }

    /** A term that leads, and does nothing yet. */
    public record Begun(LoopPorts ports, TaskLoop loop, Inheritance inherited, Map<TaskId, TaskTraits> suspects) {
        public Term term() {
            return ports.lead().term();
        }

        public LedgerWriter writer() {
            return ports.lead().writer();
        }

        /**
         * Lets the loop know what earlier terms left.
         *
         * @param restored told of each row before the loop knows it
         */
        public void takeOver(Consumer<Attempt> restored) {
            inherited.rows().forEach(restored);
            loop.restore(inherited, suspects);
        }
    }

    /**
     * Takes the lead, opens the watches, and reads what earlier terms left. Where it fails, the connections stay open.
     *
     * @throws io.henge.core.port.LedgerException if the store failed
     */
    public Begun begin(Surroundings surroundings) {
        Term term = ledger.lead(holder, clock.instant());
        List<ClusterRecord> records = ledger.clusters();
        LedgerWriter writer = new LedgerWriter(ledger, term);
        SortedMap<ClusterName, ClusterConnection> clusters = surroundings.connect(term, adopting(records));
        LoopPorts ports = surroundings.ports(new Lead(term, writer, new Fence(clock)), clusters);
        TaskLoop loop = new TaskLoop(ports, policies, enabled, thoughts);
        writer.whenAnswered(clock, ports.timings()::wrote);
        writer.whenFailedOver(ports.timings()::failedOver);
        clusters.values().forEach(cluster -> cluster.start(loop));
        Inheritance inherited = Inheritance.of(
                registered, ledger.attempts(), records, ledger.pause().orElse(null));
        Map<TaskId, TaskTraits> suspects =
                inherited.unsearched().isEmpty() ? Map.of() : inherited.suspects(surroundings.active());
        return new Begun(ports, loop, inherited, suspects);
    }

    /** The clusters where unowned Jobs matter: to be searched, or with attempts that were adopted. */
    private Set<ClusterName> adopting(List<ClusterRecord> records) {
        TreeSet<ClusterName> adopting = new TreeSet<>(Inheritance.unsearched(registered, records));
        adopting.addAll(ledger.adopted());
        return adopting;
    }
}
