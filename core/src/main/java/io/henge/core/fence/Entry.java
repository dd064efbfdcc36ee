package io.henge.core.fence;

/** What the fence says to somebody who wants to act for a task. */
public sealed interface Entry {
    <R> R match(Cases<R> cases);

    /** Go on, and close the passage when done: until then the right that was checked does not end. */
    record Passed(Passage passage) implements Entry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.passed(this);
        }
    }

    /** Never again: the attempt's right has ended, or it never had one. */
    record Stale(String why) implements Entry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stale(this);
        }
    }

    /** Cannot be told yet: ask again. */
    record Unsure(String why) implements Entry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unsure(this);
        }
    }

    /** A right that does not end before it is closed. */
    interface Passage extends AutoCloseable {
        @Override
        void close();
    }

    /** One method per answer. */
    interface Cases<R> {
        R passed(Passed entry);

        R stale(Stale entry);

        R unsure(Unsure entry);
    }
}
