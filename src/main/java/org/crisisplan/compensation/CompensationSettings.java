package org.crisisplan.compensation;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How compensations reach the users' accounts (R57).
 *
 * @param url the shop's interface that credits one user at a time; without one, finance credits them from a file
 * @param secret its signing secret by Standard Webhooks, {@code whsec_...}
 * @param currency of the amounts, ISO 4217
 * @param threads how many requests run at a time on one node
 * @param retryAfter pauses after attempts that failed; the last one again and again
 * @param giveUpAfter after this time since the first attempt a person takes over
 * @param recognisesFor for how long the interface knows an idempotency key again; a request without an answer is repeated within this
 *     time only
 * @param backgroundEnabled whether this node credits by itself
 */
@ConfigurationProperties("crisis-plan.compensation")
public record CompensationSettings(
        @Nullable URI url,
        @Nullable String secret,
        @DefaultValue("CNY") String currency,
        @DefaultValue("4") int threads,
        @DefaultValue({"10s", "1m", "5m"}) List<Duration> retryAfter,
        @DefaultValue("1h") Duration giveUpAfter,
        @DefaultValue("24h") Duration recognisesFor,
        @DefaultValue("true") boolean backgroundEnabled) {

    public CompensationSettings {
        boolean waits = !retryAfter.isEmpty() && retryAfter.stream().noneMatch(CompensationSettings::isNothing);
        if (!waits || isNothing(giveUpAfter) || recognisesFor.isNegative() || threads < 1) {
            throw new IllegalArgumentException(
                    "crisis-plan.compensation: retry-after and give-up-after must be longer than nothing, recognises-for must not be"
                            + " negative, and threads at least 1");
        }
        if (url != null && (url.getHost() == null || url.getUserInfo() != null || !isConfidential(url))) {
            throw new IllegalArgumentException(
                    "crisis-plan.compensation.url must be an https address, or one on this machine: money is asked for there");
        }
        if (url != null && (secret == null || secret.isBlank())) {
            throw new IllegalArgumentException(
                    "crisis-plan.compensation.secret must be the signing secret of the interface (Standard Webhooks, whsec_...)");
        }
    }

    boolean isByHand() {
        return url == null;
    }

    private static boolean isConfidential(URI url) {
        return "https".equals(url.getScheme())
                || "http".equals(url.getScheme()) && url.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    }

    private static boolean isNothing(Duration time) {
        return time.isNegative() || time.isZero();
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "compensation by " + (isByHand() ? "hand" : "interface");
    }
}
