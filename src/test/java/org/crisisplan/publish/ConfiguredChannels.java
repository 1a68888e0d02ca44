package org.crisisplan.publish;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator may have set about channels, for tests that bring their own. */
public final class ConfiguredChannels {

    public static final URI PAGE = URI.create("https://status.example.com/status");

    private ConfiguredChannels() {}

    public static ChannelSettings none() {
        return settings(PAGE, Map.of(), Duration.ofSeconds(10));
    }

    public static ChannelSettings answeringWithin(Duration limit) {
        return settings(PAGE, Map.of(), limit);
    }

    static ChannelSettings settings(
            @Nullable URI page, Map<String, ChannelSettings.Account> accounts, Duration answerWithin) {
        return new ChannelSettings(
                page,
                accounts,
                answerWithin,
                List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5)),
                Duration.ofMinutes(30));
    }
}
