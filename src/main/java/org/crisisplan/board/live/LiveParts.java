package org.crisisplan.board.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.board.PhaseTimeline;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisEvidence;
import org.crisisplan.crisis.Phase;
import org.crisisplan.publish.StatementOverview;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/**
 * Writes the parts of the page that change with each act. What several people see alike is written once for an act: hundreds of open pages
 * that fetch it cost little more than one.
 */
@Component
class LiveParts {

    private static final String TEMPLATE = "board/live";

    /** The parts in the order in which a narrow screen shows them. */
    private static final List<String> SHARED =
            List.of("bar", "course", "public", "situation", "who", "numbers", "reasons", "about");

    private final ISpringTemplateEngine templates;
    private final LiveView view;
    private final Timeline timeline;
    private final MailingLines mailings;
    private final TimeFormatter moments;
    private final ObjectProvider<CrisisEvidence> evidence;

    LiveParts(
            ISpringTemplateEngine templates,
            LiveView view,
            Timeline timeline,
            MailingLines mailings,
            TimeFormatter moments,
            ObjectProvider<CrisisEvidence> evidence) {
        this.templates = templates;
        this.view = view;
        this.timeline = timeline;
        this.mailings = mailings;
        this.moments = moments;
        this.evidence = evidence;
    }

    /** A part as those see it who see it alike. */
    private record Part(String name, Locale language, Object alike) {}

    /** A milestone and when the crisis reached it. */
    record Reached(String milestone, TimeFormatter.Moment at) {}

    /** Who may do and open the same. */
    private record Alike(boolean writes, @Nullable String mine, Set<String> openable) {}

    /** The parts by their name, each as HTML. */
    Map<String, String> of(Situation situation, TimelineFilter filter, CurrentUser reader, Locale language) {
        boolean writes = reader.isOfTeam() && !situation.crisis.phase().isOver();
        Map<String, String> parts = new LinkedHashMap<>();
        for (String name : SHARED) {
            parts.put(name, write(situation, name, "", language, () -> model(name, situation, language)));
        }
        parts.put(
                "mailings",
                process(
                        situation,
                        "mailings",
                        language,
                        Map.of("told", mailings.of(situation.crisis.number(), reader, language))));
        List<OpenTask> mine = situation.details.tasks().stream()
                .filter(task -> task.isFor(reader))
                .toList();
        Alike alike = new Alike(
                writes,
                mine.isEmpty() ? null : mine.get(0).id(),
                situation.details.tasks().stream()
                        .filter(task -> task.isOpenTo(reader))
                        .map(OpenTask::id)
                        .collect(Collectors.toUnmodifiableSet()));
        parts.put(
                "you",
                write(
                        situation,
                        "you",
                        List.of(alike, mine.size()),
                        language,
                        () -> you(situation, mine, writes, language)));
        parts.put("clocks", write(situation, "clocks", alike, language, () -> clocks(situation, alike, language)));
        parts.put(
                "timeline",
                filter.isOfTheNewest() && filter.by() == null
                        ? write(
                                situation,
                                "timeline",
                                List.of(filter, writes),
                                language,
                                () -> timeline(situation, filter, writes, language))
                        // what few ask for is not kept: there is no end to what can be asked
                        : process(situation, "timeline", language, timeline(situation, filter, writes, language)));
        return parts;
    }

    private String write(
            Situation situation,
            String name,
            Object alike,
            Locale language,
            java.util.function.Supplier<Map<String, Object>> model) {
        return situation.written(
                new Part(name, language, alike), () -> process(situation, name, language, model.get()));
    }

    private String process(Situation situation, String name, Locale language, Map<String, Object> model) {
        Map<String, Object> values = new LinkedHashMap<>(model);
        values.put("number", situation.crisis.number());
        values.put("over", situation.crisis.phase().isOver());
        return templates.process(TEMPLATE, Set.of(name), new Context(language, values));
    }

    private Map<String, Object> model(String name, Situation situation, Locale language) {
        Map<String, Object> model = new LinkedHashMap<>();
        switch (name) {
            case "bar" -> model.put("bar", view.bar(situation, language));
            case "course" -> model.put("course", PhaseTimeline.of(situation.crisis));
            case "about" -> {
                model.put("crisis", situation.crisis);
                model.put(
                        "milestones",
                        situation.details.milestones().entrySet().stream()
                                .map(reached -> new Reached(reached.getKey(), moments.moment(reached.getValue())))
                                .toList());
            }
            case "public" -> model.put("said", view.publicWords(situation, language));
            case "situation" -> {
                model.put("lines", view.lines(situation, language));
                model.put("instruction", view.instruction(situation, language).orElse(null));
                model.put(
                        "pinned",
                        situation.details.pinned().stream()
                                .map(act -> timeline.entry(act, situation, language))
                                .toList());
            }
            case "who" -> {
                model.put("members", view.members(situation, language));
                model.put("gaps", view.gaps(situation, language));
                model.put("nobody", view.nobody(situation));
            }
            case "numbers" -> model.put("known", view.numbers(situation, language));
            default -> {
                model.put(
                        "reasons",
                        situation.crisis.reasons().stream()
                                .map(reason ->
                                        new Crisis.Reason(reason.clause(), BilingualText.of(reason.text(), language)))
                                .toList());
                addEvidence(situation.crisis.number(), language, model);
            }
        }
        return model;
    }

    private void addEvidence(String number, Locale language, Map<String, Object> model) {
        List<CrisisEvidence.Evidence> pieces = evidence.orderedStream()
                .flatMap(one -> one.of(number, language).stream())
                .map(piece -> inOneLanguage(piece, language))
                .toList();
        model.put("evidence", pieces);
        model.put(
                "moments",
                pieces.stream()
                        .flatMap(piece -> piece.lines().stream())
                        .map(CrisisEvidence.Line::at)
                        .distinct()
                        .collect(Collectors.toMap(
                                at -> at, at -> moments.moment(at).text())));
    }

    private static CrisisEvidence.Evidence inOneLanguage(CrisisEvidence.Evidence piece, Locale language) {
        return new CrisisEvidence.Evidence(
                piece.title(),
                piece.notice(),
                piece.lines().stream()
                        .map(line -> new CrisisEvidence.Line(
                                line.at(), line.clause(), BilingualText.of(line.text(), language), line.figures()))
                        .toList(),
                piece.link(),
                piece.linkText());
    }

    private Map<String, Object> you(Situation situation, List<OpenTask> mine, boolean writes, Locale language) {
        Map<String, Object> model = new LinkedHashMap<>();
        // before it is verified, nothing is said; after that, what is on its way comes first
        model.put(
                "informed",
                situation.crisis.phase() != Phase.VERIFYING
                        && situation.details.statements().stream().noneMatch(StatementOverview.Line::isUnderWay));
        model.put(
                "silent",
                StatementOverview.lastPublished(situation.details.statements()).isEmpty());
        model.put("task", mine.isEmpty() ? null : view.task(mine.get(0), true, language));
        model.put("others", Math.max(0, mine.size() - 1));
        model.put("writes", writes);
        return model;
    }

    private Map<String, Object> clocks(Situation situation, Alike alike, Locale language) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("clocks", view.clocks(situation, language));
        model.put(
                "past",
                situation.details.deadlines().stream()
                        .filter(deadline -> !deadline.isRunning())
                        .map(deadline -> new LiveView.Clock("plan", deadline.what(), outcome(deadline, language), null))
                        .toList());
        model.put(
                "tasks",
                situation.details.tasks().stream()
                        .map(task -> view.task(task, alike.openable().contains(task.id()), language))
                        .toList());
        return model;
    }

    /** What became of a promise: once the crisis is over, no time is left and none runs out. */
    private TimeFormatter.Due outcome(Crisis.Deadline promise, Locale language) {
        return promise.metAt() == null
                ? moments.ended(promise.due(), promise.outcome() == Crisis.Outcome.MISSED, language)
                : moments.met(promise.due(), promise.metAt(), language);
    }

    private Map<String, Object> timeline(Situation situation, TimelineFilter filter, boolean writes, Locale language) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("page", timeline.of(situation, filter, language));
        model.put("filter", filter);
        model.put("topics", TimelineFilter.topics());
        model.put("people", situation.details.seen().keySet().stream().sorted().toList());
        model.put("writes", writes);
        return model;
    }
}
