package org.crisisplan.audit.dossier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.Actor;
import org.crisisplan.engine.PlanStep;
import org.crisisplan.form.FormWords;
import org.crisisplan.web.BilingualText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** How a dossier says things in its reader's language: times, people, what is called how in the plan. */
final class Words {

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String UTC = " UTC";
    private static final int MINUTES_AN_HOUR = 60;
    private static final int HOURS_A_DAY = 24;
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What the record keeps beside what was told. */
    private static final List<String> NOT_TOLD = List.of("task", "actor", "messageId");

    private final MessageSource messages;
    private final Locale language;
    private final ZoneId zone;
    private final FactDefinitions facts;
    private final FormWords.Fields fields;
    private final Map<String, String> people;
    private final Instant now;

    /** @param people names by login, as they were when those people acted */
    Words(
            MessageSource messages,
            Locale language,
            ZoneId zone,
            FactDefinitions facts,
            FormWords.Fields fields,
            Map<String, String> people,
            Instant now) {
        this.messages = messages;
        this.language = language;
        this.zone = zone;
        this.facts = facts;
        this.fields = fields;
        this.people = people;
        this.now = now;
    }

    Locale language() {
        return language;
    }

    /** When the dossier is put together. */
    Instant now() {
        return now;
    }

    ZoneId zone() {
        return zone;
    }

    String say(String key, Object... values) {
        return messages.getMessage(key, values, language);
    }

    Optional<String> maybe(String key) {
        return Optional.ofNullable(messages.getMessage(key, null, null, language));
    }

    /** The columns of a table; each is a message {@code dossier.column.}. */
    List<String> columns(String... names) {
        return List.of(names).stream()
                .map(name -> say("dossier.column." + name))
                .toList();
    }

    /** Of what is drawn or written in both languages, the reader's half. */
    String half(String bilingual) {
        return BilingualText.of(bilingual, language);
    }

    String time(@Nullable Instant at) {
        return at == null ? "" : TO_THE_SECOND.format(at.atZone(zone));
    }

    String utc(Instant at) {
        return TO_THE_SECOND.format(at.atOffset(ZoneOffset.UTC)) + UTC;
    }

    /** Of a moment as the record keeps it. */
    String time(@Nullable Object iso) {
        if (iso == null) {
            return "";
        }
        try {
            return time(Instant.parse(String.valueOf(iso)));
        } catch (DateTimeParseException noTime) {
            return String.valueOf(iso);
        }
    }

    Cell at(@Nullable Instant at) {
        return Cell.of(time(at));
    }

    /** How long, to the minute. */
    String span(Duration time) {
        long minutes = time.toMinutes();
        long hours = minutes / MINUTES_AN_HOUR;
        if (hours >= 2 * HOURS_A_DAY) {
            return say("web.days", String.valueOf(hours / HOURS_A_DAY), String.valueOf(hours % HOURS_A_DAY));
        }
        return hours > 0
                ? say("web.hours", String.valueOf(hours), String.valueOf(minutes % MINUTES_AN_HOUR))
                : say("web.minutes", String.valueOf(minutes));
    }

    /** A person's name and login, a rule's clause or a timer's name, or the plan itself. */
    String who(Actor actor) {
        if (actor.kind() == Actor.Kind.PERSON) {
            String name = half(actor.name());
            return name.isEmpty() || name.equals(actor.id()) ? person(actor.id()) : named(name, actor.id());
        }
        String what = say("board.actor." + actor.kind().word());
        String name = half(actor.name());
        String id = actor.kind() == Actor.Kind.TIMER && !name.isEmpty() ? "" : actor.id();
        return String.join(" ", List.of(what, id, name)).strip().replaceAll(" +", " ");
    }

    /** By the login, with the name that the person had when they acted. */
    String person(@Nullable String login) {
        if (login == null || login.isEmpty()) {
            return "";
        }
        String name = half(people.getOrDefault(login, login));
        return name.equals(login) ? login : named(name, login);
    }

    String persons(@Nullable Object logins) {
        return logins instanceof Collection<?> several
                ? several.stream().map(one -> person(String.valueOf(one))).collect(Collectors.joining(between()))
                : "";
    }

    private String named(String name, String login) {
        return isChinese() ? name + "（" + login + "）" : name + " (" + login + ")";
    }

    boolean isChinese() {
        return language.getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    /** Between the members of a list. */
    String between() {
        return isChinese() ? "、" : ", ";
    }

    String group(String id) {
        return maybe("board.group." + id).orElse(id);
    }

    String groups(@Nullable Object ids) {
        return ids instanceof Collection<?> several
                ? several.stream().map(one -> group(String.valueOf(one))).collect(Collectors.joining(between()))
                : "";
    }

    String kind(ActKind kind) {
        return maybe("board.act." + kind.word()).orElse(kind.word());
    }

    String step(@Nullable PlanStep step) {
        return step == null ? "" : half(step.name());
    }

    String level(@Nullable Integer level) {
        return say("board.level." + (level == null ? "none" : level));
    }

    String yes(boolean yes) {
        return say(yes ? "dossier.yes" : "dossier.no");
    }

    /** What an act is about. */
    String subject(Act act) {
        String subject = act.subject();
        return switch (act.kind()) {
            case TASK_OFFERED, TASK_CLAIMED, TASK_RELEASED, TASK_COMPLETED, TASK_WITHDRAWN, REMINDED, ESCALATED ->
                act.step() == null ? subject : step(act.step());
            case FACT_TOLD -> name(subject);
            case PHASE_ENTERED -> maybe("board.phase." + subject).orElse(subject);
            case MILESTONE_REACHED -> maybe("board.milestone." + subject).orElse(subject);
            case PROMISE_MADE, PROMISE_MET, PROMISE_MISSED, PROMISE_REPLACED, PROMISE_VOID -> promise(subject);
            case SIGNED, STATEMENT_JUDGED -> group(subject);
            case STATEMENT_SUBMITTED, STATEMENT_WITHDRAWN -> statement(subject);
            case COMPENSATION_APPROVED, COMPENSATION_ISSUED, COMPENSATION_RECONCILED, COMPENSATION_TAKEN ->
                compensation(subject);
            case DUTY_JUDGED -> name(subject);
            case MAIL_SENT, MAIL_FAILED -> person(subject);
            case DATA_REMOVED -> maybe("retention.data." + subject).orElse(subject);
            case STATEMENT_PUBLISHED,
                    STATEMENT_HELD_BACK,
                    PUBLICATION_REFUSED,
                    PUBLICATION_IN_DOUBT,
                    PUBLICATION_LEFT_OUT -> channel(subject);
            case MAILING_ENDED, ADDED_TOLD, MAILING_SENT_AGAIN, DOUBT_DECIDED, OUTCOME_EXPORTED ->
                maybe("board.live.mailing." + subject).orElse(subject);
            default -> subject;
        };
    }

    String promise(String what) {
        return maybe("board.deadline." + what).orElse(what);
    }

    String statement(String kind) {
        return maybe("board.live.kind." + kind).orElse(kind);
    }

    String compensation(String kind) {
        return maybe("board.compensation.kind." + kind).orElse(kind);
    }

    String channel(String channel) {
        return maybe("dossier.channel." + channel).orElse(channel);
    }

    /** What a fact, a field or a value of the record is called. */
    String name(String name) {
        return facts.find(name)
                .map(FactDefinition::label)
                .or(() -> fields.label(name))
                .map(this::half)
                .or(() -> maybe("board.record.value." + name))
                .or(() -> maybe("board.live.value." + name))
                .or(() -> maybe("dossier.value." + name))
                .orElse(name);
    }

    /** A value as a person would say it. */
    String value(String name, @Nullable Object value) {
        if (value == null) {
            return say("dossier.notKnown");
        }
        if (value instanceof Boolean yes) {
            return yes(yes);
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(one -> value(name, one)).collect(Collectors.joining("\n"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.containsKey("clause") ? reason(map) : entries(map);
        }
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
        }
        String text = String.valueOf(value);
        if (text.startsWith("[{")) {
            return listed(name, text);
        }
        if (MOMENT.matcher(text).matches()) {
            return time((Object) text);
        }
        return switch (name) {
            case "kind" ->
                maybe("notify.kind." + text)
                        .or(() -> maybe("board.live.kind." + text))
                        .or(() -> maybe("board.compensation.kind." + text))
                        .or(() -> maybe("dossier.said." + text))
                        .orElse(text);
            case "owner" -> group(text);
            case "missing" -> name(text);
            case "groups", "group", "approvers", "approverGroup" -> group(text);
            case "assignee", "users", "deputies", "above", "to" -> person(text);
            case "phase" -> maybe("board.phase." + text).orElse(text);
            case "seats" -> seat(text);
            case "kinds" -> maybe("board.kind." + text.toUpperCase(Locale.ROOT)).orElse(text);
            default ->
                fields.option(name, text)
                        .map(this::half)
                        .or(() -> text.contains(" ") ? Optional.empty() : maybe("board.choice." + text))
                        .or(() -> text.contains(" ") ? Optional.empty() : maybe("dossier.said." + text))
                        .orElse(text);
        };
    }

    /** A list that a form keeps as JSON. */
    private String listed(String name, String json) {
        try {
            return value(name, JSON.readValue(json, List.class));
        } catch (JsonProcessingException noList) {
            return json;
        }
    }

    private String reason(Map<?, ?> rule) {
        return rule.get("clause") + " " + half(String.valueOf(rule.get("text")));
    }

    private String entries(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> name(String.valueOf(entry.getKey()))
                        + colon()
                        + value(String.valueOf(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    String colon() {
        return isChinese() ? "：" : ": ";
    }

    /** "leader (publicRelations): pr" as a person would say it. */
    String seat(String seat) {
        int open = seat.indexOf(" (");
        int close = seat.indexOf("): ");
        if (open < 0 || close < open) {
            return seat;
        }
        String role = seat.substring(0, open);
        String login = seat.substring(close + 3);
        return maybe("dossier.role." + role).orElse(half(role))
                + " · "
                + group(seat.substring(open + 2, close))
                + colon()
                + (login.equals("nobody") ? say("dossier.nobody") : person(login));
    }

    /** All values of an act, those before and those after, one in each line; what was erased says so. */
    String told(Act act) {
        List<String> lines = new ArrayList<>();
        var names = new TreeSet<>(act.after().keySet());
        names.addAll(act.before().keySet());
        names.removeAll(NOT_TOLD);
        names.removeIf(name ->
                isNothing(act.before().get(name)) && isNothing(act.after().get(name)));
        for (String name : names) {
            String key = name.equals("value") ? act.subject() : name;
            String before =
                    act.before().containsKey(name) ? value(key, act.before().get(name)) : null;
            String after =
                    act.after().containsKey(name) ? value(key, act.after().get(name)) : null;
            String label = name.equals("value") ? "" : name(name) + colon();
            lines.add(label + change(before, after));
        }
        if (act.words() == null) {
            lines.add(say("dossier.wordsErased"));
        } else {
            act.words().forEach((name, text) -> {
                if (!NOT_TOLD.contains(name)) {
                    lines.add(name(name) + colon() + value(name, text));
                }
            });
        }
        return String.join("\n", lines);
    }

    private static boolean isNothing(@Nullable Object value) {
        return value instanceof Collection<?> list && list.isEmpty();
    }

    /** What stood there before and what came in its place. */
    String change(@Nullable String before, @Nullable String after) {
        if (before == null || before.equals(after)) {
            return after == null ? "" : after;
        }
        return before + " → " + (after == null ? say("dossier.gone") : after);
    }

    /** What somebody wrote, or that it was erased. */
    Cell written(Act act, String name) {
        if (act.words() == null) {
            return Cell.of(say("dossier.wordsErased"), Tone.MUTED);
        }
        Object text = act.words().get(name);
        return text == null ? Cell.EMPTY : Cell.of(value(name, text));
    }

    /** Something whose words may have been erased where they are kept. */
    Cell erasable(String text) {
        return text.isEmpty() ? Cell.of(say("dossier.wordsErased"), Tone.MUTED) : Cell.of(text);
    }

    /** A rule of a table, with its clause. */
    String rule(PlanModel.Rule rule) {
        String text = half(rule.text());
        return rule.clause() + " " + (text.isEmpty() ? half(rule.name()) : text);
    }

    Block.Text nothing(String key) {
        return Block.Text.said(say(key), Block.Mark.MUTED);
    }
}
