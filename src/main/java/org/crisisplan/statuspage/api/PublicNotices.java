package org.crisisplan.statuspage.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.site.ComponentState;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.SiteComponent;
import org.crisisplan.statuspage.PublicCrisis;
import org.crisisplan.statuspage.PublicFile;
import org.crisisplan.statuspage.StatusPageSettings;
import org.crisisplan.statuspage.StatusPost;
import org.crisisplan.statuspage.StatusSnapshot;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What apps and other sites show their users while something is wrong (R46): few words, in both languages, and where the rest is. */
@Component
public class PublicNotices {

    private final PublishSettings publishing;
    private final StatusPageSettings settings;
    private final MessageSource messages;
    private final ObjectMapper json;

    PublicNotices(PublishSettings publishing, StatusPageSettings settings, MessageSource messages, ObjectMapper json) {
        this.publishing = publishing;
        this.settings = settings;
        this.messages = messages;
        this.json = json;
    }

    /** Words of a reader's language. */
    record Words(String en, String zh) {

        static Words of(Function<Boolean, String> chinese) {
            return new Words(chinese.apply(false), chinese.apply(true));
        }
    }

    /** @param state as Statuspage calls it */
    record Part(String key, Words name, String state) {}

    /**
     * One thing to show.
     *
     * @param kind crisis or maintenance
     * @param severity critical, major or minor; maintenance for what was announced
     * @param updated changes whenever there is something new to read
     * @param nextUpdate when we speak next, if we said so
     */
    record Notice(
            String id,
            String kind,
            String severity,
            Words label,
            Words title,
            Words text,
            Words url,
            List<Part> components,
            String since,
            String updated,
            @Nullable String nextUpdate,
            @Nullable String until) {}

    public byte[] write(StatusSnapshot snapshot) {
        List<Notice> notices = new ArrayList<>();
        snapshot.open().forEach(crisis -> notices.add(notice(crisis, snapshot)));
        snapshot.active().forEach(window -> notices.add(notice(window, snapshot)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("organisation", publishing.organisation());
        body.put("url", Words.of(chinese -> settings.to("/status?lang=" + language(chinese))));
        body.put(
                "labels",
                Map.of(
                        "region", words("statuspage.title"),
                        "more", words("statuspage.notice.more"),
                        "dismiss", words("statuspage.notice.dismiss"),
                        "next", words("statuspage.next")));
        body.put("notices", notices);
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The notices cannot be written", impossible);
        }
    }

    /** The script that shows them on any page; it looks for them beside itself. */
    public static byte[] script() {
        return PublicFile.read("statuspage/notice.js");
    }

    private Notice notice(PublicCrisis crisis, StatusSnapshot snapshot) {
        StatusPost newest = crisis.newest();
        return new Notice(
                crisis.number(),
                "crisis",
                crisis.severity().word(),
                words("statuspage.progress." + crisis.progress().word()),
                Words.of(newest::title),
                Words.of(chinese -> newest.paragraphs(chinese).get(0)),
                Words.of(chinese -> settings.to("/status/" + crisis.number() + "?lang=" + language(chinese))),
                snapshot.components().stream()
                        .filter(component -> crisis.components().containsKey(component.key()))
                        .map(component -> new Part(
                                component.key(),
                                name(component),
                                crisis.components()
                                        .getOrDefault(component.key(), ComponentState.OPERATIONAL)
                                        .word()))
                        .toList(),
                crisis.since().toString(),
                crisis.lastChange().toString(),
                crisis.nextUpdateAt().map(Object::toString).orElse(null),
                null);
    }

    private Notice notice(MaintenanceWindow window, StatusSnapshot snapshot) {
        return new Notice(
                window.key(),
                "maintenance",
                "maintenance",
                words("statuspage.maintenance"),
                Words.of(window::title),
                Words.of(window::text),
                Words.of(chinese -> settings.to("/status?lang=" + language(chinese))),
                snapshot.components().stream()
                        .filter(component -> window.components().contains(component.key()))
                        .map(component -> new Part(component.key(), name(component), "under_maintenance"))
                        .toList(),
                window.from().toString(),
                window.from().toString(),
                null,
                window.until().toString());
    }

    private static Words name(SiteComponent component) {
        return Words.of(component::name);
    }

    private Words words(String key) {
        return new Words(
                messages.getMessage(key, null, Locale.ENGLISH), messages.getMessage(key, null, Locale.CHINESE));
    }

    private static String language(boolean chinese) {
        return chinese ? "zh" : "en";
    }
}
