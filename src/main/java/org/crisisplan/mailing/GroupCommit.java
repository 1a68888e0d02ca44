package org.crisisplan.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One commit for all threads that want one: while one is under way the others gather, and the next carries all of them. A commit waits
 * for the disk, and a mail server is quicker than that.
 */
class GroupCommit {

    private final TransactionOperations transaction;
    private final Queue<Piece> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    GroupCommit(TransactionOperations transaction) {
        this.transaction = transaction;
    }

    private static final class Piece {

        private final Runnable work;
        private boolean over;
        private @Nullable RuntimeException fault;

        Piece(Runnable work) {
            this.work = work;
        }
    }

    /** Returns when it is committed. What it throws, or a commit that fails, is thrown to whoever wanted it. */
    void run(Runnable work) {
        Piece mine = new Piece(work);
        waiting.add(mine);
        turn.lock();
        try {
            if (!mine.over) {
                List<Piece> all = new ArrayList<>();
                for (Piece next = waiting.poll(); next != null; next = waiting.poll()) {
                    all.add(next);
                }
                commit(all);
            }
        } finally {
            turn.unlock();
        }
        RuntimeException fault = mine.fault;
        if (fault != null) {
            throw fault;
        }
    }

    private void commit(List<Piece> all) {
        try {
            transaction.executeWithoutResult(begun -> all.forEach(piece -> piece.work.run()));
        } catch (RuntimeException one) {
            if (all.size() == 1) {
                all.get(0).fault = one;
            } else {
                // the fault of one is no fault of the others
                all.forEach(piece -> commit(List.of(piece)));
            }
        } finally {
            all.forEach(piece -> piece.over = true);
        }
    }
}
