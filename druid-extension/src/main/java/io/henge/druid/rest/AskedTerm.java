package io.henge.druid.rest;

import io.henge.druid.fence.ActionGate;
import io.henge.druid.fence.GatedRunner;
import java.util.Optional;
import javax.ws.rs.core.Response;
import org.apache.druid.indexing.overlord.TaskMaster;

/**
 * The term in which somebody asks for a change that the ledger does not hold. A leader that was frozen meanwhile, while
 * another took the lead, must not say that the change counts.
 *
 * @param gate of the term; empty where none runs or the runner is not Henge's, and then nothing is refused
 */
record AskedTerm(Optional<ActionGate> gate) {
    /** The present one. Taken when the request comes, since Druid may let go of the runner before the change. */
    static AskedTerm of(TaskMaster taskMaster) {
        return new AskedTerm(GatedRunner.of(taskMaster).flatMap(GatedRunner::gate));
    }

    /** What is answered instead of making the change, empty if the term is the newest; waits for at most 10 s. */
    Optional<Response> refusalBefore() {
        return gate.flatMap(present -> switch (present.standing()) {
            case NEWEST -> Optional.empty();
            case OVER -> Optional.of(Answers.unavailable(Answers.NO_LEADER));
            case UNKNOWN ->
                Optional.of(Answers.unavailable("Whether this Overlord still leads cannot be told: the ledger did not"
                        + " answer in time. Nothing was stored. Send it again"));
        });
    }

    /** What is answered though the change was made, empty if the term was the newest throughout; waits as long. */
    Optional<Response> refusalAfter() {
        return gate.filter(present -> present.standing() != ActionGate.Standing.NEWEST)
                .map(present -> Answers.unavailable("Whether this Overlord still leads cannot be told, or it does not:"
                        + " the change may have been stored. What the leader answers to"
                        + " `GET /druid/indexer/v1/k8s/taskrunner/executionconfig` counts"));
    }
}
