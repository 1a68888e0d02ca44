package org.crisisplan.notify;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Writes the mails from the texts in {@code templates/mail/<language>/}: the first line is the subject, the rest the body. What
 * people wrote is put in as it is and never read as part of the text's own instructions.
 */
@Component
class MailTexts {

    /** A mail as it will be read. */
    record MailText(String subject, String body) {}

    private static final int SUBJECT = 250;

    private final SpringTemplateEngine templates = new SpringTemplateEngine();
    private final Clock clock;

    MailTexts(Clock clock) {
        this.clock = clock;
        var files = new ClassLoaderTemplateResolver(MailTexts.class.getClassLoader());
        files.setPrefix("templates/mail/");
        files.setSuffix(".txt");
        files.setTemplateMode(TemplateMode.TEXT);
        files.setCharacterEncoding(StandardCharsets.UTF_8.name());
        templates.setTemplateResolver(files);
    }

    /** @param facts what the text may name; an instant becomes a time that people in the plan's zone and elsewhere understand */
    MailText write(MailKind kind, Language language, Map<String, Object> facts) {
        Map<String, Object> words = new HashMap<>(facts);
        words.replaceAll((name, fact) -> fact instanceof Instant at ? time(at, language) : fact);
        String text = templates.process(language.code() + "/" + kind.word(), new Context(language.locale(), words));
        String[] subjectAndBody = text.strip().split("\\R", 2);
        return new MailText(
                PlainText.line("[%s] %s".formatted(facts.get("number"), subjectAndBody[0]), SUBJECT),
                subjectAndBody[1].strip() + "\n");
    }

    String time(Instant at, Language language) {
        ZonedDateTime local = at.atZone(clock.getZone());
        String pattern = language == Language.ZH ? "yyyy年M月d日 EEEE HH:mm" : "EEEE, d MMMM yyyy, HH:mm";
        return "%s %s (%s UTC)"
                .formatted(
                        DateTimeFormatter.ofPattern(pattern, language.locale()).format(local),
                        clock.getZone().getId(),
                        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(at.atOffset(ZoneOffset.UTC)));
    }
}
