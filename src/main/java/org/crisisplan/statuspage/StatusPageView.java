package org.crisisplan.statuspage;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.web.PageLanguage;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/** Writes the public pages in one language. The template sees the records of this class and nothing else. */
@Component
class StatusPageView {

    private static final int PAST_ON_THE_PAGE = 50;

    private final ISpringTemplateEngine templates;
    private final PublishSettings settings;
    private final Clock clock;

    StatusPageView(ISpringTemplateEngine templates, PublishSettings settings, Clock clock) {
        this.templates = templates;
        this.settings = settings;
        this.clock = clock;
    }

    /** A moment on both clocks, and for machines. */
    record Moment(String iso, String utc, String local) {}

    record Post(String kind, String title, List<String> paragraphs, Moment at) {}

    record CrisisView(
            String number,
            String title,
            String severity,
            String progress,
            boolean resolved,
            Moment since,
            Moment lastChange,
            List<Post> posts) {}

    String overview(StatusSnapshot snapshot, PageLanguage language, boolean stale) {
        List<CrisisView> open = snapshot.open().stream()
                .map(crisis -> view(crisis, language.locale()))
                .toList();
        Map<String, Object> page = page(snapshot, language, stale, "");
        page.put("open", open);
        page.put("state", open.isEmpty() ? "operational" : open.get(0).severity());
        page.put(
                "past",
                snapshot.past().stream()
                        .limit(PAST_ON_THE_PAGE)
                        .map(crisis -> view(crisis, language.locale()))
                        .toList());
        return templates.process("statuspage/status", new Context(language.locale(), page));
    }

    String crisis(StatusSnapshot snapshot, PublicCrisis crisis, PageLanguage language, boolean stale) {
        Map<String, Object> page = page(snapshot, language, stale, "../");
        page.put("crisis", view(crisis, language.locale()));
        return templates.process("statuspage/crisis", new Context(language.locale(), page));
    }

    String unknown(StatusSnapshot snapshot, PageLanguage language, boolean stale) {
        Map<String, Object> page = page(snapshot, language, stale, "../");
        return templates.process("statuspage/unknown", new Context(language.locale(), page));
    }

    private Map<String, Object> page(StatusSnapshot snapshot, PageLanguage language, boolean stale, String root) {
        Map<String, Object> page = new HashMap<>();
        page.put("organisation", settings.organisation());
        page.put("asOf", moment(snapshot.asOf(), language.locale()));
        page.put("zone", clock.getZone().getDisplayName(TextStyle.FULL_STANDALONE, language.locale()));
        page.put("stale", stale);
        page.put("language", language);
        // addresses relative to the page: they hold behind any proxy, and no header can bend them
        page.put("root", root);
        return page;
    }

    private CrisisView view(PublicCrisis crisis, Locale locale) {
        List<Post> posts =
                crisis.posts().stream().map(post -> view(post, locale)).toList();
        return new CrisisView(
                crisis.number(),
                posts.get(0).title(),
                crisis.severity().name().toLowerCase(Locale.ROOT),
                crisis.progress().word(),
                crisis.resolved(),
                moment(crisis.since(), locale),
                moment(crisis.lastChange(), locale),
                posts);
    }

    private Post view(StatusPost post, Locale locale) {
        boolean chinese = locale.equals(Locale.CHINESE);
        String text = chinese ? post.textZh() : post.textEn();
        return new Post(
                post.kind().word(),
                chinese ? post.titleZh() : post.titleEn(),
                Arrays.stream(text.split("\\n\\s*\\n")).map(String::strip).toList(),
                moment(post.publishedAt(), locale));
    }

    private Moment moment(Instant at, Locale locale) {
        var minute = DateTimeFormatter.ofPattern(
                locale.equals(Locale.CHINESE) ? "uuuu年M月d日 HH:mm" : "d MMM uuuu, HH:mm", locale);
        return new Moment(
                at.toString(), minute.format(at.atOffset(ZoneOffset.UTC)), minute.format(at.atZone(clock.getZone())));
    }
}
