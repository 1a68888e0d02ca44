package org.crisisplan.operations;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question that may take for ever. One thread asks at a time, however many want to know: they share its answer, each
 * waits no longer than it will, and once an answer is overdue nobody waits for it any more.
 */
class SharedAnswer<T> implements AutoCloseable {

    private final Callable<T> question;
    private final Duration fresh;
    private final ExecutorService asking;
    private @Nullable Asked<T> last;
    private volatile @Nullable T known;

    /** @param fresh so long an answer is given again before it is asked for anew */
    SharedAnswer(String thread, Duration fresh, Callable<T> question) {
        this.question = question;
        this.fresh = fresh;
        this.asking = Executors.newSingleThreadExecutor(work -> {
            Thread one = new Thread(work, thread);
            one.setDaemon(true);
            return one;
        });
    }

    private record Asked<T>(long began, CompletableFuture<@Nullable T> answer) {

        long age() {
            return System.nanoTime() - began;
        }
    }

    /** Asks, if nobody does and the last answer is old; does not wait. */
    void ask() {
        current();
    }

    /** @return null if the question failed, or has not been answered after so long */
    @Nullable T within(Duration patience) {
        Asked<T> asked = current();
        try {
            return asked.answer().get(Math.max(0, patience.toNanos() - asked.age()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException none) {
            return null;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The last answer there was, however old. */
    @Nullable T known() {
        return known;
    }

    private synchronized Asked<T> current() {
        Asked<T> before = last;
        if (before != null && (!before.answer().isDone() || before.age() < fresh.toNanos())) {
            return before;
        }
        Asked<T> next = new Asked<>(System.nanoTime(), new CompletableFuture<>());
        last = next;
        asking.execute(() -> answer(next));
        return next;
    }

    private void answer(Asked<T> asked) {
        try {
            T answer = question.call();
            known = answer;
            asked.answer().complete(answer);
        } catch (Exception failed) {
            asked.answer().completeExceptionally(failed);
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
