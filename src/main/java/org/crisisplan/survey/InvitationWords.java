package org.crisisplan.survey;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.text.PlanTexts;
import org.crisisplan.text.TextTemplate;
import org.crisisplan.text.WrittenLanguage;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What the invitation to a survey says: the text {@code survey-invitation} of the plan, which nobody writes anew in a crisis. */
@Component
class InvitationWords {

    static final String TEXT = "survey-invitation";

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final PlanTexts texts;
    private final Crises crises;
    private final PublishSettings publisher;
    private final MessageSource messages;
    private final Clock clock;

    InvitationWords(PlanTexts texts, Crises crises, PublishSettings publisher, MessageSource messages, Clock clock) {
        this.texts = texts;
        this.crises = crises;
        this.publisher = publisher;
        this.messages = messages;
        this.clock = clock;
    }

    /** One for each language; without the link, which is everybody's own. */
    List<Text> of(Crisis crisis, String processDefinitionId) {
        List<Text> written = new ArrayList<>();
        for (WrittenLanguage language : WrittenLanguage.values()) {
            TextTemplate template = texts.of(processDefinitionId, TEXT, language);
            Map<String, Object> known = known(crisis, language);
            template.names().keySet().forEach(name -> known.putIfAbsent(name, ""));
            String[] whole = template.fill(known).split("\\R", 2);
            written.add(new Text(language.code(), whole[0].strip(), whole.length < 2 ? "" : whole[1].strip()));
        }
        return written;
    }

    private Map<String, Object> known(Crisis crisis, WrittenLanguage language) {
        Map<String, Object> known = new HashMap<>();
        known.put("organisation", publisher.organisation());
        known.put("contact", fact(crisis, "publicContact", publisher.contact()));
        known.put("title", fact(crisis, "publicTitle" + language.ending(), ""));
        return known;
    }

    private String fact(Crisis crisis, String name, String otherwise) {
        Crisis.Fact fact = crises.factsOf(crisis.number()).get(name);
        return fact == null ? otherwise : Objects.toString(fact.value(), otherwise);
    }

    /** With somebody's own link below. */
    Text withLink(Text text, String link, Instant closesAt) {
        Locale language = text.language().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
        String until = DAY_AND_TIME.format(closesAt.atZone(clock.getZone()));
        return new Text(
                text.language(),
                text.subject(),
                text.body() + "\n\n"
                        + messages.getMessage("survey.mail.link", new Object[] {link}, language) + "\n\n"
                        + messages.getMessage(
                                "survey.mail.until",
                                new Object[] {until, clock.getZone().getId()},
                                language));
    }
}
