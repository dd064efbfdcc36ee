package io.henge.core.cluster;

/** What came of asking a cluster for an attempt's Job. */
public sealed interface LaunchResult {
    <R> R match(Cases<R> cases);

    /** The Job is there and is this attempt's own, created just now or by an earlier call. */
    record Launched(String jobUid) implements LaunchResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.launched(this);
        }
    }

    record NotLaunched(ApiFailure failure) implements LaunchResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notLaunched(this);
        }
    }

    /** One method per result. */
    interface Cases<R> {
        R launched(Launched result);

        R notLaunched(NotLaunched result);
    }
}
