package org.crisisplan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.crisisplan.publish.ChannelSettings.Account;
import org.junit.jupiter.api.Test;

/** What an operator configures is checked at the start, and whatever is not configured is off. */
class ChannelSettingsTest {

    private static final Account ACCOUNT = new Account("far", URI.create("https://far.example"), "site", "the secret");

    /** A service that says nothing. */
    private static final class Far implements ChannelService {

        @Override
        public String name() {
            return "far";
        }

        @Override
        public PublicChannel open(String channel, Account account) {
            account.safeUrl(channel);
            return new PublicChannel() {
                @Override
                public String name() {
                    return channel;
                }

                @Override
                public Answer publish(Post post) {
                    return new Answer.GiveUp("silent");
                }
            };
        }
    }

    private static Channels with(Map<String, Account> accounts) {
        return new Channels(
                List.of(),
                List.of(new Far()),
                ConfiguredChannels.settings(ConfiguredChannels.PAGE, accounts, Duration.ofSeconds(10)));
    }

    @Test
    void aServiceSpeaksOnlyThroughAccountsThatAreConfigured() {
        Channels none = with(Map.of());
        assertThat(none.ofOthers()).isEmpty();
        assertThat(none.isSwitchedOff("far")).isTrue();
        assertThat(none.isSwitchedOff("noticeBoard")).isFalse();

        Channels two = with(Map.of("far", ACCOUNT, "far-zh", ACCOUNT));
        assertThat(two.names()).containsExactly("far", "farzh");
        assertThat(two.isSwitchedOff("far")).isFalse();
    }

    @Test
    void theTableMayWriteANameAsItLikes() {
        // as environment variables leave it
        assertThat(with(Map.of("farzh", ACCOUNT)).named("farZh")).isPresent();
        assertThat(with(Map.of("farzh", ACCOUNT)).named("far")).isEmpty();
    }

    @Test
    void whatCannotWorkStopsTheStartWithASentence() {
        assertThatThrownBy(() -> with(Map.of("x", new Account("fax", URI.create("https://a.example"), null, null))))
                .hasMessage("crisis-plan.publish.channels.x.service is one of far, not 'fax'");
        assertThatThrownBy(() -> with(Map.of("x", new Account("far", URI.create("http://a.example"), null, null))))
                .hasMessageContaining("crisis-plan.publish.channels.x.url must be an https address");
        assertThatThrownBy(() -> with(Map.of("far-zh", ACCOUNT, "farZh", ACCOUNT)))
                .hasMessageContaining("Two channels are called farzh");
        assertThatThrownBy(() -> ConfiguredChannels.settings(URI.create("status"), Map.of(), Duration.ofSeconds(10)))
                .hasMessageContaining("crisis-plan.publish.page");
        assertThatThrownBy(() -> ConfiguredChannels.settings(null, Map.of(), Duration.ZERO))
                .hasMessageContaining("longer than nothing");
    }

    @Test
    void noSecretIsEverPrinted() {
        assertThat(ACCOUNT.toString()).doesNotContain("secret").doesNotContain("far.example");
    }
}
