package org.crisisplan.signals.channel.advisories;

import java.net.URI;
import java.time.Duration;
import org.crisisplan.signals.outbound.RemoteService;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which lists of vulnerabilities are read. What of them concerns us says the plan's table {@code assets}.
 *
 * @param nvd a service that answers as NIST's National Vulnerability Database 2.0 does
 * @param cnvd a file as CNVD shares it, or an RSS feed
 * @param oldest what was published longer ago is no news, even if the list has changed it since
 */
@ConfigurationProperties("crisis-plan.signals.advisories")
record AdvisorySettings(
        @DefaultValue Nvd nvd,
        @DefaultValue Cnvd cnvd,
        @DefaultValue("30d") Duration oldest) {

    private static final Duration SOONEST = Duration.ofMinutes(1);

    /** NVD finds nothing for longer spans. */
    private static final Duration LONGEST_SPAN = Duration.ofDays(120);

    /**
     * The NVD.
     *
     * @param enabled whether it is asked
     * @param address where it is
     * @param apiKey a key, which lets us ask more often; not needed
     * @param every how often it is asked
     * @param lookBack so far back it is asked the first time
     * @param silentAfter after so long without an answer its silence is a signal
     */
    record Nvd(
            @DefaultValue("false") boolean enabled,

            @DefaultValue("https://services.nvd.nist.gov/rest/json/cves/2.0")
            URI address,

            @DefaultValue("") String apiKey,
            @DefaultValue("1h") Duration every,
            @DefaultValue("7d") Duration lookBack,
            @DefaultValue("12h") Duration silentAfter) {

        Nvd {
            if (enabled) {
                needs(
                        apiKey.isEmpty() ? RemoteService.isAddress(address) : RemoteService.isSafeAddress(address),
                        "nvd.address must begin with https://");
                needs(every.compareTo(SOONEST) >= 0, "nvd.every must be at least 1m");
                needs(
                        !lookBack.isNegative() && lookBack.compareTo(LONGEST_SPAN) < 0,
                        "nvd.look-back must be shorter than 120d");
            }
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Nvd[enabled=%s, address=%s, apiKey=%s, every=%s]"
                    .formatted(enabled, address, apiKey.isEmpty() ? "none" : "set", every);
        }
    }

    /**
     * The CNVD, or whoever shares vulnerabilities in its form.
     *
     * @param enabled whether it is asked
     * @param address where the file is
     * @param every how often it is asked
     * @param silentAfter after so long without an answer its silence is a signal
     */
    record Cnvd(
            @DefaultValue("false") boolean enabled,
            @Nullable URI address,
            @DefaultValue("1h") Duration every,
            @DefaultValue("12h") Duration silentAfter) {

        Cnvd {
            if (enabled) {
                needs(
                        address != null && RemoteService.isAddress(address),
                        "cnvd needs an address that begins with https:// or http://");
                needs(every.compareTo(SOONEST) >= 0, "cnvd.every must be at least 1m");
            }
        }
    }

    private static void needs(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException("crisis-plan.signals.advisories: " + otherwise);
        }
    }
}
