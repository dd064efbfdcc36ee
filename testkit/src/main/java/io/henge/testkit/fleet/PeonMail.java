package io.henge.testkit.fleet;

import io.henge.testkit.cluster.LateRequests;
import io.henge.testkit.cluster.Network;
import java.util.List;

/** Brings peons' requests to the Overlords, as well as the network lets it. */
public final class PeonMail {
    /** Whom a peon takes for the leader. */
    public interface Addressee {
        SimulatedOverlord of(List<SimulatedOverlord> overlords);
    }

    private final LateRequests late = new LateRequests();
    private Network network = Network.PERFECT;
    private Addressee addressee = overlords -> overlords.get(overlords.size() - 1);

    public void setNetwork(Network messages) {
        network = messages;
    }

    public void setAddressee(Addressee choice) {
        addressee = choice;
    }

    void step() {
        late.step();
    }

    /** Sends a request to one of the Overlords that have not ended; without one, nobody answers. */
    void send(PeonAction action, List<SimulatedOverlord> overlords) {
        if (overlords.isEmpty()) {
            action.answer(PeonAction.Answer.FAILED);
            return;
        }
        ActionDoor door = addressee.of(overlords).door();
        switch (network.fateOfRequest()) {
            case ARRIVES -> door.take(action);
            case IS_SLOW -> late.add(network.delay(), () -> door.take(action));
            case IS_LOST -> {
                // Nobody ever hears of it.
            }
            case LOSES_ITS_ANSWER -> door.take(action.withoutAnswer());
            case COMES_LATE -> late.add(network.delay(), () -> door.take(action.withoutAnswer()));
            case COMES_TWICE -> {
                door.take(action);
                late.add(network.delay(), () -> door.take(action.withoutAnswer()));
            }
            case IS_THROTTLED -> action.answer(PeonAction.Answer.FAILED);
        }
    }
}
