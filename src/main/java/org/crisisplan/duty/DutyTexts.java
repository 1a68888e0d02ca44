package org.crisisplan.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.duty.table.DutyClock;
import org.crisisplan.duty.table.DutyTerms;
import org.crisisplan.duty.table.LegalTime;
import org.crisisplan.web.BilingualText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What a filing must say, and a first draft of it from what is known. */
@Component
public class DutyTexts {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final Set<String> IN_CHINESE = Set.of("CN", "TW");
    private static final int LONGEST_DRAFT = 3400;
    private static final int HOURS_AS_HOURS = 96;

    private final MessageSource messages;
    private final FactTable facts;
    private final Clock clock;

    DutyTexts(MessageSource messages, FactTable facts, Clock clock) {
        this.messages = messages;
        this.facts = facts;
        this.clock = clock;
    }

    /** One point a line. */
    public List<String> points(DutyTerms terms, Locale language) {
        return say("duty.contents." + terms.contents(), language)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** A line in English and the next in Chinese, as the page of a task takes them apart. */
    String checklist(DutyTerms terms) {
        List<String> english = points(terms, Locale.ENGLISH);
        List<String> chinese = points(terms, Locale.CHINESE);
        return IntStream.range(0, Math.min(english.size(), chinese.size()))
                .mapToObj(point -> english.get(point) + "\n" + chinese.get(point))
                .collect(Collectors.joining("\n"));
    }

    String lawNamesNoTime(DutyTerms terms) {
        String key = terms.within().equals("at once") ? "duty.atOnce" : "duty.noTime";
        return say(key, Locale.ENGLISH) + " " + say(key, Locale.CHINESE);
    }

    /** By when, and what is missing; of each a line in English and the next in Chinese. */
    String open(List<DutyLine> lines) {
        return lines.stream()
                .map(line -> open(line, Locale.ENGLISH) + "\n" + open(line, Locale.CHINESE))
                .collect(Collectors.joining("\n"));
    }

    private String open(DutyLine line, Locale language) {
        return say(
                "duty.open",
                language,
                line.duty(),
                BilingualText.of(line.terms().authority(), language),
                time(line.due()),
                missing(line, language));
    }

    /** The facts that would tell, as people call them. */
    public String missing(DutyLine line, Locale language) {
        return line.missing().stream()
                .map(name -> facts.newest()
                        .find(name)
                        .map(FactDefinition::label)
                        .map(label -> BilingualText.of(label, language))
                        .orElse(name))
                .collect(Collectors.joining(" "));
    }

    /** A draft in the language of the authority: what is known is filled in, and every point of the checklist has its place. */
    String draft(Crisis crisis, DutyLine line, Map<String, Crisis.Fact> known) {
        Locale language = IN_CHINESE.contains(line.terms().jurisdiction()) ? Locale.CHINESE : Locale.ENGLISH;
        StringBuilder draft = new StringBuilder();
        add(draft, "to", BilingualText.of(line.terms().authority(), language), language);
        add(draft, "under", line.terms().article(), language);
        add(draft, "reference", crisis.number() + " · " + line.duty(), language);
        add(draft, "what", crisis.title(), language);
        add(draft, "aware", time(line.from()), language);
        add(draft, "persons", value(known, "leakedUsers"), language);
        add(draft, "kinds", value(known, language.equals(Locale.CHINESE) ? "leakedDataZh" : "leakedDataEn"), language);
        add(draft, "cause", value(known, "faultCause"), language);
        add(
                draft,
                "measures",
                (value(known, "isolationMeasures") + " " + value(known, "repairMeasures")).strip(),
                language);
        draft.append('\n');
        points(line.terms(), language)
                .forEach(point -> draft.append("- ").append(point).append('\n'));
        return draft.length() <= LONGEST_DRAFT ? draft.toString() : draft.substring(0, LONGEST_DRAFT) + "…";
    }

    private void add(StringBuilder draft, String name, String value, Locale language) {
        draft.append(say("duty.draft." + name, language))
                .append(language.equals(Locale.CHINESE) ? "：" : ": ")
                .append(value.isEmpty() ? say("duty.draft.notKnown", language) : value)
                .append('\n');
    }

    private static String value(Map<String, Crisis.Fact> known, String name) {
        Crisis.Fact fact = known.get(name);
        return fact == null || fact.value() == null ? "" : String.valueOf(fact.value());
    }

    /** By when a row wants somebody told. */
    public String term(DutyTerms row, Locale language) {
        return say(
                "duty.term",
                language,
                within(row.within(), language),
                clock(row.clock(), language),
                within(row.planWithin(), language));
    }

    /** A time of the law or of the plan, in words. */
    public String within(String text, Locale language) {
        LegalTime time = LegalTime.parse(text);
        if (!time.calendar().isEmpty()) {
            return say("duty.within.businessDays", language, text.split(" ", 2)[0], time.calendar());
        }
        if (text.equals("at once") || text.equals("not known")) {
            return say(text.equals("at once") ? "duty.atOnce" : "duty.noTime", language);
        }
        if (text.matches("P\\d+[MY]")) {
            return say(
                    "duty.within.months",
                    language,
                    String.valueOf(Period.parse(text).toTotalMonths()));
        }
        Duration length = Duration.parse(text);
        return length.toHours() > HOURS_AS_HOURS && length.toHours() % 24 == 0
                ? say("duty.within.days", language, String.valueOf(length.toDays()))
                : length.toMinutes() % 60 == 0
                        ? say("duty.within.hours", language, String.valueOf(length.toHours()))
                        : say("duty.within.minutes", language, String.valueOf(length.toMinutes()));
    }

    /** From when it is counted, in words. */
    public String clock(String text, Locale language) {
        DutyClock counted = DutyClock.parse(text);
        return counted.duties().isEmpty()
                ? say("duty.clock." + text.split(":", 2)[0], language)
                : say("duty.clock.filedOf", language, String.join(", ", counted.duties()));
    }

    private String time(@Nullable Instant at) {
        return at == null
                ? ""
                : DAY_AND_TIME.format(at.atZone(clock.getZone())) + " "
                        + clock.getZone().getId();
    }

    private String say(String key, Locale language, Object... values) {
        return messages.getMessage(key, values, language);
    }
}
