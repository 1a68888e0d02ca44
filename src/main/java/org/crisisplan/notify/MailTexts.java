package org.crisisplan.notify;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crisisplan.contact.Language;
import org.crisisplan.notify.chat.ChatMessage;
import org.crisisplan.web.BilingualText;
import org.springframework.context.MessageSource;
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
    /** Room in a subject for how many more things a mail tells. */
    private static final int MORE = 20;
    /** Words of the diagrams, which carry both languages. */
    private static final List<String> OF_THE_PLAN = List.of("task", "instruction", "department");

    private final SpringTemplateEngine templates = new SpringTemplateEngine();
    private final MessageSource messages;
    private final Clock clock;

    MailTexts(MessageSource messages, Clock clock) {
        this.messages = messages;
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
        Map<String, Object> words = words(facts, language);
        String text = templates.process(language.code() + "/" + kind.word(), new Context(language.locale(), words));
        String[] subjectAndBody = text.strip().split("\\R", 2);
        return new MailText(
                PlainText.line("[%s] %s".formatted(facts.get("number"), subjectAndBody[0]), SUBJECT),
                subjectAndBody[1].strip() + "\n");
    }

    /** What everything begins with that is sent in a drill (R61). */
    String drill(Language language) {
        return messages.getMessage("notify.drill", null, language.locale());
    }

    /** One mail that tells all of them, in the order given; the first stands in the subject. */
    Delivery inOne(List<Delivery> told) {
        Delivery first = told.get(0);
        Locale locale = first.language().locale();
        String text =
                templates.process(first.language().code() + "/together", new Context(locale, Map.of("told", told)));
        return first.with(subject(told), text.strip() + "\n");
    }

    /** What a chat room reads of them. */
    ChatMessage message(List<Delivery> told) {
        Locale locale = told.get(0).language().locale();
        return new ChatMessage(
                subject(told),
                messages.getMessage("notify.chat.open", null, locale),
                told.stream()
                        .map(one ->
                                new ChatMessage.Item(one.subject(), one.body().strip(), one.link()))
                        .toList());
    }

    private String subject(List<Delivery> told) {
        Delivery first = told.get(0);
        return told.size() == 1
                ? first.subject()
                : PlainText.line(first.subject(), SUBJECT - MORE)
                        + messages.getMessage(
                                "notify.together.more",
                                new Object[] {told.size() - 1},
                                first.language().locale());
    }

    /** What a chat room is told: the subject that the mail has, and the little that all in the room may read. */
    MailText writeForRoom(MailKind kind, Language language, Map<String, Object> facts) {
        Map<String, Object> words = words(facts, language);
        String[] text = templates
                .process(language.code() + "/chat", new Context(language.locale(), words))
                .strip()
                .split("\\R", 2);
        return new MailText(write(kind, language, facts).subject(), text.length < 2 ? "" : text[1].strip() + "\n");
    }

    private Map<String, Object> words(Map<String, Object> facts, Language language) {
        Map<String, Object> words = new HashMap<>(facts);
        words.replaceAll((name, fact) -> fact instanceof Instant at ? time(at, language) : fact);
        for (String drawn : OF_THE_PLAN) {
            words.computeIfPresent(drawn, (name, text) -> BilingualText.of(text.toString(), language.locale()));
        }
        return words;
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
