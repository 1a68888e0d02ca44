package org.crisisplan.media.mail;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crises;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.media.MediaSettings;
import org.crisisplan.media.Spokespeople;
import org.crisisplan.media.Spokespeople.Speaking;
import org.crisisplan.media.contact.MediaContact;
import org.crisisplan.media.inquiry.Inquiry;
import org.crisisplan.notify.TeamRoster.Reachable;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.ChannelSettings;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.web.BilingualText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Lays out what the media are sent: the approved words as they are, and around them whom to ask, the crisis's number, and that it may be
 * used at once (R48).
 */
@Component
class PressMail {

    private static final String RULE = "----";

    private final MediaSettings settings;
    private final PublishSettings house;
    private final @Nullable URI page;
    private final Spokespeople spokespeople;
    private final Crises crises;
    private final MessageSource words;

    PressMail(
            MediaSettings settings,
            PublishSettings house,
            ChannelSettings channels,
            Spokespeople spokespeople,
            Crises crises,
            MessageSource words) {
        this.settings = settings;
        this.house = house;
        this.page = channels.page();
        this.spokespeople = spokespeople;
        this.crises = crises;
        this.words = words;
    }

    /** What a mailing says, one text for each language. */
    static List<Text> texts(ApprovedStatement statement) {
        return List.of(
                new Text("zh", statement.text().titleZh(), statement.text().textZh()),
                new Text("en", statement.text().titleEn(), statement.text().textEn()));
    }

    /** A press statement. */
    PersonalMessage statement(Mailing mailing, MediaContact contact) {
        List<String> languages = contact.languages();
        List<String> parts = new ArrayList<>();
        for (String language : languages) {
            Text text = mailing.text(language);
            parts.add(join(
                    text(language, "statement", house.organisation().isEmpty() ? "" : house.organisation() + " · "),
                    text(language, "embargo"),
                    text.subject(),
                    text.body(),
                    foot(mailing, language)));
        }
        return mail(contact.mail(), subject(mailing, languages), parts, languages);
    }

    /** The answer to an inquiry, with what was asked below it. */
    PersonalMessage answer(Mailing mailing, Inquiry inquiry) {
        String language = inquiry.language();
        String asked = inquiry.question().lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
        return mail(
                inquiry.address(),
                subject(mailing, List.of(language)),
                List.of(join(
                        text(language, "answer", inquiry.from()),
                        mailing.text(language).body(),
                        foot(mailing, language),
                        text(language, "asked") + "\n" + asked)),
                List.of(language));
    }

    private PersonalMessage mail(String to, String subject, List<String> parts, List<String> languages) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!settings.replyTo().isBlank()) {
            headers.put("Reply-To", settings.replyTo());
        }
        return new PersonalMessage.Mail(
                to,
                settings.from().isBlank() ? null : settings.from(),
                subject,
                String.join("\n\n" + RULE + RULE + "\n\n", parts) + "\n",
                null,
                String.join(",", languages),
                headers);
    }

    private static String subject(Mailing mailing, List<String> languages) {
        String titles = String.join(
                " / ",
                languages.stream()
                        .map(language -> mailing.text(language).subject())
                        .toList());
        return "[" + mailing.crisis() + "] " + titles.replaceAll("\\s+", " ");
    }

    /** Who speaks and how they are reached, where all of it stands, and the number to name when asking. */
    private String foot(Mailing mailing, String language) {
        List<String> lines = new ArrayList<>();
        lines.add(RULE);
        Speaking speaking = crises.find(Objects.requireNonNullElse(mailing.crisis(), ""))
                .map(spokespeople::of)
                .orElse(null);
        if (speaking != null && speaking.person() != null) {
            lines.add(text(language, "spokesperson", reached(speaking.person(), language)));
            if (speaking.deputy() != null) {
                lines.add(text(language, "deputy", reached(speaking.deputy(), language)));
            }
        }
        String office = String.join(
                ", ",
                List.of(settings.replyTo().isBlank() ? settings.from() : settings.replyTo(), settings.phone()).stream()
                        .filter(said -> !said.isBlank())
                        .toList());
        if (!office.isEmpty()) {
            lines.add(text(language, "office", office));
        }
        if (page != null) {
            lines.add(text(language, "page", page.toString()));
        }
        lines.add(text(language, "number", String.valueOf(mailing.crisis())));
        return String.join("\n", lines);
    }

    private static String reached(Reachable person, String language) {
        return BilingualText.of(person.person(), Locale.forLanguageTag(language)) + ", " + person.phone() + ", "
                + person.mail();
    }

    private String text(String language, String key, Object... values) {
        return words.getMessage("media.mail." + key, values, Locale.forLanguageTag(language));
    }

    private static String join(String... paragraphs) {
        return String.join("\n\n", paragraphs);
    }
}
