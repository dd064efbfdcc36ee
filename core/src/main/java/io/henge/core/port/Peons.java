package io.henge.core.port;

import io.henge.core.attempt.Location;
import java.util.concurrent.CompletionStage;

/** What is heard of peons without their cluster's API. Never blocks and never fails, on any thread. */
public interface Peons {
    /**
     * Whether a peon is announced there in Druid's discovery now. One that is gone without a word stays so for as long as its
     * session lasts; one that does not announce itself is not there for it, and where discovery cannot be heard nobody is.
     */
    boolean isAnnounced(Location location);

    /** Whether a peon answers there when it is asked, be it with a refusal; ends within some seconds. */
    CompletionStage<Boolean> answers(Location location);
}
