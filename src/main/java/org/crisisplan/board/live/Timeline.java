package org.crisisplan.board.live;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crisisplan.crisis.CrisisNotes;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The record of a crisis as people read it: newest first, one line for an act, with what was said on its tasks. */
@Component
class Timeline {

    private static final int PAGE = 30;
    private static final int SHORT = 300;

    private final RecordSearch record;
    private final OpenTaskRepository tasks;
    private final TimeFormatter moments;

    Timeline(RecordSearch record, OpenTaskRepository tasks, TimeFormatter moments) {
        this.record = record;
        this.tasks = tasks;
        this.moments = moments;
    }

    /**
     * One line.
     *
     * @param seq 0 for a comment on a task, which is no act
     * @param topic what it is about, or empty
     * @param subject the word that texts know it by, or a name
     * @param actor person, rule, timer or product
     * @param note of an act that is one
     */
    record Entry(
            int seq,
            Moment at,
            String kind,
            String topic,
            String subject,
            String actor,
            String by,
            List<Value> values,
            @Nullable String text,
            @Nullable NoteLine note,
            boolean erased) {}

    /** They stand in the record and on the page of the duties. */
    private static final Set<String> NOT_OF_A_DUTY = Set.of("missing", "receiptHash", "textHash");

    /** What changed. */
    record Value(
            String name, @Nullable String before, @Nullable String after) {}

    /** When what a note tells of happened, and its file. */
    record NoteLine(
            Moment happenedAt,
            boolean earlier,
            boolean pinned,
            @Nullable String file,
            String size) {}

    /** @param older the act before which the next page begins; null on the last one */
    record Page(List<Entry> entries, @Nullable Integer older) {}

    Page of(Situation situation, TimelineFilter filter, Locale language) {
        String number = situation.crisis.number();
        int before = filter.before() == null ? Integer.MAX_VALUE : filter.before();
        List<Act> acts = record.newest(number, filter.wanted(), before, PAGE + 1);
        boolean more = acts.size() > PAGE;
        List<Act> shown = more ? acts.subList(0, PAGE) : acts;
        List<Entry> entries = new ArrayList<>(
                shown.stream().map(act -> entry(act, situation, language)).toList());
        if (filter.topic() == null || filter.topic() == TimelineFilter.Topic.TASKS) {
            addComments(
                    entries, number, filter, more ? shown.get(shown.size() - 1).at() : Instant.EPOCH, language);
        }
        return new Page(entries, more ? shown.get(shown.size() - 1).seq() : null);
    }

    /** Of the first page only: further back they are rare, and the record is what counts. */
    private void addComments(
            List<Entry> entries, String number, TimelineFilter filter, Instant notBefore, Locale language) {
        if (!filter.isOfTheNewest()) {
            return;
        }
        tasks.comments(number, filter.by(), PAGE).stream()
                .filter(comment -> comment.at().isAfter(notBefore))
                .map(comment -> new Entry(
                        0,
                        moments.second(comment.at()),
                        "comment",
                        "tasks",
                        BilingualText.of(comment.task(), language),
                        "person",
                        comment.by(),
                        List.of(),
                        shortened(comment.text()),
                        null,
                        false))
                .forEach(entries::add);
        entries.sort(
                Comparator.comparing((Entry entry) -> Instant.parse(entry.at().iso()))
                        .thenComparing(Entry::seq)
                        .reversed());
    }

    Entry entry(Act act, Situation situation, Locale language) {
        Map<String, Object> words = act.words() == null ? Map.of() : inOne(act.words(), language);
        return new Entry(
                act.seq(),
                moments.second(act.at()),
                act.kind().word(),
                topic(act.kind()),
                subject(act, situation, language),
                act.actor().kind().word(),
                by(act, language),
                values(act, language),
                text(act, words),
                note(act, situation.details.notes().get(act.seq())),
                act.words() == null);
    }

    /** A person's name and login, a rule's clause; nothing for the plan itself. */
    static String by(Act act, Locale language) {
        String name = BilingualText.of(act.actor().name(), language);
        String id = act.actor().id();
        if (act.actor().kind() != org.crisisplan.crisis.record.Actor.Kind.PERSON) {
            return id;
        }
        return name.isEmpty() || name.equals(id) ? id : name + " (" + id + ")";
    }

    private static String topic(ActKind kind) {
        return TimelineFilter.topics().stream()
                .filter(topic -> topic.kinds().contains(kind))
                .map(TimelineFilter.Topic::word)
                .findFirst()
                .orElse("");
    }

    private static String subject(Act act, Situation situation, Locale language) {
        return switch (act.kind()) {
            case TASK_OFFERED, TASK_CLAIMED, TASK_RELEASED, TASK_COMPLETED, TASK_WITHDRAWN, REMINDED, ESCALATED ->
                act.step() == null ? act.subject() : BilingualText.of(act.step().name(), language);
            case FACT_TOLD ->
                situation
                        .details
                        .definitions()
                        .find(act.subject())
                        .map(FactDefinition::label)
                        .map(label -> BilingualText.of(label, language))
                        .orElse(act.subject());
            default -> act.subject();
        };
    }

    private List<Value> values(Act act, Locale language) {
        List<Value> values = new ArrayList<>();
        switch (act.kind()) {
            case FACT_TOLD -> {
                if (act.words() == null || !act.words().containsKey("value")) {
                    values.add(new Value(
                            "", said(act.before(), "value"), act.after().containsKey("value") ? told(act) : null));
                }
            }
            case GRADED -> {
                values.add(new Value("level", said(act.before(), "level"), said(act.after(), "level")));
                values.add(new Value("reasons", null, reasons(act, language)));
            }
            case STATEMENT_SUBMITTED, STATEMENT_WITHDRAWN ->
                values.add(new Value("version", null, said(act.after(), "version")));
            case STATEMENT_PUBLISHED -> {
                values.add(new Value("version", null, said(act.after(), "version")));
                values.add(new Value("address", null, said(act.after(), "address")));
            }
            case STATEMENT_HELD_BACK -> values.add(new Value("version", null, said(act.after(), "version")));
            case PUBLICATION_REFUSED, PUBLICATION_IN_DOUBT, PUBLICATION_LEFT_OUT ->
                values.add(new Value("why", null, said(act.after(), "why")));
            case SURVEY_OPENED,
                    SURVEY_CLOSED,
                    AFFECTED_BROUGHT,
                    AFFECTED_REMOVED,
                    AFFECTED_ERASED,
                    OUTCOME_EXPORTED,
                    ADDED_TOLD,
                    MAILING_SENT_AGAIN,
                    DOUBT_DECIDED,
                    MAILING_ENDED ->
                act.after().keySet().forEach(key -> values.add(new Value(key, null, said(act.after(), key))));
            case DUTY_FOUND, DUTY_JUDGED, DUTY_FILED ->
                act.after().keySet().stream()
                        .filter(key -> !NOT_OF_A_DUTY.contains(key))
                        .forEach(
                                key -> values.add(new Value(key, moment(act.before(), key), moment(act.after(), key))));
            case STATEMENT_JUDGED -> values.add(new Value("verdict", null, said(act.after(), "verdict")));
            case SIGNED -> values.add(new Value("verdict", null, said(act.after(), "verdict")));
            case PROMISE_MADE -> values.add(new Value("due", null, due(act)));
            default -> {
                // its kind and its words say all there is to say
            }
        }
        return values.stream()
                .filter(value -> value.before() != null || value.after() != null)
                .toList();
    }

    /** The clauses with the rules' sentences, in one language. */
    private static @Nullable String reasons(Act act, Locale language) {
        return act.after().get("reasons") instanceof List<?> reasons && !reasons.isEmpty()
                ? reasons.stream()
                        .map(reason -> reason instanceof Map<?, ?> rule
                                ? rule.get("clause") + " "
                                        + BilingualText.of(String.valueOf(rule.get("text")), language)
                                : String.valueOf(reason))
                        .collect(Collectors.joining("; "))
                : null;
    }

    private @Nullable String due(Act act) {
        String due = said(act.after(), "due");
        try {
            return due == null ? null : moments.moment(Instant.parse(due)).text();
        } catch (DateTimeParseException noTime) {
            return due;
        }
    }

    /** A moment as people read it; anything else as it stands. */
    private @Nullable String moment(Map<String, Object> of, String name) {
        String said = said(of, name);
        try {
            return said == null || !said.endsWith("Z")
                    ? said
                    : moments.moment(Instant.parse(said)).text();
        } catch (DateTimeParseException noTime) {
            return said;
        }
    }

    private static String told(Act act) {
        Object value = act.after().get("value");
        return value == null ? FactDefinition.NOT_KNOWN : spoken(value);
    }

    private static @Nullable String said(Map<String, Object> values, String name) {
        return values.get(name) == null ? null : spoken(values.get(name));
    }

    private static String spoken(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Timeline::spoken).collect(Collectors.joining("; "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().map(Timeline::spoken).collect(Collectors.joining(" "));
        }
        return Objects.toString(value, "?");
    }

    /** Words that are kept in both languages are read in one. */
    private static Map<String, Object> inOne(Map<String, Object> words, Locale language) {
        return words.get(language.getLanguage()) instanceof Map<?, ?> own ? Map.of(language.getLanguage(), own) : words;
    }

    /** What people wrote, one after the other. */
    private static @Nullable String text(Act act, Map<String, Object> words) {
        var names = new TreeSet<>(words.keySet());
        names.removeAll(List.of("actor", "file", "before"));
        String text = names.stream().map(name -> spoken(words.get(name))).collect(Collectors.joining(" · "));
        return text.isEmpty() ? null : act.kind() == ActKind.NOTE_ADDED ? text : shortened(text);
    }

    private static String shortened(String text) {
        return text.length() <= SHORT ? text : text.substring(0, SHORT) + "…";
    }

    private @Nullable NoteLine note(Act act, CrisisNotes.@Nullable Note note) {
        return note == null
                ? null
                : new NoteLine(
                        moments.moment(note.happenedAt()),
                        act.at().minusSeconds(60).isAfter(note.happenedAt()),
                        note.pinned(),
                        note.file(),
                        size(note.fileSize()));
    }

    private static String size(long bytes) {
        return bytes < 1024 * 1024 ? Math.max(1, bytes / 1024) + " kB" : bytes / (1024 * 1024) + " MB";
    }
}
