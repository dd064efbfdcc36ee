package io.henge.core.lease;

import java.util.List;
import java.util.Optional;

/** One try to renew a lease: those who may are asked one after the other, until one answers. */
public final class Renewal {
    private Renewal() {}

    /** What an authority says. */
    public enum Word {
        /** The peon may go on. */
        RENEWED,
        /** It is to stop at once. */
        REVOKED,
        /** Nothing that counts: it did not answer, or cannot tell. */
        NOTHING
    }

    /** Somebody who may renew leases. */
    public interface Authority {
        /** Asks it, and waits for its answer for a while. */
        Word ask();

        /** What it is, for a sentence. */
        String name();
    }

    /** Where peons and Overlords leave word for one another, as this attempt sees it. */
    public interface Board {
        /** Whether what this peon has left there can be read. */
        boolean hasLease() throws Exception;

        /** Whether an Overlord has left there that this peon is to stop. */
        boolean hasRevocation() throws Exception;
    }

    /**
     * Asks each in turn. What one says counts from before it was asked: how long its answer took is not known.
     *
     * @return who has renewed it
     */
    public static Optional<Authority> tryOn(HeldLease lease, List<Authority> authorities) {
        for (Authority authority : authorities) {
            long asked = lease.now();
            switch (authority.ask()) {
                case RENEWED -> {
                    lease.renewed(asked);
                    return Optional.of(authority);
                }
                case REVOKED -> {
                    lease.revoked(authority.name() + " has said that the attempt is to stop");
                    return Optional.empty();
                }
                case NOTHING -> {
                    // The next one may know more.
                }
            }
        }
        lease.notRenewed();
        return Optional.empty();
    }

    /**
     * What the board says: that a revocation is not there counts only between two proofs that what is there can be read. Where
     * anything fails, it says nothing.
     */
    public static Word on(Board board) {
        try {
            boolean before = board.hasLease();
            if (board.hasRevocation()) {
                return Word.REVOKED;
            }
            return before && board.hasLease() ? Word.RENEWED : Word.NOTHING;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Word.NOTHING;
        } catch (Exception e) {
            return Word.NOTHING;
        }
    }
}
