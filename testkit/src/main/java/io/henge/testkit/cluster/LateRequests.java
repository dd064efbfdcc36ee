package io.henge.testkit.cluster;

import java.util.ArrayList;
import java.util.List;

/** Requests that are still on their way when nobody waits for them any more. */
public final class LateRequests {
    private record Late(int arrivesAt, Runnable work) {}

    private final List<Late> requests = new ArrayList<>();
    private int now;

    /** Carries out {@code work} after so many steps. */
    public void add(int steps, Runnable work) {
        requests.add(new Late(now + steps, work));
    }

    /** One second later: what arrives is carried out. */
    public void step() {
        now++;
        List<Late> arrived =
                requests.stream().filter(request -> request.arrivesAt() <= now).toList();
        requests.removeAll(arrived);
        arrived.forEach(request -> request.work().run());
    }
}
