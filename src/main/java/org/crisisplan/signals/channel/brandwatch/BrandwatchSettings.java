package org.crisisplan.signals.channel.brandwatch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.crisisplan.signals.outbound.RemoteService;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The account at Brandwatch whose queries are listened to.
 *
 * @param enabled whether it is asked
 * @param address where it is
 * @param username the account's name
 * @param password the account's password
 * @param clientId as Brandwatch names programs like this one
 * @param platformClientId the organisation, for accounts that have several
 * @param projectId the project of the queries
 * @param queryIds the queries whose mentions are taken
 * @param subject what a mention is about whose words none of the plan's keywords name
 * @param every how often it is asked; each time takes at least two of the 30 requests it allows within ten minutes
 * @param lookBack so far back mentions are asked for again, since many are found late
 * @param pageSize how many mentions at once
 * @param silentAfter after so long without an answer its silence is a signal
 */
@ConfigurationProperties("crisis-plan.signals.brandwatch")
record BrandwatchSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("https://api.brandwatch.com") URI address,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("brandwatch-api-client") String clientId,
        @Nullable String platformClientId,
        @DefaultValue("0") long projectId,
        @DefaultValue List<Long> queryIds,
        @DefaultValue("brand") String subject,
        @DefaultValue("2m") Duration every,
        @DefaultValue("2h") Duration lookBack,
        @DefaultValue("1000") int pageSize,
        @DefaultValue("2h") Duration silentAfter) {

    private static final Duration SOONEST = Duration.ofMinutes(1);
    private static final int LARGEST_PAGE = 5_000;

    BrandwatchSettings {
        if (enabled) {
            needs(RemoteService.isSafeAddress(address), "address must begin with https://");
            needs(!username.isBlank() && !password.isBlank(), "needs a username and a password");
            needs(projectId > 0 && !queryIds.isEmpty(), "needs a project-id and at least one of query-ids");
            needs(every.compareTo(SOONEST) >= 0, "may be asked every 1m at most: every is too short");
            needs(!lookBack.isNegative(), "look-back must not be negative");
            needs(pageSize >= 1 && pageSize <= LARGEST_PAGE, "page-size must be 1 to " + LARGEST_PAGE);
        }
    }

    private static void needs(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException("crisis-plan.signals.brandwatch: " + otherwise);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BrandwatchSettings[enabled=%s, address=%s, username=%s, projectId=%d, queryIds=%s, every=%s]"
                .formatted(enabled, address, username, projectId, queryIds, every);
    }
}
