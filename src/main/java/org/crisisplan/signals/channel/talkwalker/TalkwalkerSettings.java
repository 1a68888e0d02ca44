package org.crisisplan.signals.channel.talkwalker;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.crisisplan.signals.outbound.RemoteService;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is searched for at Talkwalker.
 *
 * @param enabled whether it is asked
 * @param address where it is
 * @param accessToken the key to the account
 * @param projectId the project to search in, which social media need; without one the web of the last 30 days is searched
 * @param topics topics of the project; all, if none is named
 * @param query what to search for, in Talkwalker's words; the keywords of the plan's table, if not said
 * @param subject what a result is about whose words none of the plan's keywords name
 * @param every how often it is asked
 * @param timeRange so far back it is searched, such as {@code 24h}
 * @param pageSize how many results at once
 * @param silentAfter after so long without an answer its silence is a signal
 */
@ConfigurationProperties("crisis-plan.signals.talkwalker")
record TalkwalkerSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("https://api.talkwalker.com") URI address,
        @DefaultValue("") String accessToken,
        @Nullable String projectId,
        @DefaultValue List<String> topics,
        @Nullable String query,
        @DefaultValue("brand") String subject,
        @DefaultValue("5m") Duration every,
        @DefaultValue("24h") String timeRange,
        @DefaultValue("100") int pageSize,
        @DefaultValue("2h") Duration silentAfter) {

    private static final Duration SOONEST = Duration.ofMinutes(1);
    private static final int SMALLEST_PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    TalkwalkerSettings {
        if (enabled) {
            needs(RemoteService.isSafeAddress(address), "address must begin with https://");
            needs(!accessToken.isBlank(), "needs an access-token");
            needs(every.compareTo(SOONEST) >= 0, "every must be at least 1m");
            needs(timeRange.matches("[1-9]\\d{0,3}[smhdwM]"), "time-range must be such as 24h or 7d");
            needs(
                    pageSize >= SMALLEST_PAGE && pageSize <= LARGEST_PAGE,
                    "page-size must be %d to %d".formatted(SMALLEST_PAGE, LARGEST_PAGE));
            needs(
                    projectId == null || projectId.matches("[A-Za-z0-9-]+"),
                    "project-id must be letters, digits and '-'");
            needs(topics.isEmpty() || projectId != null, "topics belong to a project: it needs a project-id");
        }
    }

    private static void needs(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException("crisis-plan.signals.talkwalker: " + otherwise);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TalkwalkerSettings[enabled=%s, address=%s, projectId=%s, query=%s, every=%s]"
                .formatted(enabled, address, projectId, query, every);
    }
}
