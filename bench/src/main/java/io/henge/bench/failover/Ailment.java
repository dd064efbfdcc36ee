package io.henge.bench.failover;

import io.henge.bench.world.Signals;
import io.henge.testkit.way.FaultyWay.Manner;
import java.io.IOException;
import java.util.List;

/** A way in which a cluster is unwell. */
enum Ailment {
    HANGS("API server stopped (SIGSTOP)") {
        @Override
        void begin(Region.Member cluster) throws IOException, InterruptedException {
            Signals.send("STOP", List.of(cluster.apiServer()));
        }

        @Override
        void end(Region.Member cluster) throws IOException, InterruptedException {
            Signals.send("CONT", List.of(cluster.apiServer()));
        }
    },
    KILLED("API server killed (SIGKILL)") {
        @Override
        void begin(Region.Member cluster) throws IOException, InterruptedException {
            Signals.send("KILL", List.of(cluster.apiServer()));
        }

        @Override
        void end(Region.Member cluster) throws InterruptedException {
            cluster.startApiServer();
        }
    },
    ETCD_HANGS("etcd stopped (SIGSTOP)") {
        @Override
        void begin(Region.Member cluster) throws IOException, InterruptedException {
            Signals.send("STOP", List.of(cluster.etcd()));
        }

        @Override
        void end(Region.Member cluster) throws IOException, InterruptedException {
            Signals.send("CONT", List.of(cluster.etcd()));
        }
    },
    DROPS("packets dropped") {
        @Override
        void begin(Region.Member cluster) {
            cluster.way().become(Manner.SWALLOWS);
        }
    },
    LATE("each request 1.5 s late") {
        @Override
        void begin(Region.Member cluster) {
            cluster.way().become(Manner.late(LATE_MILLIS));
        }
    },
    BREAKS("all connections broken each second") {
        @Override
        void begin(Region.Member cluster) {
            cluster.breakEachSecond(true);
        }

        @Override
        void end(Region.Member cluster) {
            cluster.breakEachSecond(false);
        }
    },
    UNAUTHORIZED("answers 401") {
        @Override
        void begin(Region.Member cluster) {
            cluster.way().become(Manner.answers(401));
        }
    },
    FORBIDDEN("answers 403") {
        @Override
        void begin(Region.Member cluster) {
            cluster.way().become(Manner.answers(403));
        }
    },
    THROTTLED("answers 429") {
        @Override
        void begin(Region.Member cluster) {
            cluster.way().become(Manner.answers(Manner.TOO_MANY_REQUESTS));
        }
    },
    ERRS("answers 500") {
        @Override
        void begin(Region.Member cluster) {
            cluster.way().become(Manner.answers(500));
        }
    };

    private static final int LATE_MILLIS = 1_500;

    private final String words;

    Ailment(String words) {
        this.words = words;
    }

    /** As what is said of a cluster. */
    String words() {
        return words;
    }

    abstract void begin(Region.Member cluster) throws IOException, InterruptedException;

    /** Returns once the cluster can answer again. */
    void end(Region.Member cluster) throws IOException, InterruptedException {
        cluster.way().become(Manner.SOUND);
    }
}
