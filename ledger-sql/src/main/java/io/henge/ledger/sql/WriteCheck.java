package io.henge.ledger.sql;

import io.henge.core.ledger.LedgerWrite;
import io.henge.core.port.WriteRefusedException;
import java.sql.SQLException;
import java.util.List;

/** Finds what no column can hold before a database is asked, so that the write is known and the others lose nothing. */
final class WriteCheck implements LedgerWrite.Cases<Boolean> {
    private WriteCheck() {}

    /** @throws WriteRefusedException for the first write that cannot be held */
    static void check(List<LedgerWrite> writes) {
        WriteCheck check = new WriteCheck();
        for (LedgerWrite write : writes) {
            try {
                write.match(check);
            } catch (UnfitException e) {
                throw new WriteRefusedException(write, String.valueOf(e.getMessage()), e);
            }
        }
    }

    @Override
    public Boolean put(LedgerWrite.Put write) {
        return fits(AttemptRow.SHAPE, write.attempt());
    }

    @Override
    public Boolean remove(LedgerWrite.Remove write) {
        return true;
    }

    @Override
    public Boolean putCluster(LedgerWrite.PutCluster write) {
        return fits(ClusterRow.SHAPE, write.cluster());
    }

    @Override
    public Boolean putPublish(LedgerWrite.PutPublish write) {
        return fits(PublishRow.SHAPE, write.publish());
    }

    @Override
    public Boolean putPause(LedgerWrite.PutPause write) {
        return true; // Text for people is cut to its column.
    }

    @Override
    public Boolean note(LedgerWrite.Note write) {
        return fits(EventRow.SHAPE, write);
    }

    @Override
    public Boolean putFailover(LedgerWrite.PutFailover write) {
        return fits(FailoverRow.SHAPE, write);
    }

    @Override
    public Boolean tellFailover(LedgerWrite.TellFailover write) {
        return fits(FailoverNews::bind, write.news());
    }

    private static <T> boolean fits(RowShape<T> shape, T value) {
        return fits(shape.binding(), value);
    }

    private static <T> boolean fits(RowShape.Binding<T> binding, T value) {
        try {
            binding.bind(Parameters.unbound(), value);
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("No database was asked", e);
        }
    }
}
