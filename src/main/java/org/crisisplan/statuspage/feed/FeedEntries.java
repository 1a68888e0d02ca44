package org.crisisplan.statuspage.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.SiteComponent;
import org.crisisplan.statuspage.Moments;
import org.crisisplan.statuspage.PublicCrisis;
import org.crisisplan.statuspage.StatusPageSettings;
import org.crisisplan.statuspage.StatusPost;
import org.crisisplan.statuspage.StatusSnapshot;
import org.crisisplan.web.PageLanguage;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** What a feed holds: crises and announced maintenance, the one that changed last first. */
@Component
class FeedEntries {

    private static final int MOST = 50;

    private final MessageSource messages;
    private final Moments moments;
    private final PublishSettings publishing;
    private final StatusPageSettings settings;

    FeedEntries(MessageSource messages, Moments moments, PublishSettings publishing, StatusPageSettings settings) {
        this.messages = messages;
        this.moments = moments;
        this.publishing = publishing;
        this.settings = settings;
    }

    String title(PageLanguage language) {
        String name = publishing.organisation().isEmpty()
                ? message("statuspage.title", language.locale())
                : message("statuspage.titleOf", language.locale(), publishing.organisation());
        return message("statuspage.feed.title", language.locale(), name);
    }

    List<FeedEntry> of(StatusSnapshot snapshot, PageLanguage language) {
        return Stream.concat(
                        snapshot.latest().stream().map(crisis -> entry(crisis, snapshot, language)),
                        snapshot.windows().stream().map(window -> entry(window, snapshot, language)))
                .sorted(Comparator.comparing(FeedEntry::updated).reversed())
                .limit(MOST)
                .toList();
    }

    private FeedEntry entry(PublicCrisis crisis, StatusSnapshot snapshot, PageLanguage language) {
        boolean chinese = language.chinese();
        Locale locale = language.locale();
        List<String> tags = new ArrayList<>();
        tags.add(message("statuspage.progress." + crisis.progress().word(), locale));
        if (!crisis.resolved()) {
            tags.add(message("statuspage.severity." + crisis.severity().word(), locale));
        }
        tags.addAll(names(
                snapshot.components().stream()
                        .filter(component -> crisis.components().containsKey(component.key())),
                chinese));
        return new FeedEntry(
                settings.id(crisis.number() + "/" + locale.getLanguage()),
                settings.to("/status/" + crisis.number() + "?lang=" + locale.getLanguage()),
                readable(crisis.newest().title(chinese)),
                crisis.posts().stream().map(post -> html(post, language)).collect(Collectors.joining("\n")),
                crisis.posts().stream().map(post -> text(post, language)).collect(Collectors.joining("\n\n")),
                tags,
                crisis.since(),
                crisis.lastChange());
    }

    private String html(StatusPost post, PageLanguage language) {
        String paragraphs = post.paragraphs(language.chinese()).stream()
                .map(paragraph -> "<p>"
                        + HtmlUtils.htmlEscape(readable(paragraph), "UTF-8").replace("\n", "<br>") + "</p>")
                .collect(Collectors.joining("\n"));
        return "<h3>%s</h3>\n<p>%s</p>\n%s"
                .formatted(
                        HtmlUtils.htmlEscape(readable(post.title(language.chinese())), "UTF-8"),
                        heading(post, language),
                        paragraphs);
    }

    private String text(StatusPost post, PageLanguage language) {
        return "%s%n%s%n%n%s"
                .formatted(
                        readable(post.title(language.chinese())),
                        heading(post, language),
                        readable(post.text(language.chinese())));
    }

    private String heading(StatusPost post, PageLanguage language) {
        return message("statuspage.kind." + post.kind().word(), language.locale()) + " · "
                + moments.inWords(post.publishedAt(), language.locale());
    }

    private FeedEntry entry(MaintenanceWindow window, StatusSnapshot snapshot, PageLanguage language) {
        Locale locale = language.locale();
        Instant now = snapshot.asOf();
        String state = window.isActive(now) ? "active" : window.isAhead(now) ? "ahead" : "over";
        String time = moments.inWords(window.from(), locale) + " – " + moments.inWords(window.until(), locale);
        List<String> parts = names(
                snapshot.components().stream()
                        .filter(component -> window.components().contains(component.key())),
                language.chinese());
        String text = readable(window.text(language.chinese()));
        return new FeedEntry(
                settings.id("maintenance/" + window.key() + "/" + locale.getLanguage()),
                settings.to("/status?lang=" + locale.getLanguage()),
                readable(window.title(language.chinese())),
                "<p>%s</p>\n<p>%s</p>\n<p>%s</p>"
                        .formatted(
                                time,
                                HtmlUtils.htmlEscape(String.join(" · ", parts), "UTF-8"),
                                HtmlUtils.htmlEscape(text, "UTF-8").replace("\n", "<br>")),
                time + "\n" + String.join(" · ", parts) + "\n\n" + text,
                List.of(message("statuspage.maintenance", locale), message("statuspage.maintenance." + state, locale)),
                announced(window, snapshot),
                changed(window, snapshot));
    }

    private static Instant announced(MaintenanceWindow window, StatusSnapshot snapshot) {
        return snapshot.describedSince().isBefore(window.from()) ? snapshot.describedSince() : window.from();
    }

    /** It is announced, begins and is over. */
    private static Instant changed(MaintenanceWindow window, StatusSnapshot snapshot) {
        Instant now = snapshot.asOf();
        if (window.isAhead(now)) {
            return announced(window, snapshot);
        }
        return window.isActive(now) ? window.from() : window.until();
    }

    private static List<String> names(Stream<SiteComponent> components, boolean chinese) {
        return components.map(component -> component.name(chinese)).toList();
    }

    /** Without the characters that XML cannot hold: one of them would make the whole feed unreadable. */
    private static String readable(String text) {
        return text.codePoints()
                .filter(c -> c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c < 0xD800 || c > 0xDFFF)
                .filter(c -> (c & 0xFFFE) != 0xFFFE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String message(String key, Locale locale, Object... with) {
        return messages.getMessage(key, with, locale);
    }
}
