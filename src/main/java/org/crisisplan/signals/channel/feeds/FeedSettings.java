package org.crisisplan.signals.channel.feeds;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.crisisplan.signals.outbound.RemoteService;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which feeds are read.
 *
 * @param feeds by their names; a feed's signals come from the source {@code feed-<name>}
 */
@ConfigurationProperties("crisis-plan.signals")
record FeedSettings(@DefaultValue Map<String, Feed> feeds) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");
    private static final Duration SOONEST = Duration.ofSeconds(30);

    FeedSettings {
        feeds.forEach((name, feed) -> {
            if (!NAME.matcher(name).matches()) {
                throw wrong(name, "the name must be up to 50 small letters, digits and '-'");
            }
            if (feed.enabled() && (feed.address() == null || !RemoteService.isAddress(feed.address()))) {
                throw wrong(name, "an enabled feed needs an address that begins with https:// or http://");
            }
            if (feed.every().compareTo(SOONEST) < 0) {
                throw wrong(name, "every must be at least " + SOONEST.toSeconds() + "s");
            }
        });
    }

    private static IllegalArgumentException wrong(String name, String why) {
        return new IllegalArgumentException("crisis-plan.signals.feeds." + name + ": " + why);
    }

    /**
     * One feed.
     *
     * @param enabled whether it is read
     * @param address where it is
     * @param platform what its mentions are counted under (R23) and what the table of top media knows; the feed's name if not said
     * @param onlyIfNamed whether an entry counts only when it names us, as for the press at large; a forum about us counts by its
     *     keywords alone
     * @param every how often it is asked
     * @param silentAfter after so long without an answer its silence is a signal
     */
    record Feed(
            @DefaultValue("false") boolean enabled,
            @Nullable URI address,
            @Nullable String platform,
            @DefaultValue("true") boolean onlyIfNamed,
            @DefaultValue("5m") Duration every,
            @DefaultValue("2h") Duration silentAfter) {}
}
