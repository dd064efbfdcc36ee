package io.henge.bench.stub;

import io.henge.bench.child.JavaChild;
import java.io.IOException;
import java.time.Duration;

/** The process of {@link StubClusters}: says the URL of each cluster's API server. */
final class StubMain {
    private StubMain() {}

    public static void main(String[] arguments) throws IOException {
        Duration runTime = Duration.ofMillis(Long.parseLong(arguments[0]));
        for (int i = 1; i < arguments.length; i++) {
            System.out.println(new StubClusterApi(new StubCluster(runTime)).start());
        }
        JavaChild.awaitEndOfInput();
        System.exit(0);
    }
}
