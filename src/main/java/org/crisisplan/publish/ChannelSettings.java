package org.crisisplan.publish;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the public is told beside our own page. The plan's table {@code channels} says what goes where.
 *
 * @param page where the public opens the status page; posts without room for a whole text say its title and this address. It follows
 *     from {@code crisis-plan.statuspage.address}; set by itself it is an old name of that
 * @param channels by the name that the table calls each; none means that the page speaks alone
 * @param answerWithin one request may take so long
 * @param retryAfter pauses after attempts that failed; the last one again and again
 * @param giveUpAfter after this time a person takes over
 */
@ConfigurationProperties("crisis-plan.publish")
public record ChannelSettings(
        @Nullable URI page,
        @DefaultValue Map<String, Account> channels,
        @DefaultValue("10s") Duration answerWithin,
        @DefaultValue({"10s", "1m", "5m"}) List<Duration> retryAfter,
        @DefaultValue("30m") Duration giveUpAfter) {

    public ChannelSettings {
        boolean waits = !retryAfter.isEmpty() && retryAfter.stream().allMatch(ChannelSettings::isSome);
        if (!isSome(answerWithin) || !isSome(giveUpAfter) || !waits) {
            throw new IllegalArgumentException(
                    "crisis-plan.publish: answer-within, retry-after and give-up-after must be longer than nothing");
        }
        if (page != null
                && (page.getHost() == null || !String.valueOf(page.getScheme()).matches("https?"))) {
            throw new IllegalArgumentException(
                    "crisis-plan.publish.page is the address of the status page as the public opens it, such as https://status.example.com/status");
        }
    }

    /** Of the channels that are configured, as the records call them. */
    public List<String> names() {
        return channels.keySet().stream().map(ChannelSettings::plain).sorted().toList();
    }

    /** Names in environment variables have neither capitals nor signs. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static boolean isSome(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    /** Where the whole statement stands for everybody. */
    @Nullable URI pageOf(String crisis) {
        return page == null ? null : URI.create(page.toString().replaceAll("/+$", "") + "/" + crisis);
    }

    /**
     * One account. What it prints as tells no secret.
     *
     * @param service such as {@code mastodon}
     * @param url of the service, or of the webhook
     * @param name of the account, where a service asks for one
     * @param secret token, password or signing secret
     */
    public record Account(
            String service,
            URI url,
            @Nullable String name,
            @Nullable String secret) {

        /**
         * The address, if a secret may be sent there: nobody reads it on the way.
         *
         * @throws IllegalArgumentException if it is none
         */
        public URI safeUrl(String channel) {
            if (url == null || url.getHost() == null || url.getUserInfo() != null || !isConfidential(url)) {
                throw new IllegalArgumentException("crisis-plan.publish.channels." + channel
                        + ".url must be an https address; whoever reads what is sent there could speak in our name");
            }
            return url;
        }

        /** @throws IllegalArgumentException if there is none */
        public String someSecret(String channel, String what) {
            if (secret == null || secret.isBlank()) {
                throw new IllegalArgumentException(
                        "crisis-plan.publish.channels." + channel + ".secret must be " + what);
            }
            return secret.strip();
        }

        /** @throws IllegalArgumentException if there is none */
        public String someName(String channel, String what) {
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("crisis-plan.publish.channels." + channel + ".name must be " + what);
            }
            return name.strip();
        }

        private static boolean isConfidential(URI url) {
            try {
                return "https".equals(url.getScheme())
                        || "http".equals(url.getScheme())
                                && url.getHost().matches("localhost|[0-9.]+|\\[.*]")
                                && InetAddress.getByName(url.getHost()).isLoopbackAddress();
            } catch (UnknownHostException nowhere) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "account with " + service;
        }
    }
}
