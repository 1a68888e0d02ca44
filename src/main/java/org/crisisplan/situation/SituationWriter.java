package org.crisisplan.situation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.publish.StatementOverview;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.TimeFormatter;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes a situation report from what is recorded: in one language, each section as lines. */
@Component
class SituationWriter {

    static final List<String> SECTIONS = List.of("conditions", "actions", "needs", "next");

    private static final int MOST = 12;
    private static final Set<ActKind> DONE = Set.of(ActKind.TASK_COMPLETED, ActKind.DECISION_LOGGED);

    private final Crises crises;
    private final FactTable plans;
    private final RecordSearch search;
    private final ResponseLead lead;
    private final StatementOverview statements;
    private final TaskService tasks;
    private final TimeFormatter moments;
    private final MessageSource messages;
    private final Clock clock;

    SituationWriter(
            Crises crises,
            FactTable plans,
            RecordSearch search,
            ResponseLead lead,
            StatementOverview statements,
            TaskService tasks,
            TimeFormatter moments,
            MessageSource messages,
            Clock clock) {
        this.crises = crises;
        this.plans = plans;
        this.search = search;
        this.lead = lead;
        this.statements = statements;
        this.tasks = tasks;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    /** The sections by their name, each one line or more. */
    Map<String, Object> write(Crisis crisis, Locale language) {
        Instant since = lead.lastReport(crisis.number()).orElse(Instant.EPOCH);
        List<Task> open = tasks.createTaskQuery()
                .processInstanceBusinessKey(crisis.number())
                .orderByDueDate()
                .asc()
                .list();
        Optional<Act> outlook = lead.outlook(crisis.number());
        Map<String, Object> report = new TreeMap<>();
        report.put("conditions", lines(conditions(crisis, since, language)));
        report.put("actions", lines(actions(crisis, since, language)));
        report.put("needs", lines(needs(crisis, open, outlook, language)));
        report.put("next", lines(next(crisis, open, outlook, language)));
        return report;
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
    }

    private List<String> conditions(Crisis crisis, Instant since, Locale language) {
        List<String> lines = new ArrayList<>();
        lines.add(say(
                "situation.line.level",
                language,
                crisis.level() == null ? "?" : say("situation.level." + crisis.level(), language),
                say("situation.phase." + crisis.phase().word(), language),
                moments.span(java.time.Duration.between(crisis.openedAt(), clock.instant()), language)));
        if (!crisis.reasons().isEmpty()) {
            lines.add(crisis.reasons().stream()
                    .map(reason -> reason.clause() + " " + BilingualText.of(reason.text(), language))
                    .distinct()
                    .limit(MOST)
                    .collect(Collectors.joining("; ")));
        }
        var definitions = plans.of(plans.processOf(crisis.planVersion()));
        List<String> facts = crises.factsOf(crisis.number()).values().stream()
                .filter(fact -> !fact.inWords() && !fact.saidAt().isBefore(since))
                .map(fact -> BilingualText.of(
                                definitions.all().stream()
                                        .filter(one -> one.name().equals(fact.name()))
                                        .map(FactDefinition::label)
                                        .findFirst()
                                        .orElse(fact.name()),
                                language)
                        + ": "
                        + (fact.value() == null ? say("situation.line.notKnown", language) : value(fact, language)))
                .limit(MOST)
                .toList();
        if (!facts.isEmpty()) {
            lines.add(say("situation.line.facts", language, String.join("; ", facts)));
        }
        lines.add(published(crisis, language));
        lead.of(crisis.number()).ifPresent(user -> lines.add(say("situation.line.lead", language, user)));
        return lines;
    }

    private String value(Crisis.Fact fact, Locale language) {
        return fact.value() instanceof Boolean yes
                ? say(yes ? "situation.line.yes" : "situation.line.no", language)
                : String.valueOf(fact.value());
    }

    private String published(Crisis crisis, Locale language) {
        return StatementOverview.lastPublished(
                        statements.of(List.of(crisis.number())).getOrDefault(crisis.number(), List.of()))
                .map(line -> say(
                        "situation.line.public",
                        language,
                        language.getLanguage().equals("zh") ? line.titleZh() : line.titleEn(),
                        moments.moment(line.since()).text()))
                .orElseGet(() -> say("situation.line.silent", language));
    }

    private List<String> actions(Crisis crisis, Instant since, Locale language) {
        List<Act> acts =
                search
                        .newest(crisis.number(), new RecordSearch.Wanted(DONE, null), Integer.MAX_VALUE, MOST * 10)
                        .stream()
                        .filter(act -> act.at().isAfter(since))
                        .toList();
        List<String> lines = new ArrayList<>();
        acts.stream()
                .limit(MOST)
                .forEach(act -> lines.add(say(
                        "situation.line.done",
                        language,
                        moments.moment(act.at()).text(),
                        act.kind() == ActKind.DECISION_LOGGED
                                ? say("situation.line.decided", language, said(act, "decision"))
                                : act.step() == null
                                        ? act.subject()
                                        : BilingualText.of(act.step().name(), language),
                        act.actor().id())));
        if (acts.size() > MOST) {
            lines.add(say("situation.line.more", language, acts.size() - MOST));
        }
        return lines.isEmpty() ? List.of(say("situation.line.nothing", language)) : lines;
    }

    private List<String> needs(Crisis crisis, List<Task> open, Optional<Act> outlook, Locale language) {
        List<String> lines = new ArrayList<>();
        outlook.map(act -> said(act, "needs")).filter(text -> !text.isBlank()).ifPresent(lines::add);
        Instant now = clock.instant();
        open.stream()
                .filter(task -> task.getDueDate() != null
                        && task.getDueDate().toInstant().isBefore(now))
                .limit(MOST)
                .forEach(task -> lines.add(say(
                        "situation.line.overdue",
                        language,
                        BilingualText.of(String.valueOf(task.getName()), language),
                        moments.span(
                                java.time.Duration.between(task.getDueDate().toInstant(), now), language))));
        crises.deadlinesOf(crisis.number()).stream()
                .filter(promise -> promise.outcome() == Crisis.Outcome.MISSED)
                .forEach(promise -> lines.add(say(
                        "situation.line.missed",
                        language,
                        say("situation.promise." + promise.what(), promise.what(), language),
                        moments.moment(promise.due()).text())));
        return lines.isEmpty() ? List.of(say("situation.line.nothingNeeded", language)) : lines;
    }

    private List<String> next(Crisis crisis, List<Task> open, Optional<Act> outlook, Locale language) {
        List<String> lines = new ArrayList<>();
        outlook.map(act -> said(act, "next")).filter(text -> !text.isBlank()).ifPresent(lines::add);
        crises.deadlinesOf(crisis.number()).stream()
                .filter(Crisis.Deadline::isRunning)
                .limit(MOST)
                .forEach(promise -> lines.add(say(
                        "situation.line.due",
                        language,
                        say("situation.promise." + promise.what(), promise.what(), language),
                        moments.moment(promise.due()).text())));
        Instant now = clock.instant();
        open.stream()
                .filter(task -> task.getDueDate() != null
                        && !task.getDueDate().toInstant().isBefore(now))
                .limit(MOST)
                .forEach(task -> lines.add(say(
                        "situation.line.due",
                        language,
                        BilingualText.of(String.valueOf(task.getName()), language),
                        moments.moment(task.getDueDate().toInstant()).text())));
        return lines.isEmpty() ? List.of(say("situation.line.nothingNext", language)) : lines;
    }

    private static String said(Act act, String name) {
        return act.words() == null
                ? ""
                : String.valueOf(act.words().getOrDefault(name, "")).replace("\n", " ");
    }

    private String say(String key, Locale language, Object... values) {
        Object[] texts = java.util.Arrays.stream(values).map(String::valueOf).toArray();
        return messages.getMessage(key, texts, language);
    }

    /** What has no name of its own yet is called as the plan's tables call it. */
    private String say(String key, String otherwise, Locale language) {
        return String.valueOf(messages.getMessage(key, null, otherwise, language));
    }
}
