package org.crisisplan.publish;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crisis;
import org.jspecify.annotations.Nullable;

/**
 * What one channel is to say.
 *
 * @param statement what was approved; nothing else may be said
 * @param language in which the table lets this channel speak
 * @param longest how many characters the table allows, by the channel's own way of counting; null for as many as the channel takes
 * @param page where the public reads the whole statement; null if the operator has not said where the page is
 * @param key the same at each attempt, and no other post has it
 * @param since when it was first tried, which is the same at each attempt too
 * @param attempt 1 for the first; at later ones it may be there already
 * @param conversation what this channel was told of the same crisis before; null if nothing
 */
public record Post(
        ApprovedStatement statement,
        PostLanguage language,
        @Nullable Integer longest,
        @Nullable URI page,
        String key,
        Instant since,
        int attempt,
        @Nullable Conversation conversation) {

    /** No channel, whoever writes it and whoever calls it, is ever handed anything of a drill (R61). */
    public Post {
        if (Crisis.isDrill(statement.crisis())) {
            throw new IllegalArgumentException(
                    "A statement of the drill " + statement.crisis() + " goes to no channel; it is held back.");
        }
    }

    /** The channel's names of the first and the latest post about a crisis. */
    public record Conversation(String first, String latest) {}

    /**
     * The whole text if there is room for it; otherwise its title with the address where the whole stands. Words are never cut: what
     * was approved is said as it was approved, or not at all.
     *
     * @param most what the channel itself takes
     * @param measure how the channel counts
     * @return nothing if not even the title has room, or the rest could not be found
     */
    public Optional<String> fitted(int most, ToIntFunction<String> measure) {
        int room = longest == null ? most : Math.min(longest, most);
        String whole = withAddress(titlesAndTexts());
        if (measure.applyAsInt(whole) <= room) {
            return Optional.of(whole);
        }
        return Optional.ofNullable(page)
                .map(address -> withAddress(titles()))
                .filter(title -> measure.applyAsInt(title) <= room);
    }

    public String titles() {
        return language.codes().stream().map(this::title).collect(Collectors.joining("\n"));
    }

    /** All of it, as the page shows it. */
    public String titlesAndTexts() {
        return language.codes().stream()
                .map(code -> title(code) + "\n\n" + text(code))
                .collect(Collectors.joining("\n\n"));
    }

    private String withAddress(String words) {
        return page == null ? words : words + "\n\n" + page;
    }

    /** @param code {@code zh} or {@code en} */
    public String title(String code) {
        StatementText text = statement.text();
        return code.equals("zh") ? text.titleZh() : text.titleEn();
    }

    /** @param code {@code zh} or {@code en} */
    public String text(String code) {
        StatementText text = statement.text();
        return code.equals("zh") ? text.textZh() : text.textEn();
    }

    /** What a person reads when it does not fit. */
    public Answer.GiveUp tooLong(int most) {
        int room = longest == null ? most : Math.min(longest, most);
        return new Answer.GiveUp(
                page == null
                        ? "The text has more than the %d characters that are allowed there, and crisis-plan.publish.page does not say where the whole stands. 文字超过该渠道允许的字数，且未设置状态页地址。"
                                .formatted(room)
                        : "Not even the title has room in the %d characters that are allowed there. 标题也超过该渠道允许的字数。"
                                .formatted(room));
    }
}
