package org.crisisplan.access;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.crisisplan.web.ClientAddress;
import org.crisisplan.web.LruCache;
import org.springframework.stereotype.Component;

/**
 * Slows whoever guesses passwords, by address and name together, and never the owner of the name: a password is looked at before it
 * is counted, so a right one passes however many wrong ones came before it. What that costs is bounded. Half of the processors check
 * passwords at most, and an address that has used up its guesses gets one check at a time.
 */
@Component
class LoginThrottle {

    private static final int REMEMBERED = 20_000;
    private static final int WAITING_OF_AN_ADDRESS = 20;
    private static final int WAITING = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CROWDED = Duration.ofSeconds(5);

    private final LruCache<Guessed, Bucket> ofNames = new LruCache<>(REMEMBERED);
    private final LruCache<ClientAddress, Bucket> ofAddresses = new LruCache<>(REMEMBERED);
    private final LruCache<ClientAddress, Queue> slowed = new LruCache<>(REMEMBERED);
    private final Queue processors = new Queue(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), WAITING);
    private final AccessSettings settings;

    LoginThrottle(AccessSettings settings) {
        this.settings = settings;
    }

    private record Guessed(ClientAddress from, String name) {}

    /**
     * @param password checks it, which takes its time
     * @return whether it is right
     * @throws TooManyLoginAttempts when it is wrong and one too many, or when too many others are being checked
     */
    boolean check(ClientAddress from, String name, BooleanSupplier password) {
        Guessed guessed = new Guessed(from, name);
        boolean right = isUsedUp(guessed)
                ? slowed.of(from, first -> new Queue(1, WAITING_OF_AN_ADDRESS)).pass(() -> processors.pass(password))
                : processors.pass(password);
        if (!right) {
            count(guessed);
        }
        return right;
    }

    /** @throws TooManyLoginAttempts when this one is one too many */
    void wrong(ClientAddress from, String name) {
        count(new Guessed(from, name));
    }

    /** Whether the next wrong password will be one too many. */
    boolean areUsedUp(ClientAddress from, String name) {
        return isUsedUp(new Guessed(from, name));
    }

    private boolean isUsedUp(Guessed guessed) {
        return byName(guessed).getAvailableTokens() == 0
                || byAddress(guessed.from()).getAvailableTokens() == 0;
    }

    private void count(Guessed guessed) {
        var name = byName(guessed).tryConsumeAndReturnRemaining(1);
        var address = byAddress(guessed.from()).tryConsumeAndReturnRemaining(1);
        long wait = Math.max(name.getNanosToWaitForRefill(), address.getNanosToWaitForRefill());
        if (!name.isConsumed() || !address.isConsumed()) {
            throw TooManyLoginAttempts.wrong(Duration.ofNanos(wait));
        }
    }

    private Bucket byName(Guessed guessed) {
        return ofNames.of(guessed, first -> perMinute(settings.wrongPasswords()));
    }

    private Bucket byAddress(ClientAddress from) {
        return ofAddresses.of(from, first -> perMinute(settings.wrongPasswordsOfAnAddress()));
    }

    private static Bucket perMinute(int most) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, Duration.ofMinutes(1)))
                .build();
    }

    /** So many at once, the others in the order they came, and no endless number of them: each holds a thread. */
    private static class Queue {

        private final Semaphore turns;
        private final Semaphore places;

        Queue(int atOnce, int waiting) {
            this.turns = new Semaphore(atOnce, true);
            this.places = new Semaphore(atOnce + waiting);
        }

        boolean pass(BooleanSupplier check) {
            if (!places.tryAcquire()) {
                throw TooManyLoginAttempts.notLookedAt(CROWDED);
            }
            try {
                if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw TooManyLoginAttempts.notLookedAt(CROWDED);
                }
                try {
                    return check.getAsBoolean();
                } finally {
                    turns.release();
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw TooManyLoginAttempts.notLookedAt(CROWDED);
            } finally {
                places.release();
            }
        }
    }
}
