package org.crisisplan.decision.feel;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much work one evaluation may make: steps that are counted, and a deadline for what counting misses. All expressions of one
 * table, or of one form that is submitted, share one. What is used up stays used up, even where an expression swallows the refusal.
 */
public final class FeelAllowance {

    private static final ThreadLocal<@Nullable FeelAllowance> CURRENT = new ThreadLocal<>();

    private static final long STEPS = 1_000_000;
    private static final long TIME = Duration.ofSeconds(2).toNanos();

    private final long began = System.nanoTime();
    private long left = STEPS;
    private @Nullable FeelRefused refusal;

    private FeelAllowance() {}

    /** Everything that is evaluated meanwhile on this thread shares one allowance. */
    public static <T> T share(Supplier<T> work) {
        if (CURRENT.get() != null) {
            return work.get();
        }
        CURRENT.set(new FeelAllowance());
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** The one being shared, or a new one. */
    static FeelAllowance current() {
        FeelAllowance shared = CURRENT.get();
        return shared == null ? new FeelAllowance() : shared;
    }

    /** @throws FeelRefused when that is more than was left */
    void use(long steps) {
        if (refusal == null) {
            left -= steps;
            if (left < 0) {
                refusal = new FeelRefused("asks for more work than an expression may make");
            } else if (System.nanoTime() - began > TIME) {
                refusal = new FeelRefused("takes too long and was stopped");
            }
        }
        refuseIfUsedUp();
    }

    /** Notes that the evaluation is over, whatever the expression makes of the exception. */
    FeelRefused refuse(String reason) {
        if (refusal == null) {
            refusal = new FeelRefused(reason);
        }
        return refusal;
    }

    void refuseIfUsedUp() {
        if (refusal != null) {
            throw refusal;
        }
    }
}
